"""Writes of the network, one module per noun."""

from .accounts import (
    change_staff,
    hire,
    reset_password,
    reset_second_factor,
    switch_account,
    unlock_account,
)
from .authority import delegate_step, end_delegation
from .duty import set_duty, withdraw_duty
from .partners import add_department, add_organisation, change_department, change_organisation
from .premises import Rooms, describe_premises
from .regions import (
    import_country_regions,
    import_pilot_regions,
    import_regions,
    merge_region,
    record_populations,
)
from .shares import end_share, end_share_with, end_shares_of, grant_share, share_subjects
from .staffing import add_staff, appoint, appoint_first_administrator, end_post
from .stations import change_station, close_station, found_missing_stations, found_station, reopen_station
from .training import record_training, set_attendance

__all__ = [
    "Rooms",
    "add_department",
    "add_organisation",
    "add_staff",
    "appoint",
    "appoint_first_administrator",
    "change_department",
    "change_organisation",
    "change_staff",
    "change_station",
    "close_station",
    "delegate_step",
    "describe_premises",
    "end_delegation",
    "end_post",
    "end_share",
    "end_share_with",
    "end_shares_of",
    "found_missing_stations",
    "found_station",
    "grant_share",
    "hire",
    "import_country_regions",
    "import_pilot_regions",
    "import_regions",
    "merge_region",
    "record_populations",
    "record_training",
    "reopen_station",
    "reset_password",
    "reset_second_factor",
    "set_attendance",
    "set_duty",
    "share_subjects",
    "switch_account",
    "unlock_account",
    "withdraw_duty",
]

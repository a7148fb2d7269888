"""Writes of the network, one module per noun."""

from .accounts import change_staff, hire, reset_password, switch_account, unlock_account
from .authority import delegate_step, end_delegation, end_share, end_shares_of, share_subjects
from .regions import (
    import_country_regions,
    import_pilot_regions,
    import_regions,
    merge_region,
    record_population,
)
from .staffing import add_staff, appoint, appoint_first_administrator, end_post
from .stations import (
    add_department,
    add_organisation,
    change_station,
    close_station,
    found_missing_stations,
    found_station,
    reopen_station,
    set_duty,
)

__all__ = [
    "add_department",
    "add_organisation",
    "add_staff",
    "appoint",
    "appoint_first_administrator",
    "change_staff",
    "change_station",
    "close_station",
    "delegate_step",
    "end_delegation",
    "end_post",
    "end_share",
    "end_shares_of",
    "found_missing_stations",
    "found_station",
    "hire",
    "import_country_regions",
    "import_pilot_regions",
    "import_regions",
    "merge_region",
    "record_population",
    "reopen_station",
    "reset_password",
    "set_duty",
    "share_subjects",
    "switch_account",
    "unlock_account",
]

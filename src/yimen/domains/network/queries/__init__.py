"""Reads of the network, one module per noun."""

from .actors import actor_for, actors_at, posts_of
from .authority import confirmers, delegations, get_delegation
from .conditions import in_force
from .duty import duty_of
from .norms import staffing_gaps
from .partners import (
    departments,
    departments_with_liaisons,
    liaisons_for,
    liaisons_of,
    organisations,
)
from .posts import (
    get_post,
    get_post_within,
    post_titles,
    posts_at,
    posts_ended,
    posts_held,
    posts_held_today,
    posts_seeing,
    sees,
)
from .regions import (
    REGISTERS,
    find_places,
    get_region,
    get_region_in_being,
    place_of_path,
    region_name_on,
    region_names,
    region_path,
    region_paths,
    regions_under,
)
from .staff import get_staff, staff_in_office, staff_within, users_of_staff
from .stations import (
    find_station,
    get_station,
    get_station_within,
    regions_without_station,
    station_of,
    stations_closed,
    stations_in,
    stations_within,
    superior_station,
)

__all__ = [
    "REGISTERS",
    "actor_for",
    "actors_at",
    "confirmers",
    "delegations",
    "departments",
    "departments_with_liaisons",
    "duty_of",
    "find_places",
    "find_station",
    "get_delegation",
    "get_post",
    "get_post_within",
    "get_region",
    "get_region_in_being",
    "get_staff",
    "get_station",
    "get_station_within",
    "in_force",
    "liaisons_for",
    "liaisons_of",
    "organisations",
    "place_of_path",
    "post_titles",
    "posts_at",
    "posts_ended",
    "posts_held",
    "posts_held_today",
    "posts_of",
    "posts_seeing",
    "region_name_on",
    "region_names",
    "region_path",
    "region_paths",
    "regions_under",
    "regions_without_station",
    "sees",
    "staff_in_office",
    "staff_within",
    "staffing_gaps",
    "station_of",
    "stations_closed",
    "stations_in",
    "stations_within",
    "superior_station",
    "users_of_staff",
]

"""Tables of the network. None holds household data, so none is under row-level security.

A share names its subject by id only.
"""

from .authority import DelegatedStep
from .duty import DutyMonth
from .partners import Department, Organisation
from .regions import Region, RegionName
from .shares import Share
from .staff import Post, Staff
from .stations import Station

__all__ = [
    "DelegatedStep",
    "Department",
    "DutyMonth",
    "Organisation",
    "Post",
    "Region",
    "RegionName",
    "Share",
    "Staff",
    "Station",
]

"""Tables of the network. None holds household data, so none is under row-level security.

A share names its subject by id only.
"""

from .authority import DelegatedStep
from .duty import DutyMonth
from .partners import Department, Organisation
from .premises import Premises
from .regions import Region, RegionName
from .shares import Share
from .staff import Post, Staff
from .stations import Station
from .training import Attendance, Training

__all__ = [
    "Attendance",
    "DelegatedStep",
    "Department",
    "DutyMonth",
    "Organisation",
    "Post",
    "Premises",
    "Region",
    "RegionName",
    "Share",
    "Staff",
    "Station",
    "Training",
]

"""Writes of the worklist: items open and close; people pass them on; the clock reminds and escalates."""

from .calendar import enter_year
from .clock import move_due, recount_due_dates, remind_and_escalate
from .departures import close_station, leave_office, leave_post, release_of_ended_posts
from .desks import keep_desk, print_desk, undo_desk
from .items import close_item, close_items_of, open_item, wait_for
from .loading import load_items
from .owners import hand_over, pass_on, put_back, reassign, take

__all__ = [
    "close_item",
    "close_items_of",
    "close_station",
    "enter_year",
    "hand_over",
    "keep_desk",
    "leave_office",
    "leave_post",
    "load_items",
    "move_due",
    "open_item",
    "pass_on",
    "print_desk",
    "put_back",
    "reassign",
    "recount_due_dates",
    "release_of_ended_posts",
    "remind_and_escalate",
    "take",
    "undo_desk",
    "wait_for",
]

"""Conditions that several reads of the network share: in force on a day, open, within one's region."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from ..types import Actor


def in_force(on: date) -> Q:
    """Rows whose period holds the day; the end is exclusive."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def is_open() -> Q:
    """Stations that are open today; the day of closing is the first they are not."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=timezone.localdate())


def is_within(by: Actor, region: str) -> bool:
    return by.scope.lo <= region < by.scope.hi

"""How long each step took: what was done in a time, how late, the median and the slowest tenth."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.figures import Split, digits_below

from .durations import Days, took
from .models import WorkItem
from .types import CountedSteps, StepFigure, Took

_KEYS = {
    Split.STEP: "kind",
    Split.PLACE: "left(region, %(digits)s)",
    Split.MONTH: "to_char(done_on, 'YYYY-MM-01')",
    Split.PERSON: "coalesce(owner_post_id::text, '')",
}
_TOOK = """
SELECT {key} AS key, greatest(done_on - event_on, 0) AS days, done_on > due_on AS is_late, count(*)
  FROM (SELECT kind, region, owner_post_id, due_on, event_on,
               (done_at AT TIME ZONE %(zone)s)::date AS done_on
          FROM worklist_workitem
         WHERE done_at >= %(first)s AND done_at < %(after)s
           AND region >= %(lo)s AND region < %(hi)s
           AND (%(step)s::text IS NULL OR kind = %(step)s)
           AND (%(post)s::uuid IS NULL OR owner_post_id = %(post)s)
           AND (NOT %(untaken)s OR owner_post_id IS NULL)) AS done
 GROUP BY 1, 2, 3
"""
"""How many took how many days: counted without sorting, and what is asked of days follows from it exactly."""


def step_figures(counted: CountedSteps, split: Split, *, by: Actor) -> tuple[dict[str, Took], Took]:
    """By what they are told apart by, and all together."""
    _require(counted, split, by)
    first, after = _moments(counted)
    with connection.cursor() as cursor:
        cursor.execute(
            _TOOK.format(key=_KEYS[split]),
            {
                "digits": digits_below(counted.region),
                "zone": timezone.get_current_timezone_name(),
                "first": first,
                "after": after,
                "lo": counted.region.lo,
                "hi": counted.region.hi,
                "step": counted.step and counted.step.value,
                "post": counted.post,
                "untaken": counted.is_untaken,
            },
        )
        rows: Sequence[tuple[str, int, bool, int]] = cursor.fetchall()
    by_key: dict[str, list[Days]] = defaultdict(list)
    for key, days, is_late, n in rows:
        by_key[key].append((days, is_late, n))
    together = [each for several in by_key.values() for each in several]
    return {key: took(several) for key, several in by_key.items()}, took(together)


def steps_counted(counted: CountedSteps, figure: StepFigure, *, by: Actor) -> QuerySet[WorkItem]:
    """The work a figure stands for, the last done first, with `done_on`."""
    _require(counted, Split.PLACE, by)
    first, after = _moments(counted)
    rows = WorkItem.objects.filter(
        done_at__gte=first, done_at__lt=after, region__gte=counted.region.lo, region__lt=counted.region.hi
    ).annotate(done_on=TruncDate("done_at"))
    if counted.step is not None:
        rows = rows.filter(kind=counted.step.value)
    if counted.post is not None:
        rows = rows.filter(owner_post_id=counted.post)
    if counted.is_untaken:
        rows = rows.filter(owner_post__isnull=True)
    rows = rows.filter(_CONDITIONS[figure]).select_related("owner_post__staff", "owner_station")
    return rows.order_by("-done_at", "-id")


_CONDITIONS = {
    StepFigure.DONE: Q(),
    StepFigure.IN_TIME: Q(done_on__lte=F("due_on")),
    StepFigure.LATE: Q(done_on__gt=F("due_on")),
}


def _require(counted: CountedSteps, split: Split, by: Actor) -> None:
    """What one person did is for whoever leads them."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    if counted.post is not None or counted.is_untaken or split is Split.PERSON:
        require(by, Permission.STATISTICS_OF_STAFF, by.region)


def _moments(counted: CountedSteps) -> tuple[datetime, datetime]:
    """The first moment of the first day, and of the day after the last."""
    days = (counted.first, counted.last + timedelta(days=1))
    first, after = (timezone.make_aware(datetime.combine(day, time.min)) for day in days)
    return first, after

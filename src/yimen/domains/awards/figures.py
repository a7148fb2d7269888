"""Awards of a month counted in the database with what they pay, and the rows each count stands for."""

from collections.abc import Mapping

from django.db import connection
from django.db.models import Count, Q, QuerySet

from yimen.domains.awards.models import Award
from yimen.domains.awards.timing import in_force_in, within
from yimen.domains.awards.types import AwardFigure, CountedAwards, Origin
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.figures import Split, digits_below, key_of
from yimen.kernel import Month

_AMOUNTS = """
SELECT key, sum(after_fen)
  FROM (SELECT DISTINCT ON (change.award_id, change.component)
               CASE WHEN %(by_place)s THEN left(award.region, %(digits)s) ELSE award.programme END AS key,
               change.after_fen
          FROM awards_award AS award
          JOIN awards_awardchange AS change ON change.award_id = award.id
         WHERE award.region >= %(lo)s AND award.region < %(hi)s
           AND award.from_month <= %(month)s
           AND (award.until_month IS NULL OR award.until_month > %(month)s)
           AND (%(programme)s::text IS NULL OR award.programme = %(programme)s)
           AND change.from_month <= %(month)s
         ORDER BY change.award_id, change.component, change.from_month DESC, change.changed_at DESC,
                  change.id DESC) AS last
 GROUP BY key
"""
"""What each component of an award in force was last set to, as `queries` reads it for one award."""


def _conditions(month: Month) -> Mapping[AwardFigure, Q]:
    return {
        AwardFigure.HELD: in_force_in(month),
        AwardFigure.BEGUN: Q(from_month=month.first, origin=Origin.DECISION),
        AwardFigure.ENDED: Q(until_month=month.first),
    }


def award_figures(counted: CountedAwards, split: Split, *, by: Actor) -> dict[str, tuple[int, ...]]:
    """Every figure by programme or place, in the order of `AwardFigure`; last what they pay, in fen."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    conditions = _conditions(counted.month)
    names = [figure.value for figure in conditions]
    counts = {figure.value: Count("region", filter=condition) for figure, condition in conditions.items()}
    keyed = _rows(counted).annotate(key=key_of(split, counted.region, {Split.PROGRAMME: "programme"}))
    grouped = keyed.order_by().values("key").annotate(**counts)
    amounts = _amounts(counted, split)
    return {key: (*n, amounts.get(key, 0)) for key, *n in grouped.values_list("key", *names) if any(n)}


def awards_counted(counted: CountedAwards, figure: AwardFigure, *, by: Actor) -> QuerySet[Award]:
    """The awards a figure stands for, by place and number."""
    require(by, Permission.STATISTICS_OPEN, counted.region)
    rows = _rows(counted).filter(_conditions(counted.month)[figure])
    return rows.select_related("person").prefetch_related("changes").order_by("region", "case_number", "id")


def _rows(counted: CountedAwards) -> QuerySet[Award]:
    """Whatever began by the month and had not ended before it."""
    last = Q(until_month__isnull=True) | Q(until_month__gte=counted.month.first)
    rows = Award.objects.filter(within(counted.region), last, from_month__lte=counted.month.first)
    return rows if counted.programme is None else rows.filter(programme=counted.programme.value)


def _amounts(counted: CountedAwards, split: Split) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            _AMOUNTS,
            {
                "by_place": split is Split.PLACE,
                "digits": digits_below(counted.region),
                "lo": counted.region.lo,
                "hi": counted.region.hi,
                "month": counted.month.first,
                "programme": counted.programme and counted.programme.value,
            },
        )
        return {key: int(total) for key, total in cursor.fetchall()}

"""Reads of the county's check: seeds, files that wait for a draw, what was drawn and found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from yimen.domains.cases.models import CaseOutcome, CheckDraw, CheckSeed, DrawnFile
from yimen.domains.cases.permissions import access_outcome
from yimen.domains.cases.rules.drawing import day_of_draw as day_of_draw
from yimen.domains.cases.rules.procedures import PROCEDURES, procedure_of
from yimen.domains.cases.types import OutcomeState
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.audit.heads import Head
from yimen.foundation.audit.sealing import is_head_of
from yimen.foundation.lots import Batch, Draws, Flaw, Lot, Tally, flaws, published
from yimen.kernel import Month, Programme, RegionCode


@dataclass(frozen=True, slots=True)
class PublicDraw:
    """The seed of a county and month, and what each day drew with it; it names no person."""

    region: str
    county: str
    month: Month
    seed: str
    published_at: datetime
    batches: tuple[Batch, ...]


CHECKED_PROGRAMMES = tuple(name for name, found in PROCEDURES.items() if found.county_check_parameter)


def share_of(programme: Programme, region: RegionCode | str, on: date) -> Decimal:
    """The least share of the files that is checked; a county may check more."""
    name = procedure_of(programme).county_check_parameter
    return Decimal(str(library.parameters(region, on)[name].value))


def undrawn(*, by: Actor) -> QuerySet[CaseOutcome]:
    """Programmes that lie with the confirmer and were in no draw yet."""
    require(by, Permission.COUNTY_CHECK, str(by.region))
    return waiting_for_a_draw(by.region)


def waiting_for_a_draw(county: RegionCode) -> QuerySet[CaseOutcome]:
    """The same of one county, each with its place (`place`) among the checked programmes of its case.

    Checked is what is to be confirmed (43号 第十六条), not what becomes of an award in force.
    """
    waiting = CaseOutcome.objects.filter(
        region__gte=county.lo,
        region__lt=county.hi,
        programme__in=CHECKED_PROGRAMMES,
        state=OutcomeState.WITH_CONFIRMER,
        drawing__isnull=True,
        award__isnull=True,
    )
    earlier = Q(case__outcomes__programme__in=CHECKED_PROGRAMMES, case__outcomes__id__lt=F("id"))
    placed = waiting.annotate(place=Count("case__outcomes", filter=earlier) + 1)
    return placed.select_related("case").order_by("sent_on", "id")


def lot_number(outcome: CaseOutcome) -> str:
    """Under which number a file is drawn: the case's; the second person of one case has a stroke and 2."""
    place: int = outcome.place  # type: ignore[attr-defined]  # annotated above
    number = outcome.case.number or ""
    return number if place == 1 else f"{number}/{place}"


def seeds_of_month(month: Month) -> list[CheckSeed]:
    """The seeds of every county of the scope for a month."""
    return list(CheckSeed.objects.filter(month=month.first).order_by("region"))


def tally_of(seed: CheckSeed) -> Tally:
    """What was in a draw of the month so far."""
    found = seed.files.aggregate(files=Count("id"), drawn=Count("id", filter=Q(is_drawn=True)))
    return Tally(**found)


def begin_of(day: date) -> datetime:
    """The first moment of a day where the house stands."""
    return timezone.make_aware(datetime.combine(day, time.min))


def seeds(*, by: Actor) -> QuerySet[CheckSeed]:
    """The published seeds of the county, newest first, each with its days and its files by their scores."""
    require(by, Permission.COUNTY_CHECK, str(by.region))
    day = CheckDraw.objects.filter(seed=OuterRef("seed"), batch=OuterRef("batch")).values("day")
    files = DrawnFile.objects.annotate(day=Subquery(day)).order_by("-batch", "score")
    days = CheckDraw.objects.order_by("-batch")
    rows = CheckSeed.objects.filter(region=str(by.region)).order_by("-month")
    return rows.prefetch_related(Prefetch("files", queryset=files), Prefetch("draws", queryset=days))


def find_drawing(outcome_id: UUID, *, by: Actor) -> DrawnFile | None:
    """Whether a programme was drawn and what was found; None before its draw."""
    access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return DrawnFile.objects.filter(outcome=outcome_id).first()


def public_draws() -> tuple[PublicDraw, ...]:
    """The draws of the last year, for anybody to repeat; needs no actor and no scope."""
    today = timezone.localdate()
    since = date(today.year - 1, today.month, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT region, month, seed, published_at, day, head, share, number, score, is_drawn"
            " FROM cases_public_draws(%s)",
            [since],
        )
        rows = cursor.fetchall()
    names = network.region_names({row[0] for row in rows})
    groups = groupby(rows, key=lambda row: row[:4])
    return tuple(_public_draw(head, tuple(lines), names) for head, lines in groups)


def _public_draw(
    head: tuple[Any, ...], lines: Sequence[tuple[Any, ...]], names: Mapping[str, str]
) -> PublicDraw:
    region, month, seed, published_at = head
    days = groupby((line[4:] for line in lines if line[4] is not None), key=lambda line: line[:3])
    batches = tuple(
        Batch(day, head, share, tuple(Lot(*lot[3:]) for lot in lots)) for (day, head, share), lots in days
    )
    return PublicDraw(region, names.get(region, region), Month.of(month), seed, published_at, batches)


def published_file() -> str:
    """The same as a file, for `yimen draws verify`."""
    return published(Draws(draw.county, str(draw.month), draw.seed, draw.batches) for draw in public_draws())


def review_draws() -> tuple[list[tuple[CheckDraw, Flaw]], int]:
    """The draws of the scope that do not follow from seed, head and list, and why; and how many there are."""
    seeds = list(CheckSeed.objects.prefetch_related("draws", "files").order_by("region", "month"))
    return [flaw for seed in seeds for flaw in _flaws_of(seed)], sum(len(seed.draws.all()) for seed in seeds)


def _flaws_of(seed: CheckSeed) -> Iterator[tuple[CheckDraw, Flaw]]:
    days = {made.day: made for made in sorted(seed.draws.all(), key=lambda made: made.batch)}
    for flaw, day in flaws(seed.seed, [_batch(seed, made) for made in days.values()]):
        yield days[day], flaw
    for made in days.values():
        if not is_head_of(begin_of(made.day), Head(made.position, bytes.fromhex(made.head))):
            yield made, Flaw.HEAD


def _batch(seed: CheckSeed, made: CheckDraw) -> Batch:
    lots = (file for file in seed.files.all() if file.batch == made.batch)
    kept = tuple(Lot(file.number, file.score, file.is_drawn) for file in lots)
    return Batch(made.day, made.head, made.share, kept)


def drawing_of(outcome: CaseOutcome) -> tuple[bool, DrawnFile | None]:
    """Whether the programme is checked before it is confirmed, and its place in a draw."""
    if Programme(outcome.programme) not in CHECKED_PROGRAMMES:
        return False, None
    return True, DrawnFile.objects.filter(outcome=outcome).first()

"""Reads of the county's check: seeds, files that wait for a draw, what was drawn and found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from yimen.domains.cases.models import CaseOutcome, CheckSeed, DrawnFile
from yimen.domains.cases.permissions import access_outcome
from yimen.domains.cases.rules.procedures import PROCEDURES, procedure_of
from yimen.domains.cases.types import OutcomeState
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme, RegionCode


@dataclass(frozen=True, slots=True)
class PublicLot:
    """One file of a published draw; it names no person."""

    number: str
    batch: int
    score: str
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class PublicDraw:
    """The seed of a county and month, and the files it drew."""

    county: str
    month: Month
    seed: str
    published_at: datetime
    lots: tuple[PublicLot, ...]


CHECKED_PROGRAMMES = tuple(name for name, found in PROCEDURES.items() if found.county_check_parameter)


def share_of(programme: Programme, region: RegionCode | str, on: date) -> Decimal:
    """The least share of the files that is checked; a county may check more."""
    name = procedure_of(programme).county_check_parameter
    return Decimal(str(library.parameters(region, on)[name].value))


def undrawn(*, by: Actor) -> QuerySet[CaseOutcome]:
    """Programmes that lie with the confirmer and were in no draw yet."""
    require(by, Permission.COUNTY_CHECK, str(by.region))
    waiting = CaseOutcome.objects.filter(
        programme__in=CHECKED_PROGRAMMES, state=OutcomeState.WITH_CONFIRMER, drawing__isnull=True
    )
    return waiting.select_related("case").order_by("sent_on", "id")


def seeds(*, by: Actor) -> QuerySet[CheckSeed]:
    """The published seeds of the county, newest first, each with its files in the order of their scores."""
    require(by, Permission.COUNTY_CHECK, str(by.region))
    files = DrawnFile.objects.select_related("outcome__case").order_by("-batch", "score")
    rows = CheckSeed.objects.filter(region=str(by.region)).order_by("-month")
    return rows.prefetch_related(Prefetch("files", queryset=files))


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
            "SELECT region, month, seed, published_at, number, batch, score, is_drawn"
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
    lots = tuple(PublicLot(*line[4:]) for line in lines if line[4] is not None)
    return PublicDraw(names.get(region, region), Month.of(month), seed, published_at, lots)


def drawing_of(outcome: CaseOutcome) -> tuple[bool, DrawnFile | None]:
    """Whether the programme is checked before it is confirmed, and its place in a draw."""
    if Programme(outcome.programme) not in CHECKED_PROGRAMMES:
        return False, None
    return True, DrawnFile.objects.filter(outcome=outcome).first()

"""Reads of the county's check: seeds, files that wait for a draw, what was drawn and found."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from yimen.domains.cases.models import CaseOutcome, CheckSeed, DrawnFile
from yimen.domains.cases.permissions import access_outcome
from yimen.domains.cases.rules.procedures import PROCEDURES, procedure_of
from yimen.domains.cases.types import OutcomeState
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Programme, RegionCode

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


def drawing_of(outcome: CaseOutcome) -> tuple[bool, DrawnFile | None]:
    """Whether the programme is checked before it is confirmed, and its place in a draw."""
    if Programme(outcome.programme) not in CHECKED_PROGRAMMES:
        return False, None
    return True, DrawnFile.objects.filter(outcome=outcome).first()

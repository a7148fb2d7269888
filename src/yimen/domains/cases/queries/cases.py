"""Reads of cases and their programmes within the current scope."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from yimen.domains.cases.models import Case, CaseMember, CaseOutcome, Opinion, PublicNotice
from yimen.domains.cases.permissions import access_case, access_outcome
from yimen.domains.cases.queries.facts import checklist_of
from yimen.domains.cases.rules.materials import ChecklistItem
from yimen.domains.cases.types import CaseKind, CaseState, OutcomeState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode

PAGE_SIZE = 50
_LISTED = (
    "number",
    "kind",
    "cause",
    "applicant_name",
    "region",
    "address",
    "requested",
    "state",
    "submitted_on",
    "accepted_on",
    "closed_on",
)
_SHOWN_OF_OUTCOMES = (
    "case",
    "region",
    "programme",
    "state",
    "version",
    "decided_amount_fen",
    "decided_on",
    "from_month",
    "told_on",
    "award",
    "effect",
    "person__name",
)
_SHOWN_OF_OPINIONS = ("outcome", "number", "is_positive", "amount_fen", "text", "by_name", "given_on")
_SHOWN_OF_NOTICES = ("outcome", "kind", "posted_on", "ends_on", "taken_down_on")


def get_case(case_id: UUID, *, by: Actor, purpose: str = "") -> Case:
    """One case with its members; the opening of the file is recorded."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    audit.record_opening(kind="case", subject=case.id, region=case.region, by=by, purpose=purpose)
    return case


def get_outcome(outcome_id: UUID, *, by: Actor, purpose: str = "") -> CaseOutcome:
    """One programme with its case; the opening of the file is recorded."""
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    audit.record_opening(kind="case", subject=outcome.case_id, region=outcome.region, by=by, purpose=purpose)
    return outcome


def cases_of_household(household_id: UUID, *, also: Collection[UUID] = (), by: Actor) -> QuerySet[Case]:
    """Every application of a household, newest first, with its programmes; as a list shows them.

    `also`: households whose file was carried into it.
    """
    require(by, Permission.CASE_OPEN, by.region)
    found = Case.objects.filter(household_id__in=[household_id, *also]).only(
        *_LISTED, "household", "opened_at"
    )
    return found.prefetch_related("outcomes").order_by("-opened_at")


def cases_in(
    *,
    by: Actor,
    state: CaseState | None = None,
    region: RegionCode | None = None,
    kind: CaseKind | None = None,
    programme: Programme | None = None,
    page: int = 1,
    order: Sequence[Any] = (),
) -> QuerySet[Case]:
    """One page of cases, newest first unless ordered otherwise, with what a list shows of them.

    The ids of the page come from an index alone; rows are read for the page only, and nothing is decrypted.
    """
    require(by, Permission.CASE_OPEN, region or by.region)
    found, ordered = _cases(by, state, region, kind, programme), (*order, "-opened_at", "-id")
    ids = found.order_by(*ordered).values("id")
    cases = Case.objects.filter(id__in=ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return cases.only(*_LISTED).order_by(*ordered)


def cases_found(
    *,
    by: Actor,
    state: CaseState | None = None,
    region: RegionCode | None = None,
    kind: CaseKind | None = None,
    programme: Programme | None = None,
) -> QuerySet[Case]:
    """All that `cases_in` has on its pages, for a sheet of them."""
    require(by, Permission.CASE_OPEN, region or by.region)
    return _cases(by, state, region, kind, programme).only(*_LISTED).order_by("-opened_at", "-id")


def count_cases(
    *,
    by: Actor,
    state: CaseState | None = None,
    region: RegionCode | None = None,
    kind: CaseKind | None = None,
    programme: Programme | None = None,
) -> int:
    """How many cases `cases_in` has on all its pages."""
    require(by, Permission.CASE_OPEN, region or by.region)
    return _cases(by, state, region, kind, programme).count()


def outcomes_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[CaseOutcome]:
    """The programmes of a case with opinions, notices, objections and what the decision rests on."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    found = case.outcomes.select_related("case", "person", "determination")
    return found.prefetch_related("opinions", "notices", "objections").order_by("programme", "id")


def programmes_of_case(case: Case, *, by: Actor) -> list[CaseOutcome]:
    """The programmes of a case with opinions and notices; objections where one is being looked into."""
    access_case(case, Permission.CASE_OPEN, by=by)
    opinions = Prefetch("opinions", Opinion.objects.only(*_SHOWN_OF_OPINIONS))
    notices = Prefetch("notices", PublicNotice.objects.only(*_SHOWN_OF_NOTICES))
    rows = case.outcomes.select_related("person").only(*_SHOWN_OF_OUTCOMES)
    found = list(rows.prefetch_related(opinions, notices).order_by("programme", "id"))
    prefetch_related_objects([row for row in found if row.state == OutcomeState.OBJECTED], "objections")
    prefetch_related_objects([row for row in found if row.award_id], "hearings")
    return found


def checklist_of_case(
    case_id: UUID | Case, *, by: Actor, members: Iterable[CaseMember] | None = None
) -> tuple[ChecklistItem, ...]:
    """Every material with its state: given, answered by a data source, or missing.

    `members` are those of the case, by `ref`, where a page has read them already.
    """
    return checklist_of(access_case(case_id, Permission.CASE_OPEN, by=by), members)


def _cases(
    by: Actor,
    state: CaseState | None,
    region: RegionCode | None,
    kind: CaseKind | None,
    programme: Programme | None,
) -> QuerySet[Case]:
    """Of the region, or of the whole scope with what is shared: said again, for the policy finds no index."""
    lo, hi = (by.scope.lo, by.scope.hi) if region is None else (region.lo, region.hi)
    within = Q(region__gte=lo, region__lt=hi)
    if region is None and by.scope.shared:
        within |= Q(id__in=by.scope.shared)
    cases = Case.objects.filter(within)
    if kind is not None:
        cases = cases.filter(kind=kind)
    if programme is not None:
        cases = cases.filter(requested__contains=[programme.value])
    return cases if state is None else cases.filter(state=state)

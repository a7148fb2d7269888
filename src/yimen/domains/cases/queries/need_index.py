"""The need index of a case, and the history a county's model is fitted to; no determination reads it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.models import Case
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.rules.need_index import VALUES, groups_of, need_facts
from yimen.domains.cases.types import CaseKind
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries import index
from yimen.domains.verification.queries.results import is_hidden
from yimen.domains.verification.types.index import (
    NeedFacts,
    Observation,
    Refusal,
    RefusalKind,
    RefusalReason,
    Score,
)
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode, Sentence

HIDDEN = RefusalReason(RefusalKind.HIDDEN, Sentence("有家庭成员的核对授权已经撤销或者失效，不再显示。"))
HISTORY_DAYS = 5 * 366
"""A model is fitted to what was decided in the last five years; the platform's own figure."""


@dataclass(frozen=True, slots=True)
class CaseScore:
    """A case with what is known of it for the index, and the index or its refusal."""

    case: Case
    facts: NeedFacts | None
    """None where this reader may not look at them."""
    score: Score | Refusal


def need_index_of_case(case_id: UUID, *, by: Actor) -> CaseScore:
    """The index of a case today, from the file its determination would read; the opening is recorded.

    Nothing of it where it would tell of somebody whose results this reader may not look at any more.
    """
    case = access_case(case_id, Permission.VERIFICATION_OPEN, by=by)
    audit.record_opening(kind="case", subject=case.id, region=case.region, by=by, purpose="need_index")
    if is_hidden(case.id, by=by):
        return CaseScore(case, None, Refusal((HIDDEN,)))
    facts = need_facts_of(case, timezone.localdate())
    return CaseScore(case, facts, index.score(facts))


def need_facts_of(case: Case, on: date) -> NeedFacts:
    """What is known of a case's family on a day, with every application of the household until then."""
    file = file_of(case, on)
    applied = Case.objects.filter(
        household=case.household_id, kind=CaseKind.APPLICATION, submitted_on__isnull=False
    )
    return need_facts(
        file,
        library.answer_of(file)["values"],
        region=RegionCode(case.region),
        on=on,
        programme=_programme(case.requested),
        applied=[day for day in applied.values_list("submitted_on", flat=True) if day],
    )


def history_of(county: RegionCode, *, since: date | None = None) -> Iterator[Observation]:
    """Families of a county as they were decided on, one by one, since a day or for five years."""
    asked, applied = _asked_and_applied(county)
    first = since or timezone.localdate() - timedelta(days=HISTORY_DAYS)
    for made in awards.determined_files(county, first, VALUES):
        facts = need_facts(
            made.file,
            made.values,
            region=RegionCode(made.region),
            on=made.on,
            programme=asked.get(made.case_id),
            applied=applied[made.household_id],
        )
        yield Observation(facts, groups_of(made.file, made.on))


def _asked_and_applied(county: RegionCode) -> tuple[dict[UUID, Programme | None], dict[UUID, list[date]]]:
    """Of each case what it asks for, of each household the days it applied."""
    rows = Case.objects.filter(region__gte=county.lo, region__lt=county.hi, submitted_on__isnull=False)
    asked, applied = {}, defaultdict(list)
    columns = ("id", "household_id", "kind", "submitted_on", "requested")
    for case_id, household, kind, day, requested in rows.values_list(*columns).iterator():
        asked[case_id] = _programme(requested)
        if kind == CaseKind.APPLICATION and day is not None:
            applied[household].append(day)
    return asked, applied


def _programme(requested: list[str]) -> Programme | None:
    """What a case asks for first, its type; None where it asks for nothing."""
    return Programme(requested[0]) if requested else None

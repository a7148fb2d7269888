"""What the rules say of a case: the file they read, today's answer, and what changed since the opinion."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.errors import StandingRefusedError
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.permissions import access_case, access_outcome
from yimen.domains.cases.queries.expenses import proven_expenses
from yimen.domains.cases.queries.living import living_found
from yimen.domains.cases.queries.presupposing import missing_standing
from yimen.domains.cases.queries.recognition import awards_held
from yimen.domains.cases.queries.tekun import found_out
from yimen.domains.cases.queries.urgent import with_earlier
from yimen.domains.cases.rules.answer import Finding, differences, eligible_programmes, finding
from yimen.domains.cases.rules.expenses import with_receipts
from yimen.domains.cases.rules.file import determination_file, merge_step
from yimen.domains.cases.rules.recognition import with_awards
from yimen.domains.cases.types import Difference, Offer
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import FoundLine, ReportedLine
from yimen.kernel import Programme, RegionCode


def member_ref(outcome: CaseOutcome) -> str | None:
    """The ref of the person a programme is for; None for the whole household."""
    if outcome.person_id is None:
        return None
    return str(outcome.case.members.values_list("ref", flat=True).get(person_id=outcome.person_id))


def file_of(
    case: Case,
    on: date,
    lines: Sequence[FoundLine] | None = None,
    corrections: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The household file of a day: declared, corrected by every visit in turn, then by verified lines.

    `lines` stand for those reported so far, `corrections` come on top of those signed so far.
    """
    refs = dict(case.members.values_list("person_id", "ref"))
    visits = case.investigations.filter(signed_at__isnull=False).order_by("signed_at", "id")
    found = [*visits.values_list("corrections", flat=True), corrections or {}]
    file = determination_file(
        declared=case.declared,
        visit=reduce(merge_step, found, {}),
        lines=verification.found_lines(case.id, refs) if lines is None else lines,
        on=on,
        region=RegionCode(case.region),
    )
    file = with_earlier(file, case, on)
    known = merge_step(merge_step(file, living_found(case)), found_out(case))
    laid = with_receipts(known, proven_expenses(case))
    asked = [Programme(name) for name in case.requested]
    return with_awards(laid, awards_held(case), refs, asked)


def preview(case_id: UUID, *, by: Actor) -> Mapping[str, Any]:
    """What the rules say of the case today, for all programmes, without keeping it."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return library.answer_of(file_of(case, timezone.localdate()))


def preview_with(case_id: UUID, lines: Sequence[ReportedLine], *, by: Actor) -> Mapping[str, Any]:
    """What they would say if the county reported these lines, for whoever is about to report them."""
    case = access_case(case_id, Permission.VERIFICATION_ANSWER, by=by)
    refs = dict(case.members.values_list("person_id", "ref"))
    counted = verification.counted_lines(lines, case.region, timezone.localdate())
    found = [FoundLine(refs[one.person_id], one.kind, one.amount) for one in counted if one.person_id in refs]
    return library.answer_of(file_of(case, timezone.localdate(), found))


def programmes_not_requested(case_id: UUID, *, by: Actor) -> tuple[Offer, ...]:
    """What the family would get besides what it asked for; the handler tells them."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    members = {member.ref: member for member in case.members.all()}
    asked = _asked_for(case)
    offers = []
    for programme, ref in eligible_programmes(preview(case_id, by=by)):
        member = members[ref] if ref else None
        offer = Offer(programme, member.person_id if member else None, ref, member.name if member else "")
        if (str(programme), offer.person_id) not in asked:
            offers.append(offer)
    return tuple(offers)


def _asked_for(case: Case) -> set[tuple[str, UUID | None]]:
    """Programme and person; until acceptance only programmes are known, and whoever applies is the person."""
    opened: set[tuple[str, UUID | None]] = set(case.outcomes.values_list("programme", "person_id"))
    return opened or {(asked, whose) for asked in case.requested for whose in (None, case.applicant_id)}


def preview_finding(outcome_id: UUID, *, by: Actor) -> Finding:
    """What the rules say of one programme today, without keeping it."""
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    answer = preview(outcome.case_id, by=by)
    return finding(answer, Programme(outcome.programme), member_ref(outcome))


def preview_of_programme(outcome: CaseOutcome, *, by: Actor) -> Mapping[str, Any]:
    """What the rules say today of this programme alone, with the parameters that it alone rests on."""
    case = access_case(outcome.case_id, Permission.CASE_OPEN, by=by)
    return library.answer_of(file_of(case, timezone.localdate()), [Programme(outcome.programme)])


def proposed_refusal(outcome_id: UUID, *, by: Actor) -> str:
    """What fails today, in plain words with its figures: the standing it rests on, else its conditions.

    Empty where nothing is known to fail.
    """
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    today = timezone.localdate()
    missing = missing_standing(outcome, today, by=by)
    if isinstance(missing, StandingRefusedError):
        return str(missing)
    found = preview_finding(outcome_id, by=by)
    return "；".join(text for text, _article in failing_conditions(outcome, found, today))


def failing_conditions(outcome: CaseOutcome, found: Finding, on: date) -> list[tuple[str, str]]:
    """What the rules found against a programme: each condition as a letter says it, and its articles."""
    if found.is_eligible is not False:
        return []
    names = dict(outcome.case.members.values_list("ref", "name"))
    marks = library.marks_at(outcome.region, on)
    told = library.reasons_for_letter(found.reasons, is_positive=False, on=on, names=names, marks=marks)
    return [(reason.text, reason.article) for reason in told]


def difference_since_opinion(outcome_id: UUID, *, by: Actor) -> tuple[Difference, ...]:
    """How today's determination differs from that of the newest opinion; what the confirmer must see."""
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    opinion = outcome.opinions.select_related("determination").order_by("-number").first()
    if opinion is None:
        return ()
    today = preview(outcome.case_id, by=by)
    return differences(opinion.determination.answer, today, Programme(outcome.programme), member_ref(outcome))

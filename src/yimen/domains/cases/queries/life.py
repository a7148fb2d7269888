"""Reads of reviews and changes: what a programme's guards look at, the hearings, what gave rise to a case."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import CaseNotFoundError, HearingInvalidError
from yimen.domains.cases.models import Case, CaseOutcome, Hearing, HomeInvestigation, Occasion, Opinion
from yimen.domains.cases.permissions import access_outcome
from yimen.domains.cases.queries.determinations import file_of, member_ref
from yimen.domains.cases.queries.recognition import needs_of_case
from yimen.domains.cases.rules.answer import Finding, finding
from yimen.domains.cases.rules.file import determination_file
from yimen.domains.cases.types import CaseState, ChangeCause, Effect, HearingAnswer
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import Money, Month, Programme, RegionCode


def life_facts(outcome: CaseOutcome, opinion: Opinion | None) -> dict[str, Any]:
    """What the guards need of an award in force; nothing where the programme has none."""
    if outcome.award_id is None:
        return {}
    ref, hearings = member_ref(outcome), list(outcome.hearings.all())
    answered = [hearing.proposed_fen for hearing in hearings if _stands(hearing)]
    intended, is_ending = _intended(outcome, opinion, ref)
    return {
        "award_fen": award_amount(outcome).fen,
        "intended_fen": intended,
        "is_ending": is_ending,
        "heard_fen": min(answered, default=None),
        "spared_fen": spared_fen(outcome, ref),
        "has_open_hearing": any(hearing.answered_on is None for hearing in hearings),
    }


def _stands(hearing: Hearing) -> bool:
    """It is over, and what was intended was not given up for what the person said."""
    return hearing.answered_on is not None and hearing.answer != HearingAnswer.ADOPTED


def award_amount(outcome: CaseOutcome) -> Money:
    """What the award in force pays from next month on."""
    if outcome.award_id is None:
        raise HearingInvalidError("该项目尚未在册，没有可以调整的救助。")
    amounts = awards.amounts_of(outcome.award_id, Month.of(timezone.localdate()).next())
    return sum(amounts.values(), Money(0))


def grace_until(found: Finding) -> Month | None:
    """The first month without money, where the rules let the household leave by degrees."""
    is_grace = found.programme is Programme.DIBAO and found.through is not None
    return found.through.next() if is_grace and found.through else None


def _intended(outcome: CaseOutcome, opinion: Opinion | None, ref: str | None) -> tuple[int | None, bool]:
    if opinion is None:
        return None, False
    if not opinion.is_positive:
        return 0, True
    found = finding(opinion.determination.answer, Programme(outcome.programme), ref)
    return opinion.amount_fen, grace_until(found) is not None


def intended_facts(outcome: CaseOutcome, *, is_positive: bool, amount: Money) -> dict[str, Any]:
    """What an opinion about to be given would do to the award; nothing where there is none."""
    if outcome.award_id is None:
        return {}
    if not is_positive:
        return {"intended_fen": 0, "is_ending": True}
    answer = library.answer_of(file_of(outcome.case, timezone.localdate()))
    found = finding(answer, Programme(outcome.programme), member_ref(outcome))
    return {"intended_fen": amount.fen, "is_ending": grace_until(found) is not None}


def spared_fen(outcome: CaseOutcome, ref: str | None) -> int | None:
    """What a death alone leaves of an award; none where nobody died, or where it would end for the others."""
    case = outcome.case
    if case.cause != ChangeCause.MEMBER_DIED:
        return None
    occasion = Occasion.objects.get(case=case)
    members = occasion.carried.get("members", [])
    dead = {member["ref"] for member in members if "died_on" in member}
    if ref in dead or len(dead) == len(members):
        return 0
    found = _by_the_death_alone(case, occasion, Programme(outcome.programme), ref)
    return found.amount.fen if found.is_eligible else None


def _by_the_death_alone(case: Case, occasion: Occasion, programme: Programme, ref: str | None) -> Finding:
    file = determination_file(
        declared=occasion.carried,
        visit={},
        lines=(),
        on=timezone.localdate(),
        region=RegionCode(case.region),
    )
    return finding(library.answer_of(file, [programme]), programme, ref)


def occasion_of(case: Case) -> Occasion | None:
    """What gave rise to a review or change case; the caller has opened the case."""
    return Occasion.objects.filter(case=case).select_related("person").first()


def hearings_of_outcome(outcome_id: UUID, *, by: Actor) -> QuerySet[Hearing]:
    """Every hearing on a programme, newest first."""
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    return outcome.hearings.order_by("-number")


def get_hearing(hearing_id: UUID, *, by: Actor) -> Hearing:
    """One hearing with its programme and case; the opening is recorded."""
    found = Hearing.objects.select_related("outcome__case").filter(pk=hearing_id).first()
    if found is None:
        raise CaseNotFoundError("没有这次听取意见，或不在您负责的区域内。", hearing=str(hearing_id))
    access_outcome(found.outcome_id, Permission.CASE_OPEN, by=by)
    audit.record_opening(kind="case", subject=found.case_id, region=found.region, by=by)
    return found


def letter_waits(outcome: CaseOutcome) -> bool:
    """Whether a decision on an award has still to be told: of those that keep it, one that lifts an end."""
    if outcome.told_on is not None:
        return False
    return outcome.effect != Effect.KEEP or any(
        item.kind == WorkKind.DELIVERY and item.done_at is None for item in worklist.items_of(outcome.id)
    )


def running_review(household_id: UUID) -> Case | None:
    """The review or change case of a household that is not closed."""
    running = Case.objects.filter(household=household_id, closed_on__isnull=True)
    return running.exclude(kind="application").first()


def running_reviews(household_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The review or change case under way by household, for many in one query."""
    running = Case.objects.filter(household__in=set(household_ids), closed_on__isnull=True)
    return dict(running.exclude(kind="application").order_by("id").values_list("household_id", "id"))


def reviews_of(household_id: UUID) -> list[Case]:
    """The review and change cases of a household, the oldest first."""
    rows = Case.objects.filter(household=household_id).exclude(kind="application")
    return list(rows.order_by("opened_at", "id"))


def asked_for(household_ids: Iterable[UUID]) -> dict[UUID, set[Programme]]:
    """What households have applied for and wait to hear of, for many in one query."""
    running = Case.objects.filter(
        household__in=set(household_ids), closed_on__isnull=True, kind="application"
    )
    found: dict[UUID, set[Programme]] = defaultdict(set)
    for household, asked in running.values_list("household_id", "requested"):
        found[household].update(map(Programme, asked))
    return found


def closed_cases(case_ids: Iterable[UUID]) -> dict[UUID, bool]:
    """Of these cases those that are over, and whether they were decided after the visit, if they want one."""
    rows = Case.objects.filter(id__in=set(case_ids), closed_on__isnull=False)
    signed = HomeInvestigation.objects.filter(case=OuterRef("pk"), signed_at__isnull=False)
    return {
        case.id: case.state == CaseState.CONCLUDED and (case.was_visited or not needs_of_case(case).visit)
        for case in rows.annotate(was_visited=Exists(signed))
    }


def effective_month(found: Finding, decided_on: date) -> Month:
    """From when a decision counts: as the rules say, else the month after it."""
    return found.from_month or Month.of(decided_on).next()

"""Households in which nothing changed: their reviews begun, proposed to stay and decided, each by itself.

Nothing is shortened: the county is asked, the signed form becomes the visit, the rules answer twice. Only
what stays as it is goes this way; whatever differs is refused here and goes by hand.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.campaigns.findings import hold_entry
from yimen.domains.cases.actions.deciding import decide_award
from yimen.domains.cases.actions.decision import send_to_confirmer
from yimen.domains.cases.actions.investigation import (
    Signatures,
    Visit,
    record_investigation,
    sign_investigation,
)
from yimen.domains.cases.actions.life import begin_review, open_review
from yimen.domains.cases.actions.opinion import give_opinion
from yimen.domains.cases.errors import CampaignInvalidError
from yimen.domains.cases.models import CampaignEntry, Case, CaseOutcome, HomeInvestigation
from yimen.domains.cases.queries.determinations import file_of, member_ref
from yimen.domains.cases.queries.life import award_amount, grace_until, running_review
from yimen.domains.cases.rules.answer import finding
from yimen.domains.cases.types import OutcomeState
from yimen.domains.cases.types.campaigns import VisitFinding
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Programme

UNCHANGED_TOPICS = ("家庭成员", "收入", "财产", "居住和生活状况")
UNCHANGED = "走访核实与原登记一致，没有变化"
KEPT = "年度核查：家庭人口、收入和财产没有明显变化，拟维持原救助。"


@transaction.atomic
def begin_unchanged(*, entry_id: UUID, by: Actor) -> Case:
    """The review of a household in which nothing changed, with the visit that was made as its visit.

    By one of the two who went: nobody else says what they saw. Without the signed form it waits for them.
    """
    entry = hold_entry(entry_id, Permission.INVESTIGATION_RECORD, by)
    if entry.finding != VisitFinding.UNCHANGED:
        raise CampaignInvalidError("只有走访登记为“没有变化”的家庭可以这样启动核查。")
    case = open_review(household_id=entry.household_id, by=by)
    case = begin_review(case_id=case.id, version=case.version, is_unchanged=True, by=by)
    made = record_investigation(case_id=case.id, visit=_visit(entry, by), by=by)
    if entry.scan_id is not None:
        _sign(entry, made, by)
    return case


def _visit(entry: CampaignEntry, by: Actor) -> Visit:
    went = {entry.first_post_id, entry.second_post_id}
    if by.post_id not in went:
        raise CampaignInvalidError("请由参加走访的人员启动核查；其他人没有见到这一户。")
    (other,) = went - {by.post_id}
    assert other is not None and entry.visited_on is not None  # the table holds it
    return Visit(
        second_post_id=other,
        visited_on=entry.visited_on,
        findings=[(topic, "与原登记一致") for topic in UNCHANGED_TOPICS],
        conclusion=UNCHANGED + (f"（{entry.note}）" if entry.note else ""),
    )


def _sign(entry: CampaignEntry, made: HomeInvestigation, by: Actor) -> None:
    assert entry.scan_id is not None and entry.signer_id is not None  # just looked at
    form = entry.scan_id
    signatures = Signatures(entry.signer_id, family=form, first=form, second=form)
    sign_investigation(investigation_id=made.id, signatures=signatures, by=by)


@transaction.atomic
def propose_kept(*, entry_id: UUID, by: Actor) -> None:
    """The opinion that every award stays as it is, sent up at once; one that would change is refused."""
    entry = hold_entry(entry_id, Permission.OPINION_WRITE, by)
    for outcome in _outcomes(entry, OutcomeState.PROPOSED, OutcomeState.RETURNED):
        amount = _unchanged_amount(outcome)
        give_opinion(
            outcome_id=outcome.id, version=outcome.version, is_positive=True, amount=amount, text=KEPT,
            shown_amount=amount, by=by,
        )  # fmt: skip
        outcome.refresh_from_db()
        send_to_confirmer(outcome_id=outcome.id, version=outcome.version, by=by)


@transaction.atomic
def decide_kept(*, entry_id: UUID, by: Actor) -> None:
    """The decision that every award stays as it is, by whoever the delegation names."""
    entry = hold_entry(entry_id, Permission.OUTCOME_CONFIRM, by)
    for outcome in _outcomes(entry, OutcomeState.WITH_CONFIRMER):
        amount = _unchanged_amount(outcome)
        decide_award(
            outcome_id=outcome.id, version=outcome.version, amount=amount, shown_amount=amount, by=by
        )


def _outcomes(entry: CampaignEntry, *states: OutcomeState) -> Iterator[CaseOutcome]:
    """What waits for the step in the review under way; at least one."""
    case = running_review(entry.household_id)
    rows = [] if case is None else list(case.outcomes.filter(state__in=states).order_by("programme", "id"))
    if not rows:
        raise CampaignInvalidError("这一户没有等待这一步的项目。")
    yield from rows


def _unchanged_amount(outcome: CaseOutcome) -> Money:
    """What the rules give today, where it is what the award pays."""
    programme, today = Programme(outcome.programme), timezone.localdate()
    answer = library.answer_of(file_of(outcome.case, today))
    found = finding(answer, programme, member_ref(outcome))
    pays = award_amount(outcome)
    if not found.agrees_with(True, pays) or grace_until(found) is not None:
        raise CampaignInvalidError(
            "“%(programme)s”按规则测算与现在的救助不同，请逐件提出意见或作出决定。", programme=programme
        )
    return pays

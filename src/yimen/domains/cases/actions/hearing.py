"""Before an award is cut or ended the person is told, speaks and gets an answer (社会救助法 第四十八条)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.clocks import close_if_open, limit_of, open_outcome_clock
from yimen.domains.cases.actions.delivery import told_of
from yimen.domains.cases.actions.life_letters import issue_invitation
from yimen.domains.cases.actions.moves import acted, note_hand
from yimen.domains.cases.errors import CaseNotFoundError, HearingInvalidError, IllegalMoveError
from yimen.domains.cases.models import CaseOutcome, Hearing
from yimen.domains.cases.permissions import hold_outcome
from yimen.domains.cases.queries.facts import awaits_opinion
from yimen.domains.cases.queries.life import award_amount
from yimen.domains.cases.types import CaseState, Clock, HandKind, HearingAnswer, OutcomeState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Money, Programme, RegionCode, deadline

WITHOUT_OBJECTION = "当事人对拟作出的决定没有异议"


@transaction.atomic
def invite_hearing(
    *, outcome_id: UUID, version: int, proposed: Money, is_end: bool, facts: str, by: Actor
) -> Hearing:
    """What is intended and why is told in writing, with the day until which one may speak."""
    outcome = hold_outcome(outcome_id, Permission.HEARING_HOLD, by=by, version=version)
    _refuse_not_before_opinion(outcome)
    before = award_amount(outcome)
    _refuse_proposal(outcome, before, proposed, is_end=is_end, facts=facts)
    due = open_outcome_clock(Clock.HEARING, outcome, by=by)
    hearing = Hearing.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        number=outcome.hearings.count() + 1,
        before_fen=before.fen,
        proposed_fen=0 if is_end else proposed.fen,
        facts=facts.strip(),
        invited_on=timezone.localdate(),
        due_on=due.due_on,
        **acted(by),
    )
    issue_invitation(outcome, hearing, due, is_end=is_end, by=by)
    note_hand(outcome.case, HandKind.HANDLED, by)
    _record("hearing:invite", hearing, by, {"proposed": hearing.proposed_fen, "facts": facts.strip()})
    return hearing


@transaction.atomic
def record_statement(
    *, hearing_id: UUID, speaker: str, statement: str, is_agreeing: bool = False, by: Actor
) -> Hearing:
    """What the person, or whoever speaks for them, said, and whether they agree by their own word."""
    hearing = _held(hearing_id, by)
    if hearing.stated_on is not None:
        raise HearingInvalidError("陈述意见已经登记，请办理答复。")
    if not speaker.strip() or not statement.strip():
        raise HearingInvalidError("请写明陈述人和陈述的意见。")
    hearing.speaker, hearing.statement = speaker.strip(), statement.strip()
    hearing.stated_on, hearing.is_agreeing = timezone.localdate(), is_agreeing
    hearing.save(update_fields=["speaker", "statement", "stated_on", "is_agreeing"])
    note_hand(hearing.outcome.case, HandKind.HANDLED, by)
    said = {"speaker": hearing.speaker, "statement": hearing.statement, "is_agreeing": is_agreeing}
    _record("hearing:statement", hearing, by, said)
    return hearing


@transaction.atomic
def record_silence(*, hearing_id: UUID, by: Actor) -> Hearing:
    """The letter arrived, the term is over since, and nobody spoke; before that nobody is silent."""
    hearing = _held(hearing_id, by)
    if hearing.stated_on is not None:
        raise HearingInvalidError("陈述意见已经登记，请办理答复。")
    due_on = _term_since_told(hearing, by)
    if due_on is None:
        raise HearingInvalidError("听取意见告知书还没有登记送达；送达后期满，才能登记未陈述。")
    if timezone.localdate() <= due_on:
        raise HearingInvalidError("陈述期限到%(due_on)s止，期满后才能登记未陈述。", due_on=due_on)
    hearing.is_silent, hearing.answered_on = True, timezone.localdate()
    hearing.answered_by_name = by.staff_name
    hearing.save(update_fields=["is_silent", "answered_on", "answered_by_name"])
    return _closed(hearing, "hearing:silence", {}, by)


@transaction.atomic
def answer_statement(*, hearing_id: UUID, answer: HearingAnswer, reasons: str, by: Actor) -> Hearing:
    """What was said is taken up or not, with reasons either way, or agrees; the opinion follows."""
    hearing = _held(hearing_id, by)
    if hearing.stated_on is None:
        raise HearingInvalidError("尚未登记陈述意见，不能答复。")
    if answer is HearingAnswer.AGREED and not hearing.is_agreeing:
        raise HearingInvalidError(
            "陈述人没有表示同意，不能登记为“%(answer)s”；请写明是否采纳和理由。", answer=answer
        )
    given = reasons.strip() or (WITHOUT_OBJECTION if answer is HearingAnswer.AGREED else "")
    if not given:
        raise HearingInvalidError("无论是否采纳，都须写明理由。")
    hearing.answer, hearing.answer_reasons = answer, given
    hearing.answered_on, hearing.answered_by_name = timezone.localdate(), by.staff_name
    hearing.save(update_fields=["answer", "answer_reasons", "answered_on", "answered_by_name"])
    return _closed(hearing, "hearing:answer", {"answer": answer, "reasons": given}, by)


def _term_since_told(hearing: Hearing, by: Actor) -> date | None:
    """The last day to speak: not before the day the letter names, and the whole term from its arrival."""
    letters = (DocumentKind.HEARING_INVITATION,)
    told_on = told_of([hearing.outcome_id], letters, since=hearing.invited_on, by=by)
    if told_on is None:
        return None
    limit = limit_of(Clock.HEARING, Programme(hearing.outcome.programme), RegionCode(hearing.region))
    return max(hearing.due_on, deadline(limit, told_on, load_calendar()).due_on)


def _held(hearing_id: UUID, by: Actor) -> Hearing:
    """A hearing that is not finished, under the lock of its case."""
    found = Hearing.objects.filter(pk=hearing_id).values_list("outcome_id", flat=True).first()
    if found is None:
        raise CaseNotFoundError("没有这次听取意见，或不在您负责的区域内。", hearing=str(hearing_id))
    hold_outcome(found, Permission.HEARING_HOLD, by=by)
    hearing = Hearing.objects.select_related("outcome__case").get(pk=hearing_id)
    if hearing.answered_on is not None or not CaseState(hearing.outcome.case.state).is_open:
        raise HearingInvalidError("这次听取意见已经办结，或本件已经结束。")
    return hearing


def _closed(hearing: Hearing, action: str, changes: dict[str, object], by: Actor) -> Hearing:
    note_hand(hearing.outcome.case, HandKind.HANDLED, by)
    close_if_open(Clock.HEARING, hearing.outcome_id, by=by)
    _record(action, hearing, by, changes)
    return hearing


def _refuse_not_before_opinion(outcome: CaseOutcome) -> None:
    if outcome.award_id is None:
        raise HearingInvalidError("该项目尚未在册，不需要听取意见。")
    if outcome.case.state != CaseState.INVESTIGATING or not awaits_opinion(outcome):
        raise IllegalMoveError(
            "该项目目前为“%(state)s”，听取意见应在提出审核意见之前。", state=OutcomeState(outcome.state)
        )
    if outcome.hearings.filter(answered_on__isnull=True).exists():
        raise HearingInvalidError("上一次听取意见尚未办结。")


def _refuse_proposal(
    outcome: CaseOutcome, before: Money, proposed: Money, *, is_end: bool, facts: str
) -> None:
    if not facts.strip():
        raise HearingInvalidError("请写明拟调减、终止的事实和理由。")
    if proposed < Money(0) or (not is_end and proposed > before):
        raise HearingInvalidError(
            "拟定金额应低于现在的%(before)s元；增发、维持不需要听取意见。", before=str(before)
        )


def _record(action: str, hearing: Hearing, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="hearing", subject=hearing.id, region=hearing.region, by=by, changes=changes)

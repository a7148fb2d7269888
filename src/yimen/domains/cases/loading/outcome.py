"""Replaying one programme: opinion, notice, objection, the decision and what follows it."""

from dataclasses import replace
from datetime import timedelta

from yimen.domains.awards.types import Grant, LoadedDetermination, LoadedGrant, Purpose
from yimen.domains.cases.loading import county, papers
from yimen.domains.cases.loading.files import file_on
from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.setting import last_day
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.models import Objection, Opinion, PublicNotice
from yimen.domains.cases.rules.answer import Finding, finding
from yimen.domains.cases.types import (
    CaseVerb,
    Clock,
    ExtensionReason,
    HandKind,
    NoticeKind,
    ObjectionMethod,
    OutcomeState,
    OutcomeVerb,
)
from yimen.domains.papers.types import DeliveryMethod, LoadedDelivery
from yimen.foundation.models import make_id
from yimen.kernel import Month, deadline

AGREED = "经核对和入户调查，情况属实，符合条件，拟同意。"
REFUSED = "经核对和入户调查，不符合条件，拟不予确认。"
REFUSED_FINALLY = "家庭经济状况不符合规定条件，不予确认。"
UNSETTLED = "有关事实或标准尚不能查清，暂不能认定符合条件。"
SETTLED = "村（居）民代表评议认为公示内容属实。"
ATTENDANCE = 7
READY = (OutcomeState.PROPOSED, OutcomeState.OBJECTED, OutcomeState.RETURNED)


def give_opinion(case: Replayed, act: Act) -> None:
    """A second one falls away with the objection it was to answer; a changed amount waits to be posted."""
    if case.standing_outcome.state not in READY:
        return
    case.reviewer = act.by
    made = _determination(case, Purpose.OPINION, act)
    found = _found(case, made)
    is_positive = found.is_eligible is True and not found.missing
    text = AGREED if is_positive else REFUSED
    outcome = case.move_outcome(OutcomeVerb.GIVE_OPINION, act, why=text)
    case.opinion = Opinion(
        region=outcome.region,
        case_id=case.case.id,
        outcome=outcome,
        number=case.opinion.number + 1 if case.opinion else 1,
        determination_id=made.id,
        is_positive=is_positive,
        amount_fen=found.amount.fen if is_positive else 0,
        household_size=len(case.history.members),
        is_different=not found.agrees_with(is_positive, found.amount),
        text=text,
        difference_reason="" if found.agrees_with(is_positive, found.amount) else UNSETTLED,
        given_on=act.at.date(),
        **case.acted(act),
    )
    case.tables.keep(case.opinion)
    case.note_hand(act.by, HandKind.REVIEWED)
    case.stop_clocks(Clock.OPINION, Clock.OBJECTION, Clock.RETURNED)
    is_changed = case.notice is not None and case.notice.amount_fen != case.opinion.amount_fen
    is_posted_next = is_positive and (case.notice is None or is_changed)
    case.is_waiting = is_positive and is_changed
    case.start_clock(Clock.POSTING if is_posted_next else Clock.FORWARD, act.at.date())


def post(case: Replayed, act: Act) -> None:
    """A negative opinion is not posted: whoever gave it sends it to the confirmer at once."""
    assert case.opinion is not None and case.reviewer is not None
    if not case.opinion.is_positive:
        send(case, replace(act, by=case.reviewer))
        return
    case.move_outcome(OutcomeVerb.POST, act)
    case.stop_clocks(Clock.POSTING)
    case.notice = _hang(case, act, NoticeKind.OPINION, case.opinion.amount_fen)
    case.note_hand(act.by, HandKind.HANDLED)


def object_(case: Replayed, act: Act) -> None:
    """Nobody objects to what was not posted or hangs no more."""
    if case.notice is None or case.notice.ends_on is None or act.at.date() > case.notice.ends_on:
        return
    outcome = case.move_outcome(OutcomeVerb.OBJECT, act, why="公示有异议")
    case.objection = Objection(
        region=outcome.region,
        case_id=case.case.id,
        outcome=outcome,
        notice=case.notice,
        raised_by=None,
        text=act.text,
        raised_on=act.at.date(),
        **case.acted(act),
    )
    case.tables.keep(case.objection)
    case.note_hand(act.by, HandKind.HANDLED)
    case.start_clock(Clock.OBJECTION, act.at.date())


def settle_objection(case: Replayed, act: Act) -> None:
    if case.objection is None:
        return
    case.objection.method, case.objection.conclusion = ObjectionMethod.DEMOCRATIC_REVIEW, SETTLED
    case.objection.attendance = ATTENDANCE
    case.objection.settled_on, case.objection.settled_by_id = act.at.date(), act.by.user_id
    case.note_hand(act.by, HandKind.REVIEWED)


def send(case: Replayed, act: Act) -> None:
    if case.standing_outcome.state == OutcomeState.WITH_CONFIRMER:
        return
    today = act.at.date()
    outcome = case.move_outcome(OutcomeVerb.SEND, act)
    outcome.sent_on = today
    case.stop_clocks(Clock.FORWARD)
    case.start_clock(Clock.COUNTY_REVIEW, today)
    county.await_visit(case, act)


def extend(case: Replayed, act: Act) -> None:
    """The total limit is stretched once; the act says for which of the lawful reasons."""
    outcome, accepted_on = case.standing_outcome, case.case.accepted_on
    running = case.clocks.get(Clock.TOTAL)
    reason = ExtensionReason(act.text)
    is_unfounded = reason is ExtensionReason.OBJECTION and case.objection is None
    if running is None or accepted_on is None or is_unfounded:
        return
    outcome.extension = reason
    outcome.version += 1
    due = deadline(running.due.limit, accepted_on, case.setting.calendar, is_extended=True)
    case.clocks[Clock.TOTAL] = replace(running, due=due, is_extended=True)
    case.note_hand(act.by, HandKind.HANDLED)


def return_(case: Replayed, act: Act) -> None:
    case.move_outcome(OutcomeVerb.RETURN, act, why=act.text)
    case.stop_clocks(Clock.COUNTY_REVIEW)
    case.start_clock(Clock.RETURNED, act.at.date())


def decide(case: Replayed, act: Act) -> None:
    """Confirmed or refused as the opinion was, on the determination of the day."""
    today, is_positive = act.at.date(), _is_positive(case)
    made = _determination(case, Purpose.CONFIRMATION, act)
    found = _found(case, made)
    reason = "" if is_positive else REFUSED_FINALLY
    verb = OutcomeVerb.CONFIRM if is_positive else OutcomeVerb.REFUSE
    outcome = case.move_outcome(verb, act, why=reason)
    outcome.decided_on, outcome.decided_by_id = today, act.by.user_id
    outcome.decision_reason, outcome.determination_id = reason, made.id
    outcome.decision_rule = case.setting.delegation(case.history.programme, case.history.region).rule
    if is_positive:
        _confirm(case, act, made, found)
    else:
        papers.order_refusal(case, act, found)
        case.start_clock(Clock.REFUSAL_LETTER, today)
    case.stop_clocks(Clock.COUNTY_REVIEW, Clock.TOTAL)
    case.case.closed_on = today
    case.move_case(CaseVerb.CONCLUDE, act)


def publish(case: Replayed, act: Act) -> None:
    outcome = case.standing_outcome
    if outcome.state != OutcomeState.CONFIRMED:
        return
    _hang(case, act, NoticeKind.DECISION, outcome.decided_amount_fen or 0)
    case.stop_clocks(Clock.PUBLICATION)


def deliver(case: Replayed, act: Act) -> None:
    assert case.letter is not None
    case.standing_outcome.told_on = act.at.date()
    delivery = LoadedDelivery(
        case.letter,
        DeliveryMethod.HANDED_OVER,
        case.case.applicant_name,
        act.at.date(),
        "本人签收",
        act.by.post_id,
    )
    case.tables.deliveries.append(delivery)
    case.stop_clocks(Clock.DELIVERY, Clock.REFUSAL_LETTER)


def _confirm(case: Replayed, act: Act, made: LoadedDetermination, found: Finding) -> None:
    today, outcome = act.at.date(), case.standing_outcome
    from_month = found.from_month or Month.of(today).next()
    outcome.decided_amount_fen, outcome.from_month = found.amount.fen, from_month.first
    grant = Grant(
        outcome_id=outcome.id,
        case_number=case.case.number or "",
        programme=case.history.programme,
        household_id=case.case.household_id,
        person_id=None,
        region=outcome.region,
        determination_id=made.id,
        components=found.components or (("base", found.amount),),
        from_month=from_month,
        decided_on=today,
        reason=f"{case.history.programme.title}确认",
    )
    case.tables.grants.append(LoadedGrant(grant, act.at, act.by))
    papers.order_confirmation(case, act, found)
    case.start_clock(Clock.DELIVERY, today)
    case.start_clock(Clock.PUBLICATION, today)


def _is_positive(case: Replayed) -> bool:
    return case.opinion is not None and case.opinion.is_positive


def _hang(case: Replayed, act: Act, kind: NoticeKind, amount_fen: int) -> PublicNotice:
    assert case.opinion is not None
    today, outcome = act.at.date(), case.standing_outcome
    is_long = kind is NoticeKind.DECISION and case.setting.hangs_until_award_ends(
        case.history.programme, case.history.region, today
    )
    due = case.setting.due(Clock.NOTICE, case.history.programme, case.history.region, today)
    notice = PublicNotice(
        region=outcome.region,
        case_id=case.case.id,
        outcome=outcome,
        opinion=case.opinion,
        kind=kind,
        programme=outcome.programme,
        full_name=case.case.applicant_name,
        household_size=case.opinion.household_size,
        amount_fen=amount_fen,
        posted_on=today,
        ends_on=None if is_long else last_day(due, today),
        **case.acted(act),
    )
    _take_down(case, notice)
    case.tables.keep(notice)
    papers.order_sheet(case, act, notice)
    return notice


def _take_down(case: Replayed, notice: PublicNotice) -> None:
    """On the day after its last one, if that has come."""
    if notice.ends_on is not None and notice.ends_on < case.setting.today:
        notice.taken_down_on = notice.ends_on + timedelta(days=1)


def _determination(case: Replayed, purpose: Purpose, act: Act) -> LoadedDetermination:
    made = LoadedDetermination(
        id=make_id(),
        case_id=case.case.id,
        household_id=case.case.household_id,
        region=case.case.region,
        purpose=purpose,
        rulebook_version=case.setting.rulebook_version,
        inputs=file_on(case.history, act.at.date()),
        answer=case.answers[act.at.date()],
        made_at=act.at,
        by=act.by,
    )
    case.tables.determinations.append(made)
    return made


def _found(case: Replayed, made: LoadedDetermination) -> Finding:
    return finding(made.answer, case.history.programme, None)

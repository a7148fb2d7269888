"""Public notices: posted for seven full days, objected to, looked into, taken down on their date."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions.clocks import close_if_open, limit_of, open_outcome_clock
from yimen.domains.cases.actions.documents import issue_sheet
from yimen.domains.cases.actions.moves import acted, move_outcome, note_hand
from yimen.domains.cases.actions.opinion import household_size
from yimen.domains.cases.errors import (
    InvestigationMissingError,
    NoticeNotAllowedError,
    ObjectionOpenError,
    ReasonMissingError,
)
from yimen.domains.cases.models import Case, CaseOutcome, Objection, Opinion, PublicNotice
from yimen.domains.cases.permissions import hold_outcome, lock_case
from yimen.domains.cases.queries.facts import outcome_facts
from yimen.domains.cases.queries.limits import hangs_until_award_ends
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import (
    DECIDED_STATES,
    WAYS_TO_SETTLE,
    CaseState,
    Clock,
    HandKind,
    NoticeKind,
    ObjectionMethod,
    OutcomeState,
    OutcomeVerb,
)
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Programme, RegionCode
from yimen.kernel import deadline as count_deadline

LEAST_ATTENDANCE = 3


@transaction.atomic
def post_notice(*, outcome_id: UUID, version: int, by: Actor) -> PublicNotice:
    """Hang the opinion in the village; the day of posting does not count."""
    outcome = hold_outcome(outcome_id, Permission.NOTICE_POST, by=by, version=version)
    opinion = _newest_opinion(outcome)
    for earlier in outcome.notices.filter(taken_down_on__isnull=True):
        take_down(notice=earlier, by=by)
    move_outcome(outcome, OutcomeVerb.POST, facts=outcome_facts(outcome, by), by=by)
    close_if_open(Clock.POSTING, outcome.id, by=by)
    note_hand(outcome.case, HandKind.HANDLED, by)
    return _hang(outcome, opinion, NoticeKind.OPINION, opinion.amount_fen, _last_day(outcome), by)


@transaction.atomic
def publish_decision(*, outcome_id: UUID, by: Actor) -> PublicNotice:
    """After the confirmation: name, household size and amount, nothing more (57号 art 24)."""
    outcome = hold_outcome(outcome_id, Permission.NOTICE_POST, by=by)
    is_published = procedure_of(Programme(outcome.programme)).is_published
    if outcome.state != OutcomeState.CONFIRMED or not is_published:
        raise NoticeNotAllowedError("只公布已确认的项目，儿童类项目依法不公布。")
    if outcome.notices.filter(kind=NoticeKind.DECISION).exists():
        raise NoticeNotAllowedError("该项目已经公布。")
    close_if_open(Clock.PUBLICATION, outcome.id, by=by)
    amount = outcome.decided_amount_fen or 0
    opinion = outcome.opinions.order_by("-number").first()  # none where help came first
    return _hang(outcome, opinion, NoticeKind.DECISION, amount, _published_until(outcome), by)


@transaction.atomic
def record_objection(
    *, outcome_id: UUID, version: int, text: str, raised_by: str = "", by: Actor
) -> Objection:
    """Somebody objects while the notice hangs."""
    outcome = hold_outcome(outcome_id, Permission.OBJECTION_RECORD, by=by, version=version)
    if not text.strip():
        raise ReasonMissingError("请写明异议内容。")
    move_outcome(outcome, OutcomeVerb.OBJECT, facts=outcome_facts(outcome, by), by=by, why="公示有异议")
    notice = outcome.notices.filter(kind=NoticeKind.OPINION).latest("posted_on", "id")
    objection = Objection.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        notice=notice,
        raised_by=raised_by.strip() or None,
        text=text.strip(),
        raised_on=timezone.localdate(),
        **acted(by),
    )
    _record("objection:record", objection.id, outcome.region, by, {"text": text})
    note_hand(outcome.case, HandKind.HANDLED, by)
    open_outcome_clock(Clock.OBJECTION, outcome, by=by)
    return objection


@transaction.atomic
def settle_objection(
    *,
    objection_id: UUID,
    method: ObjectionMethod,
    conclusion: str,
    attendance: int | None = None,
    by: Actor,
) -> Objection:
    """Investigated again, or reviewed by the residents; the opinion is then given anew."""
    found = Objection.objects.filter(pk=objection_id).values_list("outcome_id", flat=True).first()
    if found is None:
        raise ObjectionOpenError("没有这条异议，或不在您负责的区域内。")
    outcome = hold_outcome(found, Permission.OBJECTION_DECIDE, by=by)
    objection = Objection.objects.get(pk=objection_id)
    if objection.settled_on is not None or not CaseState(outcome.case.state).is_open:
        raise ObjectionOpenError("这条异议已经处理，或办件已经结束。")
    _refuse_unsettled(outcome, objection, method, conclusion, attendance)
    objection.method, objection.conclusion = method, conclusion.strip()
    objection.attendance = attendance
    objection.settled_on, objection.settled_by_id = timezone.localdate(), by.user_id
    objection.save()
    changes: dict[str, object] = {"method": method, "conclusion": conclusion}
    _record("objection:settle", objection.id, outcome.region, by, changes)
    note_hand(outcome.case, HandKind.REVIEWED, by)
    return objection


@transaction.atomic
def take_down(*, notice: PublicNotice, by: Doer) -> None:
    """The sheet comes down; an undisputed opinion then waits to be sent to the confirmer."""
    lock_case(notice.case_id)  # an objection of the same moment comes before or after
    taken = PublicNotice.objects.filter(pk=notice.pk, taken_down_on__isnull=True).update(
        taken_down_on=timezone.localdate()
    )
    if not taken:
        return
    _record("notice:take_down", notice.id, notice.region, by, {"ends_on": notice.ends_on})
    outcome = CaseOutcome.objects.select_related("case").get(pk=notice.outcome_id)
    is_posted = notice.kind == NoticeKind.OPINION and outcome.state == OutcomeState.POSTED
    if is_posted and CaseState(outcome.case.state).is_open:
        open_outcome_clock(Clock.FORWARD, outcome, by=by)


def take_down_due(*, by: Doer) -> int:
    """Take down every sheet whose last day is past; within the caller's scope, safe to run twice.

    What was published for as long as its award comes down in the first month without it.
    """
    today = timezone.localdate()
    has_ended = Q(outcome_id__in=awards.outcomes_ended(today))
    has_ended |= Q(outcome__award_id__in=awards.awards_ended(today))
    is_over = Q(ends_on__lt=today) | Q(has_ended, ends_on__isnull=True)
    due = PublicNotice.objects.filter(is_over, taken_down_on__isnull=True)
    notices = list(due.order_by("ends_on", "id"))
    for notice in notices:
        take_down(notice=notice, by=by)
    return len(notices)


def take_down_published(outcome: CaseOutcome, *, by: Doer) -> None:
    """Another amount was decided on an award: what hangs of it no longer says what it pays."""
    if outcome.award_id is None:
        return
    earlier = Q(outcome__award_id=outcome.award_id) | Q(
        outcome_id__in=awards.outcomes_of_awards([outcome.award_id])
    )
    hanging = PublicNotice.objects.filter(earlier, kind=NoticeKind.DECISION, taken_down_on__isnull=True)
    for notice in hanging:
        take_down(notice=notice, by=by)


def take_down_undecided(case: Case, *, by: Doer) -> None:
    """The case ended without these decisions: nothing about them stays on view."""
    hanging = PublicNotice.objects.filter(outcome__case=case, taken_down_on__isnull=True)
    for notice in hanging.exclude(outcome__state__in=DECIDED_STATES):
        take_down(notice=notice, by=by)


def close_objections(case: Case, *, by: Actor) -> None:
    """The case ended without a decision: what was objected to is no longer in question."""
    conclusion = f"{CaseState(case.state).title}，公示内容不再生效，异议随办件结束。"
    for objection in Objection.objects.filter(outcome__case=case, settled_on__isnull=True):
        objection.method, objection.conclusion = ObjectionMethod.CASE_ENDED, conclusion
        objection.settled_on, objection.settled_by_id = timezone.localdate(), by.user_id
        objection.save()
        _record("objection:close", objection.id, objection.region, by, {"conclusion": conclusion})


def _hang(
    outcome: CaseOutcome,
    opinion: Opinion | None,
    kind: NoticeKind,
    amount_fen: int,
    until: date | None,
    by: Actor,
) -> PublicNotice:
    today = timezone.localdate()
    notice = PublicNotice.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        opinion=opinion,
        kind=kind,
        programme=outcome.programme,
        full_name=outcome.person.name if outcome.person else outcome.case.applicant_name,
        household_size=opinion.household_size if opinion else household_size(outcome),
        amount_fen=amount_fen,
        posted_on=today,
        ends_on=until,
        **acted(by),
    )
    _record("notice:post", notice.id, notice.region, by, {"kind": kind, "ends_on": notice.ends_on})
    issue_sheet(notice, by=by)
    return notice


def _published_until(outcome: CaseOutcome) -> date | None:
    """The last day of a published decision; none where it hangs until the award ends."""
    programme, region, today = Programme(outcome.programme), RegionCode(outcome.region), timezone.localdate()
    if hangs_until_award_ends(programme, region, today):
        return None
    return _last_day(outcome)


def _last_day(outcome: CaseOutcome) -> date:
    """It comes down by itself the day after, so that nobody has to remember."""
    limit = limit_of(Clock.NOTICE, Programme(outcome.programme), RegionCode(outcome.region))
    return count_deadline(limit, timezone.localdate(), load_calendar()).due_on


def _newest_opinion(outcome: CaseOutcome) -> Opinion:
    opinion = outcome.opinions.order_by("-number").first()
    if opinion is None:
        raise NoticeNotAllowedError("尚无初审意见，不能公示。")
    return opinion


def _refuse_unsettled(
    outcome: CaseOutcome,
    objection: Objection,
    method: ObjectionMethod,
    conclusion: str,
    attendance: int | None,
) -> None:
    if not conclusion.strip() or method not in WAYS_TO_SETTLE:
        raise ReasonMissingError("请选择重新调查或者民主评议，并写明处理结论。")
    if method is ObjectionMethod.DEMOCRATIC_REVIEW and (attendance or 0) < LEAST_ATTENDANCE:
        raise ReasonMissingError("民主评议请填写参加人数（不少于3人）。")
    visits = outcome.case.investigations.filter(signed_at__isnull=False, done_at__gte=objection.done_at)
    if method is ObjectionMethod.REINVESTIGATION and not visits.exists():
        raise InvestigationMissingError("异议提出后尚未重新入户调查并签字，请先完成重新调查。")


def _record(action: str, subject: UUID, region: str, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="notice", subject=subject, region=region, by=by, changes=changes)

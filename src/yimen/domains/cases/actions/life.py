"""Reviews and changes of awards in force: opened with the last known file, begun without an application."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.cases.actions.application import next_number
from yimen.domains.cases.actions.awaiting import follow_opinions
from yimen.domains.cases.actions.carrying import Carried, carry, with_what_happened
from yimen.domains.cases.actions.investigation import begin_looking
from yimen.domains.cases.actions.matters import close_if_waiting, open_matter
from yimen.domains.cases.actions.moves import move_case, note_hand
from yimen.domains.cases.errors import ChangeInvalidError, ReviewRunningError
from yimen.domains.cases.models import Case, CaseOutcome, Occasion
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import case_facts, is_searched
from yimen.domains.cases.queries.life import running_review
from yimen.domains.cases.queries.reviews import due_of_review
from yimen.domains.cases.types import (
    CaseKind,
    CaseState,
    CaseVerb,
    ChangeCause,
    Channel,
    CountyVisitReason,
    HandKind,
    OutcomeState,
)
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ReportOutcome
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.verification import actions as verification
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import Month, Programme, RegionCode


@transaction.atomic
def open_change(
    *,
    household_id: UUID,
    cause: ChangeCause,
    report_id: UUID | None = None,
    person_id: UUID | None = None,
    happened_on: date | None = None,
    note: str = "",
    by: Actor,
) -> Case:
    """Something changed in a household with awards in force; a village's report may have told it."""
    happened_on = day_of_change(cause, person_id, happened_on)
    occasion = Occasion(person_id=person_id, happened_on=happened_on, note=note.strip(), report_id=report_id)
    case = _open(household_id, CaseKind.CHANGE, cause, occasion, by)
    if report_id is not None:
        settle_by_case(report_id, case, note.strip() or cause.title, by)
    return case


def day_of_change(cause: ChangeCause, person_id: UUID | None, happened_on: date | None) -> date | None:
    """When it happened: what was told, and of a death the day on file."""
    if happened_on is not None and happened_on > timezone.localdate():
        raise ChangeInvalidError("发生日期不能在今天以后。")
    return _died_on(person_id) if cause is ChangeCause.MEMBER_DIED else happened_on


def settle_by_case(report_id: UUID, case: Case, note: str, by: Actor) -> None:
    """The report has become part of a case."""
    intake.settle_report(
        report_id=report_id,
        outcome=ReportOutcome.CHANGE_CASE,
        note=note,
        case_id=case.id,
        household_id=case.household_id,
        by=by,
    )


@transaction.atomic
def open_review(*, household_id: UUID, because: str = "", by: Actor) -> Case:
    """The review that the law plans while awards go on (57号 art 31), or one that something asks for."""
    case = _open(household_id, CaseKind.REVIEW, "", Occasion(), by)
    if because:
        case.reason = because
        case.save(update_fields=["reason"])
    return case


@transaction.atomic
def begin_review(*, case_id: UUID, version: int, is_unchanged: bool = False, by: Actor) -> Case:
    """The file is confirmed or corrected: every award gets its outcome, the county is asked, visits begin."""
    case = hold_case(case_id, Permission.INVESTIGATION_RECORD, by=by, version=version)
    today = timezone.localdate()
    library.determine(file_of(case, today))  # refuses, with its path, a file the rules cannot read
    move_case(
        case,
        CaseVerb.BEGIN,
        facts=case_facts(case),
        by=by,
        number=next_number(RegionCode(case.region), today.year),
        submitted_on=today,
        accepted_on=today,
        county_visit_reason=CountyVisitReason.NEAR_RELATIVE if case.has_near_relative else "",
        county_visit_since=timezone.now() if case.has_near_relative else None,
    )
    Occasion.objects.filter(case=case).update(is_unchanged=is_unchanged)
    note_hand(case, HandKind.INVESTIGATED, by)
    for award in _awards_of(case.household_id, RegionCode(case.region), by):
        _propose(case, award, by)
    if is_searched(case):
        begin_looking(case, by)
    else:
        follow_opinions(case, by)
    return case


def _open(household_id: UUID, kind: CaseKind, cause: str, occasion: Occasion, by: Actor) -> Case:
    require(by, Permission.APPLICATION_WRITE, by.region)
    region, earlier = _place(household_id, by)
    held = _awards_of(household_id, region, by)
    if not held:
        raise ChangeInvalidError("该户没有在册的救助，不需要核查；有困难的请办理新申请。")
    _refuse_second(household_id)
    died = occasion.person_id if cause == ChangeCause.MEMBER_DIED else None
    carried = carry(earlier, household_id, dead=died, holders=_holders(held))
    _refuse_stranger(carried, occasion.person_id, cause)
    file = with_what_happened(carried, held, cause, occasion.person_id, occasion.happened_on)
    with _one_review(household_id):
        case = _write(household_id, region, kind, cause, earlier, carried, file, held)
    _write_occasion(case, occasion, earlier, file)
    audit.record(
        "case:open_review", kind="case", subject=case.id, region=case.region, by=by, changes={"cause": cause}
    )
    if earlier is not None:
        verification.carry_authorisations(
            from_case=earlier.id,
            to_case=case.id,
            region=case.region,
            people=frozenset(member.person_id for member in carried.alive()),
            by=by,
        )
    note_hand(case, HandKind.HANDLED, by)
    for waiting in (WorkKind.REVIEW, WorkKind.CHANGE):
        close_if_waiting(waiting, household_id, by=by)
    open_matter(case, due_of_review(held) if kind is CaseKind.REVIEW else None, occasion, by=by)
    return case


@contextmanager
def _one_review(household_id: UUID) -> Iterator[None]:
    """Of two who open at the same moment the index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if "case_one_review_of_household" not in str(fault):
            raise
        _refuse_second(household_id)
        raise


def _refuse_second(household_id: UUID) -> None:
    running = running_review(household_id)
    if running is None:
        return
    raise ReviewRunningError(
        "该户的%(kind)s正在办理（%(number)s），请在原办件中继续。",
        kind=CaseKind(running.kind),
        number=running.number or CaseState.DRAFT,
        case=str(running.id),
    )


def _place(household_id: UUID, by: Actor) -> tuple[RegionCode, Case | None]:
    """Where the review is held: where the household lives if that is ours, else where its awards lie."""
    lo, hi = by.scope.lo, by.scope.hi
    cases = Case.objects.filter(household=household_id, region__gte=lo, region__lt=hi)
    earlier = cases.filter(state=CaseState.CONCLUDED).order_by("-closed_on", "-id").first()
    home = people.find_region_of_household(household_id)
    if home is not None and lo <= home < hi:
        return RegionCode(home), earlier
    if earlier is not None:
        return RegionCode(earlier.region), earlier
    held = _awards_of(household_id, by.region, by)
    if not held:
        raise ChangeInvalidError("没有这一户，或不在您负责的区域内。")
    return RegionCode(held[0].region), None


def _awards_of(household_id: UUID, region: RegionCode, by: Actor) -> list[AwardInForce]:
    """What goes on next month within the actor's region; what was given once is not reviewed."""
    month = Month.of(timezone.localdate()).next()
    found = awards.awards_in_force(month, by=by, region=by.region, household_id=household_id)
    return [award for award in found if not award.programme.is_one_off]


def _holders(held: Sequence[AwardInForce]) -> frozenset[UUID]:
    return frozenset(award.person_id for award in held if award.person_id is not None)


def _refuse_stranger(carried: Carried, person_id: UUID | None, cause: str) -> None:
    is_gone = cause in (ChangeCause.MEMBER_LEFT, ChangeCause.HOUSEHOLD_SPLIT, ChangeCause.HOUSEHOLD_MERGED)
    if person_id is not None and carried.ref_of(person_id) is None and not is_gone:
        raise ChangeInvalidError("发生变化的人不是这一户的成员，请核对。")


def _died_on(person_id: UUID | None) -> date:
    died = None if person_id is None else people.death_of(person_id)
    if died is None:
        raise ChangeInvalidError("请选择已登记死亡的成员；尚未登记的，请先登记死亡。")
    return died


def _write(
    household_id: UUID,
    region: RegionCode,
    kind: CaseKind,
    cause: str,
    earlier: Case | None,
    carried: Carried,
    file: dict[str, object],
    held: Sequence[AwardInForce],
) -> Case:
    """The draft: what the last case said of the family need not be said again."""
    alive = carried.alive()
    same = [member for member in alive if earlier and member.person_id == earlier.applicant_id]
    applicant = next(iter([*same, *(member for member in alive if member.is_adult), *alive]))
    case = Case.objects.create(
        region=str(region),
        kind=kind,
        cause=cause,
        state=CaseState.DRAFT,
        channel=Channel.DISCOVERED,
        household_id=household_id,
        applicant_id=applicant.person_id,
        applicant_name=applicant.name,
        phone=earlier.phone if earlier else None,
        address=earlier.address if earlier else "",
        reason=ChangeCause(cause).title if cause else kind.title,
        requested=list(dict.fromkeys(str(award.programme) for award in held)),
        declared=file,
        has_near_relative=earlier.has_near_relative if earlier else None,
        relative_of=earlier.relative_of if earlier else "",
        relative_relation=earlier.relative_relation if earlier else "",
        opened_at=timezone.now(),
    )
    for member in carried.members:
        member.region, member.case = case.region, case
        member.save(force_insert=True)
    return case


def _write_occasion(case: Case, occasion: Occasion, earlier: Case | None, file: dict[str, object]) -> None:
    occasion.case, occasion.region, occasion.carried = case, case.region, file
    occasion.earlier_case_id = earlier.id if earlier else None
    occasion.save(force_insert=True)


def _propose(case: Case, award: AwardInForce, by: Actor) -> None:
    """The outcome of one award."""
    outcome = CaseOutcome.objects.create(
        region=case.region,
        case=case,
        programme=award.programme,
        person_id=award.person_id,
        award_id=award.award_id,
        state=OutcomeState.PROPOSED,
    )
    audit.record(
        "outcome:propose",
        kind="outcome",
        subject=outcome.id,
        region=case.region,
        by=by,
        changes={"programme": Programme(award.programme), "award": str(award.award_id)},
    )

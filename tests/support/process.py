"""Walks a family of three through the legal process, each step by the one of the cast whose it is."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import time_machine
from django.db import connections
from django.utils import timezone
from PIL import Image

from tests.support.cast import VILLAGE, Cast, acting
from tests.support.factories import person_facts
from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Receipt, Signatures, Visit
from yimen.domains.cases.models import (
    Case,
    CaseOutcome,
    HomeInvestigation,
    Objection,
    Opinion,
    PublicNotice,
)
from yimen.domains.cases.types import (
    Channel,
    Declaration,
    ExtensionReason,
    FileKind,
    ObjectionMethod,
    TerminationReason,
)
from yimen.domains.intake.actions import Said
from yimen.domains.intake.types import ComplaintAbout, ComplaintChannel, ComplaintTarget, ReceivedComplaint
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.people import actions as people
from yimen.domains.people.types import Relation
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import LineKind, ReportedLine, SigningMethod
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme, Sex

CHINA = ZoneInfo("Asia/Shanghai")


def on(day: date) -> time_machine.travel:
    """Half past nine in the morning of a day in China."""
    return time_machine.travel(datetime(day.year, day.month, day.day, 9, 30, tzinfo=CHINA), tick=False)


MONDAY = date(2026, 3, 2)
NOTICE_OVER = MONDAY + timedelta(days=8)
"""The first day on which a sheet posted on that Monday no longer hangs."""
RELATIVE = Declaration(True, "墩背村委会委员李建国", "兄弟")
NO_RELATIVE = Declaration(has_relative=False)


def picture() -> bytes:
    """A small picture, as a signature pad or a scanner would give."""
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(file, "PNG")
    return file.getvalue()


@dataclass
class Walk:
    """One family and its case; every method is one step by its rightful actor."""

    cast: Cast
    household_id: UUID
    adults: tuple[UUID, UUID]
    child: UUID
    case_id: UUID | None = None

    def case(self) -> Case:
        with acting(self.cast.county_reviewer):
            return Case.objects.get(pk=self.case_id)

    def outcome(self, programme: Programme = Programme.DIBAO) -> CaseOutcome:
        with acting(self.cast.county_reviewer):
            return CaseOutcome.objects.select_related("case").get(case_id=self.case_id, programme=programme)

    def file(self, by: Actor, kind: FileKind = FileKind.SIGNATURE) -> UUID:
        return store(picture(), kind=kind, subject=self.case_id, region=str(VILLAGE), by=by).id

    def open_kinds(self) -> set[str]:
        """The kinds of everything that waits in the county."""
        with acting(self.cast.county_reviewer):
            return set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))

    def waiting(self, kind: str) -> WorkItem:
        """The one open item of a kind."""
        with acting(self.cast.county_reviewer):
            return WorkItem.objects.get(kind=kind, done_at__isnull=True)

    def apply(
        self,
        *,
        reason: str = "家庭主要劳动力患病，收入不足以维持生活",
        programmes: Sequence[Programme] = (Programme.DIBAO,),
    ) -> Case:
        by = self.cast.village_assistant
        with acting(by):
            case = actions.open_application(
                household_id=self.household_id,
                applicant_id=self.adults[0],
                channel=Channel.VILLAGE,
                programmes=programmes,
                by=by,
            )
            self.case_id = case.id
            income = [{"kind": "wage", "amount": "900.00"}]
            declared = {"household": {"homes": 1}, "members": [{"ref": "m1", "income": income}]}
            return actions.save_step(
                case_id=case.id,
                version=case.version,
                declared=declared,
                reason=reason,
                phone="13800000000",
                by=by,
            )

    def complete(
        self, *, declaration: Declaration = NO_RELATIVE, people: Sequence[UUID] | None = None
    ) -> None:
        by = self.cast.village_assistant
        with acting(by):
            for person_id in self.adults if people is None else people:
                actions.authorise_verification(
                    case_id=self.case_id,
                    person_id=person_id,
                    signed_by_id=person_id,
                    method=SigningMethod.SCREEN,
                    signature=self.file(by),
                    by=by,
                )
            actions.record_material(case_id=self.case_id, kind="commitment", by=by)
            if Programme.TEKUN in self.case().requested:
                actions.record_material(case_id=self.case_id, kind="statement", by=by)
            version = Case.objects.get(pk=self.case_id).version
            actions.declare_near_relative(
                case_id=self.case_id, version=version, declaration=declaration, by=by
            )

    def submit(self) -> Case:
        by = self.cast.village_assistant
        with acting(by):
            return actions.submit_application(case_id=self.case_id, version=self.case().version, by=by)

    def accept(self) -> Case:
        by = self.cast.town_handler
        with acting(by):
            return actions.accept_application(case_id=self.case_id, version=self.case().version, by=by)

    def start(self) -> Case:
        by = self.cast.town_handler
        with acting(by):
            return actions.start_investigation(case_id=self.case_id, version=self.case().version, by=by)

    def verify(self, *, is_passed: bool = True, wage_fen: int = 90000) -> None:
        by = self.cast.county_verifier
        with acting(by):
            request = find_latest_request(self.case_id)
            actions.start_verification(request_id=request.id, by=by)
            line = ReportedLine(
                self.adults[0], LineKind.WAGE, Money(wage_fen), "社会保险", timezone.localdate()
            )
            actions.report_verification(
                request_id=request.id, is_passed=is_passed, conclusion="核对完成", lines=[line], by=by
            )

    def visit(
        self,
        *,
        by: Actor | None = None,
        second: Actor | None = None,
        corrections: Mapping[str, Any] | None = None,
    ) -> HomeInvestigation:
        first, other = by or self.cast.town_handler, second or self.cast.town_investigator
        with acting(first):
            visit = Visit(
                second_post_id=other.post_id,
                visited_on=timezone.localdate(),
                findings=[("住房", "砖瓦房一处"), ("收入", "务工收入")],
                conclusion="与申报一致",
                corrections=corrections or {},
            )
            recorded = actions.record_investigation(case_id=self.case_id, visit=visit, by=first)
            pictures = [self.file(first) for _ in range(3)]
            signatures = Signatures(self.adults[0], *pictures)
            return actions.sign_investigation(investigation_id=recorded.id, signatures=signatures, by=first)

    def request(self, programme: Programme) -> CaseOutcome:
        by = self.cast.town_handler
        with acting(by):
            return actions.request_programme(case_id=self.case_id, programme=programme, by=by)

    def extend(
        self,
        reason: ExtensionReason,
        programme: Programme = Programme.DIBAO,
        note: str = "长期在外务工",
    ) -> CaseOutcome:
        by, outcome = self.cast.town_reviewer, self.outcome(programme)
        with acting(by):
            return actions.extend_total(
                outcome_id=outcome.id, version=outcome.version, reason=reason, note=note, by=by
            )

    def opine(
        self,
        *,
        is_positive: bool = True,
        amount: Money | None = None,
        difference_reason: str = "",
        programme: Programme = Programme.DIBAO,
    ) -> Opinion:
        by, outcome = self.cast.town_reviewer, self.outcome(programme)
        with acting(by):
            computed = queries.preview_finding(outcome.id, by=by).amount
            return actions.give_opinion(
                outcome_id=outcome.id,
                version=outcome.version,
                is_positive=is_positive,
                amount=(computed if amount is None else amount) if is_positive else Money(0),
                text="拟同意" if is_positive else "收入超过标准",
                difference_reason=difference_reason,
                by=by,
            )

    def post(self, programme: Programme = Programme.DIBAO) -> PublicNotice:
        by, outcome = self.cast.town_handler, self.outcome(programme)
        with acting(by):
            return actions.post_notice(outcome_id=outcome.id, version=outcome.version, by=by)

    def object_to(self, text: str = "该户有小汽车") -> Objection:
        by, outcome = self.cast.town_handler, self.outcome()
        with acting(by):
            return actions.record_objection(outcome_id=outcome.id, version=outcome.version, text=text, by=by)

    def settle(
        self,
        method: ObjectionMethod = ObjectionMethod.DEMOCRATIC_REVIEW,
        *,
        attendance: int | None = 9,
        objection_id: UUID | None = None,
    ) -> Objection:
        by = self.cast.town_reviewer
        with acting(by):
            return actions.settle_objection(
                objection_id=objection_id or self.outcome().objections.latest("done_at").id,
                method=method,
                conclusion="车辆系借用",
                attendance=attendance,
                by=by,
            )

    def send(self, programme: Programme = Programme.DIBAO, *, by: Actor | None = None) -> CaseOutcome:
        actor, outcome = by or self.cast.town_reviewer, self.outcome(programme)
        with acting(actor):
            return actions.send_to_confirmer(outcome_id=outcome.id, version=outcome.version, by=actor)

    def send_back(self, why: str = "请补充务工证明", *, by: Actor | None = None) -> CaseOutcome:
        actor, outcome = by or self.cast.county_confirmer, self.outcome()
        with acting(actor):
            return actions.return_outcome(outcome_id=outcome.id, version=outcome.version, why=why, by=actor)

    def confirm(
        self,
        *,
        by: Actor | None = None,
        amount: Money | None = None,
        reason: str = "",
        programme: Programme = Programme.DIBAO,
    ) -> CaseOutcome:
        actor, outcome = by or self.cast.county_confirmer, self.outcome(programme)
        with acting(actor):
            computed = queries.preview_finding(outcome.id, by=actor).amount
            return actions.confirm_outcome(
                outcome_id=outcome.id,
                version=outcome.version,
                amount=computed if amount is None else amount,
                reason=reason,
                by=actor,
            )

    def refuse(
        self,
        reasons: str = "家庭人均收入高于当地低保标准",
        *,
        by: Actor | None = None,
        programme: Programme = Programme.DIBAO,
    ) -> CaseOutcome:
        actor, outcome = by or self.cast.county_confirmer, self.outcome(programme)
        with acting(actor):
            return actions.refuse_outcome(
                outcome_id=outcome.id, version=outcome.version, reasons=reasons, by=actor
            )

    def publish(self, programme: Programme = Programme.DIBAO) -> PublicNotice:
        by, outcome = self.cast.town_handler, self.outcome(programme)
        with acting(by):
            return actions.publish_decision(outcome_id=outcome.id, by=by)

    def deliver(self) -> CaseOutcome:
        by, outcome = self.cast.town_handler, self.outcome()
        with acting(by):
            handed = receipt(outcome.case.applicant_name)
            return actions.deliver_decision(outcome_id=outcome.id, receipt=handed, by=by)

    def complain(self, text: str = "举报该户有出租房", *, by: Actor | None = None) -> ReceivedComplaint:
        actor = by or self.cast.town_handler
        target = ComplaintTarget(ComplaintAbout.CASE, "本件", self.case_id)
        with acting(actor):
            return actions.receive_complaint(
                channel=ComplaintChannel.PHONE, target=target, said=Said(text), by=actor
            )

    def county_visit(self) -> HomeInvestigation:
        return self.visit(by=self.cast.county_reviewer, second=self.cast.county_verifier)

    def withdraw(self, why: str = "不再申请", *, by: Actor | None = None) -> Case:
        actor, case = by or self.cast.town_handler, self.case()
        with acting(actor):
            return actions.withdraw_application(case_id=case.id, version=case.version, why=why, by=actor)

    def terminate(
        self,
        reason: TerminationReason = TerminationReason.DEATH,
        note: str = "死亡证明编号 3 号",
        **died: Any,
    ) -> Case:
        by, case = self.cast.town_handler, self.case()
        with acting(by):
            return actions.terminate_case(
                case_id=case.id,
                version=case.version,
                reason=reason,
                note=note,
                by=by,
                **{"died_on": timezone.localdate()} | died,
            )

    def tell_missing(self) -> Case:
        by, case = self.cast.town_handler, self.case()
        with acting(by):
            return actions.tell_missing(case_id=case.id, version=case.version, by=by)

    def not_accept(self, reasons: str = "申请人户籍和居住地均不在本辖区") -> Case:
        by, case = self.cast.town_handler, self.case()
        with acting(by):
            return actions.not_accept_application(
                case_id=case.id, version=case.version, reasons=reasons, by=by
            )

    def to_submitted(
        self,
        *,
        declaration: Declaration = NO_RELATIVE,
        programmes: Sequence[Programme] = (Programme.DIBAO,),
    ) -> "Walk":
        self.apply(programmes=programmes)
        self.complete(declaration=declaration)
        self.submit()
        return self

    def to_started(self, *, declaration: Declaration = NO_RELATIVE) -> "Walk":
        self.to_submitted(declaration=declaration)
        self.accept()
        self.start()
        return self

    def to_verifying(self) -> "Walk":
        """The visit is signed; only the county has not answered yet."""
        self.to_started()
        self.visit()
        return self

    def to_investigated(self, *, declaration: Declaration = NO_RELATIVE) -> "Walk":
        self.to_started(declaration=declaration)
        self.verify()
        self.visit()
        return self

    def to_posted(self, *, declaration: Declaration = NO_RELATIVE) -> "Walk":
        self.to_investigated(declaration=declaration)
        self.opine()
        self.post()
        return self

    def to_sent(self, *, declaration: Declaration = NO_RELATIVE) -> "Walk":
        """Posted on that Monday, sent on the day after the notice; the caller's clock is left alone."""
        with on(MONDAY):
            self.to_posted(declaration=declaration)
        with on(NOTICE_OVER):
            self.send()
        return self


def receipt(recipient: str = "李建明") -> Receipt:
    """A letter handed over by the village today."""
    today = timezone.localdate()
    return Receipt(DeliveryMethod.THROUGH_VILLAGE, recipient, today, "村委会转交签收")


def both_at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Run acts side by side, each in its own connection; what they raised."""
    barrier, refused = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Exception as fault:
            refused.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def family_of_three(cast: Cast, surname: str = "李") -> Walk:
    """Head, spouse and a child, registered by the village assistant."""
    by = cast.village_assistant
    since = date(2024, 1, 1)
    with acting(by):
        born = (date(1980, 5, 1), date(1982, 6, 1), date(2014, 7, 1))
        sexes = (Sex.MALE, Sex.FEMALE, Sex.FEMALE)
        names = (f"{surname}建明", f"{surname}门陈氏", f"{surname}小妹")
        head, spouse, child = (
            people.register_person(
                facts=person_facts(name, born=day, sex=sex), region=VILLAGE, address="墩背村12号", by=by
            )
            for name, day, sex in zip(names, born, sexes, strict=True)
        )
        household = people.found_household(
            head_id=head.id,
            region=VILLAGE,
            address="墩背村12号",
            registered_region=VILLAGE,
            is_urban=False,
            by=by,
            on=since,
        )
        for person, relation in ((spouse, Relation.SPOUSE), (child, Relation.CHILD)):
            people.add_member(
                household_id=household.id, person_id=person.id, relation=relation, by=by, on=since
            )
    return Walk(cast, household.id, (head.id, spouse.id), child.id)

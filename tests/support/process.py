"""Walks a family of three through the legal process, each step by the one of the cast whose it is."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone
from PIL import Image

from tests.support.cast import VILLAGE, Cast, acting
from tests.support.factories import person_facts
from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Signatures, Visit
from yimen.domains.cases.models import Case, CaseOutcome, HomeInvestigation, Opinion, PublicNotice
from yimen.domains.cases.types import Channel, Declaration
from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people
from yimen.domains.people.types import Relation
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import LineKind, ReportedLine, SigningMethod
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme, Sex

CHINA = ZoneInfo("Asia/Shanghai")


def on(day: date) -> time_machine.travel:
    """Half past nine in the morning of a day in China."""
    return time_machine.travel(datetime(day.year, day.month, day.day, 9, 30, tzinfo=CHINA), tick=False)


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

    def file(self, by: Actor) -> UUID:
        return store(picture(), kind="signature", subject=self.case_id, region=str(VILLAGE), by=by).id

    def apply(self, *, reason: str = "家庭主要劳动力患病，收入不足以维持生活", **fields: object) -> Case:
        by = self.cast.village_assistant
        with acting(by):
            case = actions.open_application(
                household_id=self.household_id, applicant_id=self.adults[0], channel=Channel.VILLAGE, by=by
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

    def visit(self, *, by: Actor | None = None, second: Actor | None = None) -> HomeInvestigation:
        first, other = by or self.cast.town_handler, second or self.cast.town_investigator
        with acting(first):
            visit = Visit(
                second_post_id=other.post_id,
                visited_on=timezone.localdate(),
                findings=[("住房", "砖瓦房一处"), ("收入", "务工收入")],
                conclusion="与申报一致",
            )
            recorded = actions.record_investigation(case_id=self.case_id, visit=visit, by=first)
            pictures = [self.file(first) for _ in range(3)]
            signatures = Signatures(self.adults[0], *pictures)
            return actions.sign_investigation(investigation_id=recorded.id, signatures=signatures, by=first)

    def opine(
        self, *, is_positive: bool = True, amount: Money | None = None, difference_reason: str = ""
    ) -> Opinion:
        by, outcome = self.cast.town_reviewer, self.outcome()
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

    def post(self) -> PublicNotice:
        by, outcome = self.cast.town_handler, self.outcome()
        with acting(by):
            return actions.post_notice(outcome_id=outcome.id, version=outcome.version, by=by)

    def send(self) -> CaseOutcome:
        by, outcome = self.cast.town_reviewer, self.outcome()
        with acting(by):
            return actions.send_to_confirmer(outcome_id=outcome.id, version=outcome.version, by=by)

    def confirm(
        self, *, by: Actor | None = None, amount: Money | None = None, reason: str = ""
    ) -> CaseOutcome:
        actor, outcome = by or self.cast.county_confirmer, self.outcome()
        with acting(actor):
            computed = queries.preview_finding(outcome.id, by=actor).amount
            return actions.confirm_outcome(
                outcome_id=outcome.id,
                version=outcome.version,
                amount=computed if amount is None else amount,
                reason=reason,
                by=actor,
            )

    def refuse(self, reasons: str = "家庭人均收入高于当地低保标准") -> CaseOutcome:
        by, outcome = self.cast.county_confirmer, self.outcome()
        with acting(by):
            return actions.refuse_outcome(
                outcome_id=outcome.id, version=outcome.version, reasons=reasons, by=by
            )

    def to_submitted(self) -> "Walk":
        self.apply()
        self.complete()
        self.submit()
        return self

    def to_investigated(self) -> "Walk":
        self.to_submitted()
        self.accept()
        self.start()
        self.verify()
        self.visit()
        return self


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

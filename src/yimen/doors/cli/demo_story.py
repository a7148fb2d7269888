"""The story of the demo: a family of three in 大柘镇, each step by the person whose step it is."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Receipt, Signatures, Visit
from yimen.domains.cases.types import Channel, Declaration, FileKind
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.domains.people import actions as people
from yimen.domains.people.types import Disability, DisabilityKind, PersonFacts, Relation
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import LineKind, ReportedLine, SigningMethod
from yimen.doors.cli.clock import standing_at
from yimen.doors.cli.county.identities import invented_identity, invented_phone
from yimen.doors.cli.county.staff import Team, seats
from yimen.doors.cli.demo_narration import Narration
from yimen.foundation.database.scope import scoped
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Month, Programme, RegionCode, Sex, Step

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAADwAAAAUAQAAAAD5eGOEAAAAF0lEQVR4nGP8z8DAwMDA8JGJAQoGPwMAYwwCGGmY7cwAAAAASUVORK5CYII="
)
"""A small white picture, as a signature pad or a camera gives."""
COUNTY = RegionCode("441426000000")
TOWN = RegionCode("441426100000")
VILLAGE = RegionCode("441426100200")
ADDRESS = "平远县大柘镇墩背村新屋12号"
CAST = seats(
    [
        (
            COUNTY,
            (Role.COUNTY_VERIFIER, Role.COUNTY_REVIEWER, Role.COUNTY_CONFIRMER),
        ),
        (TOWN, (Role.TOWN_HANDLER, Role.TOWN_HANDLER, Role.TOWN_REVIEWER)),
        (VILLAGE, (Role.VILLAGE_ASSISTANT,)),
    ]
)


@dataclass(frozen=True)
class Member:
    """Somebody of the invented family."""

    name: str
    relation: Relation
    born: date
    sex: Sex
    disability: Disability | None = None


FAMILY = (
    Member("范例山", Relation.HEAD, date(1979, 3, 12), Sex.MALE, Disability(DisabilityKind.PHYSICAL, 2)),
    Member("何示芳", Relation.SPOUSE, date(1983, 8, 2), Sex.FEMALE),
    Member("范小例", Relation.CHILD, date(2013, 5, 20), Sex.FEMALE),
)


class Story:
    """The case so far; every method is one step and tells what it did."""

    def __init__(self, team: Team, narration: Narration) -> None:
        self.tells = narration
        self.assistant = team.at(VILLAGE, Role.VILLAGE_ASSISTANT)[0]
        self.handler, self.investigator = team.at(TOWN, Role.TOWN_HANDLER)
        self.reviewer = team.at(TOWN, Role.TOWN_REVIEWER)[0]
        self.verifier = team.at(COUNTY, Role.COUNTY_VERIFIER)[0]
        self.auditor = team.at(COUNTY, Role.COUNTY_REVIEWER)[0]
        self.confirmer = team.at(COUNTY, Role.COUNTY_CONFIRMER)[0]
        self.people: list[UUID] = []
        self.household = self.contact = self.case = self.outcome = UUID(int=0)
        self.request = UUID(int=0)

    def tell(self) -> None:
        """All of it, day by day."""
        for day, steps in (
            (date(2026, 9, 1), (self.knock, self.apply, self.authorise, self.submit)),
            (date(2026, 9, 2), (self.tell_missing,)),
            (date(2026, 9, 3), (self.supplement, self.accept)),
            (date(2026, 9, 4), (self.start,)),
            (date(2026, 9, 7), (self.verify,)),
            (date(2026, 9, 8), (self.visit,)),
            (date(2026, 9, 10), (self.opine, self.post)),
            (date(2026, 9, 18), (self.send,)),
            (date(2026, 9, 22), (self.confirm,)),
            (date(2026, 9, 23), (self.publish, self.deliver)),
            (date(2026, 10, 9), (self.award,)),
        ):
            for step in steps:
                with standing_at(day):
                    step()

    def knock(self) -> None:
        by = self.assistant
        with self._doing("来访登记（首问负责）", by):
            for member in FAMILY:
                self.people.append(self._register(member, by))
            self.household = people.found_household(
                head_id=self.people[0],
                region=VILLAGE,
                address=ADDRESS,
                registered_region=VILLAGE,
                is_urban=False,
                by=by,
            ).id
            for person_id, member in zip(self.people[1:], FAMILY[1:], strict=True):
                people.add_member(
                    household_id=self.household, person_id=person_id, relation=member.relation, by=by
                )
            self.contact = intake.record_contact(
                channel=ContactChannel.VISIT,
                asked="户主肢体残疾不能做工，孩子上学，收入不够生活，想申请低保",
                region=VILLAGE,
                person_id=self.people[0],
                by=by,
            ).id
            self.tells.say("范例山一家三口，户主肢体二级残疾；诉求：申请低保")

    def apply(self) -> None:
        by = self.assistant
        with self._doing("填写申请（分步保存）", by):
            case = actions.open_application(
                household_id=self.household,
                applicant_id=self.people[0],
                channel=Channel.VILLAGE,
                contact_id=self.contact,
                by=by,
            )
            self.case = case.id
            declared = {
                "household": {"homes": 1, "home_area": 86.0, "financial_assets": "3200.00"},
                "members": [
                    {"ref": "m1", "work_ability": "none"},
                    {"ref": "m2", "work_ability": "full", "income": [{"kind": "wage", "amount": "950.00"}]},
                    {"ref": "m3", "student": "compulsory"},
                ],
            }
            actions.save_step(
                case_id=case.id,
                version=case.version,
                declared=declared,
                reason="户主肢体二级残疾，无劳动能力，子女在读，务工收入不足以维持生活",
                phone=invented_phone(1),
                by=by,
            )
            self.tells.say("申报：妻子务工每月950.00元，存款3200.00元，自建房一处")

    def authorise(self) -> None:
        by = self.assistant
        with self._doing("屏幕签署核对授权、申明近亲属关系", by):
            for person_id in self.people[:2]:
                actions.authorise_verification(
                    case_id=self.case,
                    person_id=person_id,
                    signed_by_id=person_id,
                    method=SigningMethod.SCREEN,
                    signature=self._signature(by),
                    by=by,
                )
            actions.declare_near_relative(
                case_id=self.case,
                version=self._version(by),
                declaration=Declaration(has_relative=False),
                by=by,
            )
            self.tells.say("两名成年成员已授权；与经办人员、村（居）委会成员无近亲属关系")
            self._checklist(by)

    def submit(self) -> None:
        with self._doing("提交申请", self.assistant) as by:
            case = actions.submit_application(case_id=self.case, version=self._version(by), by=by)
            self.tells.say(f"办件编号 {case.number}")

    def tell_missing(self) -> None:
        with self._doing("一次性告知补正", self.handler) as by:
            case = actions.tell_missing(case_id=self.case, version=self._version(by), by=by)
            told = queries.one_time_notices_of_case(case.id, by=by)[0]
            self.tells.say(f"一次告知全部所缺：{'、'.join(told.missing)}")

    def supplement(self) -> None:
        with self._doing("补齐材料，再次提交", self.assistant) as by:
            actions.record_material(case_id=self.case, kind="commitment", file_id=self._signature(by), by=by)
            actions.supplement_application(case_id=self.case, version=self._version(by), by=by)
            self._checklist(by)

    def accept(self) -> None:
        with self._doing("受理", self.handler) as by:
            actions.accept_application(case_id=self.case, version=self._version(by), by=by)
            self.outcome = queries.outcomes_of_case(self.case, by=by)[0].id

    def start(self) -> None:
        with self._doing("启动家庭经济状况调查，提请县级核对", self.handler) as by:
            actions.start_investigation(case_id=self.case, version=self._version(by), by=by)
            found = find_latest_request(self.case)
            assert found is not None
            self.request = found.id

    def verify(self) -> None:
        with self._doing("县级核对并录入结果", self.verifier) as by:
            actions.start_verification(request_id=self.request, by=by)
            today = timezone.localdate()
            lines = [
                ReportedLine(self.people[1], LineKind.WAGE, Money.yuan("1000.00"), "税务、社会保险", today),
                ReportedLine(self.people[0], LineKind.DEPOSIT, Money.yuan("3456.78"), "银行", today),
            ]
            actions.report_verification(
                request_id=self.request,
                is_passed=True,
                conclusion="符合，收入与申报略有出入",
                lines=lines,
                by=by,
            )
            for line in lines:
                self.tells.say(f"{line.kind.title} {line.amount}元（{line.source}，{line.as_of}）")

    def visit(self) -> None:
        by = self.handler
        with self._doing(f"入户调查（同行：{self.investigator.staff_name}）", by):
            visit = Visit(
                second_post_id=self.investigator.post_id,
                visited_on=timezone.localdate(),
                findings=[("住房", "自建砖瓦房一处，约86平方米"), ("生活", "户主需辅助行走，妻子在镇上务工")],
                conclusion="与申报和核对结果一致，生活确有困难",
                photos=[self._kept(FileKind.VISIT_PHOTO, by)],
            )
            recorded = actions.record_investigation(case_id=self.case, visit=visit, by=by)
            signed = [self._signature(by) for _ in range(3)]
            actions.sign_investigation(
                investigation_id=recorded.id, signatures=Signatures(self.people[0], *signed), by=by
            )
            self.tells.say("家庭成员与两名调查人员均已签字")

    def opine(self) -> None:
        by = self.reviewer
        with self._doing("测算全部救助项目，提出初审意见", by):
            answer = queries.preview(self.case, by=by)
            self.tells.determination(answer, on=timezone.localdate(), names=self._names())
            found = queries.preview_finding(self.outcome, by=by)
            opinion = actions.give_opinion(
                outcome_id=self.outcome,
                version=self._outcome_version(by),
                is_positive=True,
                amount=found.amount,
                shown_amount=found.amount,
                text="经核对和入户调查，家庭人均收入低于当地低保标准，财产状况符合规定，拟同意纳入低保。",
                by=by,
            )
            self.tells.say(f"意见：符合，每月{Money(opinion.amount_fen)}元，保障{opinion.household_size}人")

    def post(self) -> None:
        with self._doing("村内公示七天", self.handler) as by:
            notice = actions.post_notice(outcome_id=self.outcome, version=self._outcome_version(by), by=by)
            (line,) = queries.public_notices(VILLAGE)
            self.tells.say(f"{notice.posted_on} 张贴，至 {notice.ends_on} 止；网上只显示 {line.masked_name}")

    def send(self) -> None:
        with self._doing("公示期满无异议，报请确认", self.reviewer) as by:
            actions.send_to_confirmer(outcome_id=self.outcome, version=self._outcome_version(by), by=by)
            today = timezone.localdate()
            delegation = network.confirmers(Programme.DIBAO, Step.CONFIRM, VILLAGE, today)
            self.tells.say(f"确认权限：{CARDS[delegation.role].title}，依据：{delegation.rule}")

    def confirm(self) -> None:
        by = self.confirmer
        with self._doing("审核确认（经办、调查、核对、初审人员不得确认）", by):
            moved = queries.difference_since_opinion(self.outcome, by=by)
            self.tells.say(f"与初审时测算相比：{'有变化' if moved else '无变化'}")
            found = queries.preview_finding(self.outcome, by=by)
            outcome = actions.confirm_outcome(
                outcome_id=self.outcome,
                version=self._outcome_version(by),
                amount=found.amount,
                shown_amount=found.amount,
                by=by,
            )
            self.tells.say(f"确认：每月{found.amount}元，自{outcome.from_month:%Y年%m月}起")

    def publish(self) -> None:
        with self._doing("公布确认结果", self.handler) as by:
            notice = actions.publish_decision(outcome_id=self.outcome, by=by)
            self.tells.say(f"{notice.posted_on} 张贴，至 {notice.ends_on or '救助停止时'} 止")

    def deliver(self) -> None:
        with self._doing("送达确认书", self.handler) as by:
            today = timezone.localdate()
            receipt = Receipt(
                DeliveryMethod.HANDED_OVER, FAMILY[0].name, today, "本人签收", self._receipt(by)
            )
            actions.deliver_decision(outcome_id=self.outcome, receipt=receipt, by=by)
            self.tells.say("直接送达，本人签收")

    def award(self) -> None:
        with self._doing("在册低保", self.auditor) as by:
            today = Month.of(timezone.localdate())
            (award,) = awards.awards_in_force(today, by=by, household_id=self.household)
            self.tells.say(f"{award.programme.title}：自 {award.from_month} 起每月 {award.amount} 元")

    @contextmanager
    def _doing(self, title: str, by: Actor) -> Iterator[Actor]:
        """One step in the actor's scope; then the clocks it started and the papers it made."""
        self.tells.step(title, by=by)
        with scoped(by.scope):
            yield by
        subjects = [self.case, self.outcome, self.request]
        self.tells.clocks(subjects, by=self.auditor)
        self.tells.papers(subjects, by=self.auditor)

    def _register(self, member: Member, by: Actor) -> UUID:
        facts = PersonFacts(
            name=member.name,
            identity=invented_identity(member.born, member.sex, 990),
            phone=invented_phone(1) if member.relation is Relation.HEAD else "",
            disability=member.disability,
            registered_region=VILLAGE,
        )
        return people.register_person(facts=facts, region=VILLAGE, address=ADDRESS, by=by).id

    def _receipt(self, by: Actor) -> UUID:
        return store(PICTURE, kind=PROOF_OF_DELIVERY, subject=self.outcome, region=str(VILLAGE), by=by).id

    def _signature(self, by: Actor) -> UUID:
        return self._kept(FileKind.SIGNATURE, by)

    def _kept(self, kind: FileKind, by: Actor) -> UUID:
        return store(PICTURE, kind=kind, subject=self.case, region=str(VILLAGE), by=by).id

    def _checklist(self, by: Actor) -> None:
        items = queries.checklist_of_case(self.case, by=by)
        missing = [item.title for item in items if item.is_missing]
        answered = sum(1 for item in items if item.source)
        self.tells.say(f"材料清单：{answered}项由数据源核验，无需提供；尚缺：{'、'.join(missing) or '无'}")

    def _version(self, by: Actor) -> int:
        return queries.get_case(self.case, by=by).version

    def _outcome_version(self, by: Actor) -> int:
        return queries.get_outcome(self.outcome, by=by).version

    def _names(self) -> dict[str, str]:
        return {f"m{number}": member.name for number, member in enumerate(FAMILY, start=1)}

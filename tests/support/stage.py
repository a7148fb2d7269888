"""A stage for the tests of trust: families at every point of the process, and staff of every role everywhere.

Everything is made by the cast through the actions of the house; `arguments` names the object each URL is
asked for. Made once for each test module, in a transaction that is rolled back after it.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from PIL import Image

from tests.support.cast import (
    COUNTY,
    OTHER_COUNTY,
    OTHER_COUNTY_TOWN,
    OTHER_TOWN,
    OTHER_VILLAGE,
    PASSWORD,
    SINCE,
    TOWN,
    VILLAGE,
    Cast,
    acting,
    build_cast,
)
from tests.support.process import Walk, family_of_three, on
from tests.support.reviewing import Review
from tests.support.tekun import elder_alone
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.types import ExpenseKind
from yimen.domains.cases.types import tekun as words
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import (
    About,
    ComplaintAbout,
    ComplaintChannel,
    ComplaintTarget,
    ContactChannel,
    Contested,
    Receiver,
    RemedyKind,
    ReportKind,
    TransferTopic,
)
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.rules import ROLE_LEVELS
from yimen.domains.network.types import Actor, DepartmentKind, Role, StationLevel
from yimen.domains.papers import actions as papers
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.queries import StyleOffer
from yimen.domains.papers.types import DocumentKind, StylePart
from yimen.domains.people.models import Person
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.accounts.models import User
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.kernel import Money, Month, Programme, RegionCode, RegionLevel, Step

FIRST_DAY = date(2026, 3, 2)
TODAY = FIRST_DAY + timedelta(days=9)

PHONE, AGENT_PHONE, CONTACT_PHONE = "13800000000", "13911112222", "13733334444"
HOME, NEIGHBOUR, ABROAD = "home", "neighbour", "abroad"
"""Where somebody works: in the town (and its county) of the families, in another town, in another county."""

_SEATS: Mapping[str, Mapping[StationLevel, RegionCode]] = {
    HOME: {StationLevel.COUNTY: COUNTY, StationLevel.TOWN: TOWN, StationLevel.VILLAGE: VILLAGE},
    NEIGHBOUR: {StationLevel.TOWN: OTHER_TOWN, StationLevel.VILLAGE: OTHER_VILLAGE},
    ABROAD: {StationLevel.COUNTY: OTHER_COUNTY, StationLevel.TOWN: OTHER_COUNTY_TOWN},
}


@dataclass
class Stage:
    """The cast, one actor for each role and place, the families, and an object for each kind of URL."""

    cast: Cast
    staff: dict[tuple[Role, str], Actor]
    decided: Walk
    posted: Walk
    draft: Walk
    objects: dict[str, UUID] = field(default_factory=dict)

    def username(self, actor: Actor) -> str:
        return User.objects.get(id=actor.user_id).username


def build_stage() -> Stage:
    cast = build_cast()
    fill_official_calendar()
    decided, posted, draft = (family_of_three(cast, name) for name in ("李", "赖", "邹"))
    stage = Stage(cast, _staff(cast), decided, posted, draft)
    with on(FIRST_DAY):
        _contact(stage)
        _decided(stage)
        for_award = _to_be_awarded(stage)
        _posted(stage)
        _draft(stage)
        _elder(stage)
    with on(TODAY):
        _reviewed(stage, for_award)
        _decide(stage)
    return stage


def seats(role: Role) -> list[str]:
    """The places where a role can work."""
    return [place for place, levels in _SEATS.items() if ROLE_LEVELS[role] & set(levels)]


def _staff(cast: Cast) -> dict[tuple[Role, str], Actor]:
    administrators = {HOME: cast.administrator, NEIGHBOUR: cast.administrator, ABROAD: _far_administrator()}
    made: dict[tuple[Role, str], Actor] = {}
    for role in Role:
        for place in seats(role):
            level = next(
                level for level in reversed(StationLevel) if level in ROLE_LEVELS[role] & set(_SEATS[place])
            )
            made[role, place] = _appointed(role, place, _SEATS[place][level], administrators[place])
    return made


def _far_administrator() -> Actor:
    return network_queries.actor_for(User.objects.get(username="other_administrator").id)


def _appointed(role: Role, place: str, region: RegionCode, administrator: Actor) -> Actor:
    station = network_queries.find_station(region, _level(region))
    station_id = station.id if station else _found(region, administrator)
    user = User.objects.create_user(f"{place}-{role.value}", PASSWORD, name="钱多多")
    staff = network.add_staff(name="钱多多", user_id=user.id, by=administrator)
    network.appoint(
        staff_id=staff.id,
        station_id=station_id,
        role=role,
        valid_from=SINCE,
        by=administrator,
        department_id=_department(administrator) if role is Role.DEPARTMENT_LIAISON else None,
    )
    return network_queries.actor_for(user.id)


def _department(administrator: Actor) -> UUID:
    """The one of the county a liaison speaks for."""
    kind = DepartmentKind.EDUCATION
    found = network_queries.departments(administrator.region).first()
    return (
        found
        or network.add_department(region=administrator.region, kind=kind, name="教育局", by=administrator)
    ).id


def _level(region: RegionCode) -> StationLevel:
    return {
        RegionLevel.COUNTY: StationLevel.COUNTY,
        RegionLevel.TOWN: StationLevel.TOWN,
        RegionLevel.VILLAGE: StationLevel.VILLAGE,
    }[region.level]


def _found(region: RegionCode, administrator: Actor) -> UUID:
    name = f"{network_queries.get_region(region).name}救助站"
    return network.found_station(region=region, name=name, hotline="0753-8821234", by=administrator).id


def _contact(stage: Stage) -> None:
    by = stage.cast.village_assistant
    with acting(by):
        contact = intake.record_contact(
            channel=ContactChannel.VISIT,
            asked="家里收入少，想申请低保",
            region=VILLAGE,
            name="温石生",
            phone=CONTACT_PHONE,
            by=by,
        )
    stage.objects["contact_id"] = contact.id


def _decided(stage: Stage) -> None:
    """The first family: all the way to the confirmer."""
    walk = stage.decided
    walk.to_investigated()
    walk.opine()
    walk.post()


def _posted(stage: Stage) -> None:
    """The second family: an objection against its notice."""
    walk, by = stage.posted, stage.cast.town_handler
    walk.to_investigated()
    walk.opine()
    walk.post()
    outcome = walk.outcome()
    with acting(by):
        objection = cases.record_objection(
            outcome_id=outcome.id, version=outcome.version, text="该户有小汽车", raised_by="凌无名", by=by
        )
    stage.objects["objection_id"] = objection.id


def _draft(stage: Stage) -> None:
    """The third family: an application by an agent, not handed in yet."""
    walk, by = stage.draft, stage.cast.village_assistant
    case = walk.apply()
    with acting(by):
        cases.save_step(
            case_id=case.id,
            version=case.version,
            agent_name="余代办",
            agent_relation="邻居",
            agent_phone=AGENT_PHONE,
            by=by,
        )
        bill = cases.PaidBill(
            walk.adults[0], cases.Spent(ExpenseKind.MEDICAL, Month.of(FIRST_DAY), Money(300_00))
        )
        receipt = cases.record_receipt(case_id=case.id, bill=bill, by=by)
    stage.objects["receipt_id"] = receipt.id


def _elder(stage: Stage) -> None:
    """A person alone applies for support in extreme hardship and names a son who lives elsewhere."""
    walk, by = elder_alone(stage.cast, "卓阿婆"), stage.cast.village_assistant
    case = walk.apply(programmes=(Programme.TEKUN,))
    with acting(by):
        obligor = tekun.name_obligor(case_id=case.id, name="卓大儿", obligation=words.Obligation.CHILD, by=by)
    stage.objects["obligor_id"] = obligor.id


def _decide(stage: Stage) -> None:
    """The first family goes to the confirmer; then every kind of object has its example."""
    walk = stage.decided
    walk.send()
    case, outcome = walk.case(), walk.outcome()
    with acting(stage.cast.county_reviewer):
        request = find_latest_request(case.id)
        investigation = case.investigations.get()
        assert request is not None and investigation.family_signature is not None
        item = WorkItem.objects.filter(subject_id=outcome.id, done_at__isnull=True).latest("id")
        stage.objects |= {
            "authorisation_id": Authorisation.objects.filter(case_id=case.id).latest("signed_at").id,
            "case_id": case.id,
            "outcome_id": outcome.id,
            "request_id": request.id,
            "visit_id": investigation.id,
            "file_id": investigation.family_signature,
            "household_id": walk.household_id,
            "person_id": walk.adults[0],
            "station_id": stage.cast.town_handler.station_id,
            "staff_id": stage.cast.town_handler.staff_id,
            "post_id": stage.cast.town_handler.post_id,
            "delegation_id": _delegated(stage.cast),
            "item_id": item.id,
            "document_id": OfficialDocument.objects.get(kind="acceptance", subject_id=case.id).id,
            "draft_id": stage.draft.case().id,
        }
    _transfer(stage)
    _brought(stage)
    _kept(stage)


def _to_be_awarded(stage: Stage) -> Walk:
    """A further family, which is assisted by the day of the tests."""
    walk = family_of_three(stage.cast, "祝")
    walk.to_investigated()
    walk.opine()
    walk.post()
    return walk


def _reviewed(stage: Stage, walk: Walk) -> None:
    """Its income rose, and it is told of what is intended."""
    walk.send()
    walk.confirm()
    review = Review(walk)
    review.open()
    review.begin()
    hearing, outcome = review.invite(Money.yuan("100")), walk.outcome()
    stage.objects |= {
        "award_outcome_id": outcome.id,
        "award_hearing_id": hearing.id,
        "award_case_id": walk.case().id,
        "other_id": walk.household_id,
    }


def _kept(stage: Stage) -> None:
    """The first family's whole file as a package, and a seal of its village's committee."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), (200, 16, 46)).save(picture, "PNG")
    by = stage.cast.county_reviewer
    with acting(by):
        asked = papers.ask_for_package(stage.decided.household_id, purpose="移交", by=by)
        stage.objects["package_id"] = papers.bind_package(asked.id, by=by).id
    by = stage.cast.administrator
    with acting(by):
        offer = StyleOffer(VILLAGE, StylePart.SEAL, DocumentKind.REFUSAL, picture.getvalue(), "启用")
        stage.objects["version_id"] = papers.replace_style(offer, by=by).id


def _transfer(stage: Stage) -> None:
    """The first family's need, with the liaison of the home county; the acceptance letter goes with it."""
    by = stage.cast.town_handler
    with acting(by):
        transfer = intake.send_transfer(
            about=About(household_id=stage.decided.household_id, case_id=stage.objects["case_id"]),
            topic=TransferTopic.EDUCATION,
            receiver=Receiver(department_id=_department(stage.cast.administrator)),
            need="孩子上高中，申请教育救助",
            papers_shared=[stage.objects["document_id"]],
            by=by,
        )
    stage.objects["transfer_id"] = transfer.id


def _brought(stage: Stage) -> None:
    """What the public brings: a complaint about the handler, a birth reported, a decision contested."""
    cast, case = stage.cast, stage.decided.case()
    target = ComplaintTarget(ComplaintAbout.STAFF, cast.town_handler.staff_name, cast.town_handler.staff_id)
    said = intake.Said("索要烟酒才给办", name="凌无名", phone=CONTACT_PHONE)
    with acting(cast.village_assistant):
        complaint = intake.receive_complaint(
            channel=ComplaintChannel.PHONE, target=target, said=said, by=cast.village_assistant
        )
        report = intake.report_change(
            kind=ReportKind.BIRTH, region=VILLAGE, name="温石生", by=cast.village_assistant
        )
    contested = Contested(
        case.id, None, f"{case.applicant_name} 不予受理", case.applicant_name, VILLAGE, FIRST_DAY, FIRST_DAY
    )
    filing = intake.Filing("县人民政府", "材料齐全却不受理", TODAY, TODAY)
    with acting(cast.county_reviewer):
        remedy = intake.receive_remedy(
            kind=RemedyKind.RECONSIDERATION, against=contested, filing=filing, by=cast.county_reviewer
        )
    stage.objects |= {"complaint_id": complaint.id, "report_id": report.id, "remedy_id": remedy.id}


def _delegated(cast: Cast) -> UUID:
    return network.delegate_step(
        programme=Programme.TEMPORARY,
        step=Step.CONFIRM,
        region=TOWN,
        role=Role.COUNTY_CONFIRMER,
        rule="粤民规字〔2023〕1号 第三条",
        valid_from=FIRST_DAY,
        by=cast.administrator,
    ).id


def plain_numbers(stage: Stage) -> set[str]:
    """Every identity number and phone of the families in clear: what must be found nowhere."""
    with acting(stage.cast.county_reviewer):
        identities = {person.identity for person in Person.objects.all() if person.identity}
    return identities | {PHONE, AGENT_PHONE, CONTACT_PHONE}

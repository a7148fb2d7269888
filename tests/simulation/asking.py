"""What families do: they ask at a door, are put on file, declare, sign, hand in."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.simulation.families import Family, Somebody
from tests.simulation.house import House, acting, afresh
from tests.support.cast import COUNTY, OTHER_COUNTY_TOWN
from tests.support.process import picture
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.models import Case
from yimen.domains.cases.rules.expenses import Spent
from yimen.domains.cases.types import Channel, Declaration, ExpenseKind, FileKind, Hardship, Speed
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel, Origin
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import actions as people
from yimen.domains.people.types import (
    Disability,
    DisabilityKind,
    IdentityKind,
    Permit,
    PersonFacts,
    Relation,
    Stranger,
)
from yimen.domains.verification.types import SigningMethod
from yimen.doors.cli.county.identities import invented_identity, invented_phone
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Month, Programme

PICTURE = picture()
STANDARD = 664
"""What the county enters as its rural standard, with everything else that no source tells."""
KNOWN: dict[str, Any] = {
    "parameters": {"dibao_standard": f"{STANDARD}.00", "grace_amount": "original_capped"},
    "household": {"homes": 1, "vehicles": [], "businesses": [], "financial_assets": "0.00"},
}
ASKED = {
    "answered": "问高龄津贴什么时候发放",
    "advised": "家里收入少，想了解低保要哪些条件",
    "turned_away": "想把城里的两套房子报成困难户",
    "transferred": "土坯房漏雨，想改造",
    "handed_over": "问低保和医疗救助怎么办",
    "old_age": "家里老人年纪大了，想办高龄津贴",
}
SENT_ON = {
    ContactChannel.HOTLINE_12345,
    ContactChannel.PETITION,
    ContactChannel.PLATFORM,
    ContactChannel.REFERRAL,
}
AT_THE_VILLAGE = {
    ContactChannel.VISIT,
    ContactChannel.VILLAGE_REGISTER,
    ContactChannel.ON_BEHALF,
    ContactChannel.DISCOVERY,
}


def first_asked(house: House, family: Family, day: date) -> Actor:
    """Whoever is asked first: the village where they live, or a handler of the town who is there."""
    if family.channel in AT_THE_VILLAGE:
        return house.at(family.village, Role.VILLAGE_ASSISTANT)
    nth = family.number % 2
    by = house.at(family.town, Role.TOWN_HANDLER, nth)
    return house.at(family.town, Role.TOWN_HANDLER, nth + 1) if house.is_away(by, day) else by


def knock(house: House, family: Family) -> None:
    """They ask; urgent help and people without papers come in their own ways."""
    day = timezone.localdate()
    by = first_asked(house, family, day)
    if family.kind == "far_away":
        _helped_far_from_home(house, family)
    elif family.kind == "stranger":
        _taken_in(house, family)
    else:
        ask_at(family, by, day)


def ask_at(family: Family, by: Actor, day: date) -> None:
    """At the window, by telephone, by whoever sends it on: one contact, with whoever was asked."""
    origin = Origin()
    if family.channel in SENT_ON:
        since = family.draw("late").choice((0, 0, 0, 2, 5))
        origin = Origin(reference=f"来件{family.number}", received_on=day - timedelta(days=since))
    elif family.channel is ContactChannel.ON_BEHALF:
        origin = Origin(asked_by=f"{family.name}的邻居", asked_by_relation="邻居")
    with acting(by):
        family.contact_id = intake.record_contact(
            channel=family.channel,
            asked=ASKED.get(family.kind, "家里有困难，想申请救助"),
            region=family.village,
            name=family.name,
            phone=invented_phone(family.number),
            origin=origin,
            by=by,
        ).id


def put_on_file(family: Family, by: Actor) -> None:
    """Everybody registered, and the household founded; once."""
    if family.household_id is not None:
        return
    since, address = date(2024, 1, 1), f"新屋{family.number}号"
    elsewhere = family.kind == "lives_here"
    registered = OTHER_COUNTY_TOWN if elsewhere else family.village
    for one in family.members:
        one.id = people.register_person(
            facts=_facts(family, one),
            region=family.village,
            address=address,
            by=by,
            lives_here_since=date(2015, 1, 1),
        ).id
    family.household_id = people.found_household(
        head_id=_id(family.head),
        region=family.village,
        address=address,
        registered_region=registered,
        is_urban=False,
        by=by,
        on=since,
    ).id
    for one in family.members[1:]:
        people.add_member(
            household_id=family.household_id,
            person_id=_id(one),
            relation=Relation(one.relation),
            by=by,
            on=since,
        )
    if elsewhere:
        permit = Permit(COUNTY, "平远县公安局", date(2025, 12, 1), date(2022, 5, 1))
        people.record_permit(person_id=_id(family.head), permit=permit, by=by)


def _facts(family: Family, one: Somebody) -> PersonFacts:
    is_disabled = family.like in ("single", "care_card", "living_card") and one is family.head
    return PersonFacts(
        name=one.name,
        identity=invented_identity(one.born, one.sex, one.order),
        phone=invented_phone(family.number) if one is family.head else "",
        disability=Disability(DisabilityKind.PHYSICAL, 1) if is_disabled else None,
    )


def _id(one: Somebody) -> UUID:
    assert one.id is not None
    return one.id


def apply(family: Family, by: Actor, *, programmes: tuple[Programme, ...] | None = None) -> None:
    """The whole application: opened, filled, signed, handed in; some leave it half done for another day."""
    put_on_file(family, by)
    is_child = family.kind in ("orphan", "unattended")
    case = cases.open_application(
        household_id=family.household_id,  # type: ignore[arg-type]
        applicant_id=_id(family.head),
        channel=Channel.VILLAGE if by.role is Role.VILLAGE_ASSISTANT else Channel.WINDOW,
        programmes=programmes or family.programmes,
        contact_id=None if "application" in family.done else family.contact_id,
        by=by,
    )
    family.done.add("application")
    family.case_ids.append(case.id)
    whom = _id(family.members[1]) if is_child else None
    cases.save_step(
        case_id=case.id,
        version=case.version,
        declared=declared(family),
        reason="家庭收入不足以维持生活",
        phone=invented_phone(family.number),
        for_person_id=whom,
        by=by,
    )
    if not family.turn("draft"):
        hand_in(family, case.id, by)


def hand_in(family: Family, case_id: UUID, by: Actor) -> None:
    """Signatures, materials, the declaration, and the application goes in; what is missing comes later."""
    if not family.turn("missing"):
        sign(family, case_id, by)
    cases.declare_near_relative(
        case_id=case_id, version=version_of(case_id), declaration=_relative(family), by=by
    )
    for spent in _receipts(family):
        bill = cases.PaidBill(_id(family.head), spent, f"{family.number}-{spent.month}-{spent.kind}")
        cases.record_receipt(case_id=case_id, bill=bill, by=by)
    if Programme.TEKUN in family.programmes:
        tekun.declare_no_obligors(case_id=case_id, version=version_of(case_id), by=by)
    cases.submit_application(case_id=case_id, version=version_of(case_id), by=by)


def sign(family: Family, case_id: UUID, by: Actor) -> None:
    """Every adult authorises; the papers that are asked for are handed in."""
    case = Case.objects.get(pk=case_id)
    for member in case.members.filter(is_adult=True):
        cases.authorise_verification(
            case_id=case.id,
            person_id=member.person_id,
            signed_by_id=member.person_id,
            method=SigningMethod.SCREEN,
            signature=kept(case, by),
            by=by,
        )
    for kind in ("commitment", "statement" if Programme.TEKUN in family.programmes else ""):
        if kind:
            cases.record_material(case_id=case.id, kind=kind, by=by)


def _relative(family: Family) -> Declaration:
    if family.turn("near_relative"):
        return Declaration(True, "村委会委员", "兄弟")
    return Declaration(has_relative=False)


def _receipts(family: Family) -> list[Spent]:
    if family.kind not in ("rigid", "illness", "expenditure"):
        return []
    month = Month.of(timezone.localdate()).previous()
    paid = Money(len(family.members) * family.draw("bill").choice((6_000_00, 12_000_00, 18_000_00)))
    return [Spent(ExpenseKind.MEDICAL, month, paid, Money(1_000_00))]


def declared(family: Family) -> dict[str, Any]:
    """Their part of the file: what the head earns, what the county entered, what each kind needs."""
    head: dict[str, Any] = {"ref": "m1", "income": [{"kind": "wage", "amount": f"{family.wage}.00"}]}
    if family.like == "tekun":
        head |= {"income": [], "work_ability": "none"}
    elif family.like in ("single", "care_card", "living_card"):
        head |= {"work_ability": "none", "income": []}
    elif family.kind == "illness":
        head |= {"serious_illness": True}
    members = [head]
    if family.kind in ("orphan", "unattended"):
        parents = ["dead", "dead"] if family.kind == "orphan" else ["in_prison", "missing"]
        members.append({"ref": "m2", "parents": parents})
    elif len(family.members) > 1:
        members.append({"ref": "m2", "work_ability": "none"})
    file: dict[str, Any] = {**KNOWN, "members": members}
    if family.kind == "expenditure":
        file["request"] = {"kind": "expenditure", "cause": "illness", "amount": "2000.00"}
    return file


def kept(case: Case, by: Actor) -> UUID:
    """A signature as the pad gives it, kept with the case."""
    return store(PICTURE, kind=FileKind.SIGNATURE, subject=case.id, region=str(case.region), by=by).id


def version_of(case_id: UUID) -> int:
    return Case.objects.values_list("version", flat=True).get(pk=case_id)


def emergency(family: Family) -> cases.Emergency:
    if family.kind == "emergency":
        return cases.Emergency(
            Speed.EMERGENCY,
            Hardship.ACCIDENT,
            "车祸住院",
            Money(3000_00),
            stages=family.draw("parts").choice((1, 3)),
        )
    return cases.Emergency(
        Speed.SMALL_FAST, Hardship.FIRE, "厨房失火", Money(family.draw("sum").choice((400_00, 600_00)))
    )


def help_first(family: Family, by: Actor) -> None:
    """Registered on one page, and with whoever decides at once."""
    put_on_file(family, by)
    outcome = cases.help_first(
        household_id=family.household_id,  # type: ignore[arg-type]
        applicant_id=_id(family.head),
        emergency=emergency(family),
        channel=Channel.WINDOW,
        contact_id=family.contact_id,
        by=by,
    )
    family.case_ids.append(outcome.case_id)


def _helped_far_from_home(house: House, family: Family) -> None:
    """Their file is another town's; the accident is here."""
    home = next(town for town in house.villages if town != family.town or len(house.villages) == 1)
    keeper, village = house.at(house.villages[home][0], Role.VILLAGE_ASSISTANT), family.village
    family.village = house.villages[home][0]
    with acting(keeper):
        put_on_file(family, keeper)
    family.village = village
    by = house.at(family.town, Role.TOWN_HANDLER, 1)
    head = family.head
    with acting(by):
        outcome = cases.help_away(
            identity=invented_identity(head.born, head.sex, head.order),
            name=head.name,
            region=village,
            emergency=emergency(family),
            channel=Channel.WINDOW,
            by=by,
        )
    family.case_ids.append(outcome.case_id)


def _taken_in(house: House, family: Family) -> None:
    """Found without papers, helped where they are; days later it is known who they are."""
    by = house.at(family.town, Role.TOWN_HANDLER, 1)
    seen = Stranger(
        IdentityKind.UNKNOWN,
        family.head.sex,
        40,
        70,
        "左手缺小指",
        "镇汽车站",
        timezone.localdate(),
        "派出所民警",
    )
    with acting(by):
        found = people.register_stranger(stranger=seen, region=family.village, address="镇敬老院", by=by)
        family.head.id = found.person_id
        family.household_id = people.found_household(
            head_id=found.person_id,
            region=family.village,
            address="镇敬老院",
            registered_region=family.village,
            is_urban=False,
            by=by,
        ).id
        outcome = cases.help_first(
            household_id=family.household_id,
            applicant_id=found.person_id,
            emergency=emergency(family),
            channel=Channel.WINDOW,
            by=by,
        )
    family.case_ids.append(outcome.case_id)


def identified(house: House, family: Family) -> None:
    """The police know the face: the temporary identity becomes the resident."""
    by, head = afresh(house.at(family.town, Role.TOWN_HANDLER, 1)), family.head
    with acting(by):
        people.identify(
            person_id=_id(head),
            identity=invented_identity(head.born, head.sex, head.order),
            name=head.name,
            proof="公安机关人像比对",
            by=by,
        )

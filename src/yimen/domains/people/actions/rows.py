"""How facts become rows: columns of a person, search grams, household numbers; for one and for many."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.foundation.joining import joining_key
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, RegionLevel, ResidentId, Sex

from .. import rules
from ..errors import FactsMissingError
from ..models import (
    Household,
    Membership,
    Person,
    Residence,
    ResidencePermit,
    SearchGram,
    TemporaryIdentity,
)
from ..pinyin import initials_of, spellings_of
from ..types import PersonFacts, Relation

_NEXT_NUMBERS = """
INSERT INTO people_householdseries AS series (county, last) VALUES (%s, %s)
    ON CONFLICT (county) DO UPDATE SET last = series.last + excluded.last RETURNING last
"""

_WRITE_GRAMS = """
INSERT INTO people_searchgram (gram, region, person_id)
SELECT unnest(string_to_array(written.grams, chr(9))), written.region, written.person_id
  FROM unnest(%s::text[], %s::bpchar[], %s::uuid[]) AS written (grams, region, person_id)
"""


def person_columns(facts: PersonFacts) -> dict[str, object]:
    """Every column that facts decide; sex and birth date come from the identity number where there is one."""
    sex, birth_date = _sex_and_birth(facts)
    _refuse_implausible(birth_date)
    name = facts.name.strip()
    if not name:
        raise FactsMissingError("请填写姓名。")
    return {
        "name": name,
        "initials": initials_of(name),
        "sex": sex.value,
        "birth_date": birth_date,
        "registered_region": None if facts.registered_region is None else str(facts.registered_region),
        "disability_kind": "" if facts.disability is None else facts.disability.kind.value,
        "disability_level": None if facts.disability is None else facts.disability.level,
        **phone_columns(facts.phone),
        **identity_columns(facts.identity),
    }


def phone_columns(phone: str) -> dict[str, object]:
    """The number as it was given, and the digest it is found by."""
    given = phone.strip()
    if given and not rules.is_phone(given):
        raise FactsMissingError("电话号码有误：只能有数字、空格、括号和横线，至少五位数字。")
    digits = rules.phone_digits(given)
    return {"phone": given or None, "phone_key": blind(digits, "phone") if digits else None}


def identity_columns(identity: ResidentId | None) -> dict[str, object]:
    if identity is None:
        return dict.fromkeys(("identity", "identity_key", "last_four_key", "joining_key", "joining_check"))
    joined = joining_key(str(identity))
    return {
        "joining_key": joined.key,
        "joining_check": joined.check,
        "identity": str(identity),
        "identity_key": blind(str(identity), "identity"),
        "last_four_key": blind(identity.last_four, "last_four"),
    }


def _sex_and_birth(facts: PersonFacts) -> tuple[Sex, date]:
    if facts.identity is not None:
        return facts.identity.sex, facts.identity.birth_date
    if facts.sex is None or facts.birth_date is None:
        raise FactsMissingError("没有身份证号时，须填写性别和出生日期。")
    if facts.birth_date > timezone.localdate():
        raise FactsMissingError("出生日期不能在今天以后。")
    return facts.sex, facts.birth_date


def _refuse_implausible(born: date) -> None:
    """Nobody known lived longer; mostly the year was mistyped, and the number fits all the same."""
    if rules.age_on(born, timezone.localdate()) > rules.OLDEST:
        raise FactsMissingError(
            "按出生日期 %(born)s 已有 %(age)s 岁，请对照证件核对出生年份；"
            "证件确实如此的，请先到公安机关核实户籍再登记。",
            born=born,
            age=rules.age_on(born, timezone.localdate()),
        )


class Places:
    """Names around a region for addresses and grams; each region is looked up once."""

    def __init__(self) -> None:
        self._cut: dict[str, tuple[str, ...]] = {}
        self._local: dict[str, str] = {}

    def above(self, region: RegionCode) -> tuple[str, ...]:
        """The names that grams leave out: province, city, county, in the order an address has them."""
        self._load(region)
        return self._cut[str(region)]

    def local(self, region: RegionCode) -> str:
        """The names of town and village, which grams contain even where the address does not."""
        self._load(region)
        return self._local[str(region)]

    def _load(self, region: RegionCode) -> None:
        if str(region) in self._cut:
            return
        path = [*reversed(region.ancestors()), region]
        names = network.region_names(path)
        above = (step for step in path if step.level <= RegionLevel.COUNTY)
        below = (step for step in path if step.level > RegionLevel.COUNTY)
        self._cut[str(region)] = tuple(names.get(str(step), "") for step in above)
        self._local[str(region)] = "".join(names.get(str(step), "") for step in below)


def write_grams(people: Iterable[tuple[Person, str]], places: Places) -> None:
    """The grams of persons at their addresses; one statement, as a person has some twenty of them."""
    cut = [("\t".join(sorted(_grams(person, address, places))), person) for person, address in people]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE_GRAMS,
            [
                [grams for grams, _person in cut],
                [str(person.region) for _grams, person in cut],
                [person.id for _grams, person in cut],
            ],
        )


def _grams(person: Person, address: str, places: Places) -> frozenset[str]:
    region = RegionCode(person.region)
    local = places.local(region)
    rest = rules.without_places(address, places.above(region))
    full = rest if rest.startswith(local.lower()) else f"{local}{rest}"
    return rules.grams_of(person.name, person.initials, spellings_of(person.name), (), full)


def replace_grams(person: Person, address: str) -> None:
    SearchGram.objects.filter(person_id=person.id).delete()
    write_grams([(person, address)], Places())


def next_numbers(county: RegionCode, count: int) -> range:
    """The next household numbers of a county; only those who found at the same moment wait."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBERS, [str(county), count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def household_number(county: RegionCode, number: int) -> str:
    return f"{county.prefix}-{number:06d}"


def settle(persons: Iterable[Person], place: RegionCode, address: str, on: date) -> list[Residence]:
    """Residence rows of persons who live at a place from a day on."""
    return [
        Residence(region=person.region, person_id=person.id, place=str(place), address=address, valid_from=on)
        for person in persons
    ]


def follow(person: Person, region: str) -> None:
    """What describes a person lies where the person is looked after."""
    for table in (Residence, ResidencePermit, TemporaryIdentity):
        table._default_manager.filter(person=person).update(region=region)


def membership_row(household: Household, person_id: UUID, relation: Relation, on: date) -> Membership:
    """A person in a household from a day on."""
    return Membership(
        region=household.region,
        household=household,
        person_id=person_id,
        relation=relation.value,
        valid_from=on,
    )

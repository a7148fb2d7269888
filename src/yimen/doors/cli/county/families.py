"""Invented families of the demo county: who they are, what they own and earn; the same for the same seed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from yimen.domains.people.types import (
    Disability,
    DisabilityKind,
    HouseholdFacts,
    PersonFacts,
    Relation,
)
from yimen.doors.cli.county.identities import invented_identity, invented_phone
from yimen.kernel import Programme, RegionCode, Sex

SURNAMES = "林张刘陈黄曾谢钟丘韩姚凌严冯罗朱饶赖余卢李王吴杨叶邓何温蓝古"
SYLLABLES = "建国志明秀英春梅文辉丽华伟民小龙晓燕远航思源立新美玲金凤玉兰福生添财运来水木桂香月娥"
HAMLETS = ("上屋", "下屋", "新屋", "老围", "塘背", "坝头", "岗子", "河唇", "岭脚", "田心")
STREETS = ("人民路", "平城中路", "环城东路", "体育路", "工业一路", "府前街")
COMMUNITY = "居委会"
OLD = 60
ALWAYS_TRUE = "家庭收入少，支出较大，生活困难"
FEWER_JOBS = "灵活就业收入下降，支出较大"
AGED = "户主年老体弱，收入不足以维持生活"
ILL_WORKER = "主要劳动力患病，长期服药，家庭入不敷出"
SEVERE = "家中有重度残疾人需要照料，收入少"
SCHOOLING = "子女在读，主要劳动力务工收入不稳定"
LONE_PARENT = "独自抚养未成年子女，生活困难"
FOUNDED_FROM, FOUNDED_DAYS = date(2018, 1, 1), 2000


@dataclass(frozen=True)
class Family:
    """A household to write, and what it would declare."""

    facts: HouseholdFacts
    declared: dict[str, Any]
    incomes: tuple[tuple[int, str, int], ...]
    deposit: int
    reason: str
    phone: str
    programme: Programme


@dataclass(frozen=True)
class _Member:
    """Relation, age from and to, sex (None: either) of a member of a shape of family."""

    relation: Relation
    youngest: int
    oldest: int
    sex: Sex | None = None


_R = Relation
SHAPES: tuple[tuple[int, tuple[_Member, ...]], ...] = (
    (30, (_Member(_R.HEAD, 58, 88),)),
    (22, (_Member(_R.HEAD, 60, 80, Sex.MALE), _Member(_R.SPOUSE, 56, 78, Sex.FEMALE))),
    (12, (_Member(_R.HEAD, 32, 50, Sex.FEMALE), _Member(_R.CHILD, 4, 15))),
    (
        18,
        (
            _Member(_R.HEAD, 34, 52, Sex.MALE),
            _Member(_R.SPOUSE, 32, 50, Sex.FEMALE),
            _Member(_R.CHILD, 3, 17),
        ),
    ),
    (
        10,
        (
            _Member(_R.HEAD, 36, 50, Sex.MALE),
            _Member(_R.SPOUSE, 34, 48, Sex.FEMALE),
            _Member(_R.CHILD, 8, 17),
            _Member(_R.CHILD, 1, 7),
            _Member(_R.PARENT, 62, 82),
        ),
    ),
    (8, (_Member(_R.HEAD, 60, 78), _Member(_R.GRANDCHILD, 5, 15))),
)


def families(
    villages: Sequence[tuple[RegionCode, str]], count: int, random: Random, today: date
) -> Iterator[Family]:
    """`count` families spread over villages (code and address up to there)."""
    orders: Counter[tuple[date, Sex]] = Counter()
    for number in range(count):
        region, place = villages[random.randrange(len(villages))]
        yield _family(number, region, place, random, today, orders)


def _family(
    number: int,
    region: RegionCode,
    place: str,
    random: Random,
    today: date,
    orders: Counter[tuple[date, Sex]],
) -> Family:
    shape = random.choices([shape for _, shape in SHAPES], [weight for weight, _ in SHAPES])[0]
    is_urban = place.endswith(COMMUNITY)
    surname, phone = random.choice(SURNAMES), invented_phone(number)
    members = [
        _person(member, surname, phone if nth == 0 else "", region, random, today, orders)
        for nth, member in enumerate(shape)
    ]
    address = _address(is_urban, random)
    facts = HouseholdFacts(
        region=region,
        registered_region=region,
        address=address,
        is_urban=is_urban,
        founded_on=FOUNDED_FROM + timedelta(days=random.randrange(FOUNDED_DAYS)),
        members=tuple(zip(members, (member.relation for member in shape), strict=True)),
    )
    incomes = _incomes(members, is_urban, random, today)
    deposit = random.choices(
        [0, random.randrange(1, 90) * 10000, random.randrange(200, 900) * 10000], [30, 65, 5]
    )[0]
    programme = Programme.DIBAO if random.random() < 0.92 else Programme.DIBAO_MARGIN
    declared = _declared(facts, incomes, deposit, random)
    reasons = _reasons(members, [member.relation for member in shape], incomes, today)
    return Family(facts, declared, incomes, deposit, random.choice(reasons), phone, programme)


def _reasons(
    members: Sequence[PersonFacts],
    relations: Sequence[Relation],
    incomes: Sequence[tuple[int, str, int]],
    today: date,
) -> list[str]:
    """Why such a family may ask; none that its members and what they earn belie."""
    ages = [_age(person, today) for person in members]
    earn = any(kind == "wage" for _nth, kind, _fen in incomes)
    has_minor = any(
        relation is Relation.CHILD and age < 18 for relation, age in zip(relations, ages, strict=True)
    )
    is_severe = any(person.disability is not None and person.disability.level <= 2 for person in members)
    fitting = {
        AGED: ages[0] >= OLD,
        ILL_WORKER: ages[0] < OLD and not earn,
        SEVERE: is_severe,
        SCHOOLING: has_minor and earn,
        FEWER_JOBS: earn,
        LONE_PARENT: has_minor and Relation.SPOUSE not in relations,
    }
    return [ALWAYS_TRUE, *(reason for reason, fits in fitting.items() if fits)]


def _age(person: PersonFacts, today: date) -> int:
    assert person.identity is not None
    return (today - person.identity.birth_date).days // 365


def _person(
    member: _Member,
    surname: str,
    phone: str,
    region: RegionCode,
    random: Random,
    today: date,
    orders: Counter[tuple[date, Sex]],
) -> PersonFacts:
    sex = member.sex or random.choice((Sex.MALE, Sex.FEMALE))
    age = random.randint(member.youngest, member.oldest)
    born = today - timedelta(days=365 * age + random.randrange(300))
    own = random.choice(SURNAMES) if member.relation is Relation.SPOUSE else surname
    name = own + "".join(random.sample(SYLLABLES, random.choice((1, 2, 2, 2))))
    disability = None
    if random.random() < 0.14:
        disability = Disability(random.choice(tuple(DisabilityKind)), random.randint(1, 4))
    orders[born, sex] += 1
    return PersonFacts(
        name=name,
        identity=invented_identity(born, sex, orders[born, sex]),
        phone=phone,
        disability=disability,
        registered_region=region,
    )


def _address(is_urban: bool, random: Random) -> str:
    """As a clerk types it: county, town and village are known from the region."""
    if is_urban:
        return f"{random.choice(STREETS)}{random.randint(1, 180)}号"
    return f"{random.choice(HAMLETS)}{random.randint(1, 99)}号"


def _incomes(
    members: Sequence[PersonFacts], is_urban: bool, random: Random, today: date
) -> tuple[tuple[int, str, int], ...]:
    """(Member, kind, fen a month); families that ask are mostly poor, some are not."""
    found: list[tuple[int, str, int]] = []
    level = random.choices((1, 2, 4), (78, 15, 7))[0]
    for nth, person in enumerate(members):
        assert person.identity is not None
        age = (today - person.identity.birth_date).days // 365
        if age >= 60 and not is_urban:
            found.append((nth, "basic_pension", random.randrange(220, 290) * 100))
        if age >= 60 and random.random() < 0.6:
            found.append((nth, "support", random.randrange(1, 5) * 10000 * level))
        elif age >= 18 and random.random() < 0.75:
            wage = random.randrange(4, 13) * 10000 * level * (13 if is_urban else 10) // 10
            found.append((nth, "wage", wage))
        if nth == 0 and not is_urban and random.random() < 0.3:
            found.append((nth, "land_transfer", random.randrange(2, 12) * 1000))
    return tuple(found)


def _declared(
    facts: HouseholdFacts, incomes: Sequence[tuple[int, str, int]], deposit: int, random: Random
) -> dict[str, Any]:
    """The household file as the family declares it."""
    members: list[dict[str, Any]] = []
    for nth, (person, relation) in enumerate(facts.members):
        assert person.identity is not None
        member: dict[str, Any] = {
            "ref": f"m{nth + 1}",
            "relation": str(relation),
            "birth_date": person.identity.birth_date.isoformat(),
            "sex": str(person.identity.sex),
            "income": [
                {"kind": kind, "amount": f"{fen // 100}.{fen % 100:02d}"}
                for owner, kind, fen in incomes
                if owner == nth
            ],
        }
        if person.disability is not None:
            member["disability"] = {
                "kind": str(person.disability.kind),
                "level": person.disability.level,
            }
        members.append(member)
    return {
        "household": {
            "urban": facts.is_urban,
            "registered_region": str(facts.registered_region),
            "homes": 1,
            "non_residential": 0,
            "vehicles": [],
            "businesses": [],
            "home_area": float(random.randint(45, 120)),
            "financial_assets": f"{deposit // 100}.00",
        },
        "members": members,
    }

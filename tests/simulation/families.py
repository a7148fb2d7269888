"""Who comes in the year, when, by which way and with what: drawn from one seed, before anything happens.

Weights follow the register of one real office (393 dibao, 74 margin, 144 tekun of 611 households);
a quarter of those who come want a word, not an application.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from yimen.domains.intake.types import ContactChannel
from yimen.kernel import Programme, RegionCode, Sex

FIRST_DAY, LAST_DAY = date(2026, 1, 5), date(2026, 12, 31)
LAST_KNOCK = date(2026, 11, 20)
P = Programme

KINDS: dict[str, int] = {
    "answered": 170,
    "advised": 150,
    "turned_away": 40,
    "transferred": 80,
    "handed_over": 60,
    "dibao": 420,
    "two_programmes": 60,
    "margin": 130,
    "single": 60,
    "tekun": 160,
    "rigid": 90,
    "illness": 50,
    "small_fast": 130,
    "emergency": 70,
    "expenditure": 60,
    "care_card": 110,
    "living_card": 30,
    "orphan": 20,
    "unattended": 30,
    "lives_here": 40,
    "stranger": 20,
    "far_away": 20,
    "old_age": 60,
    "roll_dibao": 130,
    "roll_margin": 30,
    "roll_tekun": 60,
    "roll_care": 30,
}
LIKE = {"roll_dibao": "dibao", "roll_margin": "margin", "roll_tekun": "tekun", "roll_care": "care_card"}
"""Assisted before the year began: they come in by the opening roll of the first week, and live like these."""
PROGRAMMES: dict[str, tuple[Programme, ...]] = {
    "dibao": (P.DIBAO,),
    "two_programmes": (P.DIBAO, P.DIBAO_MARGIN),
    "margin": (P.DIBAO_MARGIN,),
    "single": (P.DIBAO_SINGLE,),
    "tekun": (P.TEKUN,),
    "rigid": (P.RIGID_EXPENSE,),
    "illness": (P.ILLNESS_POVERTY,),
    "expenditure": (P.TEMPORARY,),
    "care_card": (P.DISABILITY_CARE,),
    "living_card": (P.DIBAO, P.DISABILITY_LIVING),
    "orphan": (P.ORPHAN,),
    "unattended": (P.UNATTENDED_CHILD,),
    "lives_here": (P.DIBAO,),
}
TURNS: dict[str, float] = {
    "missing": 0.2,
    "draft": 0.1,
    "not_accepted": 0.02,
    "withdraws": 0.03,
    "dies_early": 0.01,
    "no_cooperation": 0.015,
    "near_relative": 0.04,
    "complaint_under_way": 0.025,
    "verification_fails": 0.04,
    "too_much": 0.1,
    "objected": 0.06,
    "objected_again_visited": 0.03,
    "returned": 0.05,
    "extended": 0.03,
    "contested": 0.02,
}
LATER: dict[str, float] = {
    "death": 0.05,
    "birth": 0.04,
    "earns_more": 0.08,
    "earns_far_more": 0.05,
    "found_work": 0.04,
    "earns_less": 0.06,
    "moves": 0.03,
    "splits": 0.02,
    "merges": 0.01,
    "away": 0.02,
    "complained_of": 0.03,
    "nothing_changed": 0.03,
    "moves_town": 0.04,
}
"""What happens to a family that is assisted, some weeks after it is; at most one of these."""
LATER_OF: dict[str, dict[str, float]] = {
    "old_age": {"death": 0.1, "nothing_changed": 0.05},
    "rigid": {"renews": 0.4},
}
"""What happens to those who are given an allowance, or a recognition that ends after twelve months."""
SURNAMES = "李王张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
FIRST = "建国志伟秀丽春明文海金玉福贵小大永德家胜"
SECOND = "英兰平军民强生花香梅红珍华云辉才山水田发"
GIVEN = 40
"""Names are told apart by three characters; more families than those have the number of the year behind."""


@dataclass
class Somebody:
    """One of a family as they were born; `id` once they are on file."""

    name: str
    born: date
    sex: Sex
    relation: str
    order: int = 0
    id: UUID | None = None


@dataclass
class Family:
    """What was drawn for one family, and where the script stands with it."""

    number: int
    kind: str
    town: RegionCode
    village: RegionCode
    comes_on: date
    channel: ContactChannel
    members: list[Somebody]
    wage: int
    """What the head earns a month, in yuan."""
    turns: frozenset[str] = frozenset()
    later: str = ""
    later_after: int = 60
    seed: str = ""
    done: set[str] = field(default_factory=set)
    contact_id: UUID | None = None
    household_id: UUID | None = None
    case_ids: list[UUID] = field(default_factory=list)

    @property
    def head(self) -> Somebody:
        return self.members[0]

    @property
    def name(self) -> str:
        return self.head.name

    @property
    def is_listed(self) -> bool:
        """Whether they come in by the opening roll."""
        return self.kind in LIKE

    @property
    def like(self) -> str:
        """What they live on: those of the roll as others of their programme."""
        return LIKE.get(self.kind, self.kind)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        return PROGRAMMES[self.like]

    def turn(self, name: str) -> bool:
        """Whether a turn is this family's and has not been taken; it is taken by asking."""
        if name not in self.turns or name in self.done:
            return False
        self.done.add(name)
        return True

    def draw(self, what: str) -> random.Random:
        """Chance of its own for each question, so that no answer depends on another's."""
        return random.Random(f"{self.seed}:{self.number}:{what}")


def plan_families(
    count: int, towns: Mapping[RegionCode, tuple[RegionCode, ...]], seed: int, last_knock: date = LAST_KNOCK
) -> list[Family]:
    """So many families in proportion to the kinds, spread over towns and the days until the last knock."""
    chance = random.Random(f"year:{seed}")
    kinds = _kinds(count, chance)
    return [_family(number, kind, towns, seed, last_knock) for number, kind in enumerate(kinds, start=1)]


def _kinds(count: int, chance: random.Random) -> list[str]:
    """In proportion, none left out where there are enough; in an order drawn by chance."""
    whole = sum(KINDS.values())
    wanted = [kind for kind, weight in KINDS.items() for _ in range(max(1, round(count * weight / whole)))]
    chance.shuffle(wanted)
    spare = chance.choices(list(KINDS), weights=list(KINDS.values()), k=max(0, count - len(wanted)))
    return [*wanted, *spare][:count] if len(wanted) <= count else wanted[:count]


def _family(
    number: int, kind: str, towns: Mapping[RegionCode, tuple[RegionCode, ...]], seed: int, last_knock: date
) -> Family:
    chance = random.Random(f"{seed}:{number}")
    town = chance.choice(list(towns))
    days = (last_knock - FIRST_DAY).days
    is_applicant = kind in PROGRAMMES
    turns = {turn for turn, share in TURNS.items() if is_applicant and chance.random() < share}
    like = LIKE.get(kind, kind)
    return Family(
        number=number,
        kind=kind,
        town=town,
        village=chance.choice(towns[town]),
        comes_on=FIRST_DAY + timedelta(days=chance.randrange(days)),
        channel=chance.choice(list(ContactChannel)),
        members=(members := _members(number, like, chance)),
        wage=_wage(like, turns, len(members), chance),
        turns=frozenset(turns),
        later=_later(like, chance),
        later_after=chance.randrange(10, 120),
        seed=str(seed),
    )


def _wage(kind: str, turns: set[str], size: int, chance: random.Random) -> int:
    """Below the line for most; above it for the margin and whom bills weigh down; far above for too much."""
    if "too_much" in turns:
        return chance.choice((6000, 9000))
    if kind in ("rigid", "illness"):
        return size * chance.choice((1100, 1400))
    return chance.choice((2100, 2400) if kind == "margin" else (0, 300, 600, 900))


def _later(kind: str, chance: random.Random) -> str:
    is_assisted = kind in ("dibao", "two_programmes", "margin", "tekun", "single", "care_card")
    shares = LATER if is_assisted else LATER_OF.get(kind, {})
    return chance.choices([*shares, ""], weights=[*shares.values(), 1 - sum(shares.values())])[0]


def _members(number: int, kind: str, chance: random.Random) -> list[Somebody]:
    surname = SURNAMES[number % len(SURNAMES)]
    given = f"{FIRST[number // 20 % 20]}{SECOND[number // 400 % 20]}"
    sex = Sex.MALE if number % 2 else Sex.FEMALE
    other = Sex.FEMALE if number % 2 else Sex.MALE
    if kind in ("tekun", "old_age"):
        born = date(1936, 1, 1) + timedelta(days=number * 2)
        return [Somebody(surname + given, born, sex, "head", number)]
    born = date(1956, 1, 1) + timedelta(days=number * 4)
    family = [Somebody(surname + given, born, sex, "head", number)]
    spouse = Somebody(f"{surname}门{given[0]}氏", born + timedelta(days=1), other, "spouse", number + 250)
    child = Somebody(f"{surname}小{given[1]}", _child(number), sex, "child", number)
    if kind in ("orphan", "unattended"):
        family[0].relation = "head"
        return [family[0], Somebody(child.name, child.born, child.sex, "grandchild", number)]
    size = {"margin": 3, "rigid": 1}.get(kind) or chance.choice((1, 2, 3, 3, 3))
    return [*family, spouse, child][:size] if kind != "single" else [*family, spouse]


def _child(number: int) -> date:
    return date(2010, 1, 1) + timedelta(days=number * 2 % 4000)

"""Self check: the next question is the missing fact that most programmes still wait for; nothing is kept.

Personal questions are about one member, the one in greatest need. An answer is a rough guide, not a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from yimen.kernel import Programme, RegionCode, Titled
from yimen.rulebook.answer import Answer, Determination
from yimen.rulebook.determine import determine
from yimen.rulebook.warnings import AUTOMATIC

Answers = Mapping[str, str]
"""By the key of a question; a choice's value, a whole number, an amount in yuan, or "" where nobody knows."""
File = dict[str, Any]
UNKNOWN: Final = "unknown"
ADULT: Final = 40
"""The age of everybody who is not asked about."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    COUNT = "count"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Question:
    """`paths` says which missing facts it tells; `tells` writes an answer into the household file."""

    key: str
    title: str
    kind: QuestionKind
    paths: str
    tells: Callable[[File, str], None]
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 0

    def is_for(self, path: str) -> bool:
        return re.fullmatch(self.paths, path) is not None


class Chance(Titled):
    """What a self check says of a programme."""

    LIKELY = "likely", "可能符合"
    OPEN = "open", "还要看其他情况"
    UNLIKELY = "unlikely", "可能不符合"


@dataclass(frozen=True, slots=True)
class Chances:
    """Of one programme: `missing` are facts or parameters that nobody has told yet, `why` rules that fail."""

    programme: Programme
    chance: Chance
    missing: tuple[str, ...]
    why: tuple[str, ...]


def _home(key: str) -> Callable[[File, str], None]:
    def tell(file: File, answer: str) -> None:
        file["household"][key] = int(answer) if key == "homes" else answer

    return tell


def _one(key: str, values: Mapping[str, Any]) -> Callable[[File, str], None]:
    def tell(file: File, answer: str) -> None:
        file["members"][0][key] = values[answer]

    return tell


_AGES: Final = {"child": 10, "adult": ADULT, "old": 70}


def _age(file: File, answer: str) -> None:
    """Of parents only a child is asked; an adult's are obligors, who are asked about by themselves."""
    member = file["members"][0]
    member["age"] = _AGES[answer]
    if answer != "child":
        member["parents"] = []


def _size(file: File, answer: str) -> None:
    others = [{"ref": f"m{n}", "relation": "other", "age": ADULT} for n in range(2, int(answer) + 1)]
    file["members"] = [file["members"][0], *others]


def _area(file: File, answer: str) -> None:
    file["household"]["urban"] = answer == "urban"


def _property(file: File, answer: str) -> None:
    file["household"]["vehicles"] = [{"kind": "car", "value": UNKNOWN}] if answer == "car" else []
    file["household"]["non_residential"] = int(answer == "shop")
    file["household"]["businesses"] = [{"kind": "company"}] if answer == "company" else []


def _obligors(file: File, answer: str) -> None:
    file["obligors"] = [] if answer == "none" else UNKNOWN


def _illness_costs(file: File, answer: str) -> None:
    file["household"]["rigid_expenses_12m"] = {"medical": answer}
    if Decimal(answer):
        file["medical"] = {"total": answer, "in_catalogue_self_pay": answer}
    else:
        del file["medical"]


def _sudden(file: File, answer: str) -> None:
    if answer == "yes":
        file["request"] = {"kind": "emergency", "amount": UNKNOWN}
    else:
        file.pop("request", None)


_YES_NO = (("yes", "有"), ("no", "没有"))
QUESTIONS: Final = (
    Question("size", "一起生活的一家人有几口？", QuestionKind.COUNT, "members", _size, least=1, most=20),
    Question(
        "area", "住在城镇还是农村？", QuestionKind.CHOICE, r"household\.urban", _area,
        (("rural", "农村"), ("urban", "城镇")),
    ),
    Question(
        "age", "家里最困难的那一位多大年纪？", QuestionKind.CHOICE, r"members\[0\]\.(age|birth_date)",
        _age,
        (("child", "不满16周岁"), ("adult", "16至59周岁"), ("old", "60周岁以上")),
    ),
    Question(
        "income", "全家一个月一共收入多少元？", QuestionKind.AMOUNT,
        r"household\.income_\w+|members.*income.*",
        _home("income_month"), most=1_000_000,
    ),
    Question(
        "disability", "这位家人有残疾人证吗？", QuestionKind.CHOICE, r"members\[0\]\.disability.*",
        _one("disability", {
            "none": None, "severe": {"kind": "physical", "level": 1},
            "mind": {"kind": "mental", "level": 3}, "other": {"kind": "physical", "level": 4},
        }),
        (("none", "没有"), ("severe", "一级、二级"), ("mind", "三级智力、精神残疾"), ("other", "其他等级")),
    ),
    Question(
        "illness", "这位家人得了重病吗？", QuestionKind.CHOICE, r"members\[0\]\.serious_illness",
        _one("serious_illness", {"yes": True, "no": False}), _YES_NO,
    ),
    Question(
        "assets", "全家的存款、证券、保险一共多少元？", QuestionKind.AMOUNT, r"household\.financial_assets",
        _home("financial_assets"), most=100_000_000,
    ),
    Question("homes", "全家有几套住房？", QuestionKind.COUNT, r"household\.homes", _home("homes"), most=20),
    Question(
        "property", "家里有没有汽车、门面房，有没有开公司？", QuestionKind.CHOICE,
        r"household\.(vehicles|non_residential|businesses).*", _property,
        (("none", "都没有"), ("car", "有汽车"), ("shop", "有门面房"), ("company", "开了公司")),
    ),
    Question(
        "costs", "近12个月看病自己付了多少元？", QuestionKind.AMOUNT,
        r"household\.rigid_expenses_12m.*|medical\.total",
        _illness_costs, most=10_000_000,
    ),
    Question(
        "parents", "这个孩子的父母怎么样？", QuestionKind.CHOICE, r"members\[0\]\.parents.*",
        _one("parents", {
            "able": ["able", "able"], "dead": ["dead", "dead"], "unable": ["dead", "in_prison"],
        }),
        (
            ("able", "至少一方能照顾"), ("dead", "都去世了"),
            ("unable", "没有一方能照顾：服刑、强制戒毒、重残、重病、失联（含一方去世）"),
        ),
    ),
    Question(
        "obligors", "有没有分开生活的子女、父母应当供养这一家？", QuestionKind.CHOICE, r"obligors.*",
        _obligors, (("none", "没有"), ("some", "有")),
    ),
    Question(
        "sudden", "最近有没有遇到火灾、事故、突发重病这样的急难？", QuestionKind.CHOICE, r"request\.kind",
        _sudden, _YES_NO,
    ),
)  # fmt: skip
QUESTIONS_BY_KEY: Final = {question.key: question for question in QUESTIONS}
FIRST_QUESTIONS: Final = ("size", "age")
"""Without them nothing can be said of anybody."""


def next_question(answers: Answers, region: RegionCode, on: date) -> Question | None:
    """What most programmes still wait for; None when another answer would settle nothing."""
    for key in FIRST_QUESTIONS:
        if key not in answers:
            return QUESTIONS_BY_KEY[key]
    votes: Counter[str] = Counter()
    for one in _asked_about(_determined(answers, region, on)):
        votes.update({q.key for q in QUESTIONS if q.key not in answers and any(map(q.is_for, one.missing))})
    most = max(votes.values(), default=0)
    return next((question for question in QUESTIONS if most and votes[question.key] == most), None)


def asked_so_far(answers: Answers, region: RegionCode, on: date) -> tuple[Question, ...]:
    """The questions of these answers in the order they were put, so that the last can be put again."""
    said: dict[str, str] = {}
    asked: list[Question] = []
    while (question := next_question(said, region, on)) is not None and question.key in answers:
        said[question.key] = answers[question.key]
        asked.append(question)
    return tuple(asked)


def chances(answers: Answers, region: RegionCode, on: date) -> tuple[Chances, ...]:
    """What the answers come to, the likely first; refuses an answer that no question offers."""
    rank = list(Chance)
    found = [_chances(one) for one in _asked_about(_determined(answers, region, on))]
    return tuple(sorted(found, key=lambda one: rank.index(one.chance)))


def _chances(one: Determination) -> Chances:
    if one.eligible is None:
        return Chances(one.programme, Chance.OPEN, one.missing, ())
    if one.eligible:
        return Chances(one.programme, Chance.LIKELY, (), ())
    why = tuple(reason.title for reason in one.reasons if reason.value is False)
    return Chances(one.programme, Chance.UNLIKELY, (), why)


def _asked_about(answer: Answer) -> Iterable[Determination]:
    """The family's programmes, and those of the member who was asked about."""
    return (
        one for one in answer.determinations if one.member in (None, "m1") and one.programme not in AUTOMATIC
    )


def _determined(answers: Answers, region: RegionCode, on: date) -> Answer:
    answer = determine(household_file(answers, region, on))
    if answers.get("costs"):
        return answer
    return replace(answer, determinations=tuple(map(_without_costs, answer.determinations)))


def _without_costs(one: Determination) -> Determination:
    """Help with medical costs waits for them: whether there are any is not known yet."""
    if one.programme is not Programme.MEDICAL or one.eligible is False:
        return one
    return replace(one, eligible=None, missing=tuple(dict.fromkeys((*one.missing, "medical.total"))))


def household_file(answers: Answers, region: RegionCode, on: date) -> File:
    """The file the answers make: whatever was not asked is unknown."""
    one = dict.fromkeys(("age", "disability", "serious_illness", "parents"), UNKNOWN)
    home = dict.fromkeys(
        (
            "urban", "income_month", "financial_assets", "homes", "vehicles", "non_residential",
            "businesses",
        ),
        UNKNOWN,
    )  # fmt: skip
    file: File = {
        "on": on.isoformat(),
        "region": str(region),
        "household": {**home, "rigid_expenses_12m": {"medical": UNKNOWN}},
        "members": [{"ref": "m1", "relation": "head", **one}],
        "obligors": UNKNOWN,
        "request": {"kind": UNKNOWN},
        "medical": {"total": UNKNOWN, "in_catalogue_self_pay": UNKNOWN},
    }
    for question in QUESTIONS:
        if answers.get(question.key):
            question.tells(file, answers[question.key])
    return file

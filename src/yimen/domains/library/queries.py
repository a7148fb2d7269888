"""Reads of the library: time limits, parameters, programme cards, determinations; items and their guides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from yimen.domains.library.batch import answer_of as answer_of
from yimen.domains.library.batch import determine_all as determine_all
from yimen.domains.library.charts import draw as draw
from yimen.domains.library.charts import goes_on as goes_on
from yimen.domains.library.errors import TimeLimitNotFoundError
from yimen.domains.library.explanations import explain, letter_reasons
from yimen.domains.library.explanations import second_hand_note as second_hand_note
from yimen.domains.library.guides import card_on as card_on
from yimen.domains.library.guides import guide_of as guide_of
from yimen.domains.library.guides import guides_at as guides_at
from yimen.domains.library.national import programmes as printed_programmes
from yimen.domains.library.needs import needs_of as needs_of
from yimen.domains.library.norms import station_norms as station_norms
from yimen.domains.library.printing import Printed as Printed
from yimen.domains.library.printing import guide_sheet as guide_sheet
from yimen.domains.library.printing import list_sheet as list_sheet
from yimen.domains.library.printing import wall_chart as wall_chart
from yimen.domains.library.scenarios import ONCE as ONCE
from yimen.domains.library.scenarios import Changeable as Changeable
from yimen.domains.library.scenarios import Floor as Floor
from yimen.domains.library.scenarios import Present as Present
from yimen.domains.library.scenarios import compare_files as compare_files
from yimen.domains.library.scenarios import floors_below as floors_below
from yimen.domains.library.scenarios import held_household as held_household
from yimen.domains.library.scenarios import not_counted as not_counted
from yimen.domains.library.scenarios import parameters_to_change as parameters_to_change
from yimen.domains.library.scenarios import present_values as present_values
from yimen.domains.library.scenarios import read_scenario as read_scenario
from yimen.domains.library.scenarios import shard_files as shard_files
from yimen.domains.library.scenarios import typed_value as typed_value
from yimen.domains.library.scenarios import written_value as written_value
from yimen.domains.library.shelves import KeptVersion as KeptVersion
from yimen.domains.library.shelves import get_item as get_item
from yimen.domains.library.shelves import get_withdrawn as get_withdrawn
from yimen.domains.library.shelves import items_at as items_at
from yimen.domains.library.shelves import versions_of as versions_of
from yimen.domains.library.shelves import withdrawn_at as withdrawn_at
from yimen.domains.library.sources import is_secondary as is_secondary
from yimen.domains.library.types import (
    Determination,
    Explanation,
    LetterReason,
    Marks,
    Names,
)
from yimen.domains.library.vocabulary import vocabulary as vocabulary
from yimen.domains.library.wording import CHOICES, NO_MARKS, NOBODY
from yimen.engine import ParameterValue
from yimen.kernel import DayUnit, Programme, RegionCode, TimeLimit
from yimen.rulebook import parameters as rulebook_parameters
from yimen.rulebook import version
from yimen.rulebook.answer import Answer
from yimen.rulebook.book import household_book
from yimen.rulebook.determine import determine as determine_by_law
from yimen.rulebook.grounds import Ground, grounds
from yimen.rulebook.layers import OF_PROGRAMME as OF_PROGRAMME
from yimen.rulebook.layers import Layer as Layer
from yimen.rulebook.layers import layers_of as layers_of
from yimen.rulebook.leaf_titles import is_path, leaf_title
from yimen.rulebook.parameters import declared
from yimen.rulebook.reach import rules_behind as rules_behind
from yimen.rulebook.self_check import FIRST_QUESTIONS as FIRST_QUESTIONS
from yimen.rulebook.self_check import QUESTIONS_BY_KEY as QUESTIONS_BY_KEY
from yimen.rulebook.self_check import Chance as Chance
from yimen.rulebook.self_check import Chances as Chances
from yimen.rulebook.self_check import Question as Question
from yimen.rulebook.self_check import QuestionKind as QuestionKind
from yimen.rulebook.self_check import asked_so_far as asked_so_far
from yimen.rulebook.self_check import chances as chances
from yimen.rulebook.self_check import next_question as next_question
from yimen.rulebook.warnings import WARNINGS as WARNINGS
from yimen.rulebook.warnings import thresholds as thresholds

rulebook_parameters.add_overlays(settings.YIMEN_OVERLAYS)

EVENTS = {
    "accepted": "受理",
    "answered": "对方答复",
    "changed": "情况变化",
    "confirmed": "确认",
    "decided": "作出决定",
    "delivered": "送达",
    "died": "死亡",
    "file_received": "收到报送材料",
    "found": "比对发现",
    "investigated": "调查结束",
    "month_begun": "当月起始",
    "objected": "提出异议",
    "posted": "张贴公示",
    "reported": "报告",
    "requested": "申请",
    "reviewed": "上次核查",
    "purpose_ended": "核对目的实现",
    "sent": "转出",
    "source_asked": "发出查询",
    "taken_on": "接办",
    "verification_requested": "提请核对",
    "verification_started": "启动核对",
}


def determine(file: Mapping[str, Any], programmes: Collection[Programme] | None = None) -> Answer:
    """What the law says of a household file for all programmes or those named; refuses a wrong file."""
    return determine_by_law(file, programmes)


def rulebook_version() -> str:
    """The version of rules and parameters, kept with every determination."""
    return version()


def parameters(
    region: RegionCode | str, on: date, *, urban: bool = False, overrides: Mapping[str, object] | None = None
) -> dict[str, ParameterValue]:
    """Every dated parameter in force at a place on a day, each with its source or marked unsourced."""
    return rulebook_parameters.in_force(RegionCode(str(region)), on, urban, overrides)


def time_limit(name: str, region: RegionCode | str, on: date) -> TimeLimit:
    """The legal time limit `clock_…` of a place on a day; refuses one unknown or not counted in days."""
    limit = find_time_limit(name, region, on)
    if limit is None:
        raise _not_found(name, region, on)
    return limit


def find_time_limit(name: str, region: RegionCode | str, on: date) -> TimeLimit | None:
    """The same, or None where no source tells it; refuses a clock nobody declared."""
    clocks = _clocks(str(region), on)
    if name not in clocks:
        raise _not_found(name, region, on)
    clock = clocks[name]
    if clock is None:
        return None
    if clock.get("months"):
        raise _not_found(name, region, on)
    return TimeLimit(
        days=clock["days"],
        unit=DayUnit(clock["unit"]),
        event=EVENTS[clock["from"]],
        article=clock["article"],
        extended_days=clock.get("extends_to"),
        extension_reason=clock.get("extension_reason"),
    )


def explain_determination(
    determination: Determination,
    *,
    on: date,
    names: Names = NOBODY,
    unstated: Iterable[str] = (),
    marks: Marks = NO_MARKS,
) -> Explanation:
    """One kept determination in plain Chinese, with the titles of its day and the members' names."""
    return explain(determination, _titles(on), names, frozenset(unstated), marks)


def reasons_for_letter(
    reasons: Sequence[Mapping[str, Any]],
    *,
    is_positive: bool,
    on: date,
    names: Names = NOBODY,
    unstated: Iterable[str] = (),
    marks: Marks = NO_MARKS,
) -> list[LetterReason]:
    """The reasons of a kept determination as a decision letter says them."""
    silent = frozenset(unstated)
    return letter_reasons(reasons, _titles(on), names, is_positive=is_positive, unstated=silent, marks=marks)


def marks_at(region: RegionCode | str, on: date, given: Iterable[str] = ()) -> Marks:
    """Which figures of the law are doubtful in a place on a day, but for those somebody set by hand."""
    return _marks(str(region), on).but(given)


@lru_cache(maxsize=512)
def _marks(region: str, on: date) -> Marks:
    """Whether a family counts as urban is not asked: what either would read bears the mark."""
    found = [grounds(RegionCode(region), on, urban=urban) for urban in (False, True)]
    return Marks(
        frozenset(name for each in found for name, ground in each.items() if _is_repeated(ground)),
        frozenset(name for each in found for name, ground in each.items() if not ground.is_known),
    )


def _is_repeated(ground: Ground) -> bool:
    return any(is_secondary(source) for source in ground.sources)


def title_of(name: str, on: date = date.max) -> str:
    """What a parameter, fact or rule is called in Chinese on a day; the newest title without one."""
    return _titles(on).get(name, name)


def parameter_title(name: str) -> str:
    """The Chinese title of a parameter of the law, whether or not a rule reads it."""
    known = declared()
    return known[name].title if name in known else name


def choice_in_words(choice: str) -> str:
    """A code of the rulebook (a kind of vehicle, a method) in Chinese, or itself."""
    return CHOICES.get(choice, choice)


def items_of_programmes() -> dict[Programme, str]:
    """The key of the item that tells of each programme."""
    return {programme: key for key, programme in printed_programmes().items()}


def fact_title(name: str, on: date) -> str:
    """What a missing fact of a household file, or a parameter, is called."""
    return leaf_title(name) if is_path(name) else title_of(name, on)


def titles(on: date) -> Mapping[str, str]:
    """The Chinese titles of every rule, input and parameter on a day, by name."""
    return _titles(on)


@lru_cache(maxsize=64)
def _titles(on: date) -> Mapping[str, str]:
    rules = household_book().on(on)
    names = (*rules.inputs, *rules.parameters, *rules.rules)
    return {name: rules.title(name) for name in names}


def _not_found(name: str, region: RegionCode | str, on: date) -> TimeLimitNotFoundError:
    return TimeLimitNotFoundError(
        "%(name)s 在 %(on)s 没有以日计算的法定时限；请核对参数表中的时限。",
        name=name,
        on=on,
        region=str(region),
    )


@lru_cache(maxsize=512)
def _clocks(region: str, on: date) -> Mapping[str, Mapping[str, Any] | None]:
    found = rulebook_parameters.in_force(RegionCode(region), on, urban=False)
    return {name: value.value for name, value in found.items() if name.startswith("clock_")}

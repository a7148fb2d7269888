"""Parameters that are lists or maps: each is checked and brought to one plain form; a wrong one is
refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from yimen.kernel import Sentence
from yimen.rulebook.household_file.leaves import number, shown
from yimen.rulebook.household_file.schema import DISABILITY_KINDS

SUPPLEMENT_KINDS: Final = (
    "elderly", "minor", "student", "severely_disabled", "seriously_ill", "single_parent", "expectant",
)  # fmt: skip
BAND_WHO: Final = ("severely_disabled", "seriously_ill")
HARDSHIP_WHO: Final = ("ill_or_disabled_low_income", "other_low_income", "ill_or_disabled_other")
APPROVERS: Final = ("town", "county", "county_head", "county_government")
MOST_BANDS: Final = 4
MOST_LEVELS: Final = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """`read` gives the plain form or raises ValueError; `allowed` is what the refusal says."""

    allowed: str
    read: Callable[[Any], object]


def fraction(value: object) -> Fraction:
    """A rate as number or as "1/12"."""
    if isinstance(value, str) and value.count("/") == 1:
        above, below = value.split("/")
        if above.strip().isdigit() and below.strip().isdigit() and int(below):
            return Fraction(int(above), int(below))
    exact = number(value)
    if exact < 0:
        raise ValueError(Sentence("%(value)s 小于零", value=shown(value)))
    return Fraction(exact)


def fen(value: object) -> int:
    exact = fraction(value) * 100
    if exact.denominator != 1:
        raise ValueError(Sentence("%(value)s 的小数超过两位", value=shown(value)))
    return int(exact)


def _items(value: object) -> Sequence[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(Sentence("%(value)s 不是清单", value=shown(value)))
    return value


def _fields(value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(Sentence("%(value)s 不是一组键", value=shown(value)))
    odd = [str(key) for key in value if key not in required + optional]
    lacking = [key for key in required if value.get(key) is None]
    if odd:
        raise ValueError(Sentence("%(keys)s 不是可用的键", keys=odd))
    if lacking:
        raise ValueError(Sentence("缺少 %(keys)s", keys=lacking))
    return value


def _one_of(value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise ValueError(Sentence("%(value)s 不在选项 %(choices)s 之中", value=shown(value), choices=choices))
    return str(value)


def _tiers(value: object) -> dict[str, int]:
    rows = [_fields(row, ("tier", "amount")) for row in _items(value)]
    return {str(row["tier"]): fen(row["amount"]) for row in rows}


def _per_kind(read: Callable[[object], Any]) -> Callable[[Any], dict[str, Any]]:
    def per_kind(value: object) -> dict[str, Any]:
        if isinstance(value, Mapping):
            return {_one_of(kind, SUPPLEMENT_KINDS): read(one) for kind, one in value.items()}
        return dict.fromkeys(SUPPLEMENT_KINDS, read(value))

    return per_kind


def _per_level(read: Callable[[object], Any]) -> Callable[[Any], dict[int, Any]]:
    def per_level(value: object) -> dict[int, Any]:
        if isinstance(value, Mapping):
            return {int(_one_of(str(level), ("1", "2", "3", "4"))): read(one) for level, one in value.items()}
        return dict.fromkeys((1, 2, 3, 4), read(value))

    return per_level


def _disabilities(row: object) -> tuple[str, ...]:
    """{kind, levels} as codes like physical_1; without a kind every kind."""
    fields = _fields(row, ("levels",), ("kind",))
    levels = [int(_one_of(str(level), ("1", "2", "3", "4"))) for level in _items(fields["levels"])]
    kind = fields.get("kind")
    kinds = (
        (*DISABILITY_KINDS, "unspecified")
        if kind in (None, "any", "all")
        else (_one_of(kind, DISABILITY_KINDS),)
    )
    return tuple(f"{one}_{level}" for one in kinds for level in levels)


def _scope(value: object) -> dict[str, object]:
    disabilities: list[str] = []
    words: list[str] = []
    for row in _items(value):
        if isinstance(row, Mapping):
            disabilities += _disabilities(row)
        else:
            words.append(_one_of(row, ("seriously_ill", "adult_severely_disabled_without_work")))
    return {"disabilities": tuple(dict.fromkeys(disabilities)), "words": tuple(words)}


def _bands(value: object) -> tuple[dict[str, Any], ...]:
    rows = [_fields(row, ("rate",), ("income_up_to", "who")) for row in _items(value)]
    if len(rows) > MOST_BANDS:
        raise ValueError(Sentence("有 %(n)s 段", n=len(rows)))
    return tuple(
        {
            "income_up_to": None if row.get("income_up_to") is None else fraction(row["income_up_to"]),
            "rate": fraction(row["rate"]),
            "who": "all" if row.get("who") in (None, "all") else _one_of(row["who"], BAND_WHO),
        }
        for row in rows
    )


def _levels(value: object) -> tuple[dict[str, Any], ...]:
    optional = ("up_to_yuan", "up_to_months", "working_days")
    rows = [_fields(row, ("approver",), optional) for row in _items(value)]
    if len(rows) > MOST_LEVELS:
        raise ValueError(Sentence("有 %(n)s 级", n=len(rows)))
    for row in rows:
        if row.get("up_to_yuan") is not None and row.get("up_to_months") is not None:
            raise ValueError(Sentence("同一级写了 up_to_yuan 和 up_to_months"))
    return tuple(
        {
            "up_to_fen": None if row.get("up_to_yuan") is None else fen(row["up_to_yuan"]),
            "up_to_months": None if row.get("up_to_months") is None else fraction(row["up_to_months"]),
            "approver": _one_of(row["approver"], APPROVERS),
        }
        for row in rows
    )


def _hardship(value: object) -> dict[str, tuple[Fraction, str]]:
    rows = [_fields(row, ("who", "share", "of")) for row in _items(value)]
    return {
        _one_of(row["who"], HARDSHIP_WHO): (fraction(row["share"]), _one_of(row["of"], ("standard", "gap")))
        for row in rows
    }


def _price(value: object) -> tuple[dict[str, Any], ...]:
    rows = [_fields(row, ("from", "share_of_standard"), ("below",)) for row in _items(value)]
    return tuple(
        {
            "from": fraction(row["from"]),
            "below": None if row.get("below") is None else fraction(row["below"]),
            "share": None
            if row["share_of_standard"] == "price_index_yoy"
            else fraction(row["share_of_standard"]),
        }
        for row in rows
    )


SUPPORT_FORMULAS: Final = ("none", "household_excess", "per_capita_excess")
SUPPORT_LINES: Final = ("dibao_standard", "dibao_margin_line")


def _support(value: object) -> dict[str, Any]:
    optional = ("line", "line_year", "share", "share_many", "many_from")
    fields = _fields(value, ("formula",), optional)
    line = fields.get("line", "dibao_standard")
    return {
        "formula": _one_of(fields["formula"], SUPPORT_FORMULAS),
        "line": line if line in SUPPORT_LINES else fen(line),
        "line_year": None if fields.get("line_year") is None else fen(fields["line_year"]),
        "share": None if fields.get("share") is None else fraction(fields["share"]),
        "share_many": None if fields.get("share_many") is None else fraction(fields["share_many"]),
        "many_from": None if fields.get("many_from") is None else int(number(fields["many_from"])),
    }


def _clock(value: object) -> object:
    required = ("days", "unit", "from", "article")
    fields = _fields(value, required, ("months", "pauses", "extends_to", "extension_reason", "note"))
    _one_of(fields["unit"], ("working", "calendar"))
    number(fields["days"])
    return dict(fields)


def _values(value: object) -> list[dict[str, Any]]:
    """Shares of a value by age and price: the first that fits counts."""
    found = []
    for row in _items(value):
        fields = _fields(row, ("share",), ("age_below", "price_up_to"))
        share, age, price = fraction(fields["share"]), fields.get("age_below"), fields.get("price_up_to")
        if share > 1:
            raise ValueError(Sentence("%(value)s 大于一", value=shown(fields["share"])))
        found.append(
            {
                "share": share,
                "age_below": None if age is None else fraction(age),
                "price_up_to": None if price is None else fen(price),
            }
        )
    return found


def _season(value: object) -> dict[str, str]:
    """The first and last day of something that comes every year, as month and day."""
    fields = _fields(value, ("from", "until"))
    for day in fields.values():
        date.fromisoformat(f"2001-{day}")
    if fields["from"] > fields["until"]:
        raise ValueError(Sentence("%(value)s 的止日早于起日", value=shown(value)))
    return {name: str(day) for name, day in fields.items()}


_RATE_PER_KIND = Shape(
    Sentence("一个比例，或 {类别: 比例}，类别为 %(kinds)s", kinds=SUPPLEMENT_KINDS), _per_kind(fraction)
)
_YUAN_PER_KIND = Shape(
    Sentence("一个金额，或 {类别: 金额}，类别为 %(kinds)s", kinds=SUPPLEMENT_KINDS), _per_kind(fen)
)
_VALUES = Shape(
    Sentence("清单 [{age_below: 年数, price_up_to: 金额, share: 比例}]，依次取第一个符合的"), _values
)
_YUAN_PER_LEVEL = Shape(Sentence("一个金额，或 {等级: 金额}，等级为 1 至 4"), _per_level(fen))
_RATE_PER_LEVEL = Shape(Sentence("一个比例，或 {等级: 比例}，等级为 1 至 4"), _per_level(fraction))
_SCOPE = Shape(
    Sentence(
        "清单：{kind: 类别, levels: [等级]}、seriously_ill、adult_severely_disabled_without_work；"
        "类别为 %(kinds)s，不写即各类",
        kinds=DISABILITY_KINDS,
    ),
    _scope,
)
SHAPES: Final[Mapping[str, Shape]] = {
    "dibao_tiers": Shape(Sentence("清单 [{tier: 档名, amount: 金额}]"), _tiers),
    "support_obligation": Shape(
        Sentence(
            "{formula: %(formulas)s, line: %(lines)s/金额, line_year: 金额, share: 比例, "
            "share_many: 比例, many_from: 子女数}",
            formulas="/".join(SUPPORT_FORMULAS),
            lines="/".join(SUPPORT_LINES),
        ),
        _support,
    ),
    "supplement_rate": _RATE_PER_KIND,
    "supplement_amount": _YUAN_PER_KIND,
    "supplement_amount_urban": _YUAN_PER_KIND,
    "supplement_amount_rural": _YUAN_PER_KIND,
    "supplement_addon": _YUAN_PER_KIND,
    "supplement_per_person": _YUAN_PER_KIND,
    "single_person_scope": _SCOPE,
    "single_person_bands": Shape(
        Sentence(
            "至多 %(most)s 段的清单 [{income_up_to: 倍数, rate: 比例, who: %(who)s}]",
            most=MOST_BANDS,
            who="/".join(BAND_WHO),
        ),
        _bands,
    ),
    "temporary_approval_levels": Shape(
        Sentence(
            "至多 %(most)s 级的清单 [{up_to_yuan: 金额 或 up_to_months: 月数, approver: %(approvers)s, "
            "working_days: 日数}]",
            most=MOST_LEVELS,
            approvers="/".join(APPROVERS),
        ),
        _levels,
    ),
    "disability_living_amount": _YUAN_PER_LEVEL,
    "disability_care_amount": _YUAN_PER_LEVEL,
    "disability_living_rate": _RATE_PER_LEVEL,
    "disability_care_rate": _RATE_PER_LEVEL,
    "disability_care_scope": _SCOPE,
    "disability_check_season": Shape(Sentence("{from: 月-日, until: 月-日}，如 04-01"), _season),
    "child_hardship_rate": Shape(
        Sentence("清单 [{who: %(who)s, share: 比例, of: standard/gap}]", who="/".join(HARDSHIP_WHO)),
        _hardship,
    ),
    "vehicle_value_bands": _VALUES,
    "house_value_bands": _VALUES,
    "price_subsidy_rate": Shape(
        Sentence(
            "清单 [{from: 涨幅, below: 涨幅, share_of_standard: 比例、1/12 这样的分数或 price_index_yoy}]"
        ),
        _price,
    ),
}
CLOCK: Final = Shape(
    Sentence(
        "{days: 日数, months: 月数, unit: working/calendar, from: 事件, pauses: [], extends_to: 日数, "
        "article: 条文}"
    ),
    _clock,
)


def shape_of(name: str) -> Shape:
    return CLOCK if name.startswith("clock_") else SHAPES[name]

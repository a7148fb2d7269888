"""Structured parameters taken apart into the amounts, lists and truths that rules can hold.

Each unpacked name knows the public parameter it comes from, so that an answer names only what a caller can set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from yimen.engine import AMOUNT, COUNT, RATE, TRUTH, Parameter, Type, enum, list_of
from yimen.engine.parameters import ParameterValue
from yimen.rulebook.household_file.schema import DISABILITY_KINDS
from yimen.rulebook.parameters.board import Board, NotKnownError, rounded
from yimen.rulebook.parameters.derivations import supplement_of
from yimen.rulebook.parameters.structures import (
    APPROVERS,
    BAND_WHO,
    HARDSHIP_WHO,
    MOST_BANDS,
    MOST_LEVELS,
    SUPPLEMENT_KINDS,
    SUPPORT_FORMULAS,
)

DISABILITY_CODES: Final = tuple(
    f"{kind}_{level}" for kind in (*DISABILITY_KINDS, "unspecified") for level in (1, 2, 3, 4)
)
PROPERTY_PROGRAMMES: Final = ("dibao", "tekun", "dibao_margin", "rigid_expense", "temporary", "obligor")
ALLOWANCE_PROGRAMMES: Final = ("dibao_margin", "rigid_expense", "illness_poverty")
APPROVER_CHOICES: Final = enum("beyond", *APPROVERS)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One name for the rules: how it is worked out and the public parameter it stands for."""

    parameter: Parameter
    origin: str
    compute: Callable[[Board], Any]

    @property
    def name(self) -> str:
        return self.parameter.name


def _one(name: str, type_: Type, title: str, origin: str, compute: Callable[[Board], Any]) -> Unpacked:
    return Unpacked(Parameter(name, type_, title), origin, compute)


def _supplements() -> list[Unpacked]:
    titles = dict(
        zip(
            SUPPLEMENT_KINDS,
            ("老年人", "未成年人", "在校学生", "重度残疾人", "重病患者", "单亲家庭子女", "孕产妇"),
            strict=True,
        )
    )
    return [
        _one(
            f"supplement_of_{kind}",
            AMOUNT,
            f"分类施保金额（{titles[kind]}）",
            "supplement_rate",
            lambda board, kind=kind: supplement_of(board, kind),
        )
        for kind in SUPPLEMENT_KINDS
    ]


def _standard_share(board: Board, name: str) -> int:
    exact = board.exact("dibao_standard") * board.exact(name)
    return rounded(exact, board.rounding(name))


def _band(board: Board, index: int) -> dict[str, Any]:
    if board.value("single_person_method") != "bands":
        return {}
    bands = board.structure("single_person_bands")
    return dict(bands[index]) if index < len(bands) else {}


def _band_line(board: Board, index: int) -> int:
    band = _band(board, index)
    up_to = band.get("income_up_to", Fraction(0)) if band else Fraction(0)
    if up_to is None:
        return 10**13
    return int(board.exact("dibao_standard") * up_to) if band else 0


def _band_amount(board: Board, index: int) -> int:
    band = _band(board, index)
    if not band:
        return 0
    return rounded(board.exact("dibao_standard") * band["rate"], board.rounding("single_person_rate"))


def _single_person() -> list[Unpacked]:
    scope = "single_person_scope"
    unpacked = [
        _one("single_person_disabilities", list_of(*DISABILITY_CODES), "单人保残疾类别等级", scope,
             lambda board: board.structure(scope)["disabilities"]),
        _one("single_person_seriously_ill", TRUTH, "单人保包括重病患者", scope,
             lambda board: "seriously_ill" in board.structure(scope)["words"]),
        _one("single_person_without_work", TRUTH, "单人保包括成年无业重度残疾人", scope,
             lambda board: "adult_severely_disabled_without_work" in board.structure(scope)["words"]),
        _one("single_person_rate_amount", AMOUNT, "单人保按比例金额", "single_person_rate",
             lambda board: _standard_share(board, "single_person_rate")),
        _one("single_person_minimum", AMOUNT, "单人保最低金额", "single_person_minimum_rate",
             lambda board: _standard_share(board, "single_person_minimum_rate")),
    ]  # fmt: skip
    for index in range(MOST_BANDS):
        origin, prefix = "single_person_bands", f"single_person_band_{index + 1}"
        unpacked += [
            _one(f"{prefix}_who", enum("nobody", "all", *BAND_WHO), f"单人保第{index + 1}段对象", origin,
                 lambda board, i=index: _band(board, i).get("who", "nobody")),
            _one(f"{prefix}_line", AMOUNT, f"单人保第{index + 1}段人均收入至", origin,
                 lambda board, i=index: _band_line(board, i)),
            _one(f"{prefix}_amount", AMOUNT, f"单人保第{index + 1}段金额", origin,
                 lambda board, i=index: _band_amount(board, i)),
        ]  # fmt: skip
    return unpacked


def _basis(board: Board, programme: str) -> str:
    own = f"financial_assets_basis_{programme}"
    if own in board.values and board.value(own) is not None and not board.is_given("financial_assets_basis"):
        return str(board.value(own))
    return str(board.value("financial_assets_basis") or "own")


def _months_name(board: Board, programme: str) -> str:
    """The programme's own number; without one the general, which is not read for tekun and obligors unless given."""
    own = f"financial_assets_months_{programme}"
    if board.value(own) is not None:
        return own
    is_general = programme not in ("tekun", "obligor") or board.is_given("financial_assets_months")
    return "financial_assets_months" if is_general and programme != "obligor" else own


def _assets_line(board: Board, programme: str) -> Fraction:
    standard = "dibao_standard_urban" if _basis(board, programme) == "urban" else "dibao_standard"
    return board.exact(_months_name(board, programme)) * board.exact(standard)


def _is_line_minimum(board: Board, programme: str) -> bool:
    name = "dibao_standard_urban" if _basis(board, programme) == "urban" else "dibao_standard"
    return bool(board.value(f"{name}_is_minimum"))


def _property() -> list[Unpacked]:
    unpacked = []
    for programme in PROPERTY_PROGRAMMES:
        origin = (
            f"financial_assets_months_{programme}"
            if programme in ("tekun", "obligor")
            else "financial_assets_months"
        )
        unpacked += [
            _one(f"financial_assets_line_{programme}", AMOUNT, "人均金融资产上限", origin,
                 lambda board, p=programme: int(_assets_line(board, p))),
            _one(f"financial_assets_line_{programme}_is_minimum", TRUTH, "人均金融资产上限只知道下限",
                 "dibao_standard", lambda board, p=programme: _is_line_minimum(board, p)),
        ]  # fmt: skip
    unpacked.append(
        _one("obligor_vehicle_line", AMOUNT, "法定义务人车辆价值上限", "obligor_vehicle_months",
             lambda board: int(board.exact("obligor_vehicle_months") * board.exact("dibao_standard")))
    )  # fmt: skip
    return unpacked


def _support_line(board: Board) -> int:
    support = board.structure("support_obligation")
    if support["line_year"] is not None:
        return rounded(Fraction(support["line_year"], 12), board.rounding("support_obligation"))
    return int(board.need(support["line"]) if isinstance(support["line"], str) else support["line"])


def _share(board: Board, key: str) -> Decimal:
    share = board.structure("support_obligation")[key]
    if share is None:
        raise NotKnownError("support_obligation")
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _support() -> list[Unpacked]:
    origin = "support_obligation"

    def key(name: str) -> Callable[[Board], Any]:
        return lambda board: board.structure(origin)[name]

    return [
        _one("support_formula", enum(*SUPPORT_FORMULAS), "赡养费算法", origin, key("formula")),
        _one("support_line", AMOUNT, "赡养费人均起算线", origin, _support_line),
        _one("support_share", RATE, "赡养费份额", origin, lambda board: _share(board, "share")),
        _one(
            "support_share_many",
            RATE,
            "多子女时赡养费份额",
            origin,
            lambda board: _share(board, "share_many"),
        ),
        _one("support_many_from", COUNT, "多子女自几人起", origin, key("many_from")),
    ]


def _level(board: Board, index: int) -> dict[str, Any] | None:
    levels = board.structure("temporary_approval_levels")
    return levels[index] if index < len(levels) else None


def _level_up_to(board: Board, index: int) -> int:
    level = _level(board, index)
    if level is None:
        return -1
    if level["up_to_months"] is not None:
        return int(level["up_to_months"] * board.exact("dibao_standard_urban"))
    return 10**13 if level["up_to_fen"] is None else int(level["up_to_fen"])


def _temporary() -> list[Unpacked]:
    origin = "temporary_approval_levels"
    unpacked = [
        _one("temporary_month_standard", AMOUNT, "临时救助每月标准（城镇低保标准）", "dibao_standard_urban",
             lambda board: board.need("dibao_standard_urban"))
    ]  # fmt: skip
    for index in range(MOST_LEVELS):
        prefix = f"temporary_level_{index + 1}"
        unpacked += [
            _one(f"{prefix}_up_to", AMOUNT, f"第{index + 1}级审批上限", origin,
                 lambda board, i=index: _level_up_to(board, i)),
            _one(f"{prefix}_approver", APPROVER_CHOICES, f"第{index + 1}级审批机关", origin,
                 lambda board, i=index: (_level(board, i) or {"approver": "beyond"})["approver"]),
        ]  # fmt: skip
    return unpacked


def _disability() -> list[Unpacked]:
    unpacked = [
        _one("disability_care_disabilities", list_of(*DISABILITY_CODES), "护理补贴残疾类别等级",
             "disability_care_scope", lambda board: board.structure("disability_care_scope")["disabilities"])
    ]  # fmt: skip
    for name in ("disability_living", "disability_care"):
        for level in (1, 2, 3, 4):
            unpacked.append(
                _one(f"{name}_amount_{level}", AMOUNT, f"{level}级补贴金额", f"{name}_amount",
                     lambda board, n=name, i=level: board.structure(f"{n}_amount").get(i, 0))
            )  # fmt: skip
    return unpacked


def _hardship(board: Board, who: str) -> int:
    if board.value("child_hardship_rate") is None:
        return 0
    share, of = board.structure("child_hardship_rate").get(who, (Fraction(0), "standard"))
    base = board.exact("orphan_scattered") if share else Fraction(0)
    if share and of == "gap":
        base -= board.exact("dibao_standard")
    return rounded(max(base, Fraction(0)) * share, board.rounding("child_hardship_rate"))


def _others() -> list[Unpacked]:
    return [
        _one("smallest_unit", AMOUNT, "分（金额的最小单位）", "dibao_standard", lambda board: 1),
        _one("rigid_expense_income_line", AMOUNT, "刚性支出困难家庭人均收入上限（低保标准倍数）",
             "rigid_expense_income_ratio_below", lambda board: _standard_share(board, "rigid_expense_income_ratio_below")),
        *(
            _one(f"child_hardship_{who}", AMOUNT, "困境儿童补贴", "child_hardship_rate",
                 lambda board, who=who: _hardship(board, who))
            for who in HARDSHIP_WHO
        ),
        *(
            _one(f"living_allowance_{programme}", AMOUNT, "每人生活补助", f"living_allowance_rate_{programme}",
                 lambda board, p=programme: _standard_share(board, f"living_allowance_rate_{p}"))
            for programme in ALLOWANCE_PROGRAMMES
        ),
    ]  # fmt: skip


UNPACKED: Final[Mapping[str, Unpacked]] = {
    one.name: one
    for one in (
        *_supplements(), *_single_person(), *_property(), *_support(), *_temporary(), *_disability(), *_others(),
    )
}  # fmt: skip


def unpack(board: Board) -> dict[str, ParameterValue]:
    """What the rules hold: the public parameters and those taken apart."""
    values = dict(board.values)
    for name, one in UNPACKED.items():
        try:
            value = one.compute(board)
        except NotKnownError:
            value = None
        origin = board.values[one.origin]
        values[name] = ParameterValue(
            name, value, origin.unit, source=origin.source, region=origin.region, is_unsourced=value is None
        )
    return values


def origin_of(name: str) -> str:
    """The public name a caller can set."""
    return UNPACKED[name].origin if name in UNPACKED else name

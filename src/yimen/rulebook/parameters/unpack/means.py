"""Property lines in yuan per person, and what obligors outside the household are expected to pay."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from typing import Any, Final

from yimen.engine import AMOUNT, COUNT, RATE, TRUTH, enum
from yimen.rulebook.parameters.board import Board, NotKnownError, rounded
from yimen.rulebook.parameters.structures import SUPPORT_FORMULAS
from yimen.rulebook.parameters.unpack.form import Unpacked, one

PROPERTY_PROGRAMMES: Final = (
    "dibao", "tekun", "dibao_margin", "rigid_expense", "illness_poverty", "temporary", "obligor",
)  # fmt: skip


FOLLOWED: Final = {"illness_poverty": "rigid_expense"}  # whose line holds where a programme has none


def _basis(board: Board, programme: str) -> str:
    programme = FOLLOWED.get(programme, programme)
    own = f"financial_assets_basis_{programme}"
    if own in board.values and board.value(own) is not None and not board.is_given("financial_assets_basis"):
        return str(board.value(own))
    return str(board.value("financial_assets_basis") or "own")


def _months_name(board: Board, programme: str) -> str:
    """The programme's own number; without one the general, which is not read for tekun and
    obligors unless given."""
    own = f"financial_assets_months_{programme}"
    if board.value(own) is not None:
        return own
    if programme in FOLLOWED:
        return _months_name(board, FOLLOWED[programme])
    is_general = programme not in ("tekun", "obligor") or board.is_given("financial_assets_months")
    return "financial_assets_months" if is_general and programme != "obligor" else own


def _assets_line(board: Board, programme: str) -> int:
    standard = "dibao_standard_urban" if _basis(board, programme) == "urban" else "dibao_standard"
    return int(board.exact(_months_name(board, programme)) * board.exact(standard))


def _is_line_minimum(board: Board, programme: str) -> bool:
    name = "dibao_standard_urban" if _basis(board, programme) == "urban" else "dibao_standard"
    return bool(board.value(f"{name}_is_minimum"))


def property_lines() -> list[Unpacked]:
    unpacked = []
    for programme in PROPERTY_PROGRAMMES:
        origin = (
            f"financial_assets_months_{programme}"
            if programme in ("tekun", "obligor")
            else "financial_assets_months"
        )
        unpacked += [
            one(
                f"financial_assets_line_{programme}",
                AMOUNT,
                "人均金融资产上限",
                origin,
                partial(_assets_line, programme=programme),
            ),
            one(
                f"financial_assets_line_{programme}_is_minimum",
                TRUTH,
                "人均金融资产上限只知道下限",
                "dibao_standard",
                partial(_is_line_minimum, programme=programme),
            ),
        ]
    unpacked.append(
        one(
            "obligor_vehicle_line",
            AMOUNT,
            "法定义务人车辆价值上限",
            "obligor_vehicle_months",
            lambda board: int(board.exact("obligor_vehicle_months") * board.exact("dibao_standard")),
        )
    )
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


def support() -> list[Unpacked]:
    origin = "support_obligation"

    def key(name: str) -> Callable[[Board], Any]:
        return lambda board: board.structure(origin)[name]

    return [
        one("support_formula", enum(*SUPPORT_FORMULAS), "赡养费算法", origin, key("formula")),
        one("support_line", AMOUNT, "赡养费人均起算线", origin, _support_line),
        one("support_share", RATE, "赡养费份额", origin, lambda board: _share(board, "share")),
        one(
            "support_share_many",
            RATE,
            "多子女时赡养费份额",
            origin,
            lambda board: _share(board, "share_many"),
        ),
        one("support_many_from", COUNT, "多子女自几人起", origin, key("many_from")),
    ]

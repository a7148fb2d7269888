"""Approval levels of temporary assistance, subsidies by level of disability, child hardship, allowances."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any, Final

from yimen.engine import AMOUNT, enum, list_of
from yimen.rulebook.parameters.board import Board, rounded
from yimen.rulebook.parameters.structures import APPROVERS, HARDSHIP_WHO, MOST_LEVELS
from yimen.rulebook.parameters.unpack.form import DISABILITY_CODES, Unpacked, one, standard_share

ALLOWANCE_PROGRAMMES: Final = ("dibao_margin", "rigid_expense", "illness_poverty")
APPROVER_CHOICES: Final = enum("beyond", *APPROVERS)


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


def _level_approver(board: Board, index: int) -> str:
    level = _level(board, index)
    return "beyond" if level is None else str(level["approver"])


def temporary() -> list[Unpacked]:
    origin = "temporary_approval_levels"
    unpacked = [
        one(
            "temporary_month_standard",
            AMOUNT,
            "临时救助每月标准（城镇低保标准）",
            "dibao_standard_urban",
            lambda board: board.need("dibao_standard_urban"),
        )
    ]
    for index in range(MOST_LEVELS):
        prefix = f"temporary_level_{index + 1}"
        unpacked += [
            one(
                f"{prefix}_up_to",
                AMOUNT,
                f"第{index + 1}级审批上限",
                origin,
                partial(_level_up_to, index=index),
            ),
            one(
                f"{prefix}_approver",
                APPROVER_CHOICES,
                f"第{index + 1}级审批机关",
                origin,
                partial(_level_approver, index=index),
            ),
        ]
    return unpacked


def _level_amount(board: Board, name: str, level: int) -> int:
    """A level the place does not name gets nothing."""
    return int(board.structure(f"{name}_amount").get(level, 0))


def disability() -> list[Unpacked]:
    unpacked = [
        one(
            "disability_care_disabilities",
            list_of(*DISABILITY_CODES),
            "护理补贴残疾类别等级",
            "disability_care_scope",
            lambda board: board.structure("disability_care_scope")["disabilities"],
        )
    ]
    for name in ("disability_living", "disability_care"):
        for level in (1, 2, 3, 4):
            unpacked.append(
                one(
                    f"{name}_amount_{level}",
                    AMOUNT,
                    f"{level}级补贴金额",
                    f"{name}_amount",
                    partial(_level_amount, name=name, level=level),
                )
            )
    return unpacked


def _hardship(board: Board, who: str) -> int:
    if board.value("child_hardship_rate") is None:
        return 0
    share, of = board.structure("child_hardship_rate").get(who, (Fraction(0), "standard"))
    base = board.exact("orphan_scattered") if share else Fraction(0)
    if share and of == "gap":
        base -= board.exact("dibao_standard")
    return rounded(max(base, Fraction(0)) * share, board.rounding("child_hardship_rate"))


def others() -> list[Unpacked]:
    return [
        one("smallest_unit", AMOUNT, "分（金额的最小单位）", "dibao_standard", lambda board: 1),
        one(
            "rigid_expense_income_line",
            AMOUNT,
            "刚性支出困难家庭人均收入上限（低保标准倍数）",
            "rigid_expense_income_ratio_below",
            lambda board: standard_share(board, "rigid_expense_income_ratio_below"),
        ),
        *(
            one(
                f"child_hardship_{who}",
                AMOUNT,
                "困境儿童补贴",
                "child_hardship_rate",
                partial(_hardship, who=who),
            )
            for who in HARDSHIP_WHO
        ),
        *(
            one(
                f"living_allowance_{programme}",
                AMOUNT,
                "每人生活补助",
                f"living_allowance_rate_{programme}",
                partial(standard_share, name=f"living_allowance_rate_{programme}"),
            )
            for programme in ALLOWANCE_PROGRAMMES
        ),
    ]

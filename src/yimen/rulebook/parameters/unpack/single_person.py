"""Supplements by kind, and the scope, amounts and income bands of the single-person guarantee."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from yimen.engine import AMOUNT, TRUTH, enum, list_of
from yimen.rulebook.parameters.board import Board, rounded
from yimen.rulebook.parameters.derivations import supplement_of
from yimen.rulebook.parameters.structures import BAND_WHO, MOST_BANDS, SUPPLEMENT_KINDS
from yimen.rulebook.parameters.unpack.form import DISABILITY_CODES, Unpacked, one, standard_share


def supplements() -> list[Unpacked]:
    titles = dict(
        zip(
            SUPPLEMENT_KINDS,
            ("老年人", "未成年人", "在校学生", "重度残疾人", "重病患者", "单亲家庭子女", "孕产妇"),
            strict=True,
        )
    )
    return [
        one(
            f"supplement_of_{kind}",
            AMOUNT,
            f"分类施保金额（{titles[kind]}）",
            "supplement_rate",
            partial(supplement_of, kind=kind),
        )
        for kind in SUPPLEMENT_KINDS
    ]


def _band(board: Board, index: int) -> dict[str, Any]:
    if board.value("single_person_method") != "bands":
        return {}
    bands = board.structure("single_person_bands")
    return dict(bands[index]) if index < len(bands) else {}


def _band_who(board: Board, index: int) -> str:
    return str(_band(board, index).get("who", "nobody"))


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
    return rounded(
        board.exact("dibao_standard") * band["rate"],
        board.rounding("single_person_bands", "single_person_amount"),
    )


def single_person() -> list[Unpacked]:
    return [*_scope_and_shares(), *(band for index in range(MOST_BANDS) for band in _bands_of(index))]


def _scope_and_shares() -> list[Unpacked]:
    scope = "single_person_scope"
    return [
        one(
            "single_person_disabilities",
            list_of(*DISABILITY_CODES),
            "单人保残疾类别等级",
            scope,
            lambda board: board.structure(scope)["disabilities"],
        ),
        one(
            "single_person_seriously_ill",
            TRUTH,
            "单人保包括重病患者",
            scope,
            lambda board: "seriously_ill" in board.structure(scope)["words"],
        ),
        one(
            "single_person_without_work",
            TRUTH,
            "单人保包括成年无业重度残疾人",
            scope,
            lambda board: "adult_severely_disabled_without_work" in board.structure(scope)["words"],
        ),
        one(
            "single_person_rate_amount",
            AMOUNT,
            "单人保按比例金额",
            "single_person_rate",
            lambda board: standard_share(board, "single_person_rate", "single_person_amount"),
        ),
        one(
            "single_person_minimum",
            AMOUNT,
            "单人保最低金额",
            "single_person_minimum_rate",
            lambda board: standard_share(board, "single_person_minimum_rate", "single_person_amount"),
        ),
    ]


def _bands_of(index: int) -> list[Unpacked]:
    origin, prefix = "single_person_bands", f"single_person_band_{index + 1}"
    return [
        one(
            f"{prefix}_who",
            enum("nobody", "all", *BAND_WHO),
            f"单人保第{index + 1}段对象",
            origin,
            partial(_band_who, index=index),
        ),
        one(
            f"{prefix}_line",
            AMOUNT,
            f"单人保第{index + 1}段人均收入至",
            origin,
            partial(_band_line, index=index),
        ),
        one(
            f"{prefix}_amount",
            AMOUNT,
            f"单人保第{index + 1}段金额",
            origin,
            partial(_band_amount, index=index),
        ),
    ]

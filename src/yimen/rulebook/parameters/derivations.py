"""Parameters that follow from others: the applicable line, near-threshold line, tekun standards,
subsidies."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

from yimen.engine.parameters import ParameterValue
from yimen.rulebook.parameters.board import Board, NotKnownError, rounded

AREA_CHOSEN = ("tekun_basic_before", "supplement_amount")


def derive_all(board: Board) -> None:
    _choose_lines(board)
    for name in AREA_CHOSEN:
        _choose_by_area(board, name)
    _choose_by_area(board, "tekun_basic")
    _basic_pension(board)
    _margin(board)
    _tekun_basic(board)
    for level in ("full", "half", "self"):
        _tekun_care(board, level)
    _single_person_method(board)
    _supplement(board)
    _subsidies_per_level(board)
    _children(board)
    _price_subsidy(board)


def _area_name(board: Board, name: str) -> str:
    return f"{name}_{'urban' if board.is_urban else 'rural'}"


def _choose_lines(board: Board) -> None:
    lines = ("dibao_standard_urban", "dibao_standard_rural")
    if board.is_given("dibao_standard"):
        for name in lines:
            board.put(name, board.value("dibao_standard"), ("dibao_standard",), "与指定的低保标准相同")
    else:
        _choose_by_area(board, "dibao_standard")
    for name in (*lines, "dibao_standard"):
        if (board.is_given(name) or board.is_given("dibao_standard")) and not board.is_given(
            f"{name}_is_minimum"
        ):
            board.put(f"{name}_is_minimum", False, (name,), "指定的标准不是下限")
    if not board.is_given("dibao_standard"):
        _choose_by_area(board, "dibao_standard", "_is_minimum")


def _choose_by_area(board: Board, name: str, suffix: str = "") -> None:
    """The urban or the rural one, with its source; the rounding stays that of the place."""
    whole, chosen = name + suffix, _area_name(board, name) + suffix
    entry = board.values[chosen]
    if board.is_given(whole) or entry.value is None:
        return
    board.values[whole] = _named(entry, whole, board)
    if chosen in board.touched:
        board.touched.add(whole)


def _named(entry: ParameterValue, whole: str, board: Board) -> ParameterValue:
    return replace(
        entry, name=whole, rounding=board.values[whole].rounding or entry.rounding, is_overridden=False
    )


def _basic_pension(board: Board) -> None:
    """Whoever gives the list of kinds not counted decides on the basic pension with it."""
    if board.is_given("income_not_counted") and not board.is_given("basic_pension_counted"):
        listed = board.value("income_not_counted")
        counted = None if listed is None else "basic_pension" not in listed
        board.put("basic_pension_counted", counted, ("income_not_counted",), "按指定的不计入项目")


def _single_person_method(board: Board) -> None:
    """Where the place's method is not known, the numbers a caller gives say which one is meant."""
    if board.value("single_person_method") is not None or board.is_given("single_person_method"):
        return
    meant = {"single_person_bands": "bands", "single_person_amount": "flat", "single_person_rate": "rate"}
    for name, method in meant.items():
        if board.is_given(name) and board.value(name) is not None:
            board.put("single_person_method", method, (name,), "按指定的单人保数值")
            return


def _margin(board: Board) -> None:
    needs = ("dibao_standard", "margin_ratio")
    board.derive("dibao_margin_line", needs, lambda: _product(board, *needs), "低保标准 × 低保边缘比例")


def _product(board: Board, *names: str) -> Fraction:
    product = Fraction(1)
    for name in names:
        product *= board.exact(name)
    return product


def _tekun_basic(board: Board) -> None:
    needs = ("dibao_standard", "tekun_ratio", "tekun_basic_before")

    def basic() -> Fraction:
        paid_before = board.value("tekun_basic_before") or 0
        derived = rounded(_product(board, "dibao_standard", "tekun_ratio"), board.rounding("tekun_basic"))
        return Fraction(max(derived, paid_before))

    board.derive("tekun_basic", needs, basic, "低保标准 × 特困比例，不低于原标准")

    def institution() -> Fraction:
        """From the unrounded standard, and never below the standard at home where that is the same."""
        factor = _factor(board, "basic")
        if board.is_given("tekun_basic") or factor == 1:
            return board.exact("tekun_basic") * factor
        return _product(board, "dibao_standard", "tekun_ratio") * factor

    board.derive(
        "tekun_basic_institution",
        (*needs, "tekun_basic", "tekun_institution_factor", "tekun_institution_factor_basic"),
        institution,
        "特困基本生活标准 × 集中供养之比",
        rounding=("tekun_basic",),
    )


def _factor(board: Board, part: str) -> Fraction:
    own = board.value(f"tekun_institution_factor_{part}")
    return Fraction(own) if own is not None else board.exact("tekun_institution_factor")


def _tekun_care(board: Board, level: str) -> None:
    needs = ("minimum_wage", f"tekun_care_rate_{level}")
    name = f"tekun_care_{level}"
    board.derive(name, needs, lambda: _product(board, *needs), "最低工资 × 照料护理比例")

    def institution() -> Fraction:
        """From the unrounded amount wherever the amount itself was derived."""
        try:
            unrounded = board.exact(name) if board.is_given(name) else _product(board, *needs)
        except NotKnownError:
            unrounded = board.exact(name)
        return unrounded * _factor(board, level)

    board.derive(
        f"{name}_institution",
        (*needs, name, "tekun_institution_factor", f"tekun_institution_factor_{level}"),
        institution,
        "照料护理标准 × 集中供养之比",
        rounding=(name,),
    )


def _supplement(board: Board) -> None:
    """One amount for all kinds; where the place differs by kind, one for each."""
    needs = ("dibao_standard", "supplement_rate", "supplement_amount", "supplement_addon")
    if board.is_given("supplement_per_person") or board.value("supplement_kinds") is None:
        return
    try:
        amounts = {kind: supplement_of(board, kind) for kind in board.need("supplement_kinds")}
    except NotKnownError:
        board.needs["supplement_per_person"] = needs
        return
    is_one = len(set(amounts.values())) == 1
    value: object = (
        _yuan(next(iter(amounts.values()))) if is_one else {k: _yuan(fen) for k, fen in amounts.items()}
    )
    board.put("supplement_per_person", value, needs, "分类施保比例 × 低保标准，或定额；加发另计入")


def supplement_of(board: Board, kind: str) -> int:
    """The amount for one kind; a kind a map does not name gets none."""
    if board.is_given("supplement_per_person"):
        return int(board.structure("supplement_per_person").get(kind, 0))
    addon = (
        board.structure("supplement_addon").get(kind, 0) if board.value("supplement_addon") is not None else 0
    )
    names = ["supplement_amount", "supplement_rate"]
    if _takes_rate(board):
        names.reverse()
        exact = board.exact("dibao_standard") * board.structure("supplement_rate").get(kind, 0)
    else:
        exact = Fraction(board.structure("supplement_amount").get(kind, 0))
    return rounded(exact, board.rounding("supplement_per_person", *names)) + int(addon)


def _takes_rate(board: Board) -> bool:
    """One or the other; what the caller gives comes before what is published."""
    if board.is_given("supplement_amount") and not board.is_given("supplement_rate"):
        return False
    return board.value("supplement_rate") is not None


def _subsidies_per_level(board: Board) -> None:
    for name in ("disability_living", "disability_care"):
        needs = ("dibao_standard_urban", f"{name}_rate")
        amount = f"{name}_amount"
        published = board.values[amount]
        is_needed = (
            published.value is None or published.is_unconfirmed or any(n in board.touched for n in needs)
        )
        if board.is_given(amount) or not is_needed:
            continue
        try:
            rates = board.structure(f"{name}_rate")
            standard = board.exact("dibao_standard_urban")
        except NotKnownError:
            continue
        per_level = {
            level: rounded(standard * share, board.rounding(amount)) for level, share in rates.items()
        }
        yuan = {level: _yuan(fen) for level, fen in per_level.items()}
        board.put(amount, yuan, needs, "城镇低保标准 × 补贴比例")


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _children(board: Board) -> None:
    for name in ("orphan_institution", "orphan_scattered"):
        needs = ("dibao_standard_urban", f"{name}_ratio")
        board.derive(name, needs, partial(_product, board, *needs), "城镇低保标准 × 孤儿标准之比")
    needs = ("orphan_scattered", "unattended_child_rate")
    board.derive("unattended_child_amount", needs, lambda: _product(board, *needs), "散居孤儿标准 × 比例")


def _price_subsidy(board: Board) -> None:
    needs = ("dibao_standard", "price_index_yoy", "price_subsidy_rate")

    def per_person() -> Fraction:
        index = board.exact("price_index_yoy")
        for band in board.structure("price_subsidy_rate"):
            if index >= band["from"] and (band["below"] is None or index < band["below"]):
                share = index / 100 if band["share"] is None else band["share"]
                return board.exact("dibao_standard") * share
        return Fraction(0)

    board.derive(
        "price_subsidy_per_person", needs, per_person, "低保标准 × 分段比例", rounding=("price_subsidy_rate",)
    )

"""Amounts in the capital numerals of official papers; pure."""

from collections.abc import Iterator

from yimen.kernel import Money

DIGITS, UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


def amount_in_words(amount: Money) -> str:
    """An amount in the capital numerals of official papers: 1200.50 → 壹仟贰佰元伍角整."""
    yuan, rest = divmod(amount.fen, 100)
    jiao, cent = divmod(rest, 10)
    words = f"{_number_in_words(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{words}整"
    words += f"{DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return f"{words}{DIGITS[cent]}分" if cent else f"{words}整"


def _number_in_words(number: int) -> str:
    if number < 10_000:
        return _group_in_words(number) or "零"
    high, low = divmod(number, 10_000)
    gap = "零" if 0 < low < 1000 else ""
    return f"{_number_in_words(high)}万{gap}{_group_in_words(low)}"


def _group_in_words(number: int) -> str:
    digits = str(number) if number else ""
    words = "".join(_digit_words(digits)).rstrip("零")
    while "零零" in words:
        words = words.replace("零零", "零")
    return words


def _digit_words(digits: str) -> Iterator[str]:
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        yield f"{DIGITS[int(digit)]}{UNITS[place]}" if digit != "0" else "零"

"""Numbers by which somebody without a resident identity number is known: permits, passports, our own.

The forms are those printed on the papers; which office gave them is not asked. Pure.
"""

import re
from collections.abc import Mapping

from yimen.kernel import RegionCode, ResidentId, ResidentIdError

from .errors import IdentityUnclearError
from .types import IdentityKind

_TEMPORARY = re.compile(r"\d{6}L\d{6}", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)
_FORMS: Mapping[IdentityKind, tuple[str, re.Pattern[str], str]] = {
    IdentityKind.HONG_KONG: ("81", re.compile(r"H\d{8}(\d{2})?", re.ASCII), "H12345678"),
    IdentityKind.MACAO: ("82", re.compile(r"M\d{8}(\d{2})?", re.ASCII), "M12345678"),
    IdentityKind.TAIWAN: ("83", re.compile(r"\d{8}", re.ASCII), "12345678"),
}
"""What an 18-digit residence permit begins with, the form of the travel permit, and one like it."""


def temporary_number(county: RegionCode, number: int) -> str:
    """The number we give: county, L, place in the series of the county."""
    return f"{county.prefix}L{number:06d}"


def is_temporary_number(text: str) -> bool:
    """Whether somebody looks for a number that we gave."""
    return _TEMPORARY.fullmatch(text.strip().upper()) is not None


def plain_number(text: str) -> str:
    """As it is kept and found: capital letters and digits."""
    return re.sub(r"[\s\-()（）]", "", text).upper()


def may_be_paper(text: str) -> bool:
    """Whether what was typed into the search box may be the number of such a paper."""
    number = plain_number(text)
    return _PASSPORT.fullmatch(number) is not None and sum(letter.isdigit() for letter in number) >= 5


def refuse_unfit(kind: IdentityKind, text: str) -> None:
    """Refuse a number that no paper of this kind bears; whoever has no paper need not have one."""
    number = plain_number(text)
    if kind in _FORMS:
        start, travel, example = _FORMS[kind]
        if travel.fullmatch(number) or (number.startswith(start) and _is_checked(number)):
            return
        raise IdentityUnclearError(
            "%(kind)s居民的证件号码应为居住证号（%(start)s 开头的 18 位，校验位相符），"
            "或者来往内地（大陆）通行证号（如 %(example)s），请逐位核对。",
            kind=kind,
            start=start,
            example=example,
        )
    if number and _PASSPORT.fullmatch(number) is None:
        raise IdentityUnclearError("证件号码应为 5 至 20 位字母和数字，请核对。")


def _is_checked(number: str) -> bool:
    try:
        return len(number) == len(str(ResidentId(number)))
    except ResidentIdError:
        return False

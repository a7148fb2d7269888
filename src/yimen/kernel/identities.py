"""Identity numbers of residents and social credit codes of organisations: checked when made, hidden
when shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from yimen.kernel.errors import YimenError
from yimen.kernel.titled import Titled

CHINA = ZoneInfo("Asia/Shanghai")
_EIGHTEEN = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_FIFTEEN = re.compile(r"[1-9]\d{14}", re.ASCII)


class ResidentIdError(YimenError):
    """The message never repeats the number."""

    code = "resident_id_refused"


class SocialCreditCodeError(YimenError):
    code = "social_credit_code_refused"


class Sex(Titled):
    FEMALE = "female", "女"
    MALE = "male", "男"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A valid resident identity number of 18 digits; 15 digits are converted. `repr` never shows it."""

    number: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", _checked(self.number))

    @property
    def birth_date(self) -> date:
        return _birth_date(self.number)

    @property
    def sex(self) -> Sex:
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE

    @property
    def last_four(self) -> str:
        return self.number[-4:]

    def masked(self) -> str:
        """The first six and the last four, as official notices print it."""
        return f"{self.number[:6]}{'*' * 8}{self.number[-4:]}"

    def __str__(self) -> str:
        return self.number


def masked_name(name: str) -> str:
    """张三丰 → 张**, for whoever may not know more; the length stays, nothing else."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def _checked(text: str) -> str:
    number = text.strip().upper()
    if _FIFTEEN.fullmatch(number):
        stem = f"{number[:6]}19{number[6:]}"
        number = stem + mod_11_2.calc_check_digit(stem)
    if not _EIGHTEEN.fullmatch(number):
        raise ResidentIdError(
            "公民身份号码须为 18 位（或旧的 15 位）；请逐位核对，末位可为 X", length=len(number)
        )
    if not mod_11_2.is_valid(number):
        raise ResidentIdError("公民身份号码的校验位不对；请逐位核对，通常是一位抄错或两位颠倒")
    if _birth_date(number) > datetime.now(CHINA).date():
        raise ResidentIdError("公民身份号码中的出生日期在今天之后；请核对第 7 至 14 位")
    return number


def _birth_date(number: str) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ResidentIdError("公民身份号码中的出生日期不存在；请核对第 7 至 14 位") from None
    if born.year < 1850:
        raise ResidentIdError("公民身份号码中的出生日期早于 1850 年；请核对第 7 至 14 位")
    return born


@dataclass(frozen=True, slots=True)
class SocialCreditCode:
    """A valid unified social credit code of an organisation, 18 characters."""

    code: str

    def __post_init__(self) -> None:
        try:
            checked = uscc.validate(self.code)
        except ValidationError:
            raise SocialCreditCodeError(
                "“%(value)s”不是有效的统一社会信用代码；应为 18 位且校验位相符，请逐位核对",
                value=self.code,
            ) from None
        object.__setattr__(self, "code", checked)

    def __str__(self) -> str:
        return self.code

"""Accounts that money is paid to, and what a bank says of one that it refused."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Money, Month, RegionCode, Titled

MONTHS_BACK = 6
"""How far back a payment may lie that came back, this month included; the office's own."""


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """Where an award is paid to; the number is encrypted at rest and never shown whole."""

    holder: str
    bank: str
    number: str

    @property
    def masked(self) -> str:
        """The last four digits."""
        return f"****{self.number[-4:]}"


class AccountFault(Titled):
    """Why a bank or agency could not pay to an account."""

    NO_SUCH = "no_such", "账户不存在"
    CLOSED = "closed", "账户已经销户"
    NAME_DIFFERS = "name_differs", "户名与账号不符"
    NUMBER_WRONG = "number_wrong", "账号有误"
    DORMANT = "dormant", "账户长期不动，已被银行暂停使用"
    FROZEN = "frozen", "账户被冻结或者止付"
    LIMITED = "limited", "账户收款受限（如身份证件过期、限额）"
    OTHER = "other", "其他原因"

    @property
    def remedy(self) -> str:
        """What a family can do about it, in plain words."""
        return _FAULTS[self][1]


_FAULTS = {
    AccountFault.NO_SUCH: ("账户不存在", "请提供本人正在使用的存折或者银行卡"),
    AccountFault.CLOSED: ("账户已经销户", "请提供本人另一个存折或者银行卡，没有的到银行新开一个"),
    AccountFault.NAME_DIFFERS: ("户名与账号不符", "请核对开户名和账号，登记错了的更正"),
    AccountFault.NUMBER_WRONG: ("账号有误", "请对照存折或者银行卡更正账号"),
    AccountFault.DORMANT: ("账户长期不动，已被银行暂停使用", "带身份证到开户银行重新启用，或者换一个账户"),
    AccountFault.FROZEN: ("账户被冻结或者止付", "到开户银行问清原因，或者换一个账户"),
    AccountFault.LIMITED: (
        "账户收款受限（如身份证件过期、限额）",
        "带身份证到开户银行更新资料，或者换一个账户",
    ),
    AccountFault.OTHER: ("其他原因", "到开户银行问清原因，或者换一个账户"),
}


class ListState(Titled):
    """How far a list of refused accounts is."""

    CHECKED = "checked", "已检查，等待接收"
    TAKING = "taking", "正在接收"
    TAKEN = "taken", "已接收"
    DISCARDED = "discarded", "已作废"


@dataclass(frozen=True, slots=True, repr=False)
class Refused:
    """What a bank or agency says of one account; `number` is all of it, or its last digits."""

    household_id: UUID
    person_id: UUID
    number: str
    fault: AccountFault
    told_by: str
    told_on: date
    paid_for: Month
    note: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ListedRefusal:
    """One row of a bank's list, read and found sound."""

    row: int
    name: str
    refused: Refused


@dataclass(frozen=True, slots=True, repr=False)
class Payee:
    """Who is paid in a household: awards of one person, what a month comes to, and the account if known.

    `over` are those of the awards that pay nothing after the month asked about.
    """

    person_id: UUID
    name: str
    region: str
    awards: tuple[UUID, ...]
    amount: Money
    numbers: tuple[str, ...]
    over: frozenset[UUID] = frozenset()

    @property
    def goes_on(self) -> bool:
        """Whether anything is paid month by month from now on."""
        return not self.over.issuperset(self.awards)

    @property
    def masked(self) -> str:
        """The last digits of the accounts on file."""
        return "、".join(f"****{number[-4:]}" for number in self.numbers)


class RefusalState(Titled):
    """How far a refused account is."""

    STANDING = "standing", "等待家庭提供账户"
    GIVEN = "given", "已登记账户，等待第二人确认"
    ENDED = "ended", "已恢复发放"


@dataclass(frozen=True, slots=True)
class RefusalFilters:
    """Which refused accounts to list; what is left out does not narrow."""

    state: RefusalState | None = None
    fault: AccountFault | None = None
    region: RegionCode | None = None

"""Account numbers and what banks say of them: whether it is ours, can be one, which reason is meant; pure."""

from collections.abc import Iterable, Mapping

from yimen.domains.awards.types.accounts import AccountFault
from yimen.foundation.spreadsheets.tables import Column, ColumnKind

LEAST_DIGITS = 4
"""Banks often name the last digits only."""
WHOLE = range(8, 31)
"""How many digits a whole number has."""
_WORDS: Mapping[AccountFault, tuple[str, ...]] = {
    AccountFault.NO_SUCH: ("不存在", "无此账", "无此户", "查无", "无该账户"),
    AccountFault.CLOSED: ("销户", "注销", "已销"),
    AccountFault.NAME_DIFFERS: ("户名", "姓名不符", "名称不符", "姓名不一致"),
    AccountFault.DORMANT: ("不动户", "长期不动", "睡眠", "久悬", "休眠"),
    AccountFault.FROZEN: ("冻结", "止付", "挂失"),
    AccountFault.LIMITED: ("限额", "过期", "身份信息", "受限", "非柜面"),
    AccountFault.NUMBER_WRONG: ("账号错", "账号有误", "卡号错", "卡号有误", "校验", "位数"),
}
"""Words by which a bank's own reason is recognised; the office's own, as lists of banks read."""
COLUMNS = (
    Column("name", "姓名", synonyms=("户名", "收款人", "收款人姓名", "收款人名称"), required=True),
    Column("identity", "身份证号", ColumnKind.RESIDENT_ID, ("公民身份号码", "证件号码"), required=True),
    Column(
        "account", "银行账号", synonyms=("账号", "收款账号", "银行卡号", "卡号"), required=True, longest=40
    ),
    Column("told_on", "退回日期", ColumnKind.DAY, ("处理日期", "交易日期", "退票日期"), required=True),
    Column("fault", "退回原因", synonyms=("失败原因", "原因", "退票原因"), required=True, longest=100),
    Column("paid_for", "发放月份", ColumnKind.MONTH, ("月份", "所属月份"), required=True),
)
"""A list of refused accounts, with the words banks use for its headings."""


def plain_number(text: str) -> str:
    """Without blanks, hyphens and what stands for hidden digits."""
    return "".join(sign for sign in text if sign not in " -*＊　")


def is_number(number: str) -> bool:
    """The last digits of an account at least."""
    return number.isascii() and number.isdecimal() and LEAST_DIGITS <= len(number) <= WHOLE.stop - 1


def is_whole(number: str) -> bool:
    """All of its digits."""
    return is_number(number) and len(number) in WHOLE


def is_same(ours: str, told: str) -> bool:
    """Whether a bank speaks of an account of ours: by all digits, or by as many of the last as it names."""
    return ours == told or (len(told) < WHOLE.start and ours.endswith(told))


def may_be_of(known: Iterable[str], told: str) -> bool:
    """Of whoever has an account on file it must be one of them; of whoever has none it may be any."""
    numbers = list(known)
    return not numbers or any(is_same(number, told) for number in numbers)


def fault_of(said: str) -> AccountFault:
    """Which reason a bank's own words are; its words are kept where they are none of those known."""
    return next(
        (fault for fault, words in _WORDS.items() if any(word in said for word in words)), AccountFault.OTHER
    )

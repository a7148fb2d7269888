"""What a finding shows of an account that was refused: columns as those of a department's set."""

from yimen.domains.awards.types.accounts import AccountFault
from yimen.domains.verification.types.sets import ColumnKind, SetColumn

ACCOUNT_SOURCE = "代发机构退回的账户"
ACCOUNT_COLUMNS = (
    SetColumn("told_by", "代发机构", ColumnKind.TEXT),
    SetColumn("fault", "退回原因", ColumnKind.CODE, codes={each.value: each.title for each in AccountFault}),
    SetColumn("account", "账号", ColumnKind.TEXT),
    SetColumn("paid_for", "退回的是哪个月的款", ColumnKind.MONTH),
    SetColumn("told_on", "退回日期", ColumnKind.DAY),
    SetColumn("note", "银行的说法", ColumnKind.TEXT),
)

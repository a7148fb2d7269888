"""What may stand in a column of an exchanged file: the fields of each kind of record, with their kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yimen.domains.cases.types import CaseKind, CaseState, OutcomeState
from yimen.domains.exchange.types.profiles import RecordKind
from yimen.domains.people.types import Relation
from yimen.foundation.spreadsheets.tables.columns import ColumnKind
from yimen.kernel import Programme, Sex


@dataclass(frozen=True)
class Field:
    """One thing we know of a record; `choices` are its values with their official words."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    choices: Mapping[str, str] | None = None
    longest: int = 60


def _choices(*kinds: type[StrEnum]) -> Mapping[str, str]:
    return {each.value: str(each.title) for kind in kinds for each in kind}


_PROGRAMME = Field("救助项目", ColumnKind.CHOICE, _choices(Programme))
_PLACE = {
    "region_code": Field("行政区划代码"),
    "town": Field("乡镇（街道）"),
    "village": Field("村（社区）"),
}
_HEAD = {
    "household_number": Field("户编号"),
    "head_name": Field("户主姓名"),
    "head_number": Field("户主身份证号", ColumnKind.RESIDENT_ID),
}

FIELDS: Mapping[RecordKind, Mapping[str, Field]] = {
    RecordKind.HOUSEHOLDS: {
        **_HEAD,
        "size": Field("家庭人口", ColumnKind.NUMBER),
        "address": Field("住址", longest=200),
        "phone": Field("联系电话"),
        "is_urban": Field("城镇户", ColumnKind.YES_NO),
        "founded_on": Field("建档日期", ColumnKind.DAY),
        **_PLACE,
    },
    RecordKind.MEMBERS: {
        **_HEAD,
        "name": Field("姓名"),
        "number": Field("身份证号", ColumnKind.RESIDENT_ID),
        "relation": Field("与户主关系", ColumnKind.CHOICE, _choices(Relation)),
        "sex": Field("性别", ColumnKind.CHOICE, _choices(Sex)),
        "birth_date": Field("出生日期", ColumnKind.DAY),
        "joined_on": Field("加入日期", ColumnKind.DAY),
        **_PLACE,
    },
    RecordKind.CASES: {
        "case_number": Field("办件编号"),
        "kind": Field("办件种类", ColumnKind.CHOICE, _choices(CaseKind)),
        "programme": _PROGRAMME,
        "name": Field("申请人"),
        "number": Field("申请人身份证号", ColumnKind.RESIDENT_ID),
        "household_number": Field("户编号"),
        "step": Field("办理环节", ColumnKind.CHOICE, _choices(CaseState, OutcomeState)),
        "submitted_on": Field("申请日期", ColumnKind.DAY),
        "accepted_on": Field("受理日期", ColumnKind.DAY),
        "decided_on": Field("决定日期", ColumnKind.DAY),
        "closed_on": Field("办结日期", ColumnKind.DAY),
        "amount": Field("决定金额", ColumnKind.AMOUNT),
        "from_month": Field("起始月份", ColumnKind.MONTH),
        **_PLACE,
    },
    RecordKind.AWARDS: {
        "case_number": Field("办件编号"),
        "programme": _PROGRAMME,
        "name": Field("保障对象"),
        "number": Field("保障对象身份证号", ColumnKind.RESIDENT_ID),
        "household_number": Field("户编号"),
        "size": Field("家庭人口", ColumnKind.NUMBER),
        "amount": Field("本月金额", ColumnKind.AMOUNT),
        "month": Field("月份", ColumnKind.MONTH),
        "from_month": Field("起始月份", ColumnKind.MONTH),
        "until_month": Field("止于月份", ColumnKind.MONTH),
        **_PLACE,
    },
    RecordKind.CONTACTS: {
        "reference": Field("来件编号"),
        "received_on": Field("收到日期", ColumnKind.DAY),
        "name": Field("姓名"),
        "number": Field("身份证号", ColumnKind.RESIDENT_ID),
        "phone": Field("联系电话"),
        "address": Field("住址", longest=200),
        "programme": _PROGRAMME,
        "asked": Field("诉求", longest=400),
        "asked_by": Field("代为提出的人"),
        "asked_by_relation": Field("与求助人的关系", longest=40),
        "region_code": _PLACE["region_code"],
    },
}

OWED: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.HOUSEHOLDS: ("head_number",),
    RecordKind.AWARDS: ("number",),
    RecordKind.CONTACTS: ("reference", "received_on", "name"),
}
"""Fields without which a row that comes in cannot be told from others; kinds left out are only written."""

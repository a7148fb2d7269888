"""The columns of an opening roll, with the words offices use for them and a help for each; pure."""

from collections.abc import Mapping
from dataclasses import replace

from yimen.domains.exchange.types.roll import RollSheet
from yimen.domains.people.types import DisabilityKind, Relation
from yimen.foundation.spreadsheets.tables import Column, ColumnKind
from yimen.kernel import Programme

ON_A_ROLL = tuple(programme for programme in Programme if not programme.is_one_off)
"""What goes on from month to month; what was given once is not taken over."""
_RELATIONS = {each.title: each.value for each in Relation} | {
    "本人": "head", "妻": "spouse", "夫": "spouse", "丈夫": "spouse", "妻子": "spouse",
    "子": "child", "女": "child", "儿子": "child", "女儿": "child",
    "父": "parent", "母": "parent", "父亲": "parent", "母亲": "parent",
    "孙子": "grandchild", "孙女": "grandchild",
    "兄": "sibling", "弟": "sibling", "姐": "sibling", "妹": "sibling", "其他关系": "other",
}  # fmt: skip
_PROGRAMMES = {each.title: each.value for each in ON_A_ROLL} | {
    "低保": "dibao", "单人保": "dibao_single", "特困": "tekun", "特困供养": "tekun",
    "低保边缘": "dibao_margin", "低保边缘家庭": "dibao_margin",
    "刚性支出": "rigid_expense", "困难残疾人补贴": "disability_living",
    "残疾人护理补贴": "disability_care", "孤儿": "orphan", "事实无人抚养儿童": "unattended_child",
}  # fmt: skip
_KINDS = {each.title: each.value for each in DisabilityKind}
_LEVELS = {f"{word}级": str(n) for n, word in enumerate("一二三四", start=1)} | {
    str(n): str(n) for n in range(1, 5)
}
_URBAN = {"城镇": "urban", "农村": "rural", "城市": "urban"}

KEY = Column("key", "家庭编号", synonyms=("户编号", "户号", "家庭序号"), required=True, longest=40)
FAMILY_COLUMNS = (
    KEY,
    Column("name", "户主姓名", synonyms=("户主", "姓名"), required=True),
    Column("identity", "户主身份证号", ColumnKind.RESIDENT_ID, ("身份证号", "户主身份证"), required=True),
    Column(
        "place",
        "村（社区）名称或代码",
        synonyms=("村", "村居", "所在村", "行政村", "村（社区）"),
        required=True,
    ),
    Column("registered", "户籍地村（社区）名称或代码", synonyms=("户籍地",)),
    Column("address", "住址", synonyms=("家庭住址", "居住地址", "地址"), required=True, longest=200),
    Column("urban", "城乡", ColumnKind.CHOICE, ("城乡类别", "户别"), required=True, choices=_URBAN),
    Column("phone", "联系电话", synonyms=("电话", "手机号"), longest=30),
    Column("number", "档案号", synonyms=("证号", "低保证号", "救助证号"), longest=40),
    Column("income", "家庭月收入", ColumnKind.AMOUNT, ("月收入", "家庭月总收入")),
)
MEMBER_COLUMNS = (
    KEY,
    Column("name", "姓名", synonyms=("成员姓名",), required=True),
    Column("relation", "与户主关系", ColumnKind.CHOICE, ("关系",), required=True, choices=_RELATIONS),
    Column("identity", "身份证号", ColumnKind.RESIDENT_ID, ("公民身份号码", "身份证"), required=True),
    Column("disability_kind", "残疾类别", ColumnKind.CHOICE, choices=_KINDS),
    Column("disability_level", "残疾等级", ColumnKind.CHOICE, choices=_LEVELS),
)
AWARD_COLUMNS = (
    KEY,
    Column(
        "programme", "救助项目", ColumnKind.CHOICE, ("项目", "救助类别"), required=True, choices=_PROGRAMMES
    ),
    Column("holder", "保障对象身份证号", ColumnKind.RESIDENT_ID, ("对象身份证号",)),
    Column("amount", "月金额", ColumnKind.AMOUNT, ("月救助金额", "月保障金", "月发放金额"), required=True),
    Column("since", "享受起始月", ColumnKind.MONTH, ("起始月", "享受时间", "开始享受月份"), required=True),
    Column("decided_on", "确认日期", ColumnKind.DAY, ("审批日期", "批准日期")),
    Column("reviewed_on", "最近核查日期", ColumnKind.DAY, ("上次核查日期", "最近复核日期")),
    Column("account_holder", "开户名", synonyms=("户名",)),
    Column("bank", "开户银行", synonyms=("开户行", "银行")),
    Column("account", "银行账号", synonyms=("账号", "银行卡号", "卡号"), longest=40),
)
SHEETS: Mapping[RollSheet, tuple[Column, ...]] = {
    RollSheet.FAMILIES: FAMILY_COLUMNS,
    RollSheet.MEMBERS: MEMBER_COLUMNS,
    RollSheet.AWARDS: AWARD_COLUMNS,
}
_FAMILY_FACTS = ("place", "registered", "address", "urban", "phone", "number", "income")
FLAT_COLUMNS = (
    *MEMBER_COLUMNS,
    *(replace(each, required=False) for each in FAMILY_COLUMNS if each.key in _FAMILY_FACTS),
    *(replace(each, required=False) for each in AWARD_COLUMNS if each.key not in ("key", "holder")),
)
"""One row for each person; what is of the family stands in the row of its head, an award in its holder's."""

HELPS: Mapping[str, str] = {
    "家庭编号": "本表内每户一个编号，三张表靠它对应，如 1、2、3",
    "户主姓名": "与身份证一致",
    "户主身份证号": "18 位；单元格请设为文本",
    "村（社区）名称或代码": "村名；县内有同名的，写“乡镇＋村名”或 12 位区划代码",
    "户籍地村（社区）名称或代码": "与居住地相同的可以空着；外县的写 12 位代码",
    "住址": "村以下的地址，如“墩背村12号”",
    "城乡": "从列表中选择",
    "联系电话": "可以空着",
    "档案号": "原纸质档案或证件的编号，可以空着",
    "家庭月收入": "最近一次认定的家庭月总收入，用于与规则测算对照，可以空着",
    "姓名": "户主以外的家庭成员；户主只在有残疾证时再列一行",
    "与户主关系": "从列表中选择",
    "身份证号": "18 位；单元格请设为文本",
    "残疾类别": "持残疾人证的填写",
    "残疾等级": "一级至四级",
    "救助项目": "从列表中选择",
    "保障对象身份证号": "发给个人的项目（特困、单人保、补贴、儿童）必填；发给全家的空着",
    "月金额": "现在每月实际发放的金额（元）；只认定身份、不发钱的填 0",
    "享受起始月": "从哪个月开始享受，如 2024-03",
    "确认日期": "县或乡镇确认的日期；空着按起始月第一天",
    "最近核查日期": "空着的从确认日期起算，已超过周期的会立即列入核查",
    "开户名": "三项账户信息同时填或同时空着",
    "开户银行": "写全称",
    "银行账号": "单元格请设为文本；加密保存",
}
"""What stands below each heading of the template."""

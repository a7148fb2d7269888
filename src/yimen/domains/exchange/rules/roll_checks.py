"""What may be wrong with the families of an opening roll, said of the row it stands in; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yimen.domains.exchange.rules.roll_drafts import Draft
from yimen.domains.exchange.rules.roll_places import Places
from yimen.domains.exchange.rules.roll_programmes import Held, excluded_by
from yimen.domains.people.types import KnownPerson, Relation
from yimen.foundation.spreadsheets.tables import Row
from yimen.kernel import Money, Month, Programme, RegionCode, RegionCodeError, ResidentId, Sentence

_HOLDER = "保障对象身份证号"
_ACCOUNT = ("account_holder", "bank", "account")
_DIGITS = range(8, 31)


@dataclass(frozen=True)
class Around:
    """What a roll is checked against: the day, the places, who is on file and what runs already."""

    today: date
    from_month: Month
    county: RegionCode
    places: Places
    for_persons: frozenset[Programme]
    known: Mapping[str, KnownPerson] = field(default_factory=dict)
    running: Mapping[UUID, list[tuple[Programme, UUID | None]]] = field(default_factory=dict)


def check_listed(drafts: Iterable[Draft], around: Around) -> None:
    """What the rows say by themselves, into the families."""
    families = list(drafts)
    for draft in families:
        _take_cell_faults(draft)
        _check_family(draft, around)
        _check_members(draft)
        for row in draft.awards:
            _check_award(draft, row, around)
        _check_together(draft, around)
    _check_identities(families)


def head_of(draft: Draft) -> ResidentId | None:
    """The number of the head."""
    found = None if draft.family is None else draft.family.values.get("identity")
    return found if isinstance(found, ResidentId) else None


def others_of(draft: Draft) -> list[Row]:
    """The rows of members but the head's own."""
    head = head_of(draft)
    return [row for row in draft.members if row.values.get("identity") != head]


def identities_of(draft: Draft) -> dict[ResidentId, tuple[str, Row]]:
    """Everybody of a family by number, with the row that names them; head first."""
    found: dict[ResidentId, tuple[str, Row]] = {}
    head = head_of(draft)
    if head is not None and draft.family is not None:
        found[head] = ("family", draft.family)
    for row in others_of(draft):
        identity = row.values.get("identity")
        if isinstance(identity, ResidentId):
            found.setdefault(identity, ("member", row))
    return found


def _take_cell_faults(draft: Draft) -> None:
    rows = [("family", draft.family)] if draft.family is not None else []
    rows += [("member", row) for row in draft.members] + [("award", row) for row in draft.awards]
    told = set()
    for part, row in rows:
        for fault in row.faults:
            if (draft.sheets[part], fault.row, fault.column) not in told:
                told.add((draft.sheets[part], fault.row, fault.column))
                draft.find(part, row, fault.column, fault.wrong, fault.remedy)


def _check_family(draft: Draft, around: Around) -> None:
    family = draft.family
    if family is None:
        part, row = ("member", draft.members[0]) if draft.members else ("award", draft.awards[0])
        wrong = Sentence("没有编号为“%(key)s”的户主。", key=draft.key)
        draft.find(part, row, "家庭编号", wrong, Sentence("请补上户主，或改正家庭编号。"))
        return
    for column, title in (("place", "村（社区）名称或代码"), ("address", "住址"), ("urban", "城乡")):
        if family.values.get(column) is None and all(fault.column != title for fault in family.faults):
            draft.find("family", family, title, Sentence("没有填写。"), Sentence("请补上这一格。"))
    place = around.places.find(family.text("place")) if family.text("place") else None
    if isinstance(place, Sentence):
        remedy = Sentence("请写“乡镇＋村名”，或 12 位区划代码。")
        draft.find("family", family, "村（社区）名称或代码", place, remedy)
    if (unknown := _registered(family, around)) is not None:
        draft.find(
            "family", family, "户籍地村（社区）名称或代码", unknown, Sentence("外县的请写 12 位区划代码。")
        )
    if not draft.awards:
        draft.find(
            "family", family, "", Sentence("这一户没有待遇。"), Sentence("请在待遇中补上，或删去这一户。")
        )


def _registered(family: Row, around: Around) -> Sentence | None:
    written = family.text("registered")
    if not written or isinstance(registered_of(written, around.places), RegionCode):
        return None
    return Sentence("看不出“%(name)s”是哪里。", name=written)


def registered_of(written: str, places: Places) -> RegionCode | Sentence:
    """A village of the county by its name, or any place by its code."""
    try:
        return RegionCode(written)
    except RegionCodeError:
        return places.find(written)


def _check_members(draft: Draft) -> None:
    seen: set[object] = {head_of(draft)}
    for row in others_of(draft):
        if row.values.get("relation") == Relation.HEAD:
            wrong = Sentence("这一户另有户主。")
            draft.find("member", row, "与户主关系", wrong, Sentence("一户只有一个户主，请改正关系。"))
        identity = row.values.get("identity")
        if identity is not None and identity in seen:
            wrong = Sentence("同一户内这个身份证号出现了两次。")
            draft.find("member", row, "身份证号", wrong, Sentence("请删去重复的一行，或改正号码。"))
        seen.add(identity)
    for row in draft.members:
        if (row.values.get("disability_kind") is None) != (row.values.get("disability_level") is None):
            wrong = Sentence("残疾类别和等级只填了一项。")
            draft.find("member", row, "残疾等级", wrong, Sentence("请对照残疾人证补全。"))


def _check_award(draft: Draft, row: Row, around: Around) -> None:
    _check_holder(draft, row, around)
    _check_times(draft, row, around)
    _check_amount(draft, row)
    _check_account(draft, row)


def holder_of(draft: Draft, row: Row, for_persons: frozenset[Programme]) -> ResidentId | None:
    """Whom an award is for; in a list its own row says it, where the programme is for a person."""
    programme = row.values.get("programme")
    named = row.values.get("holder")
    if named is None and "holder" not in row.values and programme in for_persons:
        named = row.values.get("identity")
    return named if isinstance(named, ResidentId) else None


def _check_holder(draft: Draft, row: Row, around: Around) -> None:
    programme, holder = row.values.get("programme"), holder_of(draft, row, around.for_persons)
    if programme is None or any(fault.column in (_HOLDER, "身份证号") for fault in row.faults):
        return
    title = Programme(str(programme))
    if programme in around.for_persons and holder is None:
        wrong = Sentence("“%(programme)s”发给个人，没有写明是谁。", programme=title)
        draft.find("award", row, _HOLDER, wrong, Sentence("请填写保障对象的身份证号。"))
    elif programme not in around.for_persons and holder is not None:
        wrong = Sentence("“%(programme)s”发给全家，不写保障对象。", programme=title)
        draft.find("award", row, _HOLDER, wrong, Sentence("请清空这一格，或改正救助项目。"))
    elif holder is not None and draft.family is not None and holder not in identities_of(draft):
        wrong = Sentence("保障对象不是这一户的成员。")
        draft.find("award", row, _HOLDER, wrong, Sentence("请改正身份证号，或在成员中补上此人。"))


def _check_times(draft: Draft, row: Row, around: Around) -> None:
    since = row.values.get("since")
    if isinstance(since, Month) and since > around.from_month:
        wrong = Sentence("起始月晚于接管月份%(month)s。", month=str(around.from_month))
        draft.find("award", row, "享受起始月", wrong, Sentence("接管以后才开始的，请按新申请办理。"))
    for column, title in (("decided_on", "确认日期"), ("reviewed_on", "最近核查日期")):
        day = row.values.get(column)
        if isinstance(day, date) and day > around.today:
            wrong = Sentence("%(title)s在今天以后。", title=title)
            draft.find("award", row, title, wrong, Sentence("请核对日期。"))


def _check_amount(draft: Draft, row: Row) -> None:
    amount, programme = row.values.get("amount"), row.values.get("programme")
    if amount == Money(0) and programme is not None and not Programme(str(programme)).is_standing:
        draft.find("award", row, "月金额", Sentence("金额为零。"), Sentence("请填写现在每月实际发放的金额。"))
    if amount is None and all(fault.column != "月金额" for fault in row.faults):
        draft.find("award", row, "月金额", Sentence("没有填写。"), Sentence("请补上这一格。"))
    if row.values.get("since") is None and all(fault.column != "享受起始月" for fault in row.faults):
        draft.find("award", row, "享受起始月", Sentence("没有填写。"), Sentence("请补上这一格。"))


def _check_account(draft: Draft, row: Row) -> None:
    given = [row.text(column) for column in _ACCOUNT]
    if any(given) and not all(given):
        wrong = Sentence("开户名、开户银行、银行账号没有填全。")
        draft.find("award", row, "银行账号", wrong, Sentence("三项同时填写，或同时空着。"))
        return
    plain = account_number(row)
    if plain and (not plain.isascii() or not plain.isdecimal() or len(plain) not in _DIGITS):
        wrong = Sentence("银行账号应为 8 至 30 位数字。")
        draft.find("award", row, "银行账号", wrong, Sentence("请按存折或银行卡核对。"))


def account_number(row: Row) -> str:
    """Without blanks and hyphens."""
    return row.text("account").replace(" ", "").replace("-", "")


def _check_together(draft: Draft, around: Around) -> None:
    """The awards of a family beside each other."""
    held: list[Held] = []
    for row in draft.awards:
        if row.values.get("programme") is None:
            continue
        award = award_for(draft, row, around)
        if award in held:
            wrong = Sentence("同一项待遇列了两次。")
            draft.find("award", row, "救助项目", wrong, Sentence("请合并为一行。"))
        for other, article in excluded_by(award, held):
            tell_excluded(draft, row, other, article)
        held.append(award)


def tell_excluded(draft: Draft, row: Row, other: Programme, article: str) -> None:
    """An award that does not go with another one."""
    wrong = Sentence("与“%(other)s”不能同时享受（%(article)s）。", other=other, article=article)
    draft.find("award", row, "救助项目", wrong, Sentence("请核实后只保留一项；另一项按程序办理停止。"))


def _check_identities(families: Iterable[Draft]) -> None:
    """Nobody belongs to two families."""
    first: dict[ResidentId, tuple[Draft, Row]] = {}
    for draft in families:
        for identity, (part, row) in identities_of(draft).items():
            if identity not in first:
                first[identity] = (draft, row)
                continue
            other = first[identity]
            wrong = Sentence(
                "这个身份证号也在家庭“%(key)s”（第%(row)s行）。", key=other[0].key, row=other[1].number
            )
            title = "户主身份证号" if part == "family" else "身份证号"
            draft.find(part, row, title, wrong, Sentence("一个人只能在一户，请核实后删去一处。"))


def award_for(draft: Draft, row: Row, around: Around) -> Held:
    """The programme of a row and whom it is for."""
    holder = holder_of(draft, row, around.for_persons)
    return Programme(row.text("programme")), "" if holder is None else str(holder)

"""A kept determination in plain Chinese: sentences and rows for the file, reasons for the letter. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

from yimen.domains.library.types import (
    Determination,
    Explanation,
    LetterReason,
    Mark,
    Marks,
    Names,
    Row,
    Titles,
)
from yimen.domains.library.wording import NO_MARKS, in_words, row_of, statement
from yimen.kernel import Money, Programme, Sentence
from yimen.rulebook.leaf_titles import is_path, leaf_title

Reasons = Sequence[Mapping[str, Any]]

APPROVERS = {
    "county": "县级人民政府民政部门",
    "town": "乡镇人民政府、街道办事处",
    "county_head": "县级人民政府民政部门负责人",
    "county_government": "县级人民政府",
}
COMPONENTS = {
    "base": "基本保障",
    "basic": "基本生活",
    "supplement": "分类施保",
    "care": "照料护理",
    "total_reimbursed": "累计报销",
}
REPEATED = "〔转引〕"
REPEATED_NOTE = "标有〔转引〕的标准未见原文，与正式文件不符的，以正式文件为准并予更正"
CHANGES = {"start": "新增", "increase": "增发", "decrease": "减发", "stop": "停发", "exit": "退出"}


def explain(
    determination: Determination,
    titles: Titles,
    names: Names,
    unstated: Set[str] = frozenset(),
    marks: Marks = NO_MARKS,
) -> Explanation:
    """Result, reasons and what is not settled; the same determination always reads the same."""
    reasons = determination["reasons"]
    resting = _resting_on_repeated(reasons, marks)
    rows = tuple(
        replace(row_of(reason, titles, names, unstated, marks), is_repeated=reason.get("rule") in resting)
        for reason in reasons
    )
    return Explanation(
        headline=_headline(determination),
        sentences=tuple(_sentence(row) for row in rows),
        rows=rows,
        remarks=tuple(_remarks(determination, titles)),
    )


def _resting_on_repeated(reasons: Reasons, marks: Marks) -> Set[str]:
    """The rules that read a figure seen at second hand, and those that read what they found."""
    resting: set[str] = set()
    for _each in reasons:
        told = {
            str(reason.get("rule"))
            for reason in reasons
            if any(
                name in resting or marks.of(name, value) is Mark.REPEATED
                for name, value in (reason.get("because") or {}).items()
            )
        }
        if told <= resting:
            break
        resting |= told
    return resting


def letter_reasons(
    reasons: Reasons,
    titles: Titles,
    names: Names,
    *,
    is_positive: bool,
    unstated: Set[str] = frozenset(),
    marks: Marks = NO_MARKS,
) -> list[LetterReason]:
    """What a decision letter says: a refusal each condition that fails; else the amounts, then what is met.

    Conditions that rest on no amount or count are gathered in one sentence. A letter asserts nothing that
    nobody asked: a condition on what the family did not state is left out.
    """
    told_of = [row_of(reason, titles, names, unstated, marks) for reason in reasons]
    rows = [row for row in told_of if not row.is_unstated]
    if not is_positive:
        return [LetterReason(statement(row), row.article) for row in rows if row.holds is False]
    told = [row for row in rows if row.is_amount or (row.holds and _has_amount(row))]
    met = [row for row in rows if row.holds and row.article and not _has_amount(row) and not _sums_up(row)]
    gathered = [LetterReason("、".join(row.title for row in met), _articles(met))] if met else []
    return [LetterReason(statement(row), row.article) for row in told] + gathered


def second_hand_note(texts: Iterable[str]) -> str:
    """What a letter adds once where a figure it names was seen only at second hand."""
    return REPEATED_NOTE if any(REPEATED in text for text in texts) else ""


def _has_amount(row: Row) -> bool:
    return any(fact.is_worth_saying and fact.value.endswith("元") for fact in row.because)


def _sums_up(row: Row) -> bool:
    """It rests on other conditions only, which are told themselves."""
    return bool(row.because) and all(fact.value in ("是", "否") for fact in row.because)


def _articles(rows: Sequence[Row]) -> str:
    return "；".join(dict.fromkeys(row.article for row in rows))


def _sentence(row: Row) -> Sentence:
    if row.article:
        return Sentence("%(statement)s（%(article)s）。", statement=statement(row), article=row.article)
    return Sentence("%(statement)s。", statement=statement(row))


def _headline(determination: Determination) -> Sentence:
    programme = Programme(determination["programme"])
    if determination["eligible"] is None:
        return Sentence("%(programme)s：暂不能确定", programme=programme)
    if not determination["eligible"]:
        return Sentence("%(programme)s：不符合条件", programme=programme)
    eligible = Sentence("%(programme)s：符合条件", programme=programme)
    return _one_after_another([eligible, *_amount(determination), *_period(determination)])


def _one_after_another(parts: Iterable[Sentence]) -> Sentence:
    return reduce(lambda begun, part: Sentence("%(begun)s，%(part)s", begun=begun, part=part), parts)


def _amount(determination: Determination) -> Iterator[Sentence]:
    if (amount := determination.get("amount_month")) and Money.yuan(amount) != Money(0):
        yield _with_parts(Sentence("每月%(amount)s元", amount=Money.yuan(amount)), determination)
    if amount := determination.get("amount_once"):
        yield _with_parts(Sentence("一次性%(amount)s元", amount=Money.yuan(amount)), determination)


def _with_parts(amount: Sentence, determination: Determination) -> Sentence:
    paid = [
        Sentence("%(component)s%(amount)s元", component=COMPONENTS.get(name, name), amount=Money.yuan(value))
        for name, value in _paid_components(determination)
    ]
    if len(paid) < 2:
        return amount
    return Sentence("%(amount)s（%(parts)s）", amount=amount, parts=_one_after_another(paid))


def _paid_components(determination: Determination) -> list[tuple[str, str]]:
    components = determination.get("components") or {}
    return [
        (name, str(value))
        for name, value in components.items()
        if value not in (None, "0.00") and name in COMPONENTS
    ]


def _period(determination: Determination) -> Iterator[Sentence]:
    if start := determination.get("from"):
        yield Sentence("自%(day)s起", day=date.fromisoformat(start))
    if end := determination.get("through"):
        yield Sentence("至%(day)s止", day=date.fromisoformat(end))


def _called(name: str, titles: Titles) -> str:
    return leaf_title(name) if is_path(name) else titles.get(name, name)


def _remarks(determination: Determination, titles: Titles) -> Iterator[Sentence]:
    if missing := determination.get("missing"):
        yield Sentence("还需要查明：%(facts)s。", facts=[_called(name, titles) for name in missing])
    if _presupposes_standing(determination):
        yield Sentence("以低保等身份确认为前提：所属家庭的身份是本次测算得出的，确认之前不能确认本项补贴。")

    if determination.get("needs_review"):
        yield Sentence("有当地规定未查到来源，须由经办人员人工复核。")
    for change in determination.get("changes") or ():
        yield Sentence(
            "%(kind)s：%(component)s由%(before)s调整为%(after)s。",
            kind=CHANGES.get(change["kind"], change["kind"]),
            component=COMPONENTS.get(change["component"], change["component"]),
            before=in_words(change["before"]),
            after=in_words(change["after"]),
        )
    if approver := APPROVERS.get(determination.get("approver") or ""):
        yield Sentence("由%(approver)s确认。", approver=approver)


def _presupposes_standing(determination: Determination) -> bool:
    """A subsidy for poor families, where the family is poor only by the same run of the rules."""
    rested_on = [reason.get("because") or {} for reason in determination["reasons"]]
    is_counted_on = any(facts.get("receives_dibao") is False for facts in rested_on)
    is_living = determination["programme"] == Programme.DISABILITY_LIVING
    return is_living and bool(determination["eligible"]) and is_counted_on

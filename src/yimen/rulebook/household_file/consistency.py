"""What no single leaf shows: references to members that do not exist, dates and counts that
contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yimen.kernel import Sentence
from yimen.rulebook.household_file.leaves import UNKNOWN
from yimen.rulebook.household_file.reader import Reader

EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)


def full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def refuse_contradictions(facts: dict[str, Any], reader: Reader) -> None:
    if not EARLIEST <= facts["on"] <= LATEST:
        wrong = Sentence("%(value)s 超出范围", value=str(facts["on"]))
        allowed = Sentence("%(first)s 至 %(last)s 的日期", first=str(EARLIEST), last=str(LATEST))
        reader.refuse("on", wrong, allowed)
    _refuse_shared_refs(facts, reader)
    _refuse_strangers(facts, reader)
    for index, member in enumerate(facts["members"]):
        _check_member(member, facts["on"], f"members[{index}]", reader)
    _check_household(facts.get("household", {}), facts["on"], reader)
    if not isinstance(facts.get("parameters", {}), dict):
        reader.refuse("parameters", Sentence("不是一组参数"), Sentence("参数名称: 值"))


def _refuse_shared_refs(facts: dict[str, Any], reader: Reader) -> None:
    seen: set[str] = set()
    for index, member in enumerate(facts["members"]):
        if member["ref"] in seen:
            wrong = Sentence("“%(ref)s”已用于另一成员", ref=member["ref"])
            reader.refuse(f"members[{index}].ref", wrong, Sentence("在文件中唯一的文字"))
        seen.add(member["ref"])


def _refuse_strangers(facts: dict[str, Any], reader: Reader) -> None:
    refs = [member["ref"] for member in facts["members"]]
    for path, ref in _references(facts):
        if ref is not UNKNOWN and ref not in refs:
            known = Sentence("成员的 ref：%(refs)s", refs=refs)
            reader.refuse(path, Sentence("没有成员“%(ref)s”", ref=ref), known)


def _references(facts: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for index, member in enumerate(facts["members"]):
        yield from _each(f"members[{index}].carer_of", member.get("carer_of", ()))
    obligors = facts.get("obligors", ())
    if obligors is not UNKNOWN:
        for index, obligor in enumerate(obligors):
            yield from _each(f"obligors[{index}].supports", obligor.get("supports", ()))
    if "event" in facts and "member" in facts["event"]:
        yield "event.member", facts["event"]["member"]
    if "award_before" in facts:
        yield from _each(
            "award_before.supplement_members", facts["award_before"].get("supplement_members", ())
        )


def _each(path: str, refs: Any) -> Iterator[tuple[str, object]]:
    if refs is not UNKNOWN:
        for index, ref in enumerate(refs):
            yield f"{path}[{index}]", ref


def _check_member(member: dict[str, Any], on: date, path: str, reader: Reader) -> None:
    born, died, age = member.get("birth_date"), member.get("died_on"), member.get("age")
    if isinstance(born, date) and born > on:
        reader.refuse(f"{path}.birth_date", _later(born, on), _until(on))
    elif isinstance(born, date) and isinstance(age, int) and full_years(born, on) != age:
        wrong = Sentence("%(age)s 与 birth_date（%(born)s）不符", age=age, born=str(born))
        allowed = Sentence("%(years)s，或只写其中一项", years=full_years(born, on))
        reader.refuse(f"{path}.age", wrong, allowed)
    if isinstance(born, date) and isinstance(died, date) and died < born:
        wrong = Sentence("%(died)s 早于 birth_date（%(born)s）", died=str(died), born=str(born))
        reader.refuse(f"{path}.died_on", wrong, Sentence("不早于 %(born)s 的日期", born=str(born)))


def _later(day: date, on: date) -> Sentence:
    return Sentence("%(day)s 晚于 on（%(on)s）", day=str(day), on=str(on))


def _until(on: date) -> Sentence:
    return Sentence("不晚于 %(on)s 的日期", on=str(on))


def _check_household(household: dict[str, Any], on: date, reader: Reader) -> None:
    homes, uncounted = household.get("homes", 0), household.get("homes_not_counted", 0)
    if isinstance(homes, int) and isinstance(uncounted, int) and uncounted > homes:
        wrong = Sentence("%(n)s 多于 homes（%(homes)s）", n=uncounted, homes=homes)
        reader.refuse("household.homes_not_counted", wrong, Sentence("0 至 %(most)s", most=homes))
    since = household.get("lives_here_since")
    if isinstance(since, date) and since > on:
        reader.refuse("household.lives_here_since", _later(since, on), _until(on))

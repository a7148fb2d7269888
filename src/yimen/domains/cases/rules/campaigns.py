"""A yearly review: who is in, what a visit must say, in which order one walks. Pure."""

import re
from datetime import date

from yimen.domains.cases.types.campaigns import (
    CampaignPlan,
    Candidate,
    LeftOut,
    Visited,
    VisitFinding,
)
from yimen.kernel import Sentence

LONGEST_SPAN = 366
REVIEWED_BY = "社会救助法 第四十六条；民发〔2021〕57号 第三十一条"
_CHINESE_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")}
_NUMBER = re.compile(r"[0-9]+|[零一二三四五六七八九十]+")


def left_out(candidate: Candidate, plan: CampaignPlan) -> LeftOut | None:
    """Why a household with one of the programmes is not in; nothing where it is."""
    if candidate.is_in_another:
        return LeftOut.IN_ANOTHER
    if not candidate.lives_in:
        return LeftOut.LIVES_ELSEWHERE
    if plan.cycle is not None and candidate.months != plan.cycle:
        return LeftOut.OTHER_CLASS
    if candidate.ends_on is not None and candidate.ends_on <= plan.until_on:
        return LeftOut.ENDS_BEFORE
    if plan.only_due and candidate.due_on > plan.until_on:
        return LeftOut.NOT_DUE
    return None


def plan_faults(plan: CampaignPlan, today: date) -> list[Sentence]:
    """What is wrong with a plan, in words."""
    faults = []
    if not plan.programmes:
        faults.append(Sentence("请至少选择一个救助项目。"))
    if plan.until_on <= plan.from_on or plan.until_on < today:
        faults.append(Sentence("结束日期须在开始日期之后，并且不早于今天。"))
    if (plan.until_on - plan.from_on).days > LONGEST_SPAN:
        faults.append(Sentence("一次核查不超过一年。"))
    return faults


def due_day(candidate: Candidate, plan: CampaignPlan, today: date) -> date:
    """The end of the review, or the day of the law where that comes earlier and is still to come."""
    return min(plan.until_on, max(candidate.due_on, today))


def visit_faults(
    finding: VisitFinding, visited: Visited, *, from_on: date, until_on: date, today: date
) -> Sentence | None:
    """What a visit fails to say for what was found; nothing where it says all."""
    if not from_on <= visited.visited_on <= today:
        return Sentence("走访日期应在本次核查开始（%(day)s）以后、今天以前（含当日）。", day=from_on)
    if finding is VisitFinding.UNCHANGED and visited.second_post_id is None:
        return Sentence("走访不得少于2人，请选择另一名走访人员。")
    if finding is VisitFinding.NOT_MET:
        return _not_met_faults(visited, until_on, today)
    if finding in (VisitFinding.CHANGED, VisitFinding.MOVED) and not visited.note.strip():
        return Sentence("请写明是什么变化。")
    if finding is VisitFinding.DIED and visited.person_id is None:
        return Sentence("请选择去世的成员。")
    return None


def _not_met_faults(visited: Visited, until_on: date, today: date) -> Sentence | None:
    if not visited.note.strip():
        return Sentence("请写明没有见到的原因。")
    if visited.again_on is None or not today <= visited.again_on <= until_on:
        return Sentence("请填写再次走访的日期（今天以后，本次核查结束（%(day)s）以前）。", day=until_on)
    return None


def walking_key(address: str) -> tuple[tuple[int, int, str], ...]:
    """The order of doors: words as words, house and group numbers as numbers, Chinese ones too."""
    parts, at = [], 0
    for found in _NUMBER.finditer(address):
        if found.start() > at:
            parts.append((1, 0, address[at : found.start()]))
        parts.append((0, _number(found.group()), ""))
        at = found.end()
    if at < len(address):
        parts.append((1, 0, address[at:]))
    return tuple(parts)


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    before, ten, after = text.partition("十")
    tens = _digits(before) if before else 1
    return tens * 10 + _digits(after) if ten else _digits(text)


def _digits(text: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[word]) for word in text) or 0)

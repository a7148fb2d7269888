"""The state of a member in a few words for the papers: disability, illness, schooling, work; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from yimen.domains.people.types import DisabilityKind

LEVELS = "〇一二三四"
STUDENTS = {
    "preschool": "学前教育在读",
    "compulsory": "义务教育在读",
    "upper_secondary": "高中在读",
    "vocational": "中职在读",
    "undergraduate": "本科（专科）在读",
}
WORK = {"partial": "部分丧失劳动能力", "none": "无劳动能力", "full": "有劳动能力"}
UNREMARKABLE = "—"


def condition_words(member: Mapping[str, Any]) -> str:
    """What the declared file says of one member, as one phrase; a pupil's ability to work is not remarked."""
    return "，".join(_phrases(member)) or UNREMARKABLE


def _phrases(member: Mapping[str, Any]) -> Iterator[str]:
    disability = member.get("disability")
    if isinstance(disability, Mapping):
        yield f"{DisabilityKind(disability['kind']).title}残疾{LEVELS[int(disability['level'])]}级"
    if member.get("serious_illness") is True:
        yield "患重特大疾病"
    if student := STUDENTS.get(member.get("student") or ""):
        yield student
    elif work := WORK.get(member.get("work_ability") or ""):
        yield work

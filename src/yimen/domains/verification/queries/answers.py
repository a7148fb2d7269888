"""A file of answers read against what was asked: what would become of each row. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.network.types import Actor
from yimen.domains.people.queries.known import known_among
from yimen.domains.people.types import KnownPerson
from yimen.domains.verification.models import AnswerFile, SourceAnswer, SourceQuery
from yimen.domains.verification.queries.grounds import Grounds, grounds_of_cases
from yimen.domains.verification.recording import log_deeds
from yimen.domains.verification.rules.answers import Settled
from yimen.domains.verification.rules.duties import purpose_of
from yimen.domains.verification.rules.incoming import read_answers
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import (
    OUTSTANDING,
    AnswerResult,
    AnswerRow,
    AskedState,
    Deed,
    Ground,
    InField,
    Kept,
    LineKind,
    QueryAct,
    ReadAnswers,
    RowFate,
    Said,
    Source,
    Standing,
)
from yimen.foundation.files.actions import open_file
from yimen.foundation.spreadsheets.tables import Fault, Row
from yimen.kernel import Money, ResidentId, Sentence


@dataclass
class Taken:
    """What a file says of one question, while its rows come in."""

    asked: SourceQuery
    settled: Settled
    ground: Ground | None = None
    """On what it rests today; none where nobody permits it any more."""
    results: list[AnswerResult] = field(default_factory=list)
    remark: str = ""
    faulty: int = 0
    """Rows about it that are set aside."""


@dataclass(frozen=True)
class Plan:
    """A whole file: its rows with their fates, and each question with what it will hold."""

    read: ReadAnswers
    taken: Mapping[UUID, Taken]
    unpermitted: tuple[SourceQuery, ...] = ()
    """Asked about, but the permission was taken back or the case has ended: nothing is kept of them."""
    has_strangers: bool = False
    """Rows of people nobody asked about; nothing is kept of them either."""


def look_through(found: AnswerFile, *, by: Actor, is_taken: bool = False) -> Plan:
    """The file as it would be taken now; of one that was taken nothing is left to see.

    Where it is taken, its questions are held until that is done; else that somebody looked is logged.
    """
    if found.file_id is None:
        return Plan(ReadAnswers(()), {})
    content = b"".join(open_file(found.file_id, by=by).chunks)
    plan = planned(source_named(found.source), content, by=by, is_taken=is_taken)
    if not is_taken:
        log_deeds(_seen(plan, by), by=by)
    return plan


def _seen(plan: Plan, by: Actor) -> Iterator[tuple[Deed, UUID, Ground]]:
    """Of whom something is shown before it is taken, and on what that rests."""
    for one in plan.taken.values():
        asked = one.asked
        deed = Deed(
            QueryAct.VIEW,
            asked.region,
            purpose_of(by.role),
            case_id=asked.case_id,
            request_id=asked.request_id,
            source=asked.source,
        )
        if one.ground is not None:
            yield deed, asked.person_id, one.ground


def planned(source: Source, content: bytes, *, by: Actor, is_taken: bool = False) -> Plan:
    """Every row of a source's file, matched and settled in the order of the file."""
    table = read_answers(source, content)
    numbers = [number for row in table.rows if isinstance(number := row.values.get("number"), ResidentId)]
    known = known_among(numbers, by=by)
    asked = _asked(source, known, by, is_taken=is_taken)
    standing = _standing(asked)
    taken = _before(asked, standing)
    rows = [_settled(_row(row, source, known, asked), taken) for row in table.rows]
    touched = {each for row in rows for each in row.asked}
    unpermitted = [
        questions[0]
        for questions in asked.by_person.values()
        if not touched.intersection(each.id for each in questions)
    ]
    left_out = sum(row.fate is RowFate.LEFT_OUT for row in rows)
    return Plan(
        ReadAnswers(tuple(rows), table.unread),
        {key: each for key, each in taken.items() if key in touched},
        tuple(unpermitted),
        left_out > len(unpermitted),
    )


@dataclass(frozen=True)
class _Asked:
    """The questions of a source about the people of a file."""

    by_person: Mapping[UUID, Sequence[SourceQuery]]
    by_number: Mapping[str, Sequence[SourceQuery]]


def _asked(source: Source, known: Mapping[str, KnownPerson], by: Actor, *, is_taken: bool) -> _Asked:
    """Those of the county that asked: what others only show to it waits for their own file."""
    people = {each.person_id for each in known.values() if each.person_id is not None}
    own = SourceQuery.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    rows = own.filter(source=source.key, person__in=people, batch__isnull=False)
    if is_taken:  # in the order everybody holds them in, then read as they are now
        list(rows.select_for_update().order_by("id").values_list("id"))
    by_person: dict[UUID, list[SourceQuery]] = defaultdict(list)
    for each in rows.select_related("request").order_by("-asked_on", "-id"):
        by_person[each.person_id].append(each)
    by_number = {
        number: by_person[each.person_id] for number, each in known.items() if each.person_id in by_person
    }
    return _Asked(by_person, by_number)


def _standing(asked: _Asked) -> Grounds:
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for person, rows in asked.by_person.items():
        for each in rows:
            people[each.case_id].append(person)
    return grounds_of_cases(people, timezone.localdate())


def _before(asked: _Asked, standing: Grounds) -> dict[UUID, Taken]:
    """Each question with the answers it has already, and what it rests on."""
    questions = {each.id: each for rows in asked.by_person.values() for each in rows}
    kept: dict[UUID, list[Kept]] = defaultdict(list)
    for answer in SourceAnswer.objects.filter(query__in=questions).order_by("id"):
        kept[answer.query_id].append(Kept(answer.id, said_by(answer), Standing(answer.standing)))
    return {
        key: Taken(each, Settled(kept[key]), standing.get((each.case_id, each.person_id)))
        for key, each in questions.items()
    }


def said_by(answer: SourceAnswer) -> Said:
    """What a kept answer says."""
    kind = LineKind(answer.kind) if answer.kind else None
    amount = None if answer.amount_fen is None else Money(answer.amount_fen)
    return Said(kind, str(answer.item or ""), amount, answer.as_of)


def _row(row: Row, source: Source, known: Mapping[str, KnownPerson], asked: _Asked) -> AnswerRow:
    """A row as it was understood, with what is wrong in it."""
    result = row.text("result")
    made = AnswerRow(
        row=row.number,
        name=row.text("name"),
        result=AnswerResult(result) if result else None,
        said=_said(row, source),
        remark=row.text("remark"),
    )
    number = str(row.values.get("number") or "")
    doubts = [] if row.faults else list(_doubts(row, made, source, known.get(number)))
    questions = _meant(asked.by_number.get(number, ()), row.text("reference"))
    made = replace(made, asked=tuple(each.id for each in questions))
    faults = (*row.faults, *doubts)
    if faults and (made.asked or not number):
        return replace(made, fate=RowFate.WRONG, faults=faults, cells=row.cells)
    return made


def _said(row: Row, source: Source) -> Said:
    """Nothing found is said with no kind; a source that answers one kind need not name it."""
    if row.text("result") == AnswerResult.NOTHING:
        return Said(None, "", None, None)
    kind, amount, day = row.text("kind"), row.values.get("amount"), row.values.get("as_of")
    if not kind and len(source.answers) == 1:
        kind = source.answers[0].value
    return Said(
        LineKind(kind) if kind else None,
        row.text("item"),
        amount if isinstance(amount, Money) else None,
        day if isinstance(day, date) else None,
    )


def _doubts(row: Row, made: AnswerRow, source: Source, known: KnownPerson | None) -> Iterator[Fault]:
    heading = {each: titles[0] for each, titles in source.headings.items()}
    if known is not None and known.person_id is not None and known.name != made.name:
        yield Fault(
            row.number, heading[InField.NAME], Sentence("姓名和身份证号不是同一个人。"),
            Sentence("请与数据单位核对这一行。"),
        )  # fmt: skip
    if made.result not in (AnswerResult.FOUND, AnswerResult.PARTLY):
        return
    if made.said.kind is None:
        yield Fault(
            row.number, heading.get(InField.KIND, ""), Sentence("没有写明查到的是什么。"),
            Sentence("请按格式填写类别。"),
        )  # fmt: skip
    if made.said.amount is None:
        yield Fault(
            row.number, heading.get(InField.AMOUNT, ""), Sentence("没有填写金额。"),
            Sentence("没有金额的财产请填 0。"),
        )  # fmt: skip
    if made.said.as_of is None or made.said.as_of > timezone.localdate():
        yield Fault(
            row.number, heading.get(InField.AS_OF, ""), Sentence("没有数据日期，或者日期在今天以后。"),
            Sentence("请填写数据截止的日期。"),
        )  # fmt: skip


def _meant(questions: Sequence[SourceQuery], reference: str) -> Sequence[SourceQuery]:
    """The question of this reference; without one every question still open, else the newest."""
    if reference:
        return [each for each in questions if each.reference == reference]
    open_ones = [each for each in questions if each.state in OUTSTANDING]
    return open_ones or questions[:1]


def _settled(row: AnswerRow, taken: Mapping[UUID, Taken]) -> AnswerRow:
    """The row with its fate: it reaches only questions permitted still; else nobody sees what it says."""
    meant = [taken[each] for each in row.asked if _is_permitted(taken[each])]
    if row.fate is RowFate.WRONG and (meant or not row.asked):
        for each in meant:
            each.faulty += 1
        return replace(row, asked=tuple(each.asked.id for each in meant))
    if not meant or row.result is None:
        return AnswerRow(row.row, row.name, None, Said(None, "", None, None), "", fate=RowFate.LEFT_OUT)
    fates = [_take(each, row, row.result) for each in meant]
    worst = max(fates, key=_WEIGHT.index)
    return replace(row, asked=tuple(each.asked.id for each in meant), fate=worst)


_WEIGHT = (RowFate.REPEATED, RowFate.UNABLE, RowFate.FRESH, RowFate.DOUBTED)


def _take(one: Taken, row: AnswerRow, result: AnswerResult) -> RowFate:
    one.results.append(result)
    one.remark = row.remark or one.remark
    return RowFate.UNABLE if result is AnswerResult.UNABLE else one.settled.take(row.said)


def _is_permitted(one: Taken) -> bool:
    """What comes after the permission was taken back, or after the case has ended, is not kept."""
    request = one.asked.request
    is_open = request.purpose_ended_on is None and request.state != "cancelled"
    return is_open and one.asked.state != AskedState.WITHHELD and one.ground is not None

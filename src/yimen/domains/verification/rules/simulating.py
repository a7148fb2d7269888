"""Sources played from a seed: they answer partly, late, twice, against themselves, or never. Invented."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from yimen.domains.verification.rules.outgoing import table_of
from yimen.domains.verification.types import AnswerResult, ApiForm, InField, LineKind, OutField, Source
from yimen.foundation.spreadsheets.reading import read_sheet

SILENT, UNABLE, EMPTY, PARTLY = 0.08, 0.04, 0.55, 0.1
"""Of all people: never answered, could not be looked up, nothing found, only part of it said."""
LATE, AGAIN, OTHERWISE = 0.25, 0.3, 0.15
"""Of those answered: after the due day, said once more, said once more with another amount."""
_AMOUNTS = (0, 86_00, 1_250_00, 3_480_50, 21_600_00, 58_000_00)


@dataclass(frozen=True, slots=True)
class Played:
    """Somebody a source was asked about."""

    reference: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class PlayedFile:
    """A file a source sends some days after it was asked."""

    after_days: int
    content: bytes
    name: str


Cells = dict[InField, object]


def told_by_machine(source: Source, content: bytes) -> list[Played]:
    """Whom a source was asked about, out of what it fetched: records, or its own file."""
    if source.api is ApiForm.JSON:
        people = json.loads(content)["people"]
        return [Played(each.get("reference", ""), each["name"], each["number"]) for each in people]
    titles, *rows = read_sheet(content)
    places = {field: titles.index(title) for field, title in source.out.items()}
    wanted = (OutField.REFERENCE, OutField.NAME, OutField.NUMBER)
    return [Played(*(str(row[places[field]]) if field in places else "" for field in wanted)) for row in rows]


def play(
    source: Source, asked: Sequence[Played], *, seed: int, on: date, is_by_machine: bool = False
) -> list[PlayedFile]:
    """The files of one source about some people, in the order of their coming; the same for the same seed."""
    writes = _recorded if is_by_machine and source.api is ApiForm.JSON else _written
    random = Random(f"{seed}-{source.key}")  # noqa: S311  # a play, no secret
    early: list[Cells] = []
    late: list[Cells] = []
    for one in asked:
        if random.random() < SILENT:
            continue
        rows = list(_answer(source, one, random, on))
        (late if random.random() < LATE else early).extend(rows)
        late.extend(_once_more(rows, random))
    files = [(3, early, "一"), (20, late, "二")]
    return [
        PlayedFile(days, writes(source, rows), f"{source.title}返回{part}.{source.form.value}")
        for days, rows, part in files
        if rows
    ]


def _answer(source: Source, one: Played, random: Random, on: date) -> Iterator[Cells]:
    base: Cells = {InField.REFERENCE: one.reference, InField.NAME: one.name, InField.NUMBER: one.number}
    lot = random.random()
    if lot < UNABLE:
        yield {**base, InField.RESULT: AnswerResult.UNABLE, InField.REMARK: "证件信息核验未通过"}
        return
    if lot < UNABLE + EMPTY:
        yield {**base, InField.RESULT: AnswerResult.NOTHING}
        return
    result = AnswerResult.PARTLY if random.random() < PARTLY else AnswerResult.FOUND
    for place in range(random.choice((1, 1, 2))):
        yield {
            **base,
            InField.RESULT: result,
            InField.KIND: random.choice(source.answers),
            InField.ITEM: f"演示{random.randrange(10_000):04d}-{place + 1}",
            InField.AMOUNT: random.choice(_AMOUNTS) / 100,
            InField.AS_OF: on - timedelta(days=random.randrange(1, 60)),
        }


def _once_more(rows: Sequence[Cells], random: Random) -> Iterator[Cells]:
    """Some lines come again, some with another amount for the same thing."""
    if random.random() >= AGAIN:
        return
    for row in rows:
        amount = row.get(InField.AMOUNT)
        if isinstance(amount, float) and random.random() < OTHERWISE / AGAIN:
            yield {**row, InField.AMOUNT: amount + 1_000}
        else:
            yield row


def _written(source: Source, rows: Sequence[Cells]) -> bytes:
    """The file with the source's own headings and words."""
    words = {ours: theirs for theirs, ours in reversed(list(source.results.items()))}
    kinds = {ours: theirs for theirs, ours in reversed(list(source.kinds.items()))}
    lines = [[_cell(field, row.get(field, ""), words, kinds) for field in source.headings] for row in rows]
    return table_of(source, [titles[0] for titles in source.headings.values()], lines)


def _recorded(_source: Source, rows: Sequence[Cells]) -> bytes:
    """The same as records under our own names and codes."""
    return json.dumps(
        [{str(field): value for field, value in row.items()} for row in rows], default=str
    ).encode()


def _cell(field: InField, value: object, words: dict[str, str], kinds: dict[str, str]) -> object:
    if field is InField.RESULT:
        return words[str(value)]
    if field is InField.KIND and isinstance(value, LineKind):
        return kinds[value]
    return value

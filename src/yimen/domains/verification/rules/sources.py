"""Reading the profiles of sources from `sources/*.yaml`, strictly; what is wrong says its file and place."""

import functools
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from yimen.domains.verification.errors import SourceNotFoundError, SourceRefusedError
from yimen.domains.verification.types import (
    AnswerResult,
    ApiForm,
    FileForm,
    InField,
    LineKind,
    OutField,
    Source,
)
from yimen.foundation.spreadsheets.tables import Column, ColumnKind

_FOLDER = Path(__file__).parent.parent / "sources"
_STANDARD = "_standard"
_KEYS = frozenset(
    {"title", "basis", "answers", "file", "api", "encoding", "note", "out", "in", "results", "kinds"}
)
_OWED_OUT = frozenset({OutField.NAME, OutField.NUMBER})
_OWED_IN = frozenset({InField.NAME, InField.NUMBER, InField.RESULT})
_Word = TypeVar("_Word", bound=StrEnum)


@functools.cache
def every_source() -> Mapping[str, Source]:
    """Every source by its key, in the order of their titles' files."""
    standard = _loaded(_STANDARD)
    paths = sorted(path for path in _FOLDER.glob("*.yaml") if path.stem != _STANDARD)
    return {path.stem: read_source(path.stem, {**standard, **_loaded(path.stem)}) for path in paths}


def source_named(key: str) -> Source:
    """The source of this key; refuses one we have no profile of."""
    if (found := every_source().get(key)) is None:
        raise SourceNotFoundError("没有代号为“%(key)s”的数据单位。", key=key[:40])
    return found


def _loaded(key: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((_FOLDER / f"{key}.yaml").read_text(encoding="utf-8"))
    return read


def read_source(key: str, given: Mapping[str, Any]) -> Source:
    """The source a profile describes; refuses unknown words, doubled headings and what files need."""
    if unknown := sorted(set(given) - _KEYS):
        raise _wrong(key, "", unknown)
    out = {_word(key, "out", field, OutField): str(title) for field, title in given["out"].items()}
    headings = {
        _word(key, "in", field, InField): tuple(map(str, titles)) for field, titles in given["in"].items()
    }
    answers = tuple(_word(key, "answers", kind, LineKind) for kind in given["answers"])
    source = Source(
        key=key,
        title=str(given["title"]),
        basis=str(given["basis"]),
        answers=answers,
        form=_word(key, "file", given["file"], FileForm),
        api=_word(key, "api", given.get("api", ApiForm.JSON), ApiForm),
        encoding=str(given.get("encoding", "utf-8-sig")),
        note=str(given.get("note", "")),
        out=out,
        headings=headings,
        results=_words_of(key, "results", given["results"], AnswerResult),
        kinds=_words_of(key, "kinds", given["kinds"], LineKind),
    )
    _refuse_unusable(source)
    return source


def _words_of(
    key: str, place: str, given: Mapping[str, Iterable[object]], kind: type[_Word]
) -> dict[str, str]:
    """Each of the source's words with ours."""
    return {
        str(word): _word(key, place, value, kind).value for value, words in given.items() for word in words
    }


def _word(key: str, place: str, given: object, kind: type[_Word]) -> _Word:
    if given not in {word.value for word in kind}:
        raise _wrong(key, place, [str(given)[:40]])
    return kind(str(given))


def _wrong(key: str, place: str, words: list[str]) -> SourceRefusedError:
    return SourceRefusedError(
        "数据单位格式“%(key)s”的 %(place)s 有不能识别或重复的内容：%(words)s。",
        key=key,
        place=place or "第一层",
        words=words,
    )


def _refuse_unusable(source: Source) -> None:
    titles = [title for each in source.headings.values() for title in each]
    if twice := sorted({title for title in titles if titles.count(title) > 1}):
        raise _wrong(source.key, "in", twice)
    missing = [*(_OWED_OUT - set(source.out)), *(_OWED_IN - set(source.headings))]
    strange = sorted(set(source.kinds.values()) - {kind.value for kind in source.answers})
    if missing or strange:
        raise _wrong(source.key, "columns", [*map(str, missing), *strange])


_KINDS_OF_CELLS = {
    InField.NUMBER: ColumnKind.RESIDENT_ID,
    InField.RESULT: ColumnKind.CHOICE,
    InField.KIND: ColumnKind.CHOICE,
    InField.AMOUNT: ColumnKind.AMOUNT,
    InField.AS_OF: ColumnKind.DAY,
}
_LONGEST = {InField.REMARK: 200}


def expected(source: Source, *, with_codes: bool = False) -> tuple[Column, ...]:
    """The columns of a file that comes back; a machine may use our own names and codes instead."""
    choices = {InField.RESULT: source.results, InField.KIND: source.kinds}
    if with_codes:
        choices = {field: _with_codes(words) for field, words in choices.items()}
    return tuple(
        Column(
            key=field.value,
            title=titles[0],
            kind=_KINDS_OF_CELLS.get(field, ColumnKind.TEXT),
            synonyms=(*titles[1:], *([field.value] if with_codes else ())),
            required=field in _OWED_IN,
            choices=choices.get(field, {}),
            longest=_LONGEST.get(field, 60),
        )
        for field, titles in source.headings.items()
    )


def _with_codes(words: Mapping[str, str]) -> dict[str, str]:
    return {**words, **{code: code for code in words.values()}}

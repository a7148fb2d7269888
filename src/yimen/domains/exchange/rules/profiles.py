"""Reading a profile from its YAML, strictly: whoever writes one is told where it is wrong."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from yimen.domains.exchange.errors import ProfileRefusedError
from yimen.domains.exchange.rules.fields import FIELDS, OWED, Field
from yimen.domains.exchange.types.profiles import FileFormat, Form, Profile, ProfileColumn, RecordKind, Way
from yimen.foundation.spreadsheets.tables.columns import Column, ColumnKind
from yimen.kernel import Programme

MOST_CHARACTERS = 40_000
MOST_COLUMNS = 60
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")
KEY = re.compile(r"[a-z][a-z0-9_]{2,39}", re.ASCII)
_KEYS = frozenset({"title", "kind", "ways", "file", "encoding", "source", "note", "programmes", "columns"})
_COLUMN_KEYS = frozenset({"field", "title", "synonyms", "codes", "form"})
_FORMS = {
    ColumnKind.DAY: (Form.DASHED, Form.PLAIN, Form.CHINESE),
    ColumnKind.MONTH: (Form.DASHED, Form.PLAIN, Form.CHINESE),
    ColumnKind.AMOUNT: (Form.FEN,),
}
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_profile(key: str, text: str) -> Profile:
    """The profile a YAML text describes; refuses unknown keys, fields, values and doubled headings."""
    if not KEY.fullmatch(key):
        raise ProfileRefusedError("名称代号“%(key)s”须为 3 至 40 个小写字母、数字或下划线。", key=key)
    given = _mapping("", _loaded(text), _KEYS)
    kind = _one_of("kind", given.get("kind"), RecordKind)
    columns = tuple(
        _column(n, each, kind) for n, each in enumerate(_list("columns", given.get("columns")), 1)
    )
    profile = Profile(
        key=key,
        title=_text("title", given.get("title"), most=60),
        kind=kind,
        ways=frozenset(_one_of("ways", each, Way) for each in _list("ways", given.get("ways"))),
        columns=columns,
        format=_one_of("file", given.get("file", FileFormat.XLSX.value), FileFormat),
        encoding=_encoding(given.get("encoding", ENCODINGS[0])),
        source=_optional("source", given.get("source"), most=200),
        note=_optional("note", given.get("note"), most=400),
        programmes=frozenset(
            _one_of("programmes", each, Programme)
            for each in _list("programmes", given.get("programmes", []))
        ),
    )
    _refuse_unusable(profile)
    return profile


def expected(profile: Profile) -> tuple[Column, ...]:
    """The columns of a file that comes in."""
    fields, owed = FIELDS[profile.kind], OWED.get(profile.kind, ())
    return tuple(
        Column(
            key=column.field,
            title=column.title,
            kind=_read_as(fields[column.field], column),
            synonyms=column.synonyms,
            required=column.field in owed,
            choices=_words(fields[column.field], column),
            longest=fields[column.field].longest,
        )
        for column in profile.columns
    )


def _read_as(field: Field, column: ProfileColumn) -> ColumnKind:
    return ColumnKind.NUMBER if column.form is Form.FEN else field.kind


def _words(field: Field, column: ProfileColumn) -> Mapping[str, str]:
    """Their words and codes, each with our value; our own official words where they name none."""
    if field.choices is None:
        return {}
    if not column.codes:
        return {title: value for value, title in field.choices.items()}
    return {word: value for value, words in column.codes.items() for word in words}


def _loaded(text: str) -> object:
    if len(text) > MOST_CHARACTERS:
        raise ProfileRefusedError("格式文件超过 %(most)s 个字；请只写列和代码。", most=MOST_CHARACTERS)
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        raise ProfileRefusedError(
            "第%(row)s行附近不是有效的 YAML；请检查缩进、冒号和引号。",
            row=1 if mark is None else mark.line + 1,
        ) from fault


def _mapping(where: str, given: object, allowed: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise ProfileRefusedError("“%(where)s”须为若干“名称: 内容”。", where=where or "格式文件")
    unknown = sorted(str(key) for key in given if key not in allowed)
    if unknown:
        raise ProfileRefusedError(
            "“%(where)s”里没有这些名称：%(unknown)s。可用：%(allowed)s。",
            where=where or "格式文件",
            unknown=unknown,
            allowed=sorted(allowed),
        )
    return given


def _list(where: str, given: object) -> list[object]:
    if not isinstance(given, list) or len(given) > MOST_COLUMNS:
        raise ProfileRefusedError("“%(where)s”须为清单，最多 %(most)s 项。", where=where, most=MOST_COLUMNS)
    return given


def _text(where: str, given: object, *, most: int) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > most or not _is_plain(given):
        raise ProfileRefusedError(
            '“%(where)s”须为文字，最多 %(most)s 个字；代码请加引号，如 "01"。', where=where, most=most
        )
    return given.strip()


def _is_plain(text: str) -> bool:
    return all(each.isprintable() or each in "\n " for each in text)


def _optional(where: str, given: object, *, most: int) -> str:
    return "" if given is None else _text(where, given, most=most)


def _one_of(where: str, given: object, kind: type[_Choice]) -> _Choice:
    if given in {each.value for each in kind}:
        return kind(str(given))
    raise ProfileRefusedError(
        "“%(where)s”没有“%(given)s”；可用：%(allowed)s。",
        where=where,
        given=str(given)[:40],
        allowed=[each.value for each in kind],
    )


def _encoding(given: object) -> str:
    if given not in ENCODINGS:
        raise ProfileRefusedError(
            "“%(where)s”没有“%(given)s”；可用：%(allowed)s。",
            where="encoding",
            given=str(given)[:40],
            allowed=list(ENCODINGS),
        )
    return str(given)


def _column(number: int, given: object, kind: RecordKind) -> ProfileColumn:
    where = f"columns[{number}]"
    column = _mapping(where, given, _COLUMN_KEYS)
    name = column.get("field")
    field = FIELDS[kind].get(name) if isinstance(name, str) else None
    if not isinstance(name, str) or field is None:
        raise ProfileRefusedError(
            "“%(where)s”没有“%(given)s”；可用：%(allowed)s。",
            where=f"{where}.field",
            given=str(name)[:40],
            allowed=list(FIELDS[kind]),
        )
    synonyms = _list(f"{where}.synonyms", column.get("synonyms", []))
    return ProfileColumn(
        field=name,
        title=_text(f"{where}.title", column.get("title"), most=40),
        synonyms=tuple(_text(f"{where}.synonyms", each, most=40) for each in synonyms),
        codes=_codes(f"{where}.codes", column.get("codes"), field),
        form=_form(f"{where}.form", column.get("form"), field),
    )


def _codes(where: str, given: object, field: Field) -> Mapping[str, tuple[str, ...]]:
    if given is None:
        return {}
    if field.choices is None:
        raise ProfileRefusedError("“%(where)s”：这一列不是代码，不能写 codes。", where=where)
    codes = {
        value: tuple(_text(where, word, most=40) for word in (words if isinstance(words, list) else [words]))
        for value, words in _mapping(where, given, frozenset(field.choices)).items()
    }
    twice = _twice(word for words in codes.values() for word in words)
    if twice:
        raise ProfileRefusedError("“%(where)s”：%(twice)s 代表不止一个值。", where=where, twice=twice)
    return codes


def _form(where: str, given: object, field: Field) -> Form:
    if given is None:
        return Form.DASHED
    allowed = _FORMS.get(field.kind, ())
    form = _one_of(where, given, Form)
    if form not in allowed:
        raise ProfileRefusedError(
            "“%(where)s”没有“%(given)s”；可用：%(allowed)s。",
            where=where,
            given=form.value,
            allowed=[each.value for each in allowed],
        )
    return form


def _twice(words: Iterable[str]) -> list[str]:
    listed = list(words)
    return sorted({word for word in listed if listed.count(word) > 1})


def _refuse_unusable(profile: Profile) -> None:
    """No column, a heading or field twice, no way, or nothing by which rows that come in are told apart."""
    if not profile.columns or not profile.ways:
        raise ProfileRefusedError("格式须至少有一列（columns）和一个方向（ways）。")
    titles = [word for column in profile.columns for word in (column.title, *column.synonyms)]
    if twice := _twice([*titles]) or _twice(column.field for column in profile.columns):
        raise ProfileRefusedError("这些表头或者字段写了两次：%(twice)s。", twice=twice)
    if Way.IN not in profile.ways:
        if profile.kind is RecordKind.CONTACTS:
            raise ProfileRefusedError("来访申请只能导入（ways: [in]）。")
        return
    if profile.kind not in OWED or (profile.kind is RecordKind.CONTACTS and Way.OUT in profile.ways):
        raise ProfileRefusedError("“%(kind)s”不能用于这个方向；请改 ways。", kind=profile.kind)
    missing = [name for name in OWED[profile.kind] if name not in profile.fields()]
    if missing:
        raise ProfileRefusedError("导入所需的字段没有列：%(missing)s。", missing=missing)

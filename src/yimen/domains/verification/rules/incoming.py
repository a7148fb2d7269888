"""What a source answers, as a table: a file in any of the forms it may have, or records a machine sends."""

import codecs
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from yimen.domains.verification.errors import AnswersRefusedError
from yimen.domains.verification.rules.sources import expected
from yimen.domains.verification.types import Source
from yimen.foundation.spreadsheets.reading import WHOLE_COUNTY
from yimen.foundation.spreadsheets.tables import Row, Table, read_table, understand

MOST_CHARACTERS = 1_000
"""Of one value."""
_NO_SIGNS = re.compile("[\x00\ud800-\udfff]")


def read_answers(source: Source, content: bytes) -> Table:
    """The rows of a file, or of a JSON list of records under the source's headings or our own names."""
    if content.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"[":
        return _read_records(source, content)
    return read_table(content, expected(source))


def _read_records(source: Source, content: bytes) -> Table:
    """Every record is a row, an empty one too; it is numbered by its place among them."""
    records = _records(content)
    names = list(dict.fromkeys(name for record in records for name in record))
    if len(records) > WHOLE_COUNTY.rows or len(names) > WHOLE_COUNTY.columns:
        raise AnswersRefusedError("JSON 返回里的记录或者字段太多，什么也没有登记。")
    table = understand(
        [["", *names], *([str(place), *(record.get(name, "") for name in names)]
                         for place, record in enumerate(records, start=1))],
        expected(source, with_codes=True),
    )  # fmt: skip
    return replace(table, rows=tuple(_numbered(row) for row in table.rows))


def _numbered(row: Row) -> Row:
    """Without the line of headings, which records have not."""
    number = row.number - 1
    return replace(row, number=number, faults=tuple(replace(each, row=number) for each in row.faults))


def _records(content: bytes) -> Sequence[dict[str, str]]:
    """Flat records of short values; numbers stay as they were written, so that none is rounded."""
    try:
        read = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_record, parse_float=str, parse_int=str,
            parse_constant=_refuse_constant,
        )  # fmt: skip
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise AnswersRefusedError("返回的内容不是 UTF-8 编码的 JSON，什么也没有登记。") from fault
    if not all(isinstance(each, dict) for each in read):
        raise AnswersRefusedError("JSON 返回里的每一条须是一个对象，什么也没有登记。")
    return [{_text(name): _value(value) for name, value in each.items()} for each in read]


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise AnswersRefusedError("JSON 返回的同一条里有重复的字段，什么也没有登记。")
    return record


def _value(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise AnswersRefusedError("JSON 返回里的值须是一千字以内的文字或数字，什么也没有登记。")
    return _text(value)


def _text(written: str) -> str:
    """Escapes may say signs that are none: half of a pair, or the one that no text may hold."""
    if _NO_SIGNS.search(written):
        raise AnswersRefusedError("返回的内容不是 UTF-8 编码的 JSON，什么也没有登记。")
    return written


def _refuse_constant(_name: str) -> NoReturn:
    raise AnswersRefusedError("JSON 返回里的数字不能是 NaN 或无穷大，什么也没有登记。")

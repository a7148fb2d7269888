"""The columns that a pair of files may have: keys and flat facts, as the rules are written with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yimen.engine import Input
from yimen.engine.columnar import HOUSEHOLD_ID
from yimen.engine.columnar.arrow import ARROW_TYPES
from yimen.kernel import Sentence
from yimen.rulebook.inputs import HOUSEHOLD_INPUTS, PERSON_INPUTS
from yimen.rulebook.scan.job import PERSON_ID

KEYS: Final = (
    ("households", HOUSEHOLD_ID, "int64", Sentence("升序，不重复")),
    ("households", "region", "string", Sentence("12 位行政区划代码")),
    ("households", "urban", "bool", Sentence("城镇家庭")),
    ("households", "on", "date32[day]", Sentence("按哪一天判定；缺这一列时为运行的日期")),
    ("persons", HOUSEHOLD_ID, "int64", Sentence("升序")),
    ("persons", PERSON_ID, "string", Sentence("原样带到结果中；可以没有")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is Arrow's; `default` is what a file without the column means; a null is always unknown."""

    file: str
    name: str
    kind: str
    title: str
    default: object = None
    choices: tuple[str, ...] = ()


def columns() -> Iterator[Column]:
    """Keys first."""
    yield from (Column(*key) for key in KEYS)
    for file, inputs in (("households", HOUSEHOLD_INPUTS), ("persons", PERSON_INPUTS)):
        yield from (_of_input(file, one) for one in inputs)


def _of_input(file: str, one: Input) -> Column:
    kind = str(ARROW_TYPES[one.type.kind])
    return Column(file, one.name, kind, one.title, one.default, one.type.choices)

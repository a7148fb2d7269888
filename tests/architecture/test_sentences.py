"""What is said to a reader is a whole sentence with named places, to be said in another language too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/yimen"
SPEAKERS = ("kernel", "foundation", "domains")
"""What speaks without knowing the reader; a form of a door translates what it says itself."""
FILES = [
    file
    for speaker in SPEAKERS
    for file in sorted((SOURCE / speaker).rglob("*.py"))
    if "migrations" not in file.parts
]
READ_BACK = ("kernel/errors.py", "foundation/sentences.py")
"""These make sentences of templates that were written, and collected, elsewhere."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def said_by(call: ast.Call) -> list[ast.expr]:
    return [*call.args[:1], *(word.value for word in call.keywords if word.arg == "message")]


def is_pieced(expression: ast.expr) -> bool:
    """Put together from pieces, or translated before a door knows who reads."""
    is_whole = isinstance(expression, ast.Constant)
    return not is_whole and any(
        isinstance(part, ast.Constant) and CHINESE.search(str(part.value)) for part in ast.walk(expression)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_refusal_is_one_whole_sentence(file: Path) -> None:
    pieced = [
        call.lineno
        for name, call in calls(file)
        if name.endswith("Error") and any(is_pieced(said) for said in said_by(call))
    ]
    assert pieced == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_sentence_is_written_where_it_is_collected(file: Path) -> None:
    """A refusal makes its own sentence of its message, which is collected where it is raised."""
    if str(file.relative_to(SOURCE)) in READ_BACK:
        return
    unseen = [
        call.lineno
        for name, call in calls(file)
        if name == "Sentence" and not isinstance(call.args[0], ast.Constant)
    ]
    assert unseen == []

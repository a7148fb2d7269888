"""What a finished issue asks for is proven by a test that names it: `@pytest.mark.requirement("R-…")`."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
FINISHED = {
    2: "NET-1 NET-3 NET-4 NET-6 POL-3",
    3: "DSK-1 DSK-2 DSK-3 DSK-4 DSK-5 DSK-6 DSK-7 DSK-8 DSK-9 CAS-1 CAS-2 CAS-3 CAS-4 CAS-6 CAS-7 CAS-9 "
    "CAS-10 CAS-11 CAS-12 CAS-13 NET-2 NET-5 POL-1 POL-2 OPS-1",
}
"""By issue, without the leading `R-`; another issue adds its line when it is finished."""
WRITTEN_AS = re.compile(r"R-(NET|DSK|CAS|POL|CHK|PAY|OPS|CAR|GIV|POR|CMD)-[1-9]\d?")


def named_in(source: str) -> Iterator[str]:
    """The ids of every requirement mark of a file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.requirement":
            yield from (str(ast.literal_eval(given)) for given in node.args)


@cache
def named() -> dict[str, set[str]]:
    """Id to the files that name it."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for name in named_in(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(str(path.relative_to(TESTS)))
    return found


def test_every_requirement_of_a_finished_issue_has_a_test():
    wanted = {f"R-{name}" for names in FINISHED.values() for name in names.split()}
    assert not sorted(wanted - set(named())), "no test names these"


def test_no_test_names_a_requirement_that_cannot_be():
    wrong = {name: files for name, files in named().items() if not WRITTEN_AS.fullmatch(name)}
    assert not wrong


def test_a_mark_is_found_wherever_it_stands():
    source = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-DSK-1")]

@pytest.mark.requirement("R-CAS-2")
def test_one():
    text = 'pytest.mark.requirement("R-CAS-3")'
"""
    assert set(named_in(source)) == {"R-DSK-1", "R-CAS-2"}

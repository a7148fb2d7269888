"""The generated pages are those of the rules as they stand; explanations and version can be had."""

from pathlib import Path

import pytest

from tests.rulebook.household import one_person
from yimen.engine.explain import sentences
from yimen.rulebook import version
from yimen.rulebook.explaining import explain_value
from yimen.rulebook.pages import pages

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], (
        "python -m yimen.rulebook.pages docs/rules"
    )


def test_the_version_names_package_and_digest() -> None:
    assert version() == version()
    assert "+" in version()


def test_a_value_is_explained_in_sentences() -> None:
    told = sentences(explain_value(one_person(household={"income_month": 500}), "dibao_gap"))
    assert any("低保补差" in sentence for sentence in told)

"""What a department has to know stands in the law with its article; a county's own list stands before it."""

from datetime import date

import pytest

from yimen.domains.library import queries, shelves
from yimen.domains.library.needs import by_law
from yimen.domains.library.types import ItemKind
from yimen.kernel import RegionCode

HOME, TODAY = RegionCode("441426100000"), date(2026, 11, 1)


@pytest.mark.parametrize("kind", by_law())
def test_each_need_names_the_article_it_comes_from(kind: ItemKind):
    assert all(need.text and ("第" in need.article) for need in by_law()[kind])


@pytest.mark.django_db
def test_a_county_that_asks_for_more_says_so_in_its_items(monkeypatch: pytest.MonkeyPatch):
    assert queries.needs_of(ItemKind.HOUSING, HOME, TODAY) == by_law()[ItemKind.HOUSING]
    assert queries.needs_of(ItemKind.CHARITY, HOME, TODAY) == ()

    class Own:
        materials = ("住房鉴定报告",)

    monkeypatch.setattr(shelves, "items_at", lambda *_asked: [Own()])
    assert [need.text for need in queries.needs_of(ItemKind.HOUSING, HOME, TODAY)] == ["住房鉴定报告"]

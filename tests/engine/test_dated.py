"""Wordings and articles that change by date: the right one is chosen, an impossible order is refused."""

from datetime import date
from typing import Any

import pytest
from tests.engine.test_refusals import book

from yimen.engine import RuleError, count, dated, household

LAW = date(2026, 7, 1)


def test_an_amended_rule_is_chosen_by_date_and_checked_at_once() -> None:
    @household("上限")
    def limit(standard: Any) -> Any:
        return standard * 24

    @household("上限", since=LAW, amends="limit")
    def limit_2026(standard: Any) -> Any:
        return standard * 36

    @household("人数")
    def ill_members(is_ill: Any) -> Any:
        return count(is_ill)

    made = book(limit_2026, limit, ill_members)
    before, after = made.on(date(2026, 6, 30)), made.on(LAW)
    assert before.rules["limit"].rule is limit
    assert after.rules["limit"].rule is limit_2026
    assert before.rules.keys() == after.rules.keys()

    @household("上限", since=date(2030, 1, 1), amends="limit")
    def limit_2030(standard: Any, not_declared: Any) -> Any:
        return standard + not_declared

    with pytest.raises(RuleError, match="not_declared"):
        book(limit, limit_2030)


def test_an_article_changes_by_date_where_the_wording_does_not() -> None:
    @household("上限", article=dated("办法 第九条", (LAW, "法 第十八条"), (date(2030, 1, 1), "法 第二十条")))
    def limit(standard: Any) -> Any:
        return standard * 24

    made = book(limit)
    articles = {
        day: made.on(day).rules["limit"].rule.article
        for day in (date(2026, 6, 30), LAW, date(2029, 12, 31), date(2030, 1, 1))
    }
    assert list(articles.values()) == ["办法 第九条", "法 第十八条", "法 第十八条", "法 第二十条"]


@pytest.mark.parametrize(
    ("article", "since", "way_out"),
    [
        (dated("办法", (date(2030, 1, 1), "法二"), (LAW, "法一")), None, "从早到晚"),
        (dated("办法", (LAW, "法一"), (LAW, "法二")), None, "从早到晚"),
        (dated("法一", (LAW, "法二")), LAW, "晚于规则自身的 since"),
        (dated("办法", (LAW, "")), None, "都须写明"),
        (dated("", (LAW, "法一")), None, "都须写明"),
        (dated("办法", (LAW, "办法")), None, "与前一条不同"),
    ],
)
def test_articles_by_date_that_cannot_be(article: Any, since: date | None, way_out: str) -> None:
    def limit(standard: Any) -> Any:
        return standard

    with pytest.raises(RuleError, match=way_out) as refusal:
        household("上限", article=article, since=since)(limit)
    assert refusal.value.facts["rule"] == "limit"


def test_an_article_does_not_outlive_its_wording() -> None:
    @household("上限", article=dated("办法 第九条", (date(2030, 1, 1), "法 第二十条")))
    def limit(standard: Any) -> Any:
        return standard * 24

    @household("上限", article="法 第十八条", since=LAW, amends="limit")
    def limit_2026(standard: Any) -> Any:
        return standard * 36

    with pytest.raises(RuleError, match="规则 limit 自 2030-01-01 起的依据“法 第二十条”落在后来的条文里"):
        book(limit, limit_2026)

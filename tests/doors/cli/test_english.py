"""Whatever the house says to a reader has its English: texts, refusals, rules, facts, parameters, choices."""

import re
from functools import lru_cache

import pytest
from babel.messages import Catalog

from yimen.doors.cli.translations import LOCALE, gathered, read_catalog

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@lru_cache
def catalog() -> Catalog:
    return read_catalog(LOCALE / "en/LC_MESSAGES/django.po")


@lru_cache
def said() -> Catalog:
    return gathered()


def test_every_text_has_english():
    """Run `make messages` and write the English of what is listed here."""
    english = catalog()
    found = {message.id for message in said() if message.id}
    assert sorted(text for text in found if text not in english or not english[text].string) == []


def test_no_english_is_a_guess():
    assert [message.id for message in catalog() if message.id and message.fuzzy] == []


def test_english_fills_what_chinese_fills():
    wrong = [
        message.id
        for message in catalog()
        if message.id
        and set(PLACEHOLDER.findall(str(message.id))) != set(PLACEHOLDER.findall(str(message.string)))
    ]
    assert wrong == []


def test_english_is_english():
    """The name of the other language, at the switch, is the one that stays."""
    chinese = {message.id: message.string for message in catalog() if CHINESE.search(str(message.string))}
    assert chinese == {}


def test_every_title_of_the_law_is_collected():
    from yimen.rulebook.book import household_book, obligor_book

    english = catalog()
    for book in (household_book(), obligor_book()):
        titles = {
            one.name: one.title for part in (book.inputs.values(), book.parameters.values()) for one in part
        }
        titles |= {rule.name: rule.title for rule in book.rules}
        assert [name for name, title in titles.items() if not english[title].string] == []


@pytest.mark.parametrize("on", ["2013-01-01", "2022-01-01", "2026-08-01"])
def test_every_citation_of_a_rule_reads_in_english(on):
    from datetime import date

    from yimen.domains.library.catalogue import CARDS
    from yimen.foundation.citations import in_english
    from yimen.rulebook.articles import article_on
    from yimen.rulebook.book import household_book

    rules = [article_on(rule.article, date.fromisoformat(on)) for rule in household_book().rules]
    cards = [one.article for card in CARDS.values() for one in card.conditions]
    cards += [one.article for card in CARDS.values() for one in card.materials]
    english = catalog()
    said = {one if one in english else in_english(one) for one in (*rules, *cards)}
    assert sorted(one for one in said if CHINESE.search(one) and one not in english) == []

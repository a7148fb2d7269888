"""Everything told of an item at a place on a day: its own words, and for our programmes what rules, process
and parameters say, each from where it stands.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from yimen.domains.library import shelves
from yimen.domains.library.amounts import amounts
from yimen.domains.library.catalogue import CARDS
from yimen.domains.library.shelves import EVERYTHING
from yimen.domains.library.types import (
    WITHOUT_CASE,
    ChartStep,
    Condition,
    Guide,
    Item,
    ItemFilters,
    Material,
    ProcessChart,
    ProgrammeCard,
    Way,
)
from yimen.kernel import Programme, RegionCode
from yimen.rulebook.articles import article_on
from yimen.rulebook.parameters import in_force

Ways = Callable[[Programme, RegionCode, date], Way]
"""How the process of a programme goes: handed in from above, where the process lives."""


def guide_of(key: str, region: RegionCode, on: date, ways: Ways) -> Guide:
    """One item as a reader is told of it."""
    return _told(shelves.get_item(key, region, on), region, on, ways)


def guides_at(region: RegionCode, on: date, ways: Ways, filters: ItemFilters = EVERYTHING) -> list[Guide]:
    """All items of a place as a reader is told of them."""
    return [_told(item, region, on, ways) for item in shelves.items_at(region, on, filters)]


def _told(item: Item, region: RegionCode, on: date, ways: Ways) -> Guide:
    if item.programme is None:
        return _of_others(item, on)
    return _of_ours(item, item.programme, region, on, ways)


def _of_others(item: Item, on: date) -> Guide:
    return Guide(
        item=item,
        chart=_chain(item.process),
        conditions=tuple(Condition(text, "") for text in item.conditions),
        materials=tuple(Material(text, "") for text in item.materials),
        basis=_citations(item.basis, on),
        limits=(item.time_limit,) if item.time_limit else (),
        amounts=(item.amount,) if item.amount else (),
        on=on,
    )


def _of_ours(item: Item, programme: Programme, region: RegionCode, on: date, ways: Ways) -> Guide:
    card = card_on(programme, on)
    way = Way() if programme in WITHOUT_CASE else ways(programme, region, on)
    return Guide(
        item=replace(item, summary=item.summary or card.summary),
        chart=way.chart if way.chart.steps else _chain(item.process),
        conditions=card.conditions,
        materials=card.materials,
        basis=_citations((one.article for one in card.conditions), on),
        limits=way.limits or ((item.time_limit,) if item.time_limit else ()),
        amounts=tuple(amounts(programme, in_force(region, on, urban=False))),
        on=on,
    )


def card_on(programme: Programme, on: date) -> ProgrammeCard:
    """What one of our programmes asks, with the articles of the day: for guides and sheets to take home."""
    card = CARDS[programme]
    return replace(
        card,
        conditions=tuple(replace(one, article=article_on(one.article, on)) for one in card.conditions),
        materials=tuple(replace(one, article=article_on(one.article, on)) for one in card.materials),
    )


def _chain(lines: Iterable[str]) -> ProcessChart:
    return ProcessChart(tuple(ChartStep(line) for line in lines))


def _citations(articles: Iterable[str], on: date) -> tuple[str, ...]:
    """Each instrument of the day once, in order."""
    parts = (part for article in articles for part in article_on(article, on).split("；"))
    return tuple(dict.fromkeys(part for part in parts if part))

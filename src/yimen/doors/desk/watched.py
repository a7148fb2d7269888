"""Leads, plans and layers as the pages of a household and of a person show them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.library.queries import Layer
from yimen.domains.monitoring.queries.leads import title_of_lead
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.domains.monitoring.types.leads import ContactWay, LeadOutcome, LeadSource
from yimen.domains.network import queries as network

MOST = 10


def leads_shown(rows: Sequence[Any]) -> list[tuple[Any, str, LeadSource, str, str]]:
    """What pointed at somebody, where it came from and what became of it, in a word with its tone."""
    return [(row, title_of_lead(row), LeadSource(row.source), *_state(row)) for row in rows[:MOST]]


def _state(row: Any) -> tuple[str, str]:
    if row.outcome:
        return LeadOutcome(row.outcome).title, "good"
    return (_("已走访"), "move") if row.visited_on else (_("待走访"), "wait")


def plans_shown(rows: Sequence[Any]) -> list[tuple[Any, ContactWay, str]]:
    """How somebody who lives away is kept in touch with, and where they live."""
    places = network.region_paths(row.lives_in for row in rows[:MOST] if row.lives_in)
    return [(row, ContactWay(row.way), places.get(row.lives_in or "", "")) for row in rows[:MOST]]


def layers_shown(
    now: Iterable[Layer], stays: Sequence[Any]
) -> tuple[list[tuple[Layer, date | None]], list[tuple[Any, Layer, LayerEnd]]]:
    """Today's layers, with the day since when a scan knows of them, and those of before with why not."""
    since = {Layer(row.layer): row.since for row in stays if row.until is None}
    before = [(row, Layer(row.layer), LayerEnd(row.ended_because)) for row in stays if row.until is not None]
    return [(layer, since.get(layer)) for layer in now], before[:MOST]

"""Rows in quarantine as values: what was wrong with each, and what its cells said."""

import json
from collections.abc import Iterator, Mapping

import polars as pl

from yimen.domains.verification.types.sets import Quarantined, Reason, SetFault


def first_fault(set_aside: pl.DataFrame) -> SetFault | None:
    """The first thing that is wrong, if anything is."""
    return next((row.faults[0] for row in quarantined(set_aside[:1])), None)


def quarantined(frame: pl.DataFrame) -> Iterator[Quarantined]:
    """The rows of a part of the quarantine."""
    for row, faults, cells in frame.select("row", "faults", "cells").iter_rows():
        told = tuple(SetFault(row, column, Reason(reason)) for column, reason in json.loads(faults))
        yield Quarantined(row, told, _filled(json.loads(cells)))


def _filled(cells: Mapping[str, str | None]) -> dict[str, str]:
    return {title: text for title, text in cells.items() if text}

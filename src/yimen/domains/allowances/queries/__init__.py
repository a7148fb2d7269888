"""Reads of this room within the current scope."""

from yimen.domains.allowances.queries.attestations import (
    attestations,
    get_attestation,
    get_list_item,
    last_of_household,
    missed,
    names_of_terms,
    progress,
    rests_on_words,
    sheet_lines,
    stage_on,
)
from yimen.domains.allowances.queries.matters import (
    get_matter,
    is_holding,
    items_offered,
    matters,
    matters_of_household,
)

__all__ = [
    "attestations",
    "get_attestation",
    "get_list_item",
    "get_matter",
    "is_holding",
    "items_offered",
    "last_of_household",
    "matters",
    "matters_of_household",
    "missed",
    "names_of_terms",
    "progress",
    "rests_on_words",
    "sheet_lines",
    "stage_on",
]

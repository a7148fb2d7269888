"""Reads of this room within the current scope."""

from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.printing import MOST_ON_A_SHEET, roll_sheet
from yimen.domains.allowances.queries.attestations import (
    attestations,
    attestations_of,
    attested_of_household,
    get_attestation,
    get_list_item,
    is_award_at_stake,
    last_of_household,
    list_id,
    missed,
    names_of_terms,
    progress,
    recorded_on,
    rests_on_words,
    results_for,
    sheet_lines,
    stage_on,
)
from yimen.domains.allowances.queries.matters import (
    MatterFilters,
    get_matter,
    is_holding,
    items_offered,
    matters,
    matters_of_household,
)

__all__ = [
    "MOST_ON_A_SHEET",
    "Attestation",
    "MatterFilters",
    "attestations",
    "attestations_of",
    "attested_of_household",
    "get_attestation",
    "get_list_item",
    "get_matter",
    "is_award_at_stake",
    "is_holding",
    "items_offered",
    "last_of_household",
    "list_id",
    "matters",
    "matters_of_household",
    "missed",
    "names_of_terms",
    "progress",
    "recorded_on",
    "rests_on_words",
    "results_for",
    "roll_sheet",
    "sheet_lines",
    "stage_on",
]

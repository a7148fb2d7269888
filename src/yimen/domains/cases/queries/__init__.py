"""Reads of this room within the current scope; they never write, but openings of a file are recorded."""

from yimen.domains.cases.queries.cases import (
    cases_in,
    cases_of_household,
    checklist_of_case,
    count_cases,
    get_case,
    get_outcome,
    outcomes_of_case,
    programmes_of_case,
)
from yimen.domains.cases.queries.determinations import (
    difference_since_opinion,
    preview,
    preview_finding,
    preview_with,
    programmes_not_requested,
)
from yimen.domains.cases.queries.moves import Move, moves_of_cases
from yimen.domains.cases.queries.notices import notices_hanging, public_notice_counts, public_notices
from yimen.domains.cases.queries.numbers import case_numbered
from yimen.domains.cases.queries.records import (
    get_investigation,
    get_objection,
    investigations_of_case,
    members_of_case,
    one_time_notices_of_case,
    scans_of_case,
)
from yimen.domains.cases.queries.standings import standing_of, standings_of

__all__ = [
    "Move",
    "case_numbered",
    "cases_in",
    "cases_of_household",
    "checklist_of_case",
    "count_cases",
    "difference_since_opinion",
    "get_case",
    "get_investigation",
    "get_objection",
    "get_outcome",
    "investigations_of_case",
    "members_of_case",
    "moves_of_cases",
    "notices_hanging",
    "one_time_notices_of_case",
    "outcomes_of_case",
    "preview",
    "preview_finding",
    "preview_with",
    "programmes_not_requested",
    "programmes_of_case",
    "public_notice_counts",
    "public_notices",
    "scans_of_case",
    "standing_of",
    "standings_of",
]

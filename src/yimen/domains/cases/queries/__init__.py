"""Reads of this room within the current scope; they never write, but openings of a file are recorded."""

from yimen.domains.cases.queries.cases import (
    cases_found,
    cases_in,
    cases_of_household,
    checklist_of_case,
    count_cases,
    get_case,
    get_outcome,
    outcomes_of_case,
    programmes_of_case,
)
from yimen.domains.cases.queries.cooperation import (
    applicants_of_letters,
    asked_of,
    cooperations_of_case,
    get_cooperation,
    is_asked,
    letters_found,
)
from yimen.domains.cases.queries.desks import programmes_of_work
from yimen.domains.cases.queries.determinations import (
    difference_since_opinion,
    preview,
    preview_finding,
    preview_of_programme,
    preview_with,
    programmes_not_requested,
    proposed_refusal,
)
from yimen.domains.cases.queries.expenses import asks_for_receipts, declared_with_receipts, receipts_of_case
from yimen.domains.cases.queries.facts import (
    awaits_opinion,
    awaits_request,
    deciding_obstacles,
    is_opinion_outdated,
    is_searched,
    is_visited,
    needs_county_visit,
)
from yimen.domains.cases.queries.life import (
    award_amount,
    closed_cases,
    get_hearing,
    hearings_of_outcome,
    occasion_of,
    running_review,
    running_reviews,
)
from yimen.domains.cases.queries.living import (
    latest_cooperation,
    living_of,
    needs_cooperation,
    place_of_registration,
)
from yimen.domains.cases.queries.moves import Move, moves_of_cases
from yimen.domains.cases.queries.notices import (
    notices_hanging,
    notices_hanging_of,
    public_notice_counts,
    public_notices,
)
from yimen.domains.cases.queries.numbers import case_numbered, open_cases_of_households
from yimen.domains.cases.queries.presupposing import missing_standing
from yimen.domains.cases.queries.procedures import programmes_for_persons
from yimen.domains.cases.queries.recognition import (
    asks_for_means,
    is_for_person,
    needs_of_case,
    needs_of_programme,
    recognitions_of_case,
)
from yimen.domains.cases.queries.records import (
    family_change,
    get_investigation,
    get_objection,
    investigations_of_case,
    members_of_case,
    one_time_notices_of_case,
    people_by_ref,
    scans_of_case,
)
from yimen.domains.cases.queries.reviews import ReviewLine, lines_of, reviews_planned
from yimen.domains.cases.queries.schooling import school_stages
from yimen.domains.cases.queries.standings import standing_of, standing_of_programme, standings_of
from yimen.domains.cases.queries.supervision import (
    PersonDiffered,
    SupervisionFilters,
    count_by_town,
    near_relative_cases,
    people_who_differed,
)
from yimen.domains.cases.queries.urgent import find_urgent_help, reach_in

__all__ = [
    "Move",
    "PersonDiffered",
    "ReviewLine",
    "SupervisionFilters",
    "applicants_of_letters",
    "asked_of",
    "asks_for_means",
    "asks_for_receipts",
    "awaits_opinion",
    "awaits_request",
    "award_amount",
    "case_numbered",
    "cases_found",
    "cases_in",
    "cases_of_household",
    "checklist_of_case",
    "closed_cases",
    "cooperations_of_case",
    "count_by_town",
    "count_cases",
    "deciding_obstacles",
    "declared_with_receipts",
    "difference_since_opinion",
    "family_change",
    "find_urgent_help",
    "get_case",
    "get_cooperation",
    "get_hearing",
    "get_investigation",
    "get_objection",
    "get_outcome",
    "hearings_of_outcome",
    "investigations_of_case",
    "is_asked",
    "is_for_person",
    "is_opinion_outdated",
    "is_searched",
    "is_visited",
    "latest_cooperation",
    "letters_found",
    "lines_of",
    "living_of",
    "members_of_case",
    "missing_standing",
    "moves_of_cases",
    "near_relative_cases",
    "needs_cooperation",
    "needs_county_visit",
    "needs_of_case",
    "needs_of_programme",
    "notices_hanging",
    "notices_hanging_of",
    "occasion_of",
    "one_time_notices_of_case",
    "open_cases_of_households",
    "outcomes_of_case",
    "people_by_ref",
    "people_who_differed",
    "place_of_registration",
    "preview",
    "preview_finding",
    "preview_of_programme",
    "preview_with",
    "programmes_for_persons",
    "programmes_not_requested",
    "programmes_of_case",
    "programmes_of_work",
    "proposed_refusal",
    "public_notice_counts",
    "public_notices",
    "reach_in",
    "receipts_of_case",
    "recognitions_of_case",
    "reviews_planned",
    "running_review",
    "running_reviews",
    "scans_of_case",
    "school_stages",
    "standing_of",
    "standing_of_programme",
    "standings_of",
]

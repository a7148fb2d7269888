"""Reads of verification, one module per noun."""

from yimen.domains.verification.printing import log_sheet, report_sheet
from yimen.domains.verification.queries.answers import (
    look_through,
)
from yimen.domains.verification.queries.authorisations import (
    authorisations_of_case,
    authorised_people,
    once_authorised_people,
)
from yimen.domains.verification.queries.from_sets import lines_from_sets
from yimen.domains.verification.queries.grounds import (
    grounds_of,
)
from yimen.domains.verification.queries.log import (
    entries_about,
    ground_words,
    query_entries,
)
from yimen.domains.verification.queries.reports import (
    case_of_report,
    counted_lines,
    digest_of_report,
    get_report,
    lines_kept,
    reports_of_case,
    whole_request,
)
from yimen.domains.verification.queries.requests import (
    case_of_request,
    find_latest_request,
    found_lines,
    get_request,
    latest_states,
    lines_of_sheet,
    people_of_request,
    requests_awaiting_answer,
    requests_of_case,
    result_limit,
)
from yimen.domains.verification.queries.results import (
    answered_lines,
    lines_of_request,
    remarks_of,
    results_of_request,
)
from yimen.domains.verification.queries.retention import (
    answers_going,
    retention_limit,
)
from yimen.domains.verification.queries.simulated import played_files, played_to_machine
from yimen.domains.verification.queries.sources import (
    answer_files,
    batches,
    find_batch,
    get_answer_file,
    get_asked,
    get_batch,
    questions_of_batch,
    source_counts,
    source_limit,
    started_requests,
    waiting_people,
)
from yimen.domains.verification.rules.duties import duties
from yimen.domains.verification.rules.sources import every_source, source_named

__all__ = [
    "answer_files",
    "answered_lines",
    "answers_going",
    "authorisations_of_case",
    "authorised_people",
    "batches",
    "case_of_report",
    "case_of_request",
    "counted_lines",
    "digest_of_report",
    "duties",
    "entries_about",
    "every_source",
    "find_batch",
    "find_latest_request",
    "found_lines",
    "get_answer_file",
    "get_asked",
    "get_batch",
    "get_report",
    "get_request",
    "ground_words",
    "grounds_of",
    "latest_states",
    "lines_from_sets",
    "lines_kept",
    "lines_of_request",
    "lines_of_sheet",
    "log_sheet",
    "look_through",
    "once_authorised_people",
    "people_of_request",
    "played_files",
    "played_to_machine",
    "query_entries",
    "questions_of_batch",
    "remarks_of",
    "report_sheet",
    "reports_of_case",
    "requests_awaiting_answer",
    "requests_of_case",
    "result_limit",
    "results_of_request",
    "retention_limit",
    "source_counts",
    "source_limit",
    "source_named",
    "started_requests",
    "waiting_people",
    "whole_request",
]

"""Reads of verification, one module per noun."""

from yimen.domains.verification.queries.authorisations import (
    authorisations_of_case,
    authorised_people,
    once_authorised_people,
)
from yimen.domains.verification.queries.requests import (
    case_of_request,
    find_latest_request,
    found_lines,
    get_request,
    latest_states,
    lines_of_request,
    lines_of_sheet,
    people_of_request,
    requests_awaiting_answer,
    requests_of_case,
    result_limit,
)

__all__ = [
    "authorisations_of_case",
    "authorised_people",
    "case_of_request",
    "find_latest_request",
    "found_lines",
    "get_request",
    "latest_states",
    "lines_of_request",
    "lines_of_sheet",
    "once_authorised_people",
    "people_of_request",
    "requests_awaiting_answer",
    "requests_of_case",
    "result_limit",
]

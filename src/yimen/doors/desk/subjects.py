"""Where the page of a work item's subject lies, by the subject's kind."""

from collections.abc import Sequence
from uuid import UUID

from yimen.domains.worklist.types import WorkKind

from .addresses import path_to

_PAGES = {
    "case": "desk:case",
    "outcome": "desk:outcome",
    "verification": "desk:verification",
    "source_batch": "desk:verification-batch",
    "document": "desk:document",
    "contact": "desk:contact",
    "complaint": "desk:complaint",
    "change_report": "desk:report",
    "lead": "desk:lead",
    "away_plan": "desk:lead-plan",
    "remedy": "desk:remedy",
    "transfer": "desk:referral",
    "cooperation": "desk:cooperation",
    "household": "desk:household",
    "round": "desk:round-opened",
    "campaign": "desk:yearly-review",
    "scan_batch": "desk:yearly-scan-batch",
    "attestation_list": "desk:attestations-opened",
    "attestation": "desk:attestation",
    "civil_matter": "desk:matter",
    "person": "desk:person",
    "difference": "desk:exchange-difference",
    "finding": "desk:finding",
    "audit": "desk:audit",
    "work_item": "desk:worklist-item",
}


_PLACES = {"file_transfer": "desk:transfers"}
"""Subjects that are answered in a list of their own kind."""


_STEPS = {
    (WorkKind.APPLICATION_DRAFT, "case"): "desk:application-means",
    (WorkKind.MATERIALS, "case"): "desk:application-materials",
    (WorkKind.ACCEPTANCE, "case"): "desk:case-acceptance",
    (WorkKind.INVESTIGATION, "case"): "desk:case-visit",
    (WorkKind.OPINION, "outcome"): "desk:outcome-opinion",
    (WorkKind.RETURNED, "outcome"): "desk:outcome-opinion",
    (WorkKind.COUNTY_CHECK, "outcome"): "desk:outcome-check",
    (WorkKind.CONFIRMATION, "outcome"): "desk:outcome-confirm",
    (WorkKind.HEARING, "outcome"): "desk:outcome",
    (WorkKind.COOPERATION_REPLY, "case"): "desk:case-cooperation",
    (WorkKind.URGENT_PAPERS, "outcome"): "desk:outcome-urgent-papers",
    (WorkKind.REFUSAL_LETTER, "outcome"): "desk:outcome-deliver",
    (WorkKind.DELIVERY, "outcome"): "desk:outcome-deliver",
}
"""Work with a form of its own. What is done by one button has it on top of the page of its case."""


def step_of(work: str, kind: str, subject: UUID, waits_for: Sequence[str] = ()) -> str:
    """Where the work itself is done; the page of the subject where that is the place or others come first."""
    name = None if waits_for else _STEPS.get((WorkKind(work), kind))
    return path_to(name, subject) if name else page_of(kind, subject)


def page_of(kind: str, subject: UUID) -> str:
    """The address of a subject; a kind without a page of its own leads to its list, else to the worklist."""
    name = _PAGES.get(kind)
    return path_to(name, subject) if name else path_to(_PLACES.get(kind, "desk:worklist"))

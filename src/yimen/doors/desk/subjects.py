"""Where the page of a work item's subject lies, by the subject's kind."""

from uuid import UUID

from .addresses import path_to

_PAGES = {
    "case": "desk:case",
    "outcome": "desk:outcome",
    "verification": "desk:verification",
    "document": "desk:document",
    "contact": "desk:contact",
    "household": "desk:household",
    "person": "desk:person",
    "work_item": "desk:worklist-item",
}


def page_of(kind: str, subject: UUID) -> str:
    """The address of a subject; a kind without a page of its own leads to the worklist."""
    name = _PAGES.get(kind)
    return path_to(name, subject) if name else path_to("desk:worklist")

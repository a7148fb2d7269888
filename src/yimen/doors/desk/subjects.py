"""Where the page of a work item's subject lies, by the subject's kind."""

from uuid import UUID

from django.urls import reverse

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
    return reverse(name, args=[subject]) if name else reverse("desk:worklist")

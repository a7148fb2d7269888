"""The pages of the application wizard in their order; each is saved by itself, so a draft is never lost."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

PAGES = ("family", "means", "agent", "signatures", "materials", "review")


@dataclass(frozen=True)
class StepMark:
    """One step as the steps component shows it."""

    title: str
    state: str
    url: str


def steps_at(current: str, case_id: UUID | None = None) -> list[StepMark]:
    """Steps before the current one can be opened again; the family itself is changed in its file."""
    titles = {
        "family": _("家庭与成员"),
        "means": _("收入与财产"),
        "agent": _("代办与近亲属"),
        "signatures": _("授权签名"),
        "materials": _("材料"),
        "review": _("确认提交"),
    }
    now = PAGES.index(current)
    return [
        StepMark(titles[page], _state(place, now), _url(page, case_id if place < now else None))
        for place, page in enumerate(PAGES)
    ]


def _state(place: int, now: int) -> str:
    return "done" if place < now else "now" if place == now else "next"


def _url(page: str, case_id: UUID | None) -> str:
    return "" if case_id is None or page == "family" else reverse(f"desk:application-{page}", args=[case_id])


def after(page: str) -> str:
    """The URL name of the page that follows."""
    return f"desk:application-{PAGES[PAGES.index(page) + 1]}"


def before(page: str) -> str:
    """The URL name of the page before; the first page of a draft is its means."""
    return f"desk:application-{PAGES[max(1, PAGES.index(page) - 1)]}"

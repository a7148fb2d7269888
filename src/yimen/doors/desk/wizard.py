"""The pages of the application wizard in their order; each is saved by itself, so a draft is never lost."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.domains.cases import queries
from yimen.domains.cases.types import CaseKind

PAGES = ("family", "matter", "means", "expenses", "agent", "signatures", "materials", "review")


@dataclass(frozen=True)
class StepMark:
    """One step as the steps component shows it."""

    title: str
    state: str
    url: str


def pages_of(case: Any | None, current: str = "") -> tuple[str, ...]:
    """The pages an application needs: what no programme of it looks at is not asked.

    Before anything is asked for, the pages are those of most applications. Whoever opens another one by its
    address finds it among them (`current`).
    """
    if case is None:
        return tuple(page for page in PAGES if page not in ("matter", "expenses"))
    wanted = {
        "matter": queries.is_for_person(case) or not queries.asks_for_means(case),
        "means": queries.asks_for_means(case),
        "expenses": queries.asks_for_receipts(case),
    }
    return tuple(page for page in PAGES if page == current or wanted.get(page, True))


def first_of(case: Any) -> str:
    """The URL name of the first page after the family."""
    return f"desk:application-{pages_of(case)[1]}"


def steps_at(current: str, case: Any | None = None) -> list[StepMark]:
    """Steps before the current one can be opened again, the family too."""
    titles = {
        "family": _("家庭与成员"),
        "matter": _("为谁申请"),
        "means": _("收入与财产"),
        "expenses": _("必需支出"),
        "agent": _("代办与近亲属"),
        "signatures": _("授权签名"),
        "materials": _("材料"),
        "review": _("确认提交"),
    }
    pages = pages_of(case, current)
    now = pages.index(current)
    case_id = None if case is None else case.id
    return [
        StepMark(titles[page], _state(place, now), _url(page, case_id if place < now else None))
        for place, page in enumerate(pages)
    ]


def _state(place: int, now: int) -> str:
    return "done" if place < now else "now" if place == now else "next"


def _url(page: str, case_id: UUID | None) -> str:
    return "" if case_id is None else reverse(f"desk:application-{page}", args=[case_id])


def after(page: str, case: Any) -> str:
    """The URL name of the page that follows; a review goes back to where its file is confirmed."""
    if case.kind != CaseKind.APPLICATION:
        return "desk:review-begin"
    pages = pages_of(case, page)
    return f"desk:application-{pages[pages.index(page) + 1]}"


def before(page: str, case: Any) -> str:
    """The URL name of the page before; before the family there is none."""
    pages = pages_of(case, page)
    return f"desk:application-{pages[max(0, pages.index(page) - 1)]}"

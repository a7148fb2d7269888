"""Many things at once: each is one act of a room by itself, first tried and undone, then done.

What a preview says is not guessed: it is what the same act did a moment ago, before it was taken back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yimen.kernel import YimenError

from .requests import DeskRequest

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Deed:
    """One act about one subject: what it is about, what it does, the act, and where the subject is seen."""

    key: UUID
    title: str
    kind: str
    what: str
    act: Callable[[], object]
    url: str = ""


@dataclass(frozen=True)
class Told:
    """What became of a deed, or would: done, or refused and why."""

    deed: Deed
    refusal: str = ""


@dataclass(frozen=True)
class Page:
    """The words of a page that does many things: its title, its button, where it leads back to."""

    title: str
    button: str
    back: str
    way_back: str
    note: str = ""


def foreseen(deeds: Iterable[Deed]) -> list[Told]:
    """Each deed tried; then everything is as it was."""
    with transaction.atomic():
        told = _each(deeds)
        transaction.set_rollback(True)
    return told


def done(deeds: Iterable[Deed]) -> list[Told]:
    """Each deed by itself: what one refuses holds up no other."""
    with transaction.atomic():
        return _each(deeds)


def _each(deeds: Iterable[Deed]) -> list[Told]:
    told = []
    for deed in deeds:
        try:
            with transaction.atomic():
                deed.act()
        except YimenError as refusal:
            told.append(Told(deed, refusal.message))
        else:
            told.append(Told(deed))
    return told


def chosen(request: DeskRequest, name: str) -> list[UUID]:
    """The subjects that were ticked, each once; what is no id is no subject."""
    given = request.POST.getlist(name) or request.GET.getlist(name)
    return [UUID(each) for each in dict.fromkeys(given) if _is_id(each)][:MOST_AT_ONCE]


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4 and all(part in "0123456789abcdef-" for part in text)


def as_left(request: DeskRequest, page: Page) -> Page:
    """Its way back leads to the list as it was narrowed when it was left, over the preview too."""
    came_from = urlsplit(request.POST.get("back") or request.headers.get("Referer", ""))
    if came_from.path != urlsplit(page.back).path or not came_from.query:
        return page
    return replace(page, back=f"{came_from.path}?{came_from.query}")


def answered(
    request: DeskRequest, page: Page, name: str, deeds: Sequence[Deed], form: object = None
) -> HttpResponse:
    """Until it is agreed to, what would happen; then what did."""
    is_done = request.POST.get("verb") == "do"
    told = done(deeds) if is_done else foreseen(deeds)
    return shown(request, page, name, told, form, is_done=is_done)


def shown(
    request: DeskRequest, page: Page, name: str, told: Sequence[Told], form: object = None, *, is_done: bool
) -> HttpResponse:
    if not told and request.method == "POST":
        messages.error(request, _("没有勾选任何一项：请先在列表中勾选，再办理。"))
        return redirect(as_left(request, page).back)
    words = {
        "page": as_left(request, page),
        "name": name,
        "told": told,
        "form": form,
        "is_done": is_done,
        "able": [each for each in told if not each.refusal],
    }
    return render(request, "desk/bulk.html", words)

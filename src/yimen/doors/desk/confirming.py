"""A change that is worth a second look: the form, then what it will change, then the act.

The act is rehearsed before the second look, so that whoever confirms is not refused afterwards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .refusals import attempt
from .requests import DeskRequest

Result = TypeVar("Result")


@dataclass(frozen=True)
class Change:
    """One line of what will change."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Asked:
    """The words around the form, and where cancelling leads."""

    title: str
    button: str
    back: Sequence[Any]
    why: str = ""


def confirmed(
    request: DeskRequest,
    form: Form,
    asked: Asked,
    changes: Callable[[], Sequence[Change]],
    act: Callable[[], Result],
) -> Result | HttpResponse:
    """The act's result once it is confirmed; until then the page to show."""
    if request.method == "POST" and "again" not in request.POST and form.is_valid():
        if "confirmed" in request.POST:
            done = attempt(form, act)
            if done is not None:
                return done
        elif found := _changed(form, changes, act):
            shown = {"form": form, "asked": asked, "changes": found}
            return render(request, "desk/step_confirm.html", shown)
    words = {"title": asked.title, "button": asked.button, "back": asked.back, "why": asked.why}
    return render(request, "desk/step_form.html", {"form": form, **words})


def _changed(
    form: Form, changes: Callable[[], Sequence[Change]], act: Callable[[], object]
) -> Sequence[Change]:
    """What will change; nothing where nothing would or the act would be refused: the form says so."""
    found = [change for change in changes() if change.before != change.after]
    if not found:
        form.add_error(None, _("没有改动：填写的内容与档案一致。"))
        return ()
    with transaction.atomic():
        is_possible = attempt(form, act) is not None
        transaction.set_rollback(True)
    return found if is_possible else ()

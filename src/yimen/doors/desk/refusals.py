"""Which HTTP answer a refusal of a room becomes, and how a form shows it; both are decided only here."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest

from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

Result = TypeVar("Result")

_ABSENT = (
    "not_found", "file_missing", "unknown_station", "unknown_region", "unknown_staff", "unknown_post",
    "unknown_delegation", "unknown_share", "unknown_partner", "not_open",
)  # fmt: skip
_FORBIDDEN = ("network.not_permitted", "network.out_of_scope", "network.no_post")


def status_of(refusal: YimenError) -> int:
    """403: this post may not; 404: not there in its scope; 409: the state forbids it."""
    if refusal.code in _FORBIDDEN:
        return 403
    return 404 if refusal.code.endswith(_ABSENT) else 409


def attempt(form: BaseForm, action: Callable[[], Result]) -> Result | None:
    """Run an action, all or nothing; a refusal becomes the form's message and what was typed stays."""
    try:
        with transaction.atomic():
            return action()
    except YimenError as refusal:
        form.add_error(None, in_readers_words(refusal.message))
        return None


def in_the_way(refusals: Sequence[YimenError]) -> list[str]:
    """What stands in the way of a step, before anything is typed; in the language of the reader."""
    return [in_readers_words(refusal.message) for refusal in refusals]


def submitted(request: HttpRequest, form: BaseForm, action: Callable[[], Result]) -> Result | None:
    """The action's result when the form was sent and is valid; otherwise the page is shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    return attempt(form, action)

"""Which HTTP answer a refusal of a room becomes, and how a form shows it: the only place where both are known."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.forms import BaseForm

from yimen.kernel import YimenError

Result = TypeVar("Result")

_FORBIDDEN = ("network.not_permitted", "network.out_of_scope", "network.no_post")


def status_of(refusal: YimenError) -> int:
    """403 for what this post may not, 404 for what does not exist in its scope, 409 for what the state forbids."""
    if refusal.code in _FORBIDDEN:
        return 403
    return 404 if "not_found" in refusal.code or "unknown" in refusal.code else 409


def attempt(form: BaseForm, action: Callable[[], Result]) -> Result | None:
    """Run an action for a valid form, all or nothing; a refusal becomes the form's message, what was typed stays."""
    try:
        with transaction.atomic():
            return action()
    except YimenError as refusal:
        form.add_error(None, refusal.message)
        return None

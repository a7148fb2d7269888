"""The request as the desk's views see it: with the actor the middleware resolved."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from yimen.domains.network.types import Actor

if TYPE_CHECKING:
    from .saved import Saved


class DeskRequest(HttpRequest):
    """A request of somebody who wears a post."""

    actor: Actor
    saved: "Saved"


def today() -> date:
    """The calendar day where the county is."""
    return timezone.localdate()


def whole_number(typed: str) -> int:
    """A small number sent by a page; anything else counts as 0, which is no version, page or count."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 0


def seen_version(request: HttpRequest) -> int:
    """The version of a row that the page showed; 0, which is always stale, where none was sent."""
    return whole_number(request.POST.get("version", ""))

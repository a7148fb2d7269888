"""The request as the desk's views see it: with the actor the middleware resolved."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from yimen.domains.network.types import Actor


class DeskRequest(HttpRequest):
    """A request of somebody who wears a post."""

    actor: Actor


def today() -> date:
    """The calendar day where the county is."""
    return timezone.localdate()

"""What every page of the desk shows around its content: menu, who works here, language, demo mark."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Actor

from .menu import menu_for


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """A context processor; pages outside the desk get only the language and the mark.

    The hidden field against forged forms is masked once a page, not once for each of its forms.
    """
    shown: dict[str, Any] = {
        "language_code": translation.get_language(),
        "is_synthetic": settings.YIMEN_IS_SYNTHETIC,
    }
    actor: Actor | None = getattr(request, "actor", None)
    match = request.resolver_match
    if actor is None or match is None:
        return shown
    hats = network.posts_of(actor.user_id)
    hat = next(hat for hat in hats if hat.post_id == actor.post_id)
    return shown | {
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "actor": actor,
        "saved": getattr(request, "saved", None),
        "actor_name": actor.staff_name,
        "actor_post": CARDS[actor.role].title,
        "actor_place": hat.station_name,
        "permissions": CARDS[actor.role].permissions,
        "has_several_posts": len(hats) > 1,
        "menu": list(menu_for(actor.role, match.url_name or "")),
    }

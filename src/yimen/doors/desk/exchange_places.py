"""The places of the exchange as tabs: lists compared, what differs, layouts."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_the_exchange(request: DeskRequest, current: str) -> list[Tab]:
    """Those that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("exchange", _("名单核对")),
        ("exchange-differences", _("差异")),
        ("rolls", _("期初名册")),
        ("exchange-profiles", _("交换格式")),
    ]
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

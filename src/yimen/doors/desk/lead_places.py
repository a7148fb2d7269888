"""The places of leads as tabs: whom to visit, who is poor, who lives away, scans, the self check."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_leads(request: DeskRequest, current: str) -> list[Tab]:
    """Those that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("leads", _("走访线索")),
        ("lead-layers", _("低收入人口")),
        ("lead-plans", _("人户分离")),
        ("lead-scans", _("排查")),
        ("lead-scores", _("成效")),
        ("lead-self-check", _("救助自诊")),
    ]
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

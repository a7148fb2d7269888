"""The places of the network as tabs: stations, staffing, trainings, duty, partners, authority, shares."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_the_network(request: DeskRequest, current: str) -> list[Tab]:
    """The lists that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("network", _("站点")),
        ("stations-haves", _("七个有")),
        ("network-staffing", _("人员配备")),
        ("trainings", _("培训")),
        ("network-roster", _("月度轮值")),
        ("network-departments", _("参与部门")),
        ("network-organisations", _("合作机构")),
        ("network-delegations", _("确认权限")),
        ("network-shares", _("共享")),
    ]
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

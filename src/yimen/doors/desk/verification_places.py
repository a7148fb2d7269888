"""The places of verification as tabs: what waits, sources, batches, what goes, who looked."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_verification(request: DeskRequest, current: str) -> list[Tab]:
    """Those that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("verifications", _("待核对")),
        ("verification-sources", _("数据单位")),
        ("verification-batches", _("查询批次")),
        ("verification-retention", _("到期删除")),
        ("need-models", _("需求指数")),
        ("query-log", _("查询记录")),
    ]
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

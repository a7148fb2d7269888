"""The places of comparisons as tabs: what was found, what waits, runs, the bulletin."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_comparisons(request: DeskRequest, current: str) -> list[Tab]:
    """Those that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("findings", _("发现的问题")), ("holds", _("暂缓发放")), ("accounts", _("账户退回")),
        ("comparisons", _("比对")),
        ("audits", _("随机抽查")), ("bulletin", _("通报")),
    ]  # fmt: skip
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

"""The places of the register as tabs: contacts, transfers, reports of change, complaints, remedies."""

from django.utils.translation import gettext as _

from .access import ACCESS
from .addresses import path_to
from .requests import DeskRequest
from .signs import Tab


def places_of_the_register(request: DeskRequest, current: str) -> list[Tab]:
    """The lists that the actor's role opens; `current` is the URL name of the page."""
    places = [
        ("contacts", _("来访")),
        ("referrals", _("转办转介")),
        ("reports", _("变化报告")),
        ("matters", _("民政事项")),
        ("complaints", _("投诉举报")),
        ("remedies", _("复议诉讼")),
    ]
    return [
        Tab(title, path_to(f"desk:{name}"), name == current)
        for name, title in places
        if ACCESS[name].admits(request.actor.role)
    ]

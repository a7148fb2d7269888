"""The side bar: which places a role sees. A place shows when its page admits the role."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yimen.domains.network.types import Role

from .access import ACCESS
from .addresses import path_to


@dataclass(frozen=True)
class Entry:
    """One line of the side bar."""

    title: str
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Lines that belong together."""

    title: str
    entries: tuple[Entry, ...]


_BELOW = {
    "referral-board": ("referral",),
    "contacts": (
        "referrals",
        "referral",
        "contact",
        "complaints",
        "complaint",
        "reports",
        "report",
        "remedies",
        "remedy",
        "matters",
        "matter",
        "urgent",
    ),
    "cases": (
        "case",
        "application",
        "outcome",
        "objection",
        "visit",
        "authorisation",
        "differences",
        "near",
        "checks",
        "obligor",
        "receipt",
        "cooperation",
        "cooperations",
    ),
    "rounds": ("round",),
    "verifications": ("verification", "need"),
    "reviews": ("review", "hearing", "yearly"),
    "attestations": ("attestation",),
    "households": ("household", "person"),
    "documents": ("document", "archives", "archive", "package"),
    "styles": ("style",),
    "transfers": ("transfer",),
    "worklist": ("desk",),
    "network": (
        "stations",
        "station",
        "trainings",
        "training",
        "delegation",
        "department",
        "organisation",
        "duty",
        "share",
    ),
    "leads": ("lead",),
    "scenarios": ("scenario",),
    "sets": ("set",),
    "connections": ("connection",),
    "findings": (
        "finding",
        "holds",
        "accounts",
        "account",
        "audits",
        "audit",
        "comparisons",
        "comparison",
        "bulletin",
    ),
    "exchange": ("rolls", "roll"),
    "query-log": ("query",),
    "staff": ("post",),
}
"""First words of the URL names that lie below a place of the menu."""


def _places() -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (
            "",
            [
                (_("本月"), "flag", "home"),
                (_("待办"), "inbox", "worklist"),
                (_("接待登记"), "phone-call", "contacts"),
                (_("转给本部门的事项"), "arrows-exchange", "referral-board"),
                (_("申请办件"), "clipboard-list", "cases"),
                (_("月度审核"), "clipboard-check", "rounds"),
                (_("定期核查"), "refresh", "reviews"),
                (_("主动发现"), "home-search", "leads"),
                (_("发放前比对"), "shield-check", "findings"),
                (_("生存认证"), "user", "attestations"),
                (_("待核对"), "shield-check", "verifications"),
                (_("家庭档案"), "home", "households"),
                (_("文书与档案"), "files", "documents"),
                (_("公示与公布"), "eye", "notices"),
                (_("期限日历"), "calendar-due", "deadlines"),
            ],
        ),
        (
            _("参考"),
            [
                (_("统计"), "chart-bar", "statistics"),
                (_("站点灯况"), "list-details", "board"),
                (_("档案转移"), "arrows-exchange", "transfers"),
                (_("省平台交换"), "refresh", "exchange"),
                (_("部门数据"), "folder", "sets"),
                (_("数据接口"), "arrows-exchange", "connections"),
                (_("政策测算"), "scale", "scenarios"),
                (_("政策库"), "file-text", "library"),
                (_("政策参数"), "scale", "parameters"),
                (_("工作日历"), "calendar-due", "calendar"),
                (_("查询记录"), "eye", "query-log"),
                (_("站点与人员"), "building-community", "network"),
                (_("人员与账号"), "users", "staff"),
                (_("文书样式"), "certificate", "styles"),
            ],
        ),
    ]


def menu_for(role: Role, current: str) -> Iterable[Group]:
    """The groups with at least one place open to the role; `current` is the URL name of the page."""
    for title, places in _places():
        entries = tuple(
            Entry(word, icon, path_to(f"desk:{name}"), current.split("-")[0] in (name, *_BELOW.get(name, ())))
            for word, icon, name in places
            if ACCESS[name].admits(role)
        )
        if entries:
            yield Group(title, entries)

"""The first page as it is shown: words of each occasion, where a line leads, what one click does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.domains.cases import queries as cases
from yimen.domains.command.types import MonthGroup, MonthLine, Occasion
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor

from .addresses import path_to
from .subjects import page_of, step_of

REVIEWED = frozenset({Occasion.REVIEW, Occasion.COMES_OF_AGE, Occasion.BIRTHDAY, Occasion.GRADUATION})
"""What a review case looks into; it is opened from the line."""


@dataclass(frozen=True)
class Act:
    """What one click does about a line: a link, or a button that sends something."""

    word: str
    url: str
    sends: Sequence[tuple[str, str]] | None = None
    """The fields a button sends; None for a link."""


@dataclass(frozen=True)
class ShownLine:
    """One row of the page."""

    line: MonthLine
    url: str
    place: str
    act: Act | None


@dataclass(frozen=True)
class ShownGroup:
    """One card of the page."""

    key: str
    title: str
    about: str
    total: int
    note: str
    lines: list[ShownLine]
    whole_url: str
    """The page on which all of it is worked on, where there is one."""
    whole_word: str


def words_of(occasion: Occasion) -> tuple[str, str]:
    """The title of an occasion, and a sentence that says what it is about."""
    return {
        Occasion.LATE: (_("有超期的站点"), _("辖区内有事项超期的站点，最多的在最前。")),
        Occasion.ROUND: (
            _("本轮审核"),
            _("等待本镇办理的，和各自还缺什么；申请最早的在最前。"),
        ),
        Occasion.CLOCK: (_("本月到期的待办"), _("我的和可以领取的，已超期的排在最前。")),
        Occasion.YEARLY: (_("年度核查"), _("还有未完成家庭的村（社区）。")),
        Occasion.REVIEW: (_("应当定期核查"), _("本月底前到期、尚未开启的。")),
        Occasion.PROOF_OF_LIFE: (
            _("老人生存认证"),
            _("两次催办未认证的在最前；然后按村，截止日前两个月起显示。"),
        ),
        Occasion.QUALIFICATION: (
            _("残疾人两项补贴资格认定"),
            _("两次催办未认定的在最前；然后按村，截止日前两个月起显示。"),
        ),
        Occasion.GRACE_END: (_("渐退期届满"), _("本月或者下月是最后一个月。")),
        Occasion.TERM_END: (_("有效期届满"), _("本月或者下月是最后一个月。")),
        Occasion.COMES_OF_AGE: (_("本月成年"), _("享受未成年人供养、保障的。")),
        Occasion.BIRTHDAY: (_("本月生日影响待遇"), _("在册家庭成员到了影响待遇的年龄。")),
        Occasion.GRADUATION: (_("今年夏天毕业"), _("按登记的就读阶段和学龄；没有登记的不作推测。")),
        Occasion.STANDARD: (_("标准有变化"), _("上月或者本月起执行的政策参数。")),
        Occasion.ROLL: (_("待接管的期初名册"), _("检查完毕，等另一人核对接管。")),
        Occasion.DEPARTMENT_SETS: (_("过时或缺少的部门数据"), _("发放前比对以前，向提供部门索要。")),
        Occasion.HOLD: (_("暂缓发放的款项"), _("等待核实或者第二人确认；每一笔都是家庭还没有拿到的钱。")),
        Occasion.DELEGATION_END: (_("授权到期"), _("本月是最后一个月。")),
        Occasion.POST_END: (_("任期届满"), _("本月离任的岗位。")),
        Occasion.CALENDAR: (_("工作日历"), _("国务院办公厅每年 11 月前后公布下一年的节假日安排。")),
    }[occasion]


def shown(groups: Iterable[MonthGroup], by: Actor) -> list[ShownGroup]:
    """All groups of a page, with the places and the reviews under way looked up once for all of them."""
    groups = list(groups)
    lines = [line for group in groups for line in group.found.lines]
    places = network.region_names({line.region for line in lines if line.region})
    households = {line.subject for line in lines if line.page in ("review", "change") and line.subject}
    running = cases.running_reviews(households) if households else {}
    return [_group(group, places, running, by) for group in groups]


def _group(
    group: MonthGroup, places: Mapping[str, str], running: Mapping[UUID, UUID], by: Actor
) -> ShownGroup:
    title, about = words_of(group.occasion)
    lines = [
        ShownLine(
            line,
            _way(line),
            places.get(line.region, ""),
            _act(group.occasion, line, running.get(line.subject) if line.subject else None, by),
        )
        for line in group.found.lines
    ]
    note, total = group.found.note or "", group.found.total
    return ShownGroup(group.occasion.value, title, about, total, note, lines, *_whole(group.occasion))


def _whole(occasion: Occasion) -> tuple[str, str]:
    """Address and name of the page on which all of an occasion is worked on."""
    pages = {
        Occasion.CLOCK: ("desk:worklist", _("待办")),
        Occasion.ROUND: ("desk:rounds", _("月度审核")),
        Occasion.REVIEW: ("desk:reviews", _("定期核查")),
        Occasion.YEARLY: ("desk:yearly-reviews", _("年度核查")),
        Occasion.LATE: ("desk:board", _("站点灯况")),
        Occasion.HOLD: ("desk:holds", _("暂缓发放")),
        Occasion.DEPARTMENT_SETS: ("desk:sets", _("部门数据")),
        Occasion.PROOF_OF_LIFE: ("desk:attestations", _("生存认证")),
    }
    name, word = pages.get(occasion, ("", ""))
    return (path_to(name) if name else "", word)


def _parameter(line: MonthLine) -> str:
    asked = {"on": line.on, "area": "rural", "name": line.matter}
    return f"{path_to('desk:parameters')}?{urlencode(asked)}"


_PAGES: Mapping[str, Callable[[MonthLine], str]] = {
    "review": lambda line: page_of("household", line.subject) if line.subject else "",
    "change": lambda line: page_of("household", line.subject) if line.subject else "",
    "missed_attestation": lambda line: page_of("attestation", line.subject) if line.subject else "",
    "yearly": lambda line: (
        f"{path_to('desk:yearly-households', line.subject)}?village={line.region}" if line.subject else ""
    ),
    "late": lambda line: f"{path_to('desk:worklist')}?list=region&light=red",
    "parameter": lambda line: (
        f"{path_to('desk:parameters')}?{urlencode({'on': line.on, 'area': 'rural', 'name': line.matter})}"
    ),
    "roll": lambda line: path_to("desk:roll", line.subject) if line.subject else "",
    "department_set": lambda line: reverse("desk:sets-of", args=[line.work]),
    "delegations": lambda line: path_to("desk:network-delegations"),
    "staff": lambda line: path_to("desk:staff-record", line.subject) if line.subject else "",
    "calendar": lambda line: path_to("desk:calendar"),
}


def _way(line: MonthLine) -> str:
    """Whose turn it is goes straight to the step; everybody else to the page of the matter."""
    if line.page in _PAGES:
        return _PAGES[line.page](line)
    assert line.subject is not None  # every subject of the worklist has its id
    if line.work and line.is_mine:
        return step_of(line.work, line.page, line.subject)
    return page_of(line.page, line.subject)


def _act(occasion: Occasion, line: MonthLine, running: UUID | None, by: Actor) -> Act | None:
    if running is not None:
        return Act(_("核查中"), path_to("desk:case", running))
    if line.page == "missed_attestation" and line.subject:
        return Act(_("开启核查"), path_to("desk:attestation-look-into", line.subject), [])
    if occasion in REVIEWED:
        return Act(
            _("开启核查"), path_to("desk:reviews-open"), [("household", str(line.subject)), ("verb", "do")]
        )
    if occasion is Occasion.TERM_END and line.subject:
        return Act(_("重新申请"), path_to("desk:application-for-household", line.subject))
    if line.item and not line.is_mine and allows(by.role, Permission.WORK_TAKE):
        return Act(_("领取"), path_to("desk:worklist-take", line.item), [])
    return None

"""Forms of yearly reviews: the plan, the filter of its lists, what a visit found, the end."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import ChangeCause
from yimen.domains.cases.types.campaigns import (
    CampaignPlan,
    EntryFilter,
    EntryResult,
    EntryStage,
    Visited,
    VisitFinding,
)
from yimen.kernel import Programme, RegionCode

from . import widgets
from .choices import offer
from .reviews import CYCLES

LASTING = tuple(programme for programme in Programme if not programme.is_one_off)
USUAL = (Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.TEKUN, Programme.DIBAO_MARGIN)
_CAUSES = tuple(cause for cause in ChangeCause if cause not in (
    ChangeCause.MEMBER_DIED, ChangeCause.HOUSEHOLD_SPLIT, ChangeCause.HOUSEHOLD_MERGED
))  # fmt: skip
OVERDUE = "overdue"
FIRST_YEAR = 2024
WALKED = _("开启核查以前的走访也计入，但不早于本次核查开始")


class YearFilterForm(forms.Form):
    year = widgets.from_list(_("年度"), [], required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        this = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this + 1, FIRST_YEAR - 1, -1)]
        offer(self, year=years)

    def chosen(self) -> int:
        """The year looked at; the present one where none sensible was asked for."""
        asked = self.cleaned_data.get("year", "") if self.is_valid() else ""
        return int(asked) if asked else timezone.localdate().year


class CampaignForm(forms.Form):
    """Whom the review of a town holds, and when."""

    year = widgets.count(_("年度"), least=2020, most=2100)
    from_on = widgets.on_date(
        _("开始日期"), initial=timezone.localdate, help_text=_("走访和决定从这一天起计入本次核查")
    )
    until_on = widgets.on_date(_("结束日期"), help_text=_("过了这一天还没有结果的家庭显示为超期"))
    programmes = widgets.many_of(
        _("救助项目"),
        [(programme.value, _(programme.title)) for programme in LASTING],
        required=True,
        help_text=_("社会救助法 第四十六条：对社会救助对象的状况定期进行核查"),
    )
    villages = widgets.many_of(_("村（社区）"), [], help_text=_("一个也不选，就是全镇"))
    cycle = widgets.from_list(
        _("核查周期"), [("", _("全部")), *CYCLES.items()], required=False,
        help_text=_("民发〔2021〕57号 第三十一条：每年一次，或者每半年一次"),
    )  # fmt: skip
    only_due = widgets.tick(
        _("只含本次结束前到期的家庭"), help_text=_("到期日按各项救助的核查周期推算，不勾选就是全部在册家庭")
    )
    note = widgets.text(_("说明"), required=False, most=300)

    def __init__(self, villages: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, villages=villages)

    def plan(self) -> CampaignPlan:
        given = self.cleaned_data
        return CampaignPlan(
            year=given["year"],
            programmes=tuple(Programme(name) for name in given["programmes"]),
            from_on=given["from_on"],
            until_on=given["until_on"],
            villages=tuple(given["villages"]),
            cycle=int(given["cycle"]) if given["cycle"] else None,
            only_due=given["only_due"],
            note=given["note"],
        )


class EntryFilterForm(forms.Form):
    """Which households of a review a list shows."""

    village = widgets.from_list(_("村（社区）"), [], required=False)
    stage = widgets.from_list(
        _("进展"), [("", _("全部")), *((s.value, _(s.title)) for s in EntryStage)], required=False
    )
    result = widgets.from_list(
        _("结果"),
        [("", _("全部")), *((r.value, _(r.title)) for r in EntryResult), (OVERDUE, _("超期未完成"))],
        required=False,
    )

    def __init__(self, villages: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, village=[("", _("全部")), *villages])

    def asked(self) -> EntryFilter:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        village, stage, result = given.get("village"), given.get("stage"), given.get("result")
        return EntryFilter(
            RegionCode(village) if village else None,
            EntryResult(result) if result and result != OVERDUE else None,
            EntryStage(stage) if stage else None,
            is_overdue=result == OVERDUE,
        )


class WentForm(forms.Form):
    """Who went and when, for many households in which nothing changed."""

    visited_on = widgets.on_date(_("走访日期"), initial=timezone.localdate, help_text=WALKED)
    second_post = widgets.from_list(
        _("另一名走访人员"), [], help_text=_("走访不少于2人（民发〔2021〕57号 第十六条）")
    )

    def __init__(self, visitors: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, second_post=[("", _("请选择")), *visitors])

    def visited(self) -> Visited:
        given = self.cleaned_data
        return Visited(given["visited_on"], UUID(given["second_post"]))


class VisitFoundForm(forms.Form):
    """What was found at one door."""

    finding = widgets.one_of(_("走访情况"), [(f.value, _(f.title)) for f in VisitFinding])
    visited_on = widgets.on_date(_("走访日期"), initial=timezone.localdate, help_text=WALKED)
    second_post = widgets.from_list(
        _("另一名走访人员"), [], required=False, help_text=_("走访不少于2人（民发〔2021〕57号 第十六条）")
    )
    signer = widgets.from_list(
        _("在走访表上签字的家庭成员"), [], required=False, help_text=_("不选的，为户主；须为在场的成年成员")
    )
    scan = widgets.one_file(
        _("签字的走访表（照片或扫描件）"), help_text=_("现在没有的，可以以后再传；没有签字不能提出意见")
    )
    cause = widgets.from_list(
        _("什么变化"), [("", _("请选择")), *((c.value, _(c.title)) for c in _CAUSES)], required=False,
        help_text=_("社会救助法 第四十六条、第四十七条"),
    )  # fmt: skip
    person = widgets.from_list(_("去世的成员"), [], required=False)
    again_on = widgets.on_date(_("再次走访日期"), required=False, help_text=_("没有见到的，约定再去的日子"))
    note = widgets.paragraph(_("具体情况"), required=False, most=300)

    def __init__(
        self,
        visitors: list[tuple[str, str]],
        members: list[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        first = ("", _("请选择"))
        offer(self, second_post=[first, *visitors], signer=[first, *members], person=[first, *members])

    def found(self) -> VisitFinding:
        return VisitFinding(self.cleaned_data["finding"])

    def cause_of(self) -> ChangeCause | None:
        cause = self.cleaned_data["cause"]
        return ChangeCause(cause) if cause else None

    def visited(self, scan_id: UUID | None) -> Visited:
        """What belongs to the answer; a field left open for another one is not looked at."""
        given = self.cleaned_data
        again_on: date | None = given["again_on"]
        return Visited(
            visited_on=given["visited_on"],
            second_post_id=UUID(given["second_post"]) if given["second_post"] else None,
            signer_id=UUID(given["signer"]) if given["signer"] else None,
            note=given["note"],
            again_on=again_on,
            person_id=UUID(given["person"]) if given["person"] else None,
            scan_id=scan_id,
        )


class ScanForm(forms.Form):
    scan = widgets.one_file(_("签字的走访表（照片或扫描件）"))

    def clean_scan(self) -> Any:
        if not self.cleaned_data["scan"]:
            raise forms.ValidationError(_("请选择照片或扫描件。"))
        return self.cleaned_data["scan"]


class ScansForm(forms.Form):
    """A pile of signed forms: pictures, single pages or what a scanner bundled."""

    scans = widgets.FilesField(
        label=_("签字的走访表（可以多选）"),
        required=True,
        help_text=_(
            "照片、扫描件或者多页 PDF；按走访表上的二维码认出是哪一户，没有的按文件名中的户编号或户主"
        ),
    )


class CloseForm(forms.Form):
    note = widgets.paragraph(
        _("未完成的原因和下一步安排"), required=False, most=300, help_text=_("还有未完成家庭的，必须填写")
    )


class ReopenForm(forms.Form):
    reason = widgets.text(_("重新打开的原因"), most=200)

"""Forms of comparisons: which month, which findings to list, what became of one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.awards.types import HoldFilters, HoldReason, HoldState
from yimen.domains.monitoring.queries.findings import RULES, outcome_title
from yimen.domains.monitoring.types.audits import AuditFilters, AuditOutcome, AuditState
from yimen.domains.monitoring.types.findings import FindingFilters, FindingOutcome, FindingState, Severity
from yimen.kernel import Month, Programme, RegionCode

from . import widgets
from .choices import offer

_ALL = ("", _("全部"))
_BY_HAND = (FindingOutcome.NO_CHANGE, FindingOutcome.DATA_WRONG)


class StartComparisonForm(forms.Form):
    month = widgets.from_list(_("发放月份"), [])

    def __init__(self, months: Sequence[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, month=[(str(month), str(month)) for month in months])

    def chosen(self) -> Month:
        year, month = self.cleaned_data["month"].split("-")
        return Month(int(year), int(month))


class FindingFilterForm(forms.Form):
    state = widgets.from_list(
        _("状态"), [_ALL, *((each.value, _(each.title)) for each in FindingState)], required=False
    )
    rule = widgets.from_list(
        _("问题"), [_ALL, *((each.key, _(each.title)) for each in RULES.values())], required=False
    )
    severity = widgets.from_list(
        _("程度"), [_ALL, *((each.value, _(each.title)) for each in Severity)], required=False
    )
    outcome = widgets.from_list(
        _("处理结果"), [_ALL, *((each.value, _(each.title)) for each in FindingOutcome)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)
    month = widgets.from_list(_("比对月份"), [], required=False)

    def __init__(
        self, places: list[tuple[str, str]], months: Sequence[Month], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *places], month=[_ALL, *((str(month), str(month)) for month in months)])

    def filters(self) -> FindingFilters:
        given = self.cleaned_data if self.is_valid() else {}
        region, month = given.get("region"), given.get("month")
        return FindingFilters(
            state=FindingState(given["state"]) if given.get("state") else None,
            outcome=FindingOutcome(given["outcome"]) if given.get("outcome") else None,
            severity=Severity(given["severity"]) if given.get("severity") else None,
            rule=given.get("rule") or "",
            region=RegionCode(region) if region else None,
            month=Month(*map(int, month.split("-"))) if month else None,
        )


class HoldFilterForm(forms.Form):
    state = widgets.from_list(_("状态"), [(each.value, _(each.title)) for each in HoldState], required=False)
    reason = widgets.from_list(
        _("暂缓原因"), [_ALL, *((each.value, _(each.title)) for each in HoldReason)], required=False
    )
    programme = widgets.from_list(_("救助项目"), [], required=False)
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(
        self, places: list[tuple[str, str]], programmes: list[tuple[str, str]], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *places], programme=[_ALL, *programmes])

    def filters(self) -> HoldFilters:
        given = self.cleaned_data if self.is_valid() else {}
        region, programme = given.get("region"), given.get("programme")
        return HoldFilters(
            state=HoldState(given.get("state") or HoldState.STANDING),
            reason=HoldReason(given["reason"]) if given.get("reason") else None,
            programme=Programme(programme) if programme else None,
            region=RegionCode(region) if region else None,
        )


class CloseFindingForm(forms.Form):
    outcome = widgets.one_of(_("处理结果"), [])
    because = widgets.paragraph(
        _("怎样核实、为什么这样处理"),
        most=400,
        help_text=_("依据不变的，以后的比对不再提出，请写清楚；不要写身份证号"),
    )

    def __init__(self, rules: Collection[str], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, outcome=[(each.value, _(outcome_title(each, *rules))) for each in _BY_HAND])


class AuditFilterForm(forms.Form):
    state = widgets.from_list(
        _("状态"), [_ALL, *((each.value, _(each.title)) for each in AuditState)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, places: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *places])

    def filters(self) -> AuditFilters:
        given = self.cleaned_data if self.is_valid() else {}
        region = given.get("region")
        return AuditFilters(
            state=AuditState(given["state"]) if given.get("state") else None,
            region=RegionCode(region) if region else None,
        )


class AuditForm(forms.Form):
    outcome = widgets.one_of(
        _("抽查结果"),
        [(each.value, _(each.title)) for each in AuditOutcome],
        help_text=_("选“不一致”的，乡镇收到核查任务；作出决定以前照常发放"),
    )
    because = widgets.paragraph(
        _("怎样核实、看到了什么"), most=400, help_text=_("入户、电话或者查材料的情况；不要写身份证号")
    )

    def __init__(self, *arguments: Any, may_call: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        outcomes = [each for each in AuditOutcome if may_call or each is not AuditOutcome.CALLED]
        offer(self, outcome=[(each.value, _(each.title)) for each in outcomes])


class TellDepartmentForm(forms.Form):
    how = widgets.text(_("怎样告知"), most=200, help_text=_("如：函告县公安局户政大队，文号、日期"))


class ReleaseHoldForm(forms.Form):
    number = widgets.text(
        _("照片上的账号"), most=40, help_text=_("请看照片自己读出、输入全部数字，与登记的一致才能恢复")
    )
    paid = widgets.many_of(
        _("查明已经发过的月份"),
        [],
        required=False,
        help_text=_(
            "请对照发放记录：勾选的不再补给，没有勾选的补给；银行没有说退回的已先勾选，查明没有发过的请取消勾选"
        ),
    )
    because = widgets.paragraph(_("恢复发放的原因"), most=400)

    def __init__(
        self, months: Sequence[tuple[str, Any]], *arguments: Any, is_account_given: bool, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, paid=months)
        if not months:
            del self.fields["paid"]
        if not is_account_given:
            del self.fields["number"]

    def paid_by_hold(self) -> dict[UUID, list[Month]]:
        """By hold."""
        found: dict[UUID, list[Month]] = defaultdict(list)
        for key in self.cleaned_data.get("paid", ()):
            hold, month = key.split(" ")
            found[UUID(hold)].append(Month.parse(month))
        return found


class BulletinForm(forms.Form):
    month = widgets.from_list(_("比对月份"), [], required=False)

    def __init__(self, months: Sequence[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, month=[(str(month), str(month)) for month in months])

"""Forms of attestations and civil matters: what narrows lists, what came of one, what is given or ends."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.allowances.queries import MatterFilters
from yimen.domains.allowances.types import (
    AttestationKind,
    EndReason,
    Filters,
    MatterState,
    Per,
    Result,
    Stage,
    Way,
)
from yimen.kernel import Month, RegionCode

from . import widgets
from .choices import offer
from .contacts import AMONG_KNOWN

_WAYS = [(way.value, _(way.title)) for way in Way]
_OPEN = "open"


class AttestationFilterForm(forms.Form):
    """What is attested, where, when; what still waits unless asked otherwise."""

    kind = widgets.from_list(_("种类"), [(k.value, _(k.title)) for k in AttestationKind], required=False)
    stage = widgets.from_list(
        _("进展"),
        [(_OPEN, _("待登记的")), *((s.value, _(s.title)) for s in Stage), ("all", _("全部"))],
        required=False,
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)
    term = widgets.from_list(_("认证期"), [], required=False)

    def __init__(
        self, regions: list[tuple[str, str]], terms: list[tuple[date, date]], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])
        known = [(first.isoformat(), f"{first} — {last}") for first, last in terms]
        offer(self, term=[("", _("全部")), *known])

    def narrowing(self) -> Filters:
        """An unknown value narrows nothing rather than showing an error on a list."""
        given = self.cleaned_data if self.is_valid() else {}
        stage, region, term = given.get("stage") or _OPEN, given.get("region"), given.get("term")
        return Filters(
            kind=AttestationKind(given.get("kind") or AttestationKind.PROOF_OF_LIFE),
            region=RegionCode(region) if region else None,
            stage=Stage(stage) if stage not in (_OPEN, "all") else None,
            is_open=stage == _OPEN,
            starts_on=date.fromisoformat(term) if term else None,
        )


class AttestForm(forms.Form):
    """What came of one attestation."""

    result = widgets.one_of(_("结果"), [], initial=Result.CONFIRMED.value)
    way = widgets.one_of(
        _("认证方式"), _WAYS, required=False, initial=Way.AT_HOME.value, help_text=_("怎样确认本人健在")
    )
    proved_on = widgets.on_date(
        _("认证日期"), initial=timezone.localdate, help_text=_("见到本人或者比对的那一天")
    )
    remark = widgets.paragraph(
        _("备注"), required=False, most=300, help_text=_("数据比对的写明比对了哪些登记；去世、搬走的写明情况")
    )
    photo = widgets.one_file(
        _("照片"), accept="image/*", help_text=_("可以不传；家属代为提供的必须上传本人近照")
    )

    def __init__(self, results: list[Result], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, result=[(r.value, _(r.title)) for r in results])

    def way_chosen(self) -> Way | None:
        way = self.cleaned_data["way"]
        return Way(way) if way and self.cleaned_data["result"] == Result.CONFIRMED else None


class AttestManyForm(forms.Form):
    """How and when everybody ticked was seen; whoever needs a picture is recorded alone."""

    way = widgets.one_of(
        _("认证方式"),
        [each for each in _WAYS if each[0] != Way.BY_RELATIVE],
        initial=Way.AT_HOME.value,
        help_text=_("怎样确认本人健在"),
    )
    proved_on = widgets.on_date(
        _("认证日期"), initial=timezone.localdate, help_text=_("见到本人或者比对的那一天")
    )
    remark = widgets.text(_("备注"), required=False, most=300, help_text=_("数据比对的写明比对了哪些登记"))


class CivilFilterForm(forms.Form):
    """Which matters; everything left out does not narrow."""

    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in MatterState)], required=False
    )
    item = widgets.from_list(_("事项"), [], required=False)
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(
        self, regions: list[tuple[str, str]], items: list[tuple[str, str]], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions], item=[("", _("全部")), *items])

    def narrowing(self) -> MatterFilters:
        given = self.cleaned_data if self.is_valid() else {}
        state, region = given.get("state"), given.get("region")
        return MatterFilters(
            state=MatterState(state) if state else None,
            item=given.get("item") or "",
            region=RegionCode(region) if region else None,
        )


class CivilMatterForm(forms.Form):
    """Who asks for which item of the policy library; only a resident on file can."""

    name = widgets.text(_("申请人"), most=64, help_text=_("写姓名，从下面选出本人"), **AMONG_KNOWN)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())
    item = widgets.from_list(_("事项"), [], help_text=_("低保、特困、残疾人两项补贴等请“开始申请”"))
    note = widgets.paragraph(_("申请情况"), required=False, most=500)

    def __init__(self, items: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, item=[("", _("（请选择）")), *items])
        self.fields["name"].required = not self.initial.get("person")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("person") and "name" in given:
            self.add_error("name", _("请从列出的居民中选出申请人；没有档案的先建档。"))
        return given


class DecideMatterForm(forms.Form):
    """Given or not; money with its amount, rhythm and first month."""

    decision = widgets.one_of(
        _("办结"),
        [("granted", _("办给")), ("refused", _("不予办给"))],
        initial="granted",
        help_text=_("按本县规定的条件审核"),
    )
    amount = widgets.MoneyField(
        label=_("金额"), unit=_("元"), help_text=_("按本县规定的标准；没有钱款的不填")
    )
    per = widgets.one_of(
        _("发放方式"),
        [(p.value, _(p.title)) for p in Per],
        required=False,
        help_text=_("没有钱款的不选"),
    )
    from_month = widgets.from_list(_("自月"), [], required=False)
    reason = widgets.paragraph(_("理由"), required=False, most=500, help_text=_("不予办给的须写明理由"))

    def __init__(self, months: list[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, from_month=[("", _("（没有钱款）")), *((str(m), str(m)) for m in months)])

    def decided(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "is_granted": given["decision"] == "granted",
            "amount": given["amount"],
            "per": Per(given["per"]) if given["per"] else None,
            "from_month": Month.parse(given["from_month"]) if given["from_month"] else None,
            "reason": given["reason"],
        }


class EndMatterForm(forms.Form):
    """Why and from when it ends, and what the person says to it."""

    because = widgets.one_of(
        _("终止原因"),
        [(r.value, _(r.title)) for r in EndReason],
        help_text=_("没有做生存认证本身不是终止的原因"),
    )
    from_month = widgets.from_list(_("自月"), [], help_text=_("从这个月起不再发放"))
    reason = widgets.paragraph(_("事实和理由"), most=500)
    statement = widgets.paragraph(
        _("本人（家属）的意见"),
        required=False,
        most=500,
        help_text=_("去世的除外：迁出、不再符合条件的先告知再听取意见，放弃的写明本人怎么说"),
    )

    def __init__(self, months: list[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, from_month=[(str(m), str(m)) for m in months])

    def proposed(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "because": EndReason(given["because"]),
            "from_month": Month.parse(given["from_month"]),
            "reason": given["reason"],
            "statement": given["statement"],
        }


class DecideEndForm(forms.Form):
    """Whether the end that somebody else proposed is right."""

    decision = widgets.one_of(
        _("是否终止"),
        [("end", _("确认终止")), ("keep", _("不终止，继续发给"))],
        help_text=_("听取意见的人以外的人决定"),
    )
    reason = widgets.paragraph(_("理由"), required=False, most=500, help_text=_("不终止的须写明理由"))

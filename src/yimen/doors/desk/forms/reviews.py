"""Forms of reviews and changes: what changed, what is intended, what was said, what is decided."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import ChangeCause, HearingAnswer
from yimen.domains.people.types import Relation
from yimen.kernel import Money, RegionCode

from . import widgets
from .choices import offer

_ASKED = (
    ChangeCause.INCOME_CHANGED,
    ChangeCause.STARTED_WORK,
    ChangeCause.PROPERTY_CHANGED,
    ChangeCause.DISABILITY_CHANGED,
    ChangeCause.SELF_CARE_CHANGED,
    ChangeCause.MEMBER_JOINED,
    ChangeCause.MEMBER_LEFT,
    ChangeCause.MEMBER_DIED,
    ChangeCause.MOVED_AWAY,
    ChangeCause.STANDARD_CHANGED,
)
_HORIZONS = {"30": _("30 天内"), "90": _("90 天内"), "365": _("一年内"), "overdue": _("已超期")}


CYCLES = {"12": _("每年一次（A类）"), "6": _("每半年一次（B类）")}


class ReviewFilterForm(forms.Form):
    """Until when a review falls due, and where."""

    within = widgets.from_list(_("到期"), list(_HORIZONS.items()), required=False)
    cycle = widgets.from_list(
        _("核查周期"), [("", _("全部")), *CYCLES.items()], required=False,
        help_text=_("分类管理的：A类每年、B类每半年；国家现行规定只分每年和每半年"),
    )  # fmt: skip
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def narrowing(self) -> dict[str, Any]:
        """Until which day, of which region and cycle; what is late is due before today."""
        given = self.cleaned_data if self.is_valid() else {}
        within, region, cycle = given.get("within") or "30", given.get("region"), given.get("cycle")
        ahead = -1 if within == "overdue" else int(within)
        return {
            "until": timezone.localdate() + timedelta(days=ahead),
            "region": RegionCode(region) if region else None,
            "months": int(cycle) if cycle else None,
        }


class ChangeForm(forms.Form):
    """What changed in a household with awards in force."""

    cause = widgets.one_of(
        _("什么变化"),
        [(c.value, _(c.title)) for c in _ASKED],
        help_text=_("社会救助法 第四十六条、第四十七条"),
    )
    person = widgets.from_list(_("涉及的成员"), [], required=False)
    happened_on = widgets.on_date(
        _("发生日期"), required=False, help_text=_("成员死亡的，以登记的死亡日期为准")
    )
    note = widgets.paragraph(_("具体情况"), required=False, most=500)

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, person=[("", _("全家")), *members])


class BeginForm(forms.Form):
    is_unchanged = widgets.tick(_("除已修改的以外，其余情况经核对没有变化"))


class InviteForm(forms.Form):
    """What is intended, to be heard on before it is decided."""

    intent = widgets.one_of(
        _("拟作出的决定"),
        [("less", _("调减")), ("end", _("终止（停发）"))],
        help_text=_("社会救助法 第四十八条：决定前应当听取意见"),
    )
    proposed = widgets.MoneyField(label=_("拟调减为"), required=False)
    facts = widgets.paragraph(_("事实和理由"), most=500)

    def proposal(self) -> Money:
        return self.cleaned_data.get("proposed") or Money(0)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("intent") == "less" and given.get("proposed") is None and "proposed" in given:
            self.add_error("proposed", _("请填写拟调减后的金额。"))
        return given


class StatementForm(forms.Form):
    speaker = widgets.text(_("陈述人"), most=64)
    statement = widgets.paragraph(_("陈述的意见"), most=1000)
    says = widgets.one_of(
        _("对拟作出的决定"), [("objects", _("有异议")), ("agrees", _("没有异议"))],
        help_text=_("以陈述人自己的话为准"),
    )  # fmt: skip


class AnswerForm(forms.Form):
    answer = widgets.one_of(_("处理"), [])
    reasons = widgets.paragraph(
        _("处理理由"), required=False, most=500, help_text=_("采纳与否都须说明理由；当事人无异议的可以不填")
    )

    def __init__(self, *arguments: Any, is_agreeing: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        answers = [a for a in HearingAnswer if is_agreeing or a is not HearingAnswer.AGREED]
        offer(self, answer=[(a.value, _(a.title)) for a in answers])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        is_agreed = given.get("answer") == HearingAnswer.AGREED
        if "answer" in given and not is_agreed and not given.get("reasons", "").strip():
            self.add_error("reasons", _("无论是否采纳，都须写明理由。"))
        return given


class DecideForm(forms.Form):
    """What becomes of an award: an amount, or the end."""

    intent = widgets.one_of(_("决定"), [("go_on", _("继续救助")), ("end", _("停发"))])
    amount = widgets.MoneyField(
        label=_("救助金额"), required=False, help_text=_("默认为测算金额；改动须写理由")
    )
    reason = widgets.paragraph(
        _("理由"), required=False, most=500, help_text=_("停发，或者与测算不同的，必须填写")
    )

    def decided(self) -> Money | None:
        """The amount, or nothing where the award ends."""
        if self.cleaned_data["intent"] == "end":
            return None
        return self.cleaned_data.get("amount") or Money(0)


class SplitForm(forms.Form):
    """Who leaves together, and what each is to the new head."""

    region = widgets.from_list(_("分户后的村（社区）"), [])
    address = widgets.text(_("分户后的住址"))
    on = widgets.on_date(_("分户日期"), initial=timezone.localdate)

    def __init__(
        self,
        regions: list[tuple[str, str]],
        members: list[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=regions)
        _add_relations(self, members, [("", _("留在本户")), *_kinds(with_head=True)])

    def relations(self) -> dict[str, Relation]:
        return _relations_in(self.cleaned_data)


class MergeForm(forms.Form):
    """The number of the household that joins this one."""

    number = widgets.text(_("并入的户编号"), most=16)


class MergeMembersForm(forms.Form):
    """What everybody of the other household is to this one's head."""

    on = widgets.on_date(_("并户日期"), initial=timezone.localdate)

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _add_relations(self, members, _kinds(with_head=False))

    def relations(self) -> dict[str, Relation]:
        return _relations_in(self.cleaned_data)


def _kinds(*, with_head: bool) -> list[tuple[str, Any]]:
    return [(r.value, _(r.title)) for r in Relation if with_head or r is not Relation.HEAD]


def _add_relations(form: forms.Form, members: list[tuple[str, str]], kinds: list[tuple[str, Any]]) -> None:
    for key, name in members:
        label = format_lazy(_("{name}是户主的"), name=name)
        is_optional = kinds[0][0] == ""
        form.fields[f"is-{key}"] = widgets.from_list(label, kinds, required=not is_optional)


def _relations_in(given: dict[str, Any]) -> dict[str, Relation]:
    return {
        name.removeprefix("is-"): Relation(chosen)
        for name, chosen in given.items()
        if name.startswith("is-") and chosen
    }

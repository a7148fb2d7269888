"""Forms of the contact register: who asked, what, and what was answered."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yimen.domains.intake.types import Answer, ContactChannel, ContactFilters, Origin
from yimen.kernel import Programme

from . import widgets
from .choices import offer

WHILE_TYPING: dict[str, Any] = {
    "hx-params": "name,phone",
    "hx-post": reverse_lazy("desk:contact-residents"),
    "hx-trigger": "input changed delay:250ms",
    "hx-target": "#residents",
    "hx-sync": "closest form:replace",
}
"""Residents are looked for while a name or a telephone is typed; nothing else of the form is sent."""

AMONG_KNOWN = WHILE_TYPING | {"hx-params": "name,known", "hx-vals": '{"known": "1"}'}
"""The same, where only somebody who is on file can be meant."""


class ContactForm(forms.Form):
    """Who asks is looked for on file while typing; whoever is chosen there need not be described again."""

    channel = widgets.one_of(
        _("途径"),
        [(c.value, _(c.title)) for c in ContactChannel],
        initial=ContactChannel.WINDOW.value,
        css="wide",
    )
    name = widgets.text(
        _("来访人姓名"),
        required=False,
        most=64,
        help_text=_("边输边找已建档的居民：姓名、拼音、电话或证件号"),
        **WHILE_TYPING,
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())
    phone = widgets.phone(_("联系电话"), required=False, **WHILE_TYPING)
    region = widgets.from_list(_("住在哪个村（社区）"), [], required=False, help_text=_("已建档的居民不用选"))
    reference = widgets.text(
        _("来件编号"), required=False, most=60, help_text=_("工单号、信访编号或来函文号")
    )
    received_on = widgets.on_date(
        _("收到日期"), required=False, help_text=_("早于今天的标记“迟录”（申请一户、录入一户）")
    )
    asked_by = widgets.text(_("谁代为提出"), required=False, most=64)
    asked_by_relation = widgets.text(
        _("与求助人的关系"), required=False, most=40, help_text=_("如：邻居、网格员、村干部")
    )
    asked = widgets.paragraph(
        _("诉求"), most=500, help_text=_("首问负责：登记人负责到答复，或移交后对方接手为止")
    )

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        several = [("", _("（请选择）")), *regions] if len(regions) > 1 else regions
        offer(self, region=several)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("person") is None and "person" in given:
            if not given.get("name"):
                self.add_error("name", _("请写明来访人，或选择一位居民。"))
            if not given.get("region"):
                self.add_error("region", _("请选择来访人住在哪里。"))
        return given

    def origin(self) -> Origin:
        """Where it came from, as far as the channel asks."""
        given = self.cleaned_data
        return Origin(
            reference=given["reference"],
            received_on=given["received_on"],
            asked_by=given["asked_by"],
            asked_by_relation=given["asked_by_relation"],
        )


class ContactFilterForm(forms.Form):
    """An unknown value narrows nothing rather than showing an error on a list."""

    text = widgets.text(_("姓名、诉求或来件编号"), required=False, most=60)
    channel = widgets.from_list(
        _("途径"), [("", _("全部")), *((c.value, _(c.title)) for c in ContactChannel)], required=False
    )
    answer = widgets.from_list(
        _("答复"), [("", _("全部")), *((a.value, _(a.title)) for a in Answer)], required=False
    )
    since = widgets.on_date(_("自"), required=False)
    until = widgets.on_date(_("至"), required=False)

    def filters(self, show: str) -> ContactFilters:
        given = self.cleaned_data if self.is_valid() else {}
        channel, answer = given.get("channel"), given.get("answer")
        return ContactFilters(
            is_open=show == "open",
            is_late=show == "late",
            channel=ContactChannel(channel) if channel else None,
            answer=Answer(answer) if answer else None,
            text=given.get("text", ""),
            since=given.get("since"),
            until=given.get("until"),
        )


class AnswerForm(forms.Form):
    """Answers other than an application or a transfer, which have their own buttons."""

    answer = widgets.one_of(
        _("如何答复"),
        [(a.value, _(a.title)) for a in (Answer.ON_THE_SPOT, Answer.ADVISED, Answer.REFUSED)],
        initial=Answer.ON_THE_SPOT.value,
    )
    text = widgets.paragraph(
        _("答复内容"), required=False, most=500, help_text=_("不予受理须说明理由（社会救助法 第七十条）")
    )
    article = widgets.text(_("依据的条文"), required=False, help_text=_("印在不予受理通知书上"), most=120)
    programmes = widgets.many_of(
        _("问的是哪个救助项目"),
        [(p.value, _(p.title)) for p in Programme],
        help_text=_("条件、材料、时限和办理地点印成告知单带回家；不予受理的印成书面通知"),
    )
    items = widgets.many_of(
        _("问的是哪个民政事项"),
        [],
        help_text=_("高龄津贴等，印在同一张告知单上"),
    )
    told_items = widgets.paragraph(
        _("另外告知的事项"), required=False, help_text=_("一行一项，须全部列出（民发〔2021〕57号 第十条）")
    )

    def __init__(self, items: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, items=items)

    def chosen(self) -> list[Programme]:
        return [Programme(name) for name in self.cleaned_data["programmes"]]

    def told(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["told_items"].splitlines() if line.strip()]


class ContactHandOverForm(forms.Form):
    to_post = widgets.one_of(_("交给"), [], help_text=_("对方接手以前仍由您负责"))
    reason = widgets.text(_("原因"), required=False)

    def __init__(self, colleagues: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, to_post=colleagues)

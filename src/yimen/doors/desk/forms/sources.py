"""Forms of sources: what narrows lists, files that come in, what counts, why nobody waits any longer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.verification.queries import every_source
from yimen.domains.verification.types import (
    BatchState,
    LogFilters,
    Purpose,
    QueryAct,
    QueryOutcome,
)
from yimen.foundation.spreadsheets.reading import content_of

from . import widgets
from .choices import offer


class BatchFilterForm(forms.Form):
    """Of which source, and how far."""

    source = widgets.from_list(_("数据单位"), [], required=False)
    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in BatchState)], required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, source=[("", _("全部")), *((s.key, _(s.title)) for s in every_source().values())])

    def narrowing(self) -> tuple[str, BatchState | None]:
        """An unknown value narrows nothing rather than showing an error on a list."""
        given = self.cleaned_data if self.is_valid() else {}
        state = given.get("state")
        return given.get("source") or "", BatchState(state) if state else None


class AnswersForm(forms.Form):
    file = widgets.one_file(
        _("返回文件"), accept=".xlsx,.csv", help_text=_("数据单位返回的 XLSX 或 CSV；先看结果，再登记")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["file"].required = True

    def content(self) -> bytes:
        upload: Any = self.cleaned_data["file"]
        return content_of(upload)

    def name(self) -> str:
        upload: Any = self.cleaned_data["file"]
        return upload.name or ""


class DecideAnswersForm(forms.Form):
    """Which of the answers count, and why."""

    counting = widgets.many_of(_("采用"), [], help_text=_("没有勾选的保留，不写入结果"))
    reason = widgets.text(_("为什么采用"), most=200, help_text=_("如：数据单位来函更正；家庭提供了存单"))

    def __init__(self, answers: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, counting=list(answers))

    def chosen(self) -> list[UUID]:
        return [UUID(answer) for answer in self.cleaned_data["counting"]]


class LateForm(forms.Form):
    """What came after the result, and whether the result stands."""

    is_weighty = widgets.one_of(
        _("对已返回的核对结果"),
        [("no", _("没有影响，结果不变")), ("yes", _("有影响，重新核对"))],
        help_text=_("重新核对的，本件等新的结果返回后再作决定"),
    )
    reason = widgets.text(_("理由"), most=200, help_text=_("如：与申报的同一账户一致；查到未申报的存款"))


class StopWaitingForm(forms.Form):
    reason = widgets.text(
        _("不再等待的原因"), most=200, help_text=_("如：三次催办仍未返回；原因写入核对情况")
    )


class LogFilterForm(forms.Form):
    """Who did what when; about whom is chosen on that person's page."""

    act = widgets.from_list(
        _("做了什么"), [("", _("全部")), *((a.value, _(a.title)) for a in QueryAct)], required=False
    )
    outcome = widgets.from_list(
        _("结果"), [("", _("全部")), *((o.value, _(o.title)) for o in QueryOutcome)], required=False
    )
    purpose = widgets.from_list(
        _("目的"), [("", _("全部")), *((p.value, _(p.title)) for p in Purpose)], required=False
    )
    user = widgets.from_list(_("工作人员"), [], required=False)
    since = widgets.on_date(_("自"), required=False)
    until = widgets.on_date(_("至"), required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(self, staff: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, user=[("", _("全部")), *staff])

    def filters(self) -> LogFilters:
        given = self.cleaned_data if self.is_valid() else {}
        act, outcome, purpose = given.get("act"), given.get("outcome"), given.get("purpose")
        person = given.get("person")
        return LogFilters(
            people=(person,) if person else None,
            act=QueryAct(act) if act else None,
            outcome=QueryOutcome(outcome) if outcome else None,
            purpose=Purpose(purpose) if purpose else None,
            user=UUID(given["user"]) if given.get("user") else None,
            since=given.get("since"),
            until=given.get("until"),
        )

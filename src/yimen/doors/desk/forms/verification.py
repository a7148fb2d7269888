"""Forms of verification: the result typed or uploaded, telling the family, its objection."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.verification.types import LineKind, ReportedLine
from yimen.kernel import Money

from . import widgets
from .choices import offer


class LineForm(forms.Form):
    """One reported line; a row left empty does not count."""

    person = widgets.from_list(_("人员"), [])
    kind = widgets.from_list(_("类别"), [("", "—"), *((k.value, _(k.title)) for k in LineKind)])
    amount = widgets.MoneyField(label=_("金额或价值"), unit=_("元"))
    source = widgets.text(_("来源"), most=60)
    as_of = widgets.on_date(_("数据日期"), initial=timezone.localdate)

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, person=people)

    def has_changed(self) -> bool:
        """The person and the date are filled in from the start; a row counts once it says what was found."""
        return bool({"kind", "amount", "source"} & set(self.changed_data))

    def line(self) -> ReportedLine:
        given = self.cleaned_data
        return ReportedLine(
            person_id=UUID(given["person"]),
            kind=LineKind(given["kind"]),
            amount=given["amount"] or Money(0),
            source=given["source"],
            as_of=given["as_of"],
        )


MOST_LINES = 200
"""As many are drawn and checked, however many a form says it has; what is longer comes as a sheet."""
LinesFormSet = forms.formset_factory(
    LineForm, extra=1, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class ReportForm(forms.Form):
    is_passed = widgets.one_of(_("核对结论"), [("yes", _("符合")), ("no", _("不符合"))])
    conclusion = widgets.paragraph(
        _("结论说明"),
        required=False,
        most=400,
        help_text=_("符合的可以不填；不符合的写明哪一项收入或财产超出标准"),
    )
    stale_note = widgets.text(
        _("数据较早的说明"),
        required=False,
        most=80,
        help_text=_("数据日期距今超过一年的写明为什么仍然采用"),
    )
    sheet = widgets.one_file(
        _("或上传结果表"),
        accept=".xlsx,.csv",
        help_text=_("XLSX 或 CSV，列：姓名、类别、金额、来源、日期；上传后以表为准"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("is_passed") == "no" and not given.get("conclusion"):
            self.add_error("conclusion", _("请写明哪一项收入或财产超出标准，家庭据此提出异议。"))
        if given.get("is_passed") == "yes" and not given.get("conclusion"):
            given["conclusion"] = _("核对未发现超出标准的收入和财产。")
        return given

    def clean_sheet(self) -> Any:
        sheet = self.cleaned_data["sheet"]
        if sheet and sheet.size > 5_000_000:
            raise ValidationError(_("文件不能超过 5 MB。"))
        return sheet


class TellForm(forms.Form):
    how = widgets.text(_("告知方式"), most=100, help_text=_("如：当面告知、电话告知"))


class ItemObjectForm(forms.Form):
    item = widgets.one_of(_("对哪一项有异议"), [])
    objection = widgets.paragraph(_("申请人的异议和佐证材料"), most=400)

    def __init__(self, *arguments: Any, items: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, item=items)


class ObjectForm(forms.Form):
    objection = widgets.paragraph(_("申请人的异议和佐证材料"), most=400)

"""Forms of necessary spending: one receipt, and what is asked for because of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.actions import Spent
from yimen.domains.cases.types import ExpenseKind, Hardship, Speed
from yimen.kernel import Money, Month

from . import widgets
from .choices import offer

_KINDS = [("", _("（请选择）")), *((kind.value, _(kind.title)) for kind in ExpenseKind)]


class ReceiptForm(forms.Form):
    """One receipt as it lies on the table; only the family's own share will count."""

    person = widgets.from_list(_("支出人"), [])
    kind = widgets.from_list(_("支出类别"), _KINDS)
    month = widgets.text(_("支出月份"), most=7, help_text=_("写成 2026-05；申请前12个月内"))
    number = widgets.text(_("票据号"), required=False, most=40)
    amount = widgets.MoneyField(label=_("票面金额"), required=True, unit=_("元"))
    insurance = widgets.MoneyField(
        label=_("其中报销、补助"), unit=_("元"), help_text=_("医保、商业保险、政府补助已支付的部分")
    )
    scan = widgets.one_file(_("票据照片"))

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, person=members)

    def clean_month(self) -> Month:
        year, dash, month = str(self.cleaned_data["month"]).partition("-")
        is_month = dash and year.isdecimal() and len(year) == 4 and month.isdecimal()
        if not is_month or not 1 <= int(month) <= 12 or int(year) < 1900:
            raise ValidationError(_("请写成年-月，例如 2026-05。"))
        return Month(int(year), int(month))

    def spent(self) -> Spent:
        given = self.cleaned_data
        return Spent(
            ExpenseKind(given["kind"]), given["month"], given["amount"], given["insurance"] or Money(0)
        )

    def person_id(self) -> UUID:
        return UUID(self.cleaned_data["person"])


class RequestForm(forms.Form):
    """What is asked for once because of the spending (民发〔2018〕23号 二（一）)."""

    hardship = widgets.one_of(_("困难类型"), [(h.value, _(h.title)) for h in Hardship], css="wide")
    amount = widgets.MoneyField(
        label=_("申请金额"),
        required=True,
        unit=_("元（一次性）"),
        help_text=_("支出型临时救助不超过家庭实际负担的支出"),
    )

    @staticmethod
    def initial_from(declared: Any) -> dict[str, Any]:
        request = declared.get("request", {})
        hardship = next((h.value for h in Hardship if h.title == request.get("cause")), "")
        return {"hardship": hardship, "amount": request.get("amount")}

    def declared(self, region: str) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": Speed.EXPENDITURE.value,
            "cause": Hardship(given["hardship"]).title,
            "amount": str(given["amount"]),
            "region": region,
        }

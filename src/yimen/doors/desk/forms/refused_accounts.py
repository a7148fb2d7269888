"""Forms of accounts that a bank refused: what it told, its lists, the account a family gives instead."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yimen.domains.awards.types import Account
from yimen.domains.awards.types.accounts import AccountFault, Payee, RefusalFilters, RefusalState, Refused
from yimen.foundation.spreadsheets.reading import FILLED_IN, content_of
from yimen.kernel import Month, RegionCode

from . import widgets
from .choices import offer

_ALL = ("", _("全部"))
_FAULTS = [(each.value, _(each.title)) for each in AccountFault]


class RefusalFilterForm(forms.Form):
    state = widgets.from_list(
        _("状态"), [_ALL, *((each.value, _(each.title)) for each in RefusalState)], required=False
    )
    fault = widgets.from_list(_("退回原因"), [_ALL, *_FAULTS], required=False)
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, places: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[_ALL, *places])

    def filters(self) -> RefusalFilters:
        given = self.cleaned_data if self.is_valid() else {}
        region = given.get("region")
        return RefusalFilters(
            state=RefusalState(given["state"]) if given.get("state") else None,
            fault=AccountFault(given["fault"]) if given.get("fault") else None,
            region=RegionCode(region) if region else None,
        )


class RefuseAccountForm(forms.Form):
    """What a bank told of one account; who is paid with it is chosen from the family."""

    payee = widgets.one_of(_("领款人"), [])
    number = widgets.text(
        _("退回的账号"), most=40, help_text=_("银行只给后几位的，填末 4 位以上；加密保存，只显示末 4 位")
    )
    fault = widgets.from_list(_("退回原因"), _FAULTS)
    told_by = widgets.text(_("代发机构"), most=60, help_text=_("如：平远农商银行"))
    told_on = widgets.on_date(_("退回日期"))
    paid_for = widgets.from_list(
        _("退回的是哪个月的款"), [], help_text=_("从这个月起暂缓，恢复后一并补给；已经不再发的，只暂缓这个月")
    )
    note = widgets.text(
        _("银行的说法"), most=200, required=False, help_text=_("选“其他原因”的必填；不要写身份证号")
    )

    def __init__(
        self, payees: Sequence[Payee], months: Sequence[Month], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(
            self,
            payee=[(str(each.person_id), _said(each)) for each in payees],
            paid_for=[("", _("请选择")), *((str(month), str(month)) for month in months)],
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("fault") == AccountFault.OTHER and not given.get("note"):
            self.add_error("note", _("请写明银行怎样说。"))
        return given

    def refused(self, household_id: UUID) -> Refused:
        given = self.cleaned_data
        return Refused(
            household_id=household_id,
            person_id=UUID(given["payee"]),
            number=given["number"].replace(" ", "").replace("-", ""),
            fault=AccountFault(given["fault"]),
            told_by=given["told_by"],
            told_on=given["told_on"],
            paid_for=Month(*map(int, given["paid_for"].split("-"))),
            note=given["note"],
        )


def _said(payee: Payee) -> Any:
    known = payee.masked or _("没有登记账户")
    if not payee.goes_on:
        return _("%(name)s，最近六个月领过，现在不再发，账户：%(known)s") % {
            "name": payee.name,
            "known": known,
        }
    return _("%(name)s，每月 %(amount)s 元，账户：%(known)s") % {
        "name": payee.name,
        "amount": payee.amount,
        "known": known,
    }


class AccountListForm(forms.Form):
    """A list as the bank sent it."""

    told_by = widgets.text(_("代发机构"), most=60, help_text=_("如：平远农商银行"))
    file = widgets.one_file(
        _("文件"),
        accept=".xlsx,.csv",
        help_text=_(
            "XLSX 或 CSV，要有姓名、身份证号、银行账号、退回日期、退回原因、发放月份；最多 5000 行、5 MB"
        ),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["file"].required = True

    def given(self) -> dict[str, Any]:
        """The arguments of the action."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        return {"content": content_of(upload, FILLED_IN), "told_by": self.cleaned_data["told_by"]}


class GiveAccountForm(forms.Form):
    """The account a family shows, with a picture of it."""

    holder = widgets.text(_("开户名"), most=60, help_text=_("照存折或者银行卡填写；应当是领款人本人"))
    bank = widgets.text(_("开户银行"), most=60, help_text=_("写全称，到支行"))
    number = widgets.text(
        _("银行账号"), most=40, help_text=_("8 至 30 位数字；原账号没有错、只是重新启用的，照原样填写")
    )
    scan = widgets.one_file(
        _("存折或者银行卡的照片"), help_text=_("拍有户名和账号的一面；不要拍密码、不要拍卡背面的校验码")
    )
    note = widgets.text(
        _("说明"), most=200, required=False, help_text=_("不是本人账户的，写明是谁、为什么由其代领")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["scan"].required = True

    def account(self) -> Account:
        given = self.cleaned_data
        return Account(given["holder"], given["bank"], given["number"])

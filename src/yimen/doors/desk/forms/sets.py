"""Forms of department data: the file, why a version is taken back."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from . import widgets

MOST_MEGABYTES = 500
"""Through the browser; larger files are loaded on the server with `yimen data load`."""


class HandInForm(forms.Form):
    """A file of a department, and how new its data are."""

    as_of = widgets.on_date(_("数据截止日期"), help_text=_("数据反映到哪一天；有效期从这一天起算"))
    file = widgets.one_file(
        _("文件"),
        accept=".csv,.xlsx,.parquet",
        help_text=_("CSV（UTF-8 或 GB18030）、XLSX 或 Parquet；最多 500 MB，更大的在服务器上装载"),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["file"].required = True

    def clean_file(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                _("文件超过 %(limit)s MB，请由系统管理员在服务器上装载。"), params={"limit": MOST_MEGABYTES}
            )
        return upload

    def given(self) -> dict[str, Any]:
        """The arguments of the action."""
        return {"as_of": self.cleaned_data["as_of"], "stream": self.cleaned_data["file"]}


class AgreementForm(forms.Form):
    """What the county agreed with the department."""

    title = widgets.text(_("约定文件"), most=120, help_text=_("文件名称和文号；勿写姓名、证件号"))
    agreed_on = widgets.on_date(_("签订日期"), help_text=_("约定文件上的日期"))
    ends_on = widgets.on_date(
        _("失效日期"), required=False, help_text=_("当日起不再有效；没有约定期限的留空")
    )


class EndAgreementForm(forms.Form):
    """Why."""

    reason = widgets.paragraph(_("终止的原因"), most=200, help_text=_("写入记录，勿写姓名、证件号"))


class RetractForm(forms.Form):
    """Why."""

    reason = widgets.paragraph(
        _("撤回的原因"),
        most=200,
        help_text=_("写入记录，勿写姓名、证件号；数据文件随即删除，行数和摘要保留"),
    )

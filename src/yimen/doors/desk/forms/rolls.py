"""Forms of opening rolls: the file, what differs, why one is undone."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yimen.domains.exchange.types.roll import Agreement
from yimen.foundation.spreadsheets.reading import content_of
from yimen.kernel import Month

from . import widgets
from .choices import offer


class RollForm(forms.Form):
    """A filled-in template, or a list with a row for each person."""

    title = widgets.text(_("名称"), most=60, help_text=_("如“大柘镇低保2026年11月”；勿写姓名、证件号"))
    from_month = widgets.one_of(
        _("从哪个月起接管"), [], help_text=_("从这个月起在本平台在册；以前各月发放的不补录")
    )
    file = widgets.one_file(
        _("文件"),
        accept=".xlsx,.csv",
        help_text=_("填好的模板，或一人一行的 XLSX、CSV；最多 30000 行、20 MB"),
    )

    def __init__(self, this: Month, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        months = [(str(month), str(month)) for month in (this, this.next())]
        offer(self, from_month=months)
        self.fields["file"].required = True
        self._months = {str(month): month for month in (this, this.next())}

    def given(self) -> dict[str, Any]:
        """The arguments of the action."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        return {
            "content": content_of(upload),
            "title": self.cleaned_data["title"],
            "from_month": self._months[self.cleaned_data["from_month"]],
        }


class UndoRollForm(forms.Form):
    """Why."""

    reason = widgets.paragraph(
        _("撤销的原因"), most=200, help_text=_("写入记录；撤销后可以重新上传、重新接管")
    )


class AgreementForm(forms.Form):
    """How the listed amounts stand to the rules."""

    agreement = widgets.from_list(
        _("对照结果"),
        [
            ("differing", _("与测算不同的")),
            *((each.value, _(each.title)) for each in Agreement),
            ("all", _("全部")),
        ],
        required=False,
        help_text=_("名册金额不因测算改动；不同的供复核和监督"),
    )

    def chosen(self) -> str:
        """What to list; whatever differs, unless something else is asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        return str(given.get("agreement") or "differing")

"""Forms of what departments' machines push under."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.verification.queries.credentials import Offered
from yimen.domains.verification.types.pushes import Terms

from ..official_words import official
from . import widgets
from .choices import offer

_USUAL = timedelta(days=180)


class IssueForm(forms.Form):
    """Whose machine may push what, under which paper, and who answers for what comes in."""

    title = widgets.text(_("推送单位"), most=80, help_text=_("部门或机构名称；勿写姓名、证件号"))
    agreement = widgets.text(_("约定文件"), most=120, help_text=_("接口所依据的文件名称和文号"))
    set_keys = widgets.many_of(
        _("可推送的数据集"), (), help_text=_("只列出县级确认人登记了有效书面约定的数据集")
    )
    source = widgets.from_list(
        _("可返回结果的数据单位"),
        (),
        required=False,
        help_text=_("取走本单位的核对查询并返回结果；不是数据单位的留空"),
    )
    receiver = widgets.from_list(
        _("接收人"), (), help_text=_("推送的数据由其名下装载；其离岗后接口停止接收，须换发")
    )
    expires_on = widgets.on_date(_("失效日期"), help_text=_("当日起不再有效；最长一年"))

    def __init__(self, offered: Offered, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sources = [(each.key, official(each.title)) for each in offered.sources]
        offer(
            self,
            set_keys=[(each.key, official(each.title)) for each in offered.sets],
            source=[("", "—"), *sources],
            receiver=[(str(each.post_id), each.name) for each in offered.receivers],
        )
        self.fields["expires_on"].initial = timezone.localdate() + _USUAL

    def terms(self) -> Terms:
        """The terms of the credential."""
        given = self.cleaned_data
        return Terms(
            title=given["title"],
            agreement=given["agreement"],
            set_keys=tuple(given["set_keys"]),
            source=given["source"],
            receiver=UUID(given["receiver"]),
            expires_on=given["expires_on"],
        )


class PushFilterForm(forms.Form):
    """Under which credential."""

    credential = widgets.from_list(_("推送单位"), [], required=False)

    def __init__(self, known: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, credential=[("", _("全部")), *known])

    def narrowing(self) -> UUID | None:
        """An unknown value narrows nothing rather than showing an error on a list."""
        given = self.cleaned_data.get("credential") if self.is_valid() else ""
        return UUID(given) if given else None


class RevokeForm(forms.Form):
    """Why."""

    reason = widgets.paragraph(_("撤销的原因"), most=200, help_text=_("写入记录，勿写姓名、证件号"))

"""Forms of complaints: what is said and about whom, and what becomes of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintResult,
    ComplaintState,
)
from yimen.domains.papers.types import DeliveryMethod

from . import widgets
from .choices import offer

_ABOUT = (ComplaintAbout.STAFF, ComplaintAbout.STATION, ComplaintAbout.HOUSEHOLD)


class ComplaintForm(forms.Form):
    """Named or anonymous; about a person or an office of the list, or a family in words."""

    channel = widgets.one_of(
        _("来件途径"), [(c.value, _(c.title)) for c in ComplaintChannel], initial="visit", css="wide"
    )
    about = widgets.one_of(_("反映的是"), [(a.value, _(a.title)) for a in _ABOUT])
    staff = widgets.from_list(_("哪一位"), [], required=False)
    station = widgets.from_list(_("哪个单位"), [], required=False)
    family = widgets.text(
        _("哪一家"), required=False, most=100, help_text=_("写清姓名和住处；不要写身份证号")
    )
    text = widgets.paragraph(_("反映的情况"), help_text=_("原话记录：什么时间、什么事、有无证据"))
    is_named = widgets.one_of(
        _("是否留名"),
        [("yes", _("实名")), ("no", _("匿名"))],
        help_text=_("实名的书面答复（民发〔2021〕57号 第三十七条）；姓名只有承办人可以查看"),
    )
    name = widgets.text(_("来件人姓名"), required=False, most=64)
    phone = widgets.text(_("联系方式"), required=False, most=60)

    def __init__(
        self, staff: list[tuple[str, str]], stations: list[tuple[str, str]], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        first = ("", _("（请选择）"))
        offer(self, staff=[first, *staff], station=[first, *stations])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        field = {"staff": "staff", "station": "station", "household": "family"}.get(given.get("about", ""))
        if field and not given.get(field):
            self.add_error(field, _("请写明反映的是谁。"))
        if given.get("is_named") == "yes" and not given.get("name"):
            self.add_error("name", _("实名的请写姓名；不愿留名的选“匿名”。"))
        return given


class CaseComplaintForm(ComplaintForm):
    """About a case or a family whose page is open: whom it is about is known."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__([], [], *arguments, **named)
        for name in ("about", "staff", "station", "family"):
            del self.fields[name]


class ComplaintFilterForm(forms.Form):
    number = widgets.text(_("登记编号"), required=False, most=80)
    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in ComplaintState)], required=False
    )
    about = widgets.from_list(
        _("反映的是"), [("", _("全部")), *((a.value, _(a.title)) for a in ComplaintAbout)], required=False
    )


class AssignForm(forms.Form):
    to_post = widgets.one_of(
        _("承办人"), [], help_text=_("只列出与所反映事项无关、也没有经手过相关办件的人员")
    )
    reason = widgets.text(_("说明"), required=False)

    def __init__(self, handlers: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, to_post=handlers)

    def post(self) -> UUID:
        """Who was chosen."""
        return UUID(self.cleaned_data["to_post"])


class FindingsForm(forms.Form):
    findings = widgets.paragraph(_("核查记录"), help_text=_("查了什么、问了谁、查明了什么"))
    result = widgets.one_of(_("核查结论"), [(r.value, _(r.title)) for r in ComplaintResult])


class ComplaintAnswerForm(forms.Form):
    text = widgets.paragraph(_("答复内容"), help_text=_("写给来件人看；不写他人的家庭情况"))


class ComplaintDeliveryForm(forms.Form):
    """The recipient is not named here either."""

    method = widgets.one_of(_("送达方式"), [(m.value, _(m.title)) for m in DeliveryMethod])
    delivered_on = widgets.on_date(_("送达日期"))
    proof = widgets.text(_("凭证"), help_text=_("签收、邮件编号等；不写来件人姓名"))
    scan = widgets.one_file(_("回执扫描件或照片"))


class LessonsForm(forms.Form):
    lessons = widgets.paragraph(_("改进措施"), most=500, help_text=_("以后怎样避免；无需改进的写明理由"))


class ReferForm(forms.Form):
    to = widgets.text(_("转交机关"), most=120, help_text=_("社会救助法 第六十条：受理和转介举报投诉"))

"""Forms of letters to a place of registration: the letter, what came back, and going on without it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import CooperationFinding, CooperationWay, Letter, Reply
from yimen.domains.cases.types.cooperation import LetterFilter, LetterSide, LetterStanding
from yimen.kernel import Programme

from . import widgets

_ASKED = (
    Programme.DIBAO,
    Programme.DIBAO_SINGLE,
    Programme.DIBAO_MARGIN,
    Programme.TEKUN,
    Programme.RIGID_EXPENSE,
    Programme.DISABILITY_LIVING,
    Programme.DISABILITY_CARE,
    Programme.ORPHAN,
    Programme.UNATTENDED_CHILD,
)


class LetterFilterForm(forms.Form):
    """Which letters a list shows."""

    side = widgets.from_list(
        _("方向"), [("", _("全部")), *((s.value, _(s.title)) for s in LetterSide)], required=False
    )
    standing = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in LetterStanding)], required=False
    )
    finding = widgets.from_list(
        _("核查结果"), [("", _("全部")), *((f.value, _(f.title)) for f in CooperationFinding)], required=False
    )
    since = widgets.on_date(_("发函自"), required=False)
    until = widgets.on_date(_("发函至"), required=False)

    def asked(self) -> LetterFilter:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        side, standing, finding = given.get("side"), given.get("standing"), given.get("finding")
        return LetterFilter(
            LetterSide(side) if side else None,
            LetterStanding(standing) if standing else None,
            CooperationFinding(finding) if finding else None,
            given.get("since"),
            given.get("until"),
        )


class CooperationForm(forms.Form):
    """To whom, and how; whom it asks about the case says."""

    to_region = widgets.PlaceField(
        label=_("户籍地"), required=True, help_text=_("到县（市、区）或者乡镇，输入名称后选择")
    )
    addressee = widgets.text(_("受函单位"), most=100, help_text=_("如：某县民政局、某镇人民政府"))
    way = widgets.one_of(
        _("发函方式"),
        [(w.value, _(w.title)) for w in CooperationWay],
        help_text=_("户籍地也使用本平台的，选“本平台送达”，对方待办里立即可见"),
        css="wide",
    )
    remark = widgets.paragraph(
        _("其他需要核查的事项"), required=False, most=300, help_text=_("如：户籍地的住房、承包地、赡养人情况")
    )

    def letter(self) -> Letter:
        given = dict(self.cleaned_data)
        return Letter(way=CooperationWay(given.pop("way")), **given)


class ReplyForm(forms.Form):
    """What the place of registration says."""

    finding = widgets.one_of(_("核查结果"), [(f.value, _(f.title)) for f in CooperationFinding], css="wide")
    programmes = widgets.many_of(
        _("享受哪些救助"), [(p.value, _(p.title)) for p in _ASKED], help_text=_("没有享受的不选")
    )
    stops_on = widgets.on_date(_("发放到哪一天为止"), required=False, help_text=_("将停发的填写"))
    answerer = widgets.text(_("复函单位和人员"), most=100)
    note = widgets.paragraph(_("其他说明"), required=False, most=500)

    def reply(self) -> Reply:
        given = self.cleaned_data
        return Reply(
            finding=CooperationFinding(given["finding"]),
            answerer=given["answerer"],
            programmes=tuple(Programme(name) for name in given["programmes"]),
            stops_on=given["stops_on"],
            note=given["note"],
        )


class RecordedReplyForm(ReplyForm):
    """The same, as it came by mail, with the scan of the letter."""

    scan = widgets.one_file(_("复函扫描件"))


class GoOnForm(forms.Form):
    reason = widgets.paragraph(
        _("未收到复函的情况和理由"),
        most=300,
        help_text=_("何时催办、以何种方式核实没有重复享受"),
    )

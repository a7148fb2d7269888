"""Forms of people without a resident number, of who they turn out to be, and of residence permits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.people.types import IdentityKind, Permit, Stranger
from yimen.kernel import RegionCode, Sex

from . import widgets
from .choices import offer


class StrangerForm(forms.Form):
    """What is seen, said and known of somebody whose identity nobody can look up."""

    kind = widgets.one_of(
        _("类别"),
        [(k.value, _(k.title)) for k in IdentityKind],
        css="wide",
        help_text=_("港澳台居民、外国人填证件号码；身份不明的不填"),
    )
    name = widgets.text(
        _("自称或者据称的姓名"), required=False, most=60, help_text=_("不知道的留空，按“无名氏”登记")
    )
    document_number = widgets.text(
        _("证件号码"),
        required=False,
        most=24,
        help_text=_("港澳台居民居住证、来往内地（大陆）通行证，外国人护照"),
    )
    birth_date = widgets.on_date(_("出生日期"), required=False, help_text=_("证件上写明的才填"))
    sex = widgets.one_of(_("性别"), [(s.value, _(s.title)) for s in Sex])
    age_from = widgets.count(_("约从几岁"), least=0, most=120)
    age_to = widgets.count(_("约到几岁"), least=0, most=120)
    features = widgets.paragraph(
        _("体貌特征"), most=300, help_text=_("身高、口音、衣着、疤痕、残疾等，便于辨认和寻亲")
    )
    found_at = widgets.text(_("发现地点"), most=200)
    found_on = widgets.on_date(_("发现日期"), initial=timezone.localdate)
    brought_by = widgets.text(_("何人送来"), most=100, help_text=_("单位、姓名；自己来的写“自行求助”"))
    phone = widgets.phone(_("联系电话"), required=False)
    region = widgets.from_list(_("现在由哪个村（社区）照看"), [])
    address = widgets.text(_("现在住在哪里"), help_text=_("如：镇敬老院、救助管理站、卫生院"))
    photo = widgets.one_file(_("照片"), accept="image/*")

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        several = [("", _("（请选择）")), *regions] if len(regions) > 1 else regions
        offer(self, region=several)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        youngest, oldest = given.get("age_from"), given.get("age_to")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_to", _("不能小于前一栏的年龄。"))
        return given

    def stranger(self) -> Stranger:
        given = self.cleaned_data
        same = ("name", "document_number", "birth_date", "age_from", "age_to", "features", "found_at",
                "found_on", "brought_by", "phone")  # fmt: skip
        return Stranger(
            kind=IdentityKind(given["kind"]), sex=Sex(given["sex"]), **{name: given[name] for name in same}
        )


class IdentifyForm(forms.Form):
    """Whom somebody turned out to be, and by what that is known."""

    identity = widgets.IdentityField()
    name = widgets.text(_("查明后的姓名"), most=60)
    proof = widgets.paragraph(
        _("查明依据"), most=200, help_text=_("如：公安机关人像、DNA 比对结果，亲属辨认")
    )


class UndoIdentityForm(forms.Form):
    reason = widgets.paragraph(_("撤销的原因"), most=200, help_text=_("如：比对结果有误，本人并非该居民"))


class PermitForm(forms.Form):
    """What a residence permit says."""

    office = widgets.text(_("签发机关"), most=100)
    issued_on = widgets.on_date(_("签发日期"))
    valid_until = widgets.on_date(_("有效期至"), required=False, help_text=_("证上没有写的留空"))
    lives_here_since = widgets.on_date(
        _("在本地连续居住自"), help_text=_("按居住证、居住登记或者租房、社保记录")
    )
    scan = widgets.one_file(_("扫描件或照片"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        issued, until = given.get("issued_on"), given.get("valid_until")
        if issued and until and until <= issued:
            raise ValidationError(_("有效期应在签发日期之后。"))
        return given

    def permit(self, county: RegionCode) -> Permit:
        given = {name: content for name, content in self.cleaned_data.items() if name != "scan"}
        return Permit(county=county, **given)

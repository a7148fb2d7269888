"""The family as it is typed once: where it lives, who belongs to it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yimen.domains.people.types import Disability, DisabilityKind, PersonFacts, Relation
from yimen.kernel import Programme, Sex

from . import widgets
from .choices import offer

_DISABILITIES = [
    ("", _("无")),
    *(
        (f"{kind.value}-{level}", Disability(kind, level).title)
        for kind in DisabilityKind
        for level in (1, 2, 3, 4)
    ),
]
ASKED_FOR = tuple(
    programme for programme in Programme if programme not in (Programme.MEDICAL, Programme.PRICE_SUBSIDY)
)
"""Medical aid is applied for with its own department; the price subsidy is paid without asking."""


def programmes() -> Any:
    return widgets.many_of(
        _("申请项目"),
        [(p.value, _(p.title)) for p in ASKED_FOR],
        required=True,
        help_text=_("一次申请、一次调查，符合的其他项目测算时会一并列出"),
    )


class HomeForm(forms.Form):
    """Where the household lives and how to reach it."""

    region = widgets.from_list(_("居住的村（社区）"), [])
    address = widgets.text(_("住址"), help_text=_("门牌或小地名；县、镇、村不用再写"))
    registered = widgets.PlaceField(
        label=_("户籍地（与居住地不同的填写）"), help_text=_("全国省、市、县、镇，输入名称后选择；相同的留空")
    )
    phone = widgets.phone(_("联系电话"))
    is_urban = widgets.tick(_("城镇户"))
    programmes = programmes()

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=regions)


class ProgrammesForm(forms.Form):
    """What a draft asks for, until it is handed in."""

    programmes = programmes()


class MemberForm(forms.Form):
    """One member; the identity number says birth date and sex, so they are asked only without one."""

    name = widgets.text(_("姓名"), most=60)
    identity = widgets.IdentityField(required=False)
    relation = widgets.from_list(
        _("与户主关系"), [(r.value, _(r.title)) for r in Relation], initial=Relation.CHILD.value
    )
    disability = widgets.from_list(_("残疾类别等级"), _DISABILITIES, required=False)
    birth_date = widgets.on_date(_("出生日期"), required=False, help_text=_("没有证件号时填写"))
    sex = widgets.one_of(_("性别"), [(s.value, _(s.title)) for s in Sex], required=False)

    @property
    def whose(self) -> str:
        """Whom a mistake is about, above the form."""
        return str(self["name"].value() or "")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if (
            "identity" in given
            and not given["identity"]
            and not (given.get("birth_date") and given.get("sex"))
        ):
            raise ValidationError(_("请填写居民身份证号；确实没有的，填写出生日期和性别。"))
        return given

    def facts(self, phone: str = "") -> PersonFacts:
        given = self.cleaned_data
        identity = given["identity"]
        return PersonFacts(
            name=given["name"],
            identity=identity,
            sex=None if identity else Sex(given["sex"]),
            birth_date=None if identity else given["birth_date"],
            phone=phone,
            disability=_disability(given["disability"]),
        )


def _disability(chosen: str) -> Disability | None:
    kind, _dash, level = chosen.partition("-")
    return Disability(DisabilityKind(kind), int(level)) if kind else None


def on_file(person: Any) -> dict[str, Any]:
    """What a member's fields begin with for somebody on file."""
    has_number, kind = person.identity is not None, person.disability_kind
    return {
        "name": person.name,
        "identity": person.identity or "",
        "disability": f"{kind}-{person.disability_level}" if kind else "",
        "birth_date": None if has_number else person.birth_date,
        "sex": "" if has_number else person.sex,
    }


if TYPE_CHECKING:
    _MemberRows = forms.BaseFormSet[MemberForm]
else:
    _MemberRows = forms.BaseFormSet


class _Members(_MemberRows):
    """Exactly one head, who is also the applicant."""

    def clean(self) -> None:
        if any(self.errors):
            return
        heads = [form for form in self.filled() if form.cleaned_data["relation"] == Relation.HEAD.value]
        if len(heads) != 1:
            raise ValidationError(_("请填写全部共同生活的家庭成员，其中有且只有一名户主。"))

    def filled(self) -> list[MemberForm]:
        """The head first; rows left empty or removed do not count."""
        given = [form for form in self.forms if form.cleaned_data and (form.has_changed() or _known(form))]
        return sorted(given, key=lambda form: form.cleaned_data["relation"] != Relation.HEAD.value)


def _known(form: MemberForm) -> bool:
    """A row that came filled from the file counts as it is."""
    return bool(form.initial.get("name"))


MOST_MEMBERS = 60
"""As many rows are drawn and checked, however many a form says it has."""
MembersFormSet = forms.formset_factory(
    MemberForm,
    formset=_Members,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MOST_MEMBERS,
    absolute_max=MOST_MEMBERS,
    validate_max=True,
)


class AskForm(forms.Form):
    """An application of a family that is on file already: who applies, how to reach them, for what."""

    applicant = widgets.one_of(_("申请人"), [])
    phone = widgets.phone(_("联系电话"))
    programmes = programmes()

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, applicant=members)

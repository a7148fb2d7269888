"""Fields of forms, one line each; how they are drawn stands in `looks`."""

from base64 import b64decode
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yimen.domains.network.queries import place_of_path
from yimen.domains.people.queries import is_phone
from yimen.foundation.language import in_readers_words
from yimen.kernel import Money, RegionCode, YimenError
from yimen.kernel import ResidentId as Identity

from . import looks
from .looks import dressed

_PNG = "data:image/png;base64,"
IDENTITY = _("居民身份证号")
Choices = Sequence[tuple[str, Any]]


def text(
    label: Any, *, required: bool = True, help_text: Any = "", most: int = 200, **attributes: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        widget=dressed(forms.TextInput(), **{"autocomplete": "off"} | attributes),
    )


def phone(label: Any, *, required: bool = True, help_text: Any = "", **attributes: Any) -> forms.CharField:
    """A number that can be dialled; whatever else is typed is refused where it stands."""
    field = text(label, required=required, help_text=help_text, most=20, **{"inputmode": "tel"} | attributes)
    field.validators.append(_refuse_undialled)
    return field


def _refuse_undialled(given: str) -> None:
    if given.strip() and not is_phone(given.strip()):
        raise ValidationError(_("电话号码有误：只能有数字、空格、括号和横线，至少五位数字。"))


def paragraph(label: Any, *, required: bool = True, help_text: Any = "", most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        widget=dressed(forms.Textarea(), css="wide", rows="3"),
    )


def on_date(
    label: Any, *, required: bool = True, help_text: Any = "", initial: Any = None
) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=dressed(forms.DateInput(format="%Y-%m-%d"), type="date"),
    )


def tick(label: Any, *, help_text: Any = "", initial: bool = False) -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        required=False,
        help_text=help_text,
        initial=initial,
        widget=dressed(forms.CheckboxInput(), looks.TICK),
    )


def count(
    label: Any, *, required: bool = True, initial: int | None = None, least: int = 0, most: int = 50
) -> forms.IntegerField:
    """How many: a whole number."""
    return CountField(
        label=label,
        required=required,
        initial=initial,
        min_value=least,
        max_value=most,
        widget=dressed(forms.TextInput(), inputmode="numeric", autocomplete="off"),
    )


def secret(label: Any, autocomplete: str, *, help_text: Any = "") -> forms.CharField:
    """A password; `autocomplete` tells the browser which one."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        help_text=help_text,
        widget=dressed(forms.PasswordInput(), css="wide", autocomplete=autocomplete),
    )


def one_file(label: Any, *, accept: str = "image/*,application/pdf", help_text: Any = "") -> forms.FileField:
    """A scan or a sheet that may be added."""
    return forms.FileField(
        label=label,
        required=False,
        help_text=help_text,
        widget=dressed(forms.FileInput(), css="wide", accept=accept),
    )


def one_of(
    label: Any,
    choices: Choices,
    *,
    required: bool = True,
    help_text: Any = "",
    initial: str = "",
    css: str = "",
) -> forms.ChoiceField:
    """Few choices, all in sight: one press instead of two."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=dressed(forms.RadioSelect(), looks.CHOICES, css),
    )


def from_list(
    label: Any, choices: Choices, *, required: bool = True, help_text: Any = "", initial: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=dressed(forms.Select()),
    )


def many_of(
    label: Any, choices: Choices, *, required: bool = False, help_text: Any = ""
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        widget=dressed(forms.CheckboxSelectMultiple(), looks.CHOICES, "wide"),
    )


def _identity_box() -> Any:
    return dressed(
        looks.IdentityInput(), looks.IDENTITY, maxlength="20", spellcheck="false", autocomplete="off"
    )


def _codes(refusal: ValidationError) -> list[str]:
    return [each.code or "" for each in refusal.error_list]


def _amount_refused(refusal: ValidationError) -> Any:
    """What is wrong with an amount, in the words of whoever types it."""
    said = {
        "required": _("请填写金额，没有的填 0。"),
        "min_value": _("金额不能小于 0。"),
        "max_digits": _("金额过大，请核对。"),
        "max_whole_digits": _("金额过大，请核对。"),
        "max_decimal_places": _("金额最多两位小数（到分）。"),
    }
    return next((said[code] for code in _codes(refusal) if code in said), _("请填写数字金额，例如 120.50。"))


class CountField(forms.IntegerField):
    """A whole number between two bounds; whatever else is typed is refused with both."""

    def clean(self, value: Any) -> int | None:
        try:
            counted: int | None = super().clean(value)
        except ValidationError as refusal:
            if "required" in _codes(refusal):
                raise
            bounds = {"least": self.min_value, "most": self.max_value}
            raise ValidationError(_("请填写 %(least)s 至 %(most)s 的整数。") % bounds) from refusal
        return counted


class MoneyField(forms.DecimalField):
    """Yuan with at most two decimals, as Money; left empty it is nothing, not zero."""

    def __init__(
        self, *, label: Any, required: bool = False, help_text: Any = "", unit: Any = "元/月"
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            min_value=Decimal(0),
            max_digits=12,
            decimal_places=2,
            widget=looks.MoneyInput(unit),
        )

    def clean(self, value: Any) -> Money | None:
        try:
            amount = super().clean(value)
        except ValidationError as refusal:
            raise ValidationError(_amount_refused(refusal), code=_codes(refusal)[0]) from refusal
        return None if amount is None else Money.yuan(str(amount))

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Money) else value


class PlaceField(forms.CharField):
    """A province, city, county or town of the country by its name; the whole path once it is chosen."""

    def __init__(self, *, label: Any, required: bool = False, help_text: Any = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, max_length=120, widget=looks.PlaceInput()
        )

    def clean(self, value: Any) -> RegionCode | None:
        typed = "".join(super().clean(value).split())
        if not typed:
            return None
        place = place_of_path(typed)
        if place is None:
            raise ValidationError(_("没有找到这个地方，请输入名称后从列出的地名中选择。"))
        return place


class IdentityField(forms.CharField):
    """A resident identity number, checked as a whole."""

    def __init__(self, *, label: Any = IDENTITY, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, max_length=24, widget=_identity_box()
        )

    def clean(self, value: Any) -> Identity | None:
        typed = super().clean(value).replace(" ", "").upper()
        if not typed:
            return None
        try:
            return Identity(typed)
        except YimenError as refusal:
            raise ValidationError(in_readers_words(refusal.message)) from refusal


class SignatureField(forms.CharField):
    """A signature, drawn or signed on paper: the bytes of a PNG, or the file; nothing where nobody signed."""

    def __init__(
        self, *, label: Any, required: bool = True, accept: str = "image/*", help_text: Any = ""
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=looks.SignatureInput(accept),
            max_length=400_000,
            error_messages={"required": _("还没有签名：请在框内手写，或者上传纸上签名的照片。")},
        )

    def clean(self, value: Any) -> Any:
        if isinstance(value, UploadedFile):
            return value
        drawn = super().clean(value)
        if not drawn:
            return None
        try:
            return b64decode(drawn.removeprefix(_PNG), validate=True)
        except ValueError as fault:
            raise ValidationError(_("签名没有传完整，请重签。")) from fault


class FilesField(forms.FileField):
    """Any number of uploaded files; what they may be is checked by content where they are kept."""

    def __init__(
        self,
        *,
        label: Any,
        required: bool = False,
        help_text: Any = "",
        accept: str = "image/*,application/pdf",
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=dressed(looks.FilesInput(), looks.UPLOAD, "wide", accept=accept, multiple=True),
        )

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(each, initial) for each in given]

"""Fields and their looks: the form component draws each by the `kind` of its widget."""

from base64 import b64decode
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yimen.kernel import Money, YimenError
from yimen.kernel import ResidentId as Identity

_PNG = "data:image/png;base64,"
IDENTITY = _("居民身份证号")
Choices = Sequence[tuple[str, Any]]


class TextInput(forms.TextInput):
    kind = ""
    css = ""

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control", "autocomplete": "off"} | attributes)


class TextArea(forms.Textarea):
    kind = ""
    css = "wide"

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control", "rows": "3"} | attributes)


class PasswordInput(forms.PasswordInput):
    kind = ""
    css = "wide"

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control"} | attributes)


class DateInput(forms.DateInput):
    kind = ""
    css = ""
    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control"} | attributes, format="%Y-%m-%d")


class SelectInput(forms.Select):
    kind = ""
    css = ""

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-select"} | attributes)


class ChoiceButtons(forms.RadioSelect):
    kind = "choices"
    css = ""


class ManyButtons(forms.CheckboxSelectMultiple):
    kind = "choices"
    css = "wide"


class Tick(forms.CheckboxInput):
    kind = "tick"
    css = ""


class MoneyInput(forms.NumberInput):
    kind = "money"
    css = ""

    def __init__(self, unit: Any = "元", **attributes: Any) -> None:
        self.unit = unit
        super().__init__(
            {"class": "form-control", "inputmode": "decimal", "step": "0.01", "min": "0"} | attributes
        )


class SignatureInput(forms.HiddenInput):
    """Carries a drawn signature as a PNG data address; shown by the signature pad."""

    kind = "signature"
    css = "wide"

    @property
    def is_hidden(self) -> bool:
        return False


class IdentityInput(TextInput):
    kind = "identity"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**({"maxlength": "20", "spellcheck": "false"} | attributes))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        attrs["data-identity"] = f"{attrs.get('id', 'id_' + name)}-read"
        return super().get_context(name, value, attrs)


class FileInput(forms.FileInput):
    kind = ""
    css = "wide"

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control"} | attributes)


class FilesInput(forms.FileInput):
    kind = "upload"
    css = "wide"
    allow_multiple_selected = True

    def __init__(self, **attributes: Any) -> None:
        super().__init__({"class": "form-control", "multiple": True} | attributes)


def text(
    label: Any, *, required: bool = True, help_text: Any = "", most: int = 200, **attributes: Any
) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most, widget=TextInput(**attributes)
    )


def paragraph(label: Any, *, required: bool = True, help_text: Any = "", most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most, widget=TextArea()
    )


def on_date(
    label: Any, *, required: bool = True, help_text: Any = "", initial: Any = None
) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, initial=initial, widget=DateInput()
    )


def tick(label: Any, *, help_text: Any = "", initial: bool = False) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, required=False, help_text=help_text, initial=initial, widget=Tick()
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
    buttons = ChoiceButtons()
    buttons.css = css
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=buttons,
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
        widget=SelectInput(),
    )


def many_of(
    label: Any, choices: Choices, *, required: bool = False, help_text: Any = ""
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, help_text=help_text, widget=ManyButtons()
    )


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
            widget=MoneyInput(unit=unit),
        )

    def clean(self, value: Any) -> Money | None:
        amount = super().clean(value)
        return None if amount is None else Money.yuan(str(amount))

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Money) else value


class IdentityField(forms.CharField):
    """A resident identity number, checked as a whole."""

    def __init__(self, *, label: Any = IDENTITY, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, max_length=24, widget=IdentityInput()
        )

    def clean(self, value: Any) -> Identity | None:
        typed = super().clean(value).replace(" ", "").upper()
        if not typed:
            return None
        try:
            return Identity(typed)
        except YimenError as refusal:
            raise ValidationError(refusal.message) from refusal


class SignatureField(forms.CharField):
    """A signature drawn on screen, as the bytes of a PNG; nothing where nobody signed."""

    def __init__(self, *, label: Any, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=SignatureInput(),
            max_length=400_000,
            error_messages={"required": _("还没有签名，请在框内手写签名。")},
        )

    def clean(self, value: Any) -> bytes | None:
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
            label=label, required=required, help_text=help_text, widget=FilesInput(accept=accept)
        )

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(each, initial) for each in given]


def born_of(identity: Identity | None, typed: date | None) -> date | None:
    """The identity number says the birth date; only without one is it typed."""
    return identity.birth_date if identity else typed

"""How the form component draws a widget: by its `kind`, and in the grid of fields as its `css` says."""

from typing import Any

from django import forms

BOX, CHOICES, TICK, MONEY, IDENTITY, SIGNATURE, UPLOAD, PLACE = (
    "", "choices", "tick", "money", "identity", "signature", "upload", "place",
)  # fmt: skip
SCAN = "-scan"
"""What follows the name of a signature in the name of the file that may stand in its place."""


def dressed(widget: Any, kind: str = BOX, css: str = "", **attributes: Any) -> Any:
    """A widget of Django with what the component needs to draw it."""
    widget.kind, widget.css = kind, css
    if kind not in (CHOICES, TICK, SIGNATURE):
        attributes = {
            "class": "form-select" if isinstance(widget, forms.Select) else "form-control"
        } | attributes
    widget.attrs |= attributes
    return widget


class PlaceInput(forms.TextInput):
    """A place of the country, found while its name is typed."""

    kind = PLACE
    css = ""

    def __init__(self) -> None:
        super().__init__({"class": "form-control", "autocomplete": "off"})


class MoneyInput(forms.NumberInput):
    """Yuan and fen, with the unit beside it."""

    kind = MONEY
    css = ""

    def __init__(self, unit: Any) -> None:
        self.unit = unit
        super().__init__({"class": "form-control", "inputmode": "decimal", "step": "0.01", "min": "0"})


class IdentityInput(forms.TextInput):
    """An identity number; what it says is read out below it while it is typed."""

    kind = IDENTITY
    css = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        attrs["data-identity"] = f"{attrs.get('id', 'id_' + name)}-read"
        return super().get_context(name, value, attrs)


class SignatureInput(forms.HiddenInput):
    """A signature: drawn on the pad, as a PNG data address, or a picture of what was signed on paper."""

    kind = SIGNATURE
    css = "wide"
    needs_multipart_form = True

    def __init__(self, accept: str) -> None:
        self.accept = accept
        super().__init__()

    @property
    def is_hidden(self) -> bool:
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name + SCAN) or super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and name + SCAN not in files


class FilesInput(forms.FileInput):
    """Any number of files at once."""

    kind = UPLOAD
    css = "wide"
    allow_multiple_selected = True

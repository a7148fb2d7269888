"""What the lists of a form offer, where that is known only when the form is opened; and what was chosen."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, /, **choices: Iterable[tuple[str, Any]]) -> None:
    """Each list, by the name of its field, with the choices it has now."""
    for name, offered in choices.items():
        _list_of(form, name).choices = offered


def chosen_title(form: forms.BaseForm, name: str) -> str:
    """What a list calls the choice that was sent."""
    offered: Any = _list_of(form, name).choices
    return str(dict(offered)[form.cleaned_data[name]])


def _list_of(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{type(form).__name__}.{name} offers nothing to choose from")
    return field

"""Our own templates of fields say what Django's say."""

import re

import pytest
from django import forms
from django.forms.renderers import Jinja2

from yimen.config.widgets import Widgets

HOSTILE = '<script>"&'


class Chosen(forms.Form):
    """Selects of every shape."""

    plain = forms.ChoiceField(
        choices=[("", HOSTILE), (HOSTILE, "乙"), ("c", "丙")],
        widget=forms.Select(attrs={"class": "form-select", "hidden": True, "off": False, "title": HOSTILE}),
    )
    grouped = forms.MultipleChoiceField(choices=[(HOSTILE, [("1", "甲"), ("2", "乙")]), ("3", "丙")])
    known = forms.NullBooleanField()


@pytest.mark.parametrize("name", Chosen.base_fields)
def test_a_select_says_what_djangos_says(name):
    said = {"plain": HOSTILE, "grouped": ["1", "3"], "known": "true"}
    ours, djangos = (
        re.sub(r"\s*(<[^>]*>)\s*", r"\1", str(Chosen(said, renderer=renderer())[name]))
        for renderer in (Widgets, Jinja2)
    )
    assert "selected" in ours
    assert ours == djangos

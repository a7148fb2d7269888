"""Every field of every form says what it means by law, or is one of a short list that says itself."""

import re

import pytest
from django.urls import reverse

from yimen.doors.desk.forms.helps import HELPS, SELF_EVIDENT, forms_of_the_desk, help_for
from yimen.doors.desk.forms.worklist import HandOverForm

LOOKS = re.compile(
    r"FilterForm$|^(RegisterForm|RegionForm|MonthForm|StatisticsForm|ItemsForm|ParametersForm|TownForm|FiguresForm)$"
)
"""Forms that only narrow a list."""
FORMS = sorted(forms_of_the_desk(), key=lambda form: (form.__module__, form.__name__))
DIGITS = "[一二三四五六七八九十百]+"
CITES = re.compile(f"（[^（）]*(第{DIGITS}条|号 {DIGITS}（{DIGITS}）)[^（]*）$")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_field_has_its_help_or_says_itself(form) -> None:
    if LOOKS.search(form.__name__):
        return
    silent = [
        name
        for name, field in form.base_fields.items()
        if not field.help_text and name not in SELF_EVIDENT and f"{form.__name__}.{name}" not in SELF_EVIDENT
    ]
    assert silent == []


@pytest.mark.parametrize("key", HELPS)
def test_every_help_names_its_article_and_its_field_exists(key) -> None:
    assert CITES.search(str(HELPS[key])), HELPS[key]
    owner, _dot, name = key.rpartition(".")
    assert any(name in form.base_fields for form in FORMS if owner in ("", form.__name__)), key


def test_a_help_is_drawn_and_read_out_with_its_field(cast, desk) -> None:
    page = desk(cast.town_handler).get(reverse("desk:report-record")).content.decode()
    assert "人口、收入、财产变化应当及时告知（社会救助法 第四十六条）" in page
    assert re.search(r'aria-describedby="id_kind_helptext"', page)
    assert "data-helps" in page


def test_a_form_that_says_more_itself_keeps_its_own_words() -> None:
    assert "对方会看到" in str(HandOverForm.base_fields["reason"].help_text)
    assert not help_for(HandOverForm, "reason")
    own = [form for form in FORMS if "identity" in form.base_fields]
    assert any(str(form.base_fields["identity"].help_text) != str(HELPS["identity"]) for form in own)

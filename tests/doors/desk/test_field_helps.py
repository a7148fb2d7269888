"""Every field of every form says what it means by law, or is one of a short list that says itself."""

import ast
import inspect
import re
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse

from yimen.domains.library.queries import QUESTIONS_BY_KEY
from yimen.domains.papers.types import DocumentKind
from yimen.doors.desk import forms as package
from yimen.doors.desk.forms.desks import DeskPartsForm
from yimen.doors.desk.forms.helps import (
    ADDED_SELF_EVIDENT,
    HELPS,
    OF_PAPERS,
    SELF_EVIDENT,
    forms_of_the_desk,
    help_for,
)
from yimen.doors.desk.forms.leads import SelfCheckForm
from yimen.doors.desk.forms.papers import DeliveriesForm, OtherPaperForm
from yimen.doors.desk.forms.partners import PopulationForm
from yimen.doors.desk.forms.people import ChangeHeadForm
from yimen.doors.desk.forms.scenarios import ScenarioForm
from yimen.doors.desk.forms.tekun import AssessmentForm
from yimen.doors.desk.forms.visits import VisitForm
from yimen.doors.desk.forms.worklist import HandOverForm
from yimen.doors.desk.views.other_papers import KINDS

LOOKS = re.compile(
    r"FilterForm$|^(RegisterForm|MonthForm|StatisticsForm|ItemsForm|ParametersForm|TownForm|FiguresForm)$"
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


PAPER = SimpleNamespace(id=1, title="社会救助申请书", number="大柘社救申〔2026〕1号", masked_name="李*")
GROWING = {
    "VisitForm": lambda: VisitForm([], [("m1", "李建明")]),
    "ChangeHeadForm": lambda: ChangeHeadForm([("1", "李建明", "head"), ("2", "李小妹", "child")]),
    "DeliveriesForm": lambda: DeliveriesForm([PAPER]),
    "AssessmentForm": lambda: AssessmentForm(),
    "DeskPartsForm": lambda: DeskPartsForm([("dibao", "低保", 2)], []),
    "PopulationForm": lambda: PopulationForm([("441426100200", "墩背村", 900)]),
    "OtherPaperForm": lambda: OtherPaperForm(DocumentKind.MANDATE),
    "SelfCheckForm": lambda: SelfCheckForm(QUESTIONS_BY_KEY["size"], {}),
    "ScenarioForm": lambda: ScenarioForm(date(2026, 12, 1), [("441426000000", "平远县")]),
}
"""An example of each form that adds fields of its own."""


def adding() -> set[str]:
    """The classes that put a field into `self.fields`."""
    found = set()
    for file in Path(inspect.getfile(package)).parent.glob("*.py"):
        for owner in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(owner, ast.ClassDef):
                continue
            for node in ast.walk(owner):
                targets = node.targets if isinstance(node, ast.Assign) else []
                added = [to for to in targets if isinstance(to, ast.Subscript)]
                if any(ast.unparse(to.value) == "self.fields" for to in added):
                    found.add(owner.name)
    return found


def test_every_form_that_adds_fields_has_its_example_here() -> None:
    assert adding() == GROWING.keys()


@pytest.mark.parametrize("name", GROWING)
def test_a_field_that_a_form_adds_has_its_help_or_a_reason_for_none(name: str) -> None:
    form = GROWING[name]()
    added = {key: field for key, field in form.fields.items() if key not in form.base_fields}
    assert added
    for key, field in added.items():
        reasons = [why for pattern, why in ADDED_SELF_EVIDENT.items() if fnmatch(f"{name}.{key}", pattern)]
        assert field.help_text or (all(reasons) and reasons), f"{name}.{key}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_a_case_says_once_what_it_is_for_and_by_which_article(kind: DocumentKind) -> None:
    assert CITES.search(str(OF_PAPERS[kind])) or "二（三）" in str(OF_PAPERS[kind])

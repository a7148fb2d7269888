"""Translations are collected from code and templates, kept when texts change, and compiled for the pages."""

import gettext
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yimen.doors.cli import translations


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(translations, "words", list)
    (tmp_path / "room.py").write_text('from django.utils.translation import gettext as _\n_("低保")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{{ _("申请") }}{% trans %}公示{% endtrans %}')
    return tmp_path


def test_code_and_templates_are_collected(house: Path) -> None:
    assert translations.collect() == {"en": 3}


def test_the_second_of_two_who_collect_waits_for_the_first(house: Path) -> None:
    with ThreadPoolExecutor(1) as apart:
        with translations.alone():
            second = apart.submit(translations.collect)
            with pytest.raises(TimeoutError):
                second.result(0.3)
        assert second.result(60) == {"en": 3}


def test_sentences_and_refusals_are_collected_whole(house: Path) -> None:
    (house / "errors.py").write_text(
        'Sentence("自%(day)s起", day=day)\nWrongError("金额不对", row=1)\nerrors.LateError(message="晚了")\n'
        'Sentence(stated)\nother("不说")\n'
    )
    assert translations.collect() == {"en": 6}


def test_a_translation_survives_and_reaches_the_pages(house: Path) -> None:
    translations.collect()
    po = house / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.write_text(po.read_text().replace('msgid "低保"\nmsgstr ""', 'msgid "低保"\nmsgstr "Dibao"'))
    assert translations.collect() == {"en": 2}
    assert translations.compile_all() == 1
    assert translations.compile_all() == 0
    english = gettext.translation("django", house / "locale", ["en"])
    assert english.gettext("低保") == "Dibao"
    assert english.gettext("申请") == "申请"

"""Templates keep the rules of the house: nothing inline, every text translatable, every one compiles."""

import re
from pathlib import Path

import pytest
from django.template import engines

TEMPLATES = Path(__file__).parents[3] / "src/yimen/doors/desk/templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_template_compiles(file):
    engines["jinja2"].get_template(str(file.relative_to(TEMPLATES)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_inline(file):
    source = file.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", source)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_chinese_text_can_be_translated(file):
    """What is not translated holds no Chinese; the one exception names the language."""
    source = re.sub(r"{#.*?#}", "", file.read_text(), flags=re.DOTALL)
    source = re.sub(r"_\((\"[^\"]*\"|'[^']*')", "", source)
    rest = [line.strip() for line in source.splitlines() if CHINESE.search(line)]
    assert [line for line in rest if "中文" not in line] == []

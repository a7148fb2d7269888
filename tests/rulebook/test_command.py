"""`yimen determine` prints a table for a person, JSON for a machine, and refuses in words."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tests.rulebook.household import one_person
from yimen.doors.cli.determine import app


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "household.yaml"
    path.write_text(yaml.safe_dump(one_person(household={"income_month": 500})), encoding="utf-8")
    return path


def test_json_is_limited_to_the_programmes_named(file: Path) -> None:
    call = [str(file), "--json", "--programme", "dibao", "--programme", "tekun"]
    answer = json.loads(CliRunner().invoke(app, call, catch_exceptions=False).stdout)
    assert [one["programme"] for one in answer["determinations"]] == ["dibao", "tekun"]
    assert answer["determinations"][0]["amount_month"] == "362.00"
    assert answer["values"]["household_income"] == "500.00"


def test_the_table_tells_decision_amount_and_reasons(file: Path) -> None:
    told = CliRunner().invoke(app, [str(file)], catch_exceptions=False).stdout
    assert "最低生活保障" in told
    assert "362.00/月" in told
    assert "低保补差 = 362.00" in told


def test_refusals_go_to_standard_error(file: Path, tmp_path: Path) -> None:
    unknown = CliRunner().invoke(app, [str(file), "--programme", "pension"])
    assert (unknown.exit_code, "允许：dibao" in unknown.stderr) == (2, True)
    absent = CliRunner().invoke(app, [str(tmp_path / "none.yaml"), "--json"])
    assert (absent.exit_code, absent.stdout) == (2, "")
    file.write_text("on: 2025-03-01\nmembers: 3\n", encoding="utf-8")
    wrong = CliRunner().invoke(app, [str(file), "--json"])
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "region：缺少此项" in wrong.stderr
    assert "members：3 不是清单" in wrong.stderr

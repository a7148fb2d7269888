"""`yimen draws verify FILE`: anybody, the published file, one command, no house."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yimen.doors.cli.draws import app
from yimen.foundation.lots import Batch, Draws, draw, published

THIRTY = Decimal("0.3")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lots = draw("seed", "head", [f"2026-{number}" for number in range(5)], THIRTY)
    batch = Batch(date(2026, 3, 11), "head", THIRTY, lots)
    path = tmp_path / "draws.json"
    path.write_text(published([Draws("平远县", "2026-03", "seed", (batch,))]), encoding="utf-8")
    return path


def verify(file: Path):
    return CliRunner().invoke(app, ["verify", str(file)])


def test_what_was_published_is_repeated(file: Path):
    answer = verify(file)
    assert answer.exit_code == 0, answer.output
    assert "重做抽取 1 次" in answer.output and "一致" in answer.output


def test_somebody_spared_afterwards_is_found(file: Path):
    said = json.loads(file.read_text(encoding="utf-8"))
    said[0]["batches"][0]["lots"][0]["is_drawn"] = False
    file.write_text(json.dumps(said), encoding="utf-8")
    answer = verify(file)
    assert answer.exit_code == 1
    assert "平远县 2026-03-11" in answer.output and "抽中的件与得分、比例不符" in answer.output


@pytest.mark.parametrize("content", ["", "{}", "[1]", "不是"])
def test_another_file_fails_in_words(file: Path, content: str):
    file.write_text(content, encoding="utf-8")
    answer = verify(file)
    assert answer.exit_code == 1
    assert "✗" in answer.output

"""Whoever waits for a step sees which one, how far it is and that it still runs."""

import io
import sys
import time

import pytest

from yimen.doors.cli import progress
from yimen.doors.cli.progress import shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.02)


def run_slowly(stream, monkeypatch):
    monkeypatch.setattr(sys, "stdout", stream)
    with shown("数据库表") as line:
        time.sleep(0.1)
        line.report(0.4, "家庭")
        time.sleep(0.1)
        line.report(0.8, "办件")
        time.sleep(0.1)
    return stream.getvalue()


def test_a_terminal_shows_one_line_with_percent_that_goes_at_the_end(hasty, monkeypatch):
    said = run_slowly(Terminal(), monkeypatch)
    assert "40% 家庭" in said and "80% 办件" in said
    assert "\n" not in said
    assert said.endswith(progress.REWRITE)


def test_elsewhere_each_part_is_said_once(hasty, monkeypatch):
    said = run_slowly(io.StringIO(), monkeypatch).splitlines()
    assert said == ["  数据库表 …", "  数据库表 … 40% 家庭", "  数据库表 … 80% 办件"]


def test_what_is_done_at_once_says_nothing(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    with shown("静态文件"):
        pass
    assert stream.getvalue() == ""


def test_a_step_that_fails_leaves_no_line_behind(hasty, monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(RuntimeError), shown("静态文件"):
        time.sleep(0.1)
        raise RuntimeError
    assert stream.getvalue().endswith(progress.REWRITE)

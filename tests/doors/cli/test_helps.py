"""`--help` says everything in one language, the reader's; each text holds both."""

import importlib
import re
from collections.abc import Iterator
from datetime import date

import pytest
import typer

from yimen.doors.cli.helps import BETWEEN, both
from yimen.doors.cli.main import COMMANDS
from yimen.doors.cli.tables import _pieces, _width, parameter_table
from yimen.kernel import RegionCode
from yimen.rulebook.parameter_list import list_parameters

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OF_TYPER = ("install_completion", "show_completion")


def texts(command, path: str) -> Iterator[tuple[str, str]]:
    yield path, command.help or ""
    for parameter in command.params:
        if parameter.name not in OF_TYPER:
            yield f"{path} {parameter.name}", getattr(parameter, "help", "") or ""
    for name, below in getattr(command, "commands", {}).items():
        yield from texts(below, f"{path} {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_itself_in_both_languages(name: str):
    app = importlib.import_module(COMMANDS[name]).app
    for path, text in texts(typer.main.get_command(app), name):
        chinese, between, english = text.partition(BETWEEN)
        assert between and CHINESE.search(chinese) and not CHINESE.search(english), path


def test_one_of_the_two_is_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("YIMEN_LANGUAGE", raising=False)
    assert both("输出 JSON / Print JSON") == "输出 JSON"
    monkeypatch.setenv("YIMEN_LANGUAGE", "en")
    assert both("输出 JSON / Print JSON") == "Print JSON"


def test_the_table_of_parameters_fits_a_terminal_and_loses_no_character(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "150")
    found = list_parameters(RegionCode("441426100200"), date(2026, 3, 2), False)
    assert max(_width(line) for line in parameter_table(found).splitlines()) <= 150
    source = found["homes_max"]["source"]
    assert len(_pieces(source, 20)) > 1 and "".join(_pieces(source, 20)) == source

"""What `--help` says, in the reader's language: each text holds both, Chinese first, and one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yimen.doors.cli.language import is_english

if TYPE_CHECKING:  # typer carries click inside itself
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

BETWEEN = " / "
OF_TYPER = {
    "--help": "显示本说明 / Show this and exit.",
    "--install-completion": "安装命令补全 / Install completion for the current shell.",
    "--show-completion": "显示命令补全，供复制 / Show completion for the current shell, to copy it.",
}
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数 / Arguments",
    "OPTIONS_PANEL_TITLE": "选项 / Options",
    "COMMANDS_PANEL_TITLE": "命令 / Commands",
    "DEFAULT_STRING": "[默认：{}] / [default: {}]",
    "REQUIRED_LONG_STRING": "[必填] / [required]",
}


def both(text: str) -> str:
    """The part of a text of two languages that the reader asked for."""
    chinese, between, english = text.partition(BETWEEN)
    return english if between and is_english() else chinese


def speak(command: Command) -> None:
    """Show one language of everything a command and those below it say of themselves."""
    command.help = both(command.help or "")
    for parameter in command.params:
        spoken(parameter)
    _also_of_typer(command)
    for below in getattr(command, "commands", {}).values():
        speak(below)


def spoken(parameter: Any) -> Any:
    """The same parameter, with what it says of itself in one language; there may be none."""
    known = next((OF_TYPER[name] for name in getattr(parameter, "opts", ()) if name in OF_TYPER), "")
    if text := known or getattr(parameter, "help", ""):
        parameter.help = both(text)
    return parameter


def _also_of_typer(command: Command) -> None:
    """Panels and the help option itself are said when they are shown."""
    plain, option = command.format_help, command.get_help_option

    def format_help(ctx: Context, formatter: HelpFormatter) -> None:
        title_panels()
        plain(ctx, formatter)

    def get_help_option(ctx: Context) -> Any:
        return spoken(option(ctx))

    command.format_help, command.get_help_option = format_help, get_help_option  # type: ignore[method-assign]


def title_panels() -> None:
    """The titles typer puts over its panels."""
    from typer import rich_utils

    for name, text in PANELS.items():
        setattr(rich_utils, name, both(text))

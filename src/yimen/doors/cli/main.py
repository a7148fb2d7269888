"""The `yimen` command: its subcommands and the modules they live in, each imported only when it is called.

A module listed here exposes a typer `app` and imports Django inside its functions: `determine` stays fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from yimen.doors.cli.helps import both, speak, spoken, title_panels

if TYPE_CHECKING:  # typer carries click inside itself
    from typer._click.core import Command, Context
    from typer._click.formatting import HelpFormatter

COMMANDS: Mapping[str, str] = {
    "run": "yimen.doors.cli.run",
    "prepare": "yimen.doors.cli.prepare",
    "manage": "yimen.doors.cli.manage",
    "messages": "yimen.doors.cli.messages",
    "check": "yimen.doors.cli.gates",
    "forget": "yimen.doors.cli.forget",
    "demo": "yimen.doors.cli.demo",
    "determine": "yimen.doors.cli.determine",
    "parameters": "yimen.doors.cli.parameters",
    "scan": "yimen.doors.cli.scan",
    "compare": "yimen.doors.cli.compare",
    "what-if": "yimen.doors.cli.what_if",
    "regions": "yimen.doors.cli.regions",
    "people": "yimen.doors.cli.people",
    "keys": "yimen.doors.cli.keys",
    "accounts": "yimen.doors.cli.accounts",
    "audit": "yimen.doors.cli.audit",
    "archive": "yimen.doors.cli.archive",
    "draws": "yimen.doors.cli.draws",
    "sources": "yimen.doors.cli.sources",
    "data": "yimen.doors.cli.department_sets",
    "index": "yimen.doors.cli.need_index",
    "roll": "yimen.doors.cli.roll",
}


class LazyGroup(TyperGroup):
    """A group that imports a subcommand when it is named."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(importlib.import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        speak(command)
        return command

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        title_panels()
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: Context) -> Any:
        return spoken(super().get_help_option(ctx))


app = LazyGroup(
    name="yimen",
    help=both(
        "一门：县级社会救助平台。 / One door for a county's social assistance. "
        "Without YIMEN_LANGUAGE=en everything is said in Chinese."
    ),
    no_args_is_help=True,
)

"""The `yimen` command: names of subcommands and the modules they live in, each imported only when it is called.

A module listed here exposes a typer `app` and imports Django inside its functions, so that `determine` stays fast.
"""

import importlib
from collections.abc import Mapping

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS: Mapping[str, str] = {
    "run": "yimen.doors.cli.run",
    "manage": "yimen.doors.cli.manage",
    "demo": "yimen.doors.cli.demo",
    "determine": "yimen.doors.cli.determine",
    "parameters": "yimen.doors.cli.parameters",
    "regions": "yimen.doors.cli.regions",
    "audit": "yimen.doors.cli.audit",
}


class LazyGroup(TyperGroup):
    """A group that imports a subcommand when it is named."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(importlib.import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command


app = LazyGroup(
    name="yimen",
    help="一门：县级社会救助平台 / One door for a county's social assistance.",
    no_args_is_help=True,
)

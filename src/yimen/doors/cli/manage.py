"""`yimen manage …`: any command of Django, with the database up."""

import typer

app = typer.Typer()


@app.command(
    help="执行 Django 命令，如 yimen manage migrate --database owner。 / "
    "Run a command of Django, for instance "
    "yimen manage migrate --database owner.",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def manage(context: typer.Context) -> None:
    """Run a command of Django, for instance `yimen manage migrate --database owner`."""
    from django.core.management import execute_from_command_line

    from yimen.doors.cli.standing import standing_house

    with standing_house():
        execute_from_command_line(["yimen manage", *context.args])

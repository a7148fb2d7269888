"""How a command refuses: the message on standard error, exit code 2."""

from typing import NoReturn

import typer

REFUSED = 2


def refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)

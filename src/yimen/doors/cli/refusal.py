"""How a command refuses: what is wrong, in the reader's language, on standard error; exit code 2."""

from typing import NoReturn

import typer

from yimen.doors.cli.language import said
from yimen.kernel import YimenError

REFUSED = 2


def refuse(message: str) -> NoReturn:
    """Say one sentence and end."""
    typer.echo(said(message), err=True)
    raise typer.Exit(REFUSED)


def refuse_as(refusal: YimenError) -> NoReturn:
    """Say what a room or the rulebook refused; of a household file every problem on a line of its own."""
    problems = getattr(refusal, "problems", ())
    for problem in problems:
        typer.echo(said(problem.sentence), err=True)
    if problems:
        raise typer.Exit(REFUSED)
    refuse(refusal.message)

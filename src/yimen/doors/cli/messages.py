"""`yimen messages`: brings the translation files up to date."""

import typer

app = typer.Typer()


@app.command()
def messages() -> None:
    """Collect every Chinese text of the house into the translation files and compile them."""
    from yimen.doors.cli.translations import collect, compile_all

    typer.echo(f"{collect()} texts; {compile_all()} languages compiled")

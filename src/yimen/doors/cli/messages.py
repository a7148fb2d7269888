"""`yimen messages`: brings the translation files up to date."""

import typer

app = typer.Typer()


@app.command()
def messages() -> None:
    """Collect every Chinese text of the house into the translation files and compile them."""
    from yimen.doors.cli.translations import collect, compile_all

    for language, missing in collect().items():
        typer.echo(f"{language}: {missing} 条未译 / texts without translation")
    compile_all()

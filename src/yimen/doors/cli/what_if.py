"""`yimen what-if FILE`: a scenario over the county's own data, or over shards, which needs no database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yimen.doors.cli.determine import LONGEST_READ
from yimen.doors.cli.engines import (
    STOPPED,
    EngineName,
    EngineOption,
    MasterOption,
    WorkersOption,
    engine_of,
    stopping,
)
from yimen.doors.cli.language import said
from yimen.doors.cli.progress import shown
from yimen.doors.cli.refusal import refuse, refuse_as
from yimen.doors.cli.signed_in import acting
from yimen.kernel import Money, Month, Sentence, YimenError
from yimen.kernel.identities import CHINA

if TYPE_CHECKING:
    from yimen.foundation.shards import Engine, Shard
    from yimen.rulebook.what_if.changes import Scenario
    from yimen.rulebook.what_if.figures import Figures

app = typer.Typer()
LONGEST_TITLE = 80
HEADINGS = (
    Sentence("项目"), Sentence("现在（户）"), Sentence("改动后（户）"), Sentence("进入"), Sentence("离开"),
    Sentence("无法判定"), Sentence("增加（元/月）"),
)  # fmt: skip


@app.command(
    name="what-if",
    help="改几项参数，看哪些家庭进来、出去、多领、少领，花多少钱。 / "
    "Change parameters: who enters, leaves, gains, loses, and what it costs.",
)
def what_if(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="测算文件（YAML） / The scenario (YAML).")
    ],
    user: Annotated[
        str,
        typer.Option("--user", "-u", help="用户名，用本县的测算数据 / Whose county's data."),
    ] = "",
    shards: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="改用分片目录，不用数据库 / A folder of shards."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="分片的结果目录 / Where results of shards go.")
    ] = None,
    parameters: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="本地参数文件，可以多次 / A county's own parameters."),
    ] = None,
    engine: EngineOption = EngineName.COLUMNAR,
    master: MasterOption = "",
    workers: WorkersOption = 2,
) -> None:
    """Say how far it is, then the figures; the same command takes up what was broken off."""
    if bool(user) == (shards is not None) or (shards is None) != (out is None):
        refuse(Sentence("请写 --user（本县的测算数据），或者同时写 --shards 和 --out（分片目录）"))
    if user and (engine is not EngineName.COLUMNAR or master):
        refuse(Sentence("本县的测算数据加密存放，钥匙不离开本机，只在本机测算；多台机器请用 --shards"))
    try:
        written = _written(file)
        if shards is None or out is None:
            _of_county(written, file.stem[:LONGEST_TITLE], user)
            return
        overlays = tuple(path.resolve() for path in parameters or ())
        folders = shards.resolve(), out.resolve()
        _of_folder(written, folders, overlays, engine_of(engine, master, workers))
    except YimenError as refusal:
        refuse_as(refusal)


def _written(file: Path) -> object:
    from yimen.rulebook.household_file import parse

    try:
        text = file.open("rb").read(LONGEST_READ).decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        why = Sentence("第 %(n)s 个字节起不是 UTF-8 文字", n=refusal.start + 1)
        refuse(Sentence("%(file)s：%(why)s；允许：可读的 UTF-8 文件", file=file, why=why))
    return parse(text)


def _of_folder(
    written: object, folders: tuple[Path, Path], overlays: tuple[Path, ...], engine: Engine
) -> None:
    """A scan of the first month lies beside the results and serves every further scenario of that month."""
    from yimen.foundation.shards import Shard
    from yimen.rulebook.parameters import add_overlays
    from yimen.rulebook.what_if.changes import read_scenario
    from yimen.rulebook.what_if.jobs import BASE, ScanJob, WhatIfJob, added_up, shard_names, shard_paths

    folder, out = folders
    add_overlays(overlays)
    first = Month.of(datetime.now(CHINA).date()).next()
    scenario = read_scenario(written, region=None, month=first)
    names, month = shard_names(folder), str(scenario.month)
    plain = [Shard(name, shard_paths(folder, name)) for name in names]
    _run(ScanJob(month, overlays), plain, out / "base", engine, Sentence("现行参数"))
    based = [Shard(one.name, (*one.paths, out / "base" / one.name / BASE)) for one in plain]
    job = WhatIfJob(scenario, month, overlays)
    _run(job, based, out / job.name, engine, Sentence("改动后"))
    _tell(scenario, added_up(out / job.name, names))


def _run(job: Any, shards: list[Shard], out: Path, engine: Engine, title: Sentence) -> None:
    from yimen.foundation.shards import run_shards

    with shown(said(title)) as line, stopping() as is_asked:
        outcome = run_shards(
            job,
            shards,
            out,
            engine=engine,
            progress=lambda ended, whole: line.report(ended / (whole or 1), f"{ended}/{whole}"),
            is_cancelled=is_asked,
        )
    if outcome.is_cancelled:
        typer.echo(said(Sentence("已停止；用同一命令继续")))
        raise typer.Exit(STOPPED)


def _of_county(written: object, title: str, user: str) -> None:
    """Kept like a scenario of the desk, on the newest data of the county, made now if there are none."""
    with acting(user, "SCENARIO_RUN") as by:
        from yimen.domains.monitoring.actions import scenarios, snapshots
        from yimen.domains.monitoring.queries import scenarios as queries
        from yimen.foundation.database.scope import scoped
        from yimen.rulebook.what_if.figures import Figures

        with scoped(by.scope):
            made = snapshots.snapshot_at_hand(by=by)
        if made.run.state != "done":
            with shown(said(Sentence("制作测算数据"))):
                snapshots.fill_snapshot(made.id, by=by)
        with scoped(by.scope):
            scenario = scenarios.start_scenario(title=title, written=written, by=by, is_deferred=False)
        with shown(said(Sentence("测算"))):
            scenarios.work_out(scenario.id, by=by)
        with scoped(by.scope):
            found = queries.get_scenario(scenario.id, by=by)
            _tell(queries.content_of(found), Figures.from_json(found.figures or {"steps": {}, "towns": {}}))
        typer.echo(str(scenario.id))


def _tell(scenario: Scenario, figures: Figures) -> None:
    """Programmes of the last month looked at, then households by what becomes of them."""
    from yimen.doors.cli.tables import aligned
    from yimen.rulebook.what_if.effects import Effect
    from yimen.rulebook.what_if.programmes import MONTHLY

    rows = [tuple(said(heading) for heading in HEADINGS)]
    cells = list(figures.cells(scenario.steps()[-1]))
    for programme in MONTHLY:
        mine = [cell for _town, one, cell in cells if one is programme]
        sums = {name: sum(cell[name] for cell in mine) for name in (mine[0] if mine else ())}
        if sums:
            counts = ("households_before", "households_after", "enter", "leave", "open")
            more = Money(sums["fen_after"] - sums["fen_before"])
            rows.append((said(programme), *(str(sums[name]) for name in counts), str(more)))
    typer.echo(aligned(rows))
    typer.echo("  ".join(f"{said(Sentence(effect.title))} {figures.count(effect)}" for effect in Effect))
    towns = figures.of_towns().values()
    before, after = (sum(town[name] for town in towns) for name in ("cliffs_before", "cliffs_after"))
    typer.echo(said(Sentence("断崖：现在 %(before)s 户，改动后 %(after)s 户", before=before, after=after)))
    _warn(scenario)


def _warn(scenario: Scenario) -> None:
    """Published minimums that it goes below, and what the figures do not hold."""
    from yimen.rulebook.what_if.limits import ONCE, floors_below, not_counted

    for floor in (one for change in scenario.changes for one in floors_below(change)):
        below = Sentence(
            "低于 %(region)s 公布的最低标准：%(title)s %(amount)s 元；来源：%(source)s",
            region=floor.region,
            title=Sentence(floor.title),
            amount=floor.amount,
            source=floor.source,
        )
        typer.echo(said(below))
    for title in not_counted(scenario.changes):
        typer.echo(said(Sentence("%(title)s：没有计入的项目才用到它，结果不会变", title=Sentence(title))))
    names = said(Sentence("、")).join(said(one) for one in ONCE)
    typer.echo(said(Sentence("没有计入：%(names)s、渐退期、申请中的变化", names=names)))

"""`yimen scan run|cut|columns`: every household of a set of files determined at once. Needs no database."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

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
from yimen.doors.cli.refusal import refuse_as
from yimen.kernel import Sentence, YimenError

app = typer.Typer(no_args_is_help=True, help="成批判定 / Many households at once.")
PER_SHARD = 100_000
HEADINGS = (Sentence("项目"), Sentence("符合"), Sentence("无法判定"), Sentence("金额（元）"))
COLUMN_HEADINGS = (
    Sentence("文件"), Sentence("列"), Sentence("类型"), Sentence("缺列时"), Sentence("含义"),
    Sentence("可用的值"),
)  # fmt: skip


@app.callback()
def scan() -> None:
    """Many households at once."""


@app.command(
    help="判定一个目录里的全部家庭，逐项写出结论、金额和不符合的条件；中断后用同一命令继续。 / "
    "Determine every household of a folder: outcomes, amounts and the conditions that stand against them; "
    "the same command takes up what was broken off."
)
def run(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="分片目录，见 cut / The shards, see cut.")
    ],
    out: Annotated[Path, typer.Argument(file_okay=False, help="结果目录 / Where the answers go.")],
    on: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="按哪一天的条文 / By the wording of which day.")
    ],
    engine: EngineOption = EngineName.COLUMNAR,
    master: MasterOption = "",
    workers: WorkersOption = 2,
    parameters: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="本地参数文件，可以多次 / A county's own parameters; repeatable.",
        ),
    ] = None,
) -> None:
    """Say how far it is, then the sums."""
    from yimen.engine.columnar.cutting import pairs_in
    from yimen.foundation.shards import Shard, run_shards
    from yimen.rulebook.scan import DetermineShard

    overlays = tuple(path.resolve() for path in parameters or ())
    chosen = engine_of(engine, master, workers)
    try:
        shards = [Shard(name, pair) for name, pair in pairs_in(folder.resolve()).items()]
        with shown(said(Sentence("判定"))) as line, stopping() as is_asked:
            outcome = run_shards(
                DetermineShard(on.date(), overlays),
                shards,
                out.resolve(),
                engine=chosen,
                progress=lambda ended, whole: line.report(ended / whole, f"{ended}/{whole}"),
                is_cancelled=is_asked,
            )
    except YimenError as refusal:
        refuse_as(refusal)
    typer.echo(said(_told(outcome.written, outcome.kept)))
    if outcome.is_cancelled:
        typer.echo(said(Sentence("已停止；用同一命令继续")))
        raise typer.Exit(STOPPED)
    typer.echo(_totals([out / shard.name for shard in shards]))


def _told(written: int, kept: int) -> Sentence:
    return Sentence("算出 %(written)s 个分片，此前已有 %(kept)s 个", written=written, kept=kept)


def _totals(folders: list[Path]) -> str:
    from yimen.doors.cli.tables import aligned
    from yimen.rulebook.answer import yuan
    from yimen.rulebook.scan import totals

    rows = [tuple(said(heading) for heading in HEADINGS)]
    rows += [
        (said(one.programme), str(one.eligible), str(one.undecided), yuan(one.fen)) for one in totals(folders)
    ]
    return aligned(rows)


@app.command(
    help="把一对 Parquet 文件（家庭、成员，都按 household_id 排序）切成分片。 / "
    "Cut a pair of Parquet files (households, persons, both sorted by household_id) into shards."
)
def cut(
    households: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="家庭 / Households.")],
    persons: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="成员 / Persons.")],
    folder: Annotated[Path, typer.Argument(help="新的分片目录 / The folder to make.")],
    rows: Annotated[
        int, typer.Option("--households", min=1, help="每个分片的户数 / Households of a shard.")
    ] = PER_SHARD,
) -> None:
    """Whole households only."""
    from yimen.engine.columnar.cutting import cut_pair

    try:
        with shown(said(Sentence("切分"))):
            count = cut_pair(households, persons, folder.resolve(), rows)
    except YimenError as refusal:
        refuse_as(refusal)
    typer.echo(said(Sentence("切成 %(count)s 个分片", count=count)))


@app.command(
    help="列出两个文件可以有的列；空值一律为未知。 / "
    "List the columns the two files may have; a null is always unknown."
)
def columns() -> None:
    """Names, types, titles, and what a missing column means."""
    from yimen.doors.cli.tables import aligned
    from yimen.rulebook.scan import columns as all_columns

    rows = [tuple(said(heading) for heading in COLUMN_HEADINGS)]
    rows += [
        (one.file, one.name, one.kind, _shown(one.default), said(Sentence(one.title)), " ".join(one.choices))
        for one in all_columns()
    ]
    typer.echo(aligned(rows))


def _shown(default: object) -> str:
    return "—" if default is None else str(default).lower()

"""`yimen compare run|cut|export|columns`: award holders of any number against sets of departments, as files.

The rules are those of a county's comparison before payment. Only `export`, which writes what a county has of
both, needs its database.
"""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from yimen.doors.cli.signed_in import acting
from yimen.kernel import Month, Sentence, YimenError

if TYPE_CHECKING:
    from yimen.domains.monitoring.queries.comparison_files import Total

app = typer.Typer(no_args_is_help=True, help="成批比对 / Many award holders against departments at once.")
RANGES = 64
HEADINGS = (Sentence("规则"), Sentence("发现"), Sentence("每月金额（元）"))
COLUMN_HEADINGS = (Sentence("文件"), Sentence("列"), Sentence("类型"))


@app.callback()
def compare() -> None:
    """Many award holders at once."""


@app.command(
    help="按月度比对的同一套规则逐份比对切分好的保障对象和部门数据，每条规则写一个文件；"
    "中断后用同一命令继续。 / "
    "Compare holders and sets that were cut, with the rules of the monthly comparison, one file a rule; "
    "the same command takes up what was broken off."
)
def run(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="分片目录，见 cut / The shards, see cut.")
    ],
    out: Annotated[Path, typer.Argument(file_okay=False, help="结果目录 / Where the findings go.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="按哪一天比对 / As of which day.")],
    engine: EngineOption = EngineName.COLUMNAR,
    master: MasterOption = "",
    workers: WorkersOption = 2,
) -> None:
    """Say how far it is, then the sums."""
    from yimen.domains.monitoring.queries.comparison_files import CompareShard, shards_on, totals
    from yimen.foundation.shards import Shard, run_shards

    chosen = engine_of(engine, master, workers)
    try:
        shards = [Shard(name, paths) for name, paths in shards_on(folder.resolve(), on.date()).items()]
        with shown(said(Sentence("比对"))) as line, stopping() as is_asked:
            outcome = run_shards(
                CompareShard(on.date()),
                shards,
                out.resolve(),
                engine=chosen,
                progress=lambda ended, whole: line.report(ended / whole, f"{ended}/{whole}"),
                is_cancelled=is_asked,
            )
    except YimenError as refusal:
        refuse_as(refusal)
    typer.echo(
        said(
            Sentence(
                "算出 %(written)s 个分片，此前已有 %(kept)s 个",
                written=outcome.written,
                kept=outcome.kept,
            )
        )
    )
    if outcome.is_cancelled:
        typer.echo(said(Sentence("已停止；用同一命令继续")))
        raise typer.Exit(STOPPED)
    sets = {path.parent.name for shard in shards for path in shard.paths}
    typer.echo(_table(totals([out.resolve() / shard.name for shard in shards], sets)))


def _table(found: "list[Total]") -> str:
    from yimen.doors.cli.tables import aligned
    from yimen.kernel import Money

    rows = [tuple(said(heading) for heading in HEADINGS)]
    rows += [(said(Sentence(one.rule.title)), str(one.found), str(Money(one.fen))) for one in found]
    return aligned(rows)


@app.command(
    help="把 holders.parquet（保障对象）和以数据集命名的 Parquet 文件各按键切成同样的份数。 / "
    "Cut holders.parquet and Parquet files named after sets into the same ranges of keys."
)
def cut(
    files: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="文件 / The files.", show_default=False)
    ],
    into: Annotated[Path, typer.Option("--into", file_okay=False, help="分片目录 / The folder of shards.")],
    ranges: Annotated[int, typer.Option(min=1, help="份数，2 的幂 / How many; a power of two.")] = RANGES,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="保障对象只留下这一天可能有差异的人，只供那一天比对，快得多 / "
            "Of holders keep only whom a comparison of that day may be about; much quicker.",
        ),
    ] = None,
) -> None:
    """A folder for each file, whole or not at all; the holders last, for what they are thinned out by."""
    from yimen.domains.monitoring.queries.comparison_files import HOLDERS, cut_file, cut_near

    try:
        for file in sorted(files, key=lambda file: file.stem == HOLDERS):
            folder = into.resolve() / file.stem
            with shown(said(Sentence("切分"))) as line:
                tell = partial(line.report, doing=file.stem)
                if on is not None and file.stem == HOLDERS:
                    cut_near(file, folder, ranges, on.date(), tell)
                else:
                    cut_file(file, folder, ranges, tell)
    except YimenError as refusal:
        refuse_as(refusal)
    typer.echo(said(Sentence("切成 %(count)s 个分片", count=ranges)))


@app.command(
    help="把本县的保障对象和现有的部门数据写成切分好的文件（只有键，没有姓名和号码），逐人记入查询日志。 / "
    "Write the county's holders and sets as cut files: keys, no names or numbers; everybody's log says so."
)
def export(
    into: Annotated[Path, typer.Option("--into", file_okay=False, help="放各县目录的目录 / Where to.")],
    month: Annotated[
        datetime, typer.Option(formats=["%Y-%m"], help="发放月份 / The month that will be paid.")
    ],
    user: Annotated[str, typer.Option("--user", "-u", help="用户名 / User name.")],
) -> None:
    """A folder named after the county, whole or not at all; `run` reads those of several counties at once."""
    with acting(user, "COMPARISON_RUN") as by:
        from yimen.domains.monitoring.actions.handing_out import hand_out

        folder = into.resolve() / str(by.region)
        with shown(said(Sentence("写出"))) as line:
            tell = partial(line.report, doing=folder.name)
            found = hand_out(month=Month.of(month.date()), folder=folder, by=by, tell=tell)
    written = Sentence(
        "已写入 %(folder)s：%(people)s 人；没有身份证号、不能比对的 %(unkeyed)s 人不在其中。"
        "文件没有加密，比对后请删除。",
        folder=folder,
        people=found.people,
        unkeyed=found.unkeyed,
    )
    typer.echo(said(written))


@app.command(
    help="列出每个文件须有的列；数据集缺 row 时按文件里的位置编号。 / "
    "List the columns that each file must have; a set without row is numbered by place."
)
def columns() -> None:
    """What the rules read, and nothing else: other columns are left out when a file is cut."""
    from yimen.domains.monitoring.queries.comparison_files import HOLDERS, schema_of, sets_compared
    from yimen.doors.cli.tables import aligned

    rows = [tuple(said(heading) for heading in COLUMN_HEADINGS)]
    rows += [
        (file, name, str(kind))
        for file in (HOLDERS, *sets_compared())
        for name, kind in schema_of(file).items()
    ]
    typer.echo(aligned(rows))

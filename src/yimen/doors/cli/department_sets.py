"""`yimen data load|list|verify|retract|sample`: department data from files on the server.

A load is done by the command itself, in bounded memory, whatever the size of the file.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.progress import shown
from yimen.doors.cli.refusal import refuse, refuse_as
from yimen.doors.cli.signed_in import acting
from yimen.kernel import RegionCode, Sentence, YimenError
from yimen.kernel.identities import CHINA

if TYPE_CHECKING:
    from yimen.domains.network.types import Actor
    from yimen.domains.verification.types.sets import FileKind

app = typer.Typer(no_args_is_help=True, help="部门数据 / Data of departments.")
FIRST = 10
User = Annotated[str, typer.Option("--user", "-u", help="用户名 / User name.")]
Number = Annotated[str, typer.Argument(help="版本编号，见 list / The version's id, see list.")]
Key = Annotated[str, typer.Argument(help="数据集，见 list / The set, see list.")]


@app.callback()
def department_sets() -> None:
    """Data of departments."""


@app.command(
    help="装载一份 CSV、XLSX 或 Parquet 文件为新的版本。 / "
    "Load a CSV, XLSX or Parquet file as the next version."
)
def load(
    set_key: Key,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="文件 / The file.")],
    as_of: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="数据截止日期 / How new its data are.")
    ],
    user: User,
) -> None:
    """Hand it in and load it here, saying how far it is."""
    with acting(user, "SET_LOAD") as by:
        from yimen.domains.verification.actions import set_loading, sets
        from yimen.foundation.database.scope import scoped

        with shown(said(Sentence("加密保存文件"))), scoped(by.scope), file.open("rb") as stream:
            made = sets.hand_in_set(
                set_key=set_key, as_of=as_of.date(), stream=stream, by=by, is_deferred=False
            )
        with shown(said(Sentence("装载"))) as line:
            set_loading.load_set(made.id, by=by, tell=lambda share: line.report(share, set_key))
        _tell(made.id, by)


@app.command("list", help="列出数据目录和本县现有的版本。 / The catalogue and what the county has of it.")
def list_sets(
    user: User, set_key: Annotated[str, typer.Argument(help="只列一个数据集 / Versions of one set.")] = ""
) -> None:
    """Every set with the version that counts, or every version of one set."""
    with acting(user, "SET_OPEN") as by:
        from yimen.domains.verification.queries import sets
        from yimen.domains.verification.types.sets import SetState
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            if set_key:
                for row in sets.loads_of_set(sets.set_definition(set_key).key, by=by):
                    state = said(Sentence(SetState(row.state).title))
                    typer.echo(
                        f"{row.id}  v{row.version}  {row.as_of}  {state}  {row.stored}+{row.quarantined}"
                    )
                return
            for each in sets.sets_of(by):
                age, load_ = said(Sentence(each.freshness.title)), each.current
                figures = f"v{load_.version}  {load_.as_of}  {load_.stored}" if load_ else "—"
                title = said(Sentence(each.definition.title))
                typer.echo(f"{each.definition.key:18}{title}  {age}  {figures}")


@app.command(
    help="逐个文件核验一个版本（不写编号时为本县全部现行版本），有问题时以 1 退出。 / "
    "Check every file of a version, or of all that count; exit with 1 when anything is wrong."
)
def verify(
    user: User, number: Annotated[str, typer.Argument(help="版本编号 / The version's id.")] = ""
) -> None:
    """Digests, counts, order and bounds of every shard, and the file it was loaded from."""
    with acting(user, "SET_OPEN") as by:
        from yimen.domains.verification.queries import sets
        from yimen.foundation.database.scope import scoped

        wrong = False
        with scoped(by.scope):
            numbers = [_id(number)] if number else [row.id for row in sets.current_loads(by.region).values()]
            for load_id in numbers:
                row = sets.get_set_load(load_id, by=by)
                verdict = sets.verify_load(load_id)
                wrong = wrong or bool(verdict.wrong)
                sign = "✗" if verdict.wrong else "✓"
                typer.echo(
                    f"{sign} {row.set_key} v{row.version}  {verdict.rows}  {' '.join(verdict.wrong)}".rstrip()
                )
    if wrong:
        raise typer.Exit(1)


@app.command(help="撤回一个版本，数据文件随即删除。 / Take a version back; its files are deleted.")
def retract(number: Number, user: User, reason: Annotated[str, typer.Option(help="原因 / Why.")]) -> None:
    """Nothing reads it any more; the version before it counts again."""
    with acting(user, "SET_RETRACT") as by:
        from yimen.domains.verification.actions import sets
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            row = sets.retract_set(load_id=_id(number), reason=reason, by=by)
        typer.echo(
            said(Sentence("%(name)s 第 %(version)s 版已撤回。", name=row.set_key, version=row.version))
        )


@app.command(
    help="生成虚构的部门数据，埋有可查的事实（写在 truths.csv），种子相同则结果相同。 / "
    "Make data of invented people with planted truths (named in truths.csv); the same for the same seed."
)
def sample(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="目录 / Where to.")],
    rows: Annotated[int, typer.Option(min=0, help="每个数据集的行数 / Rows of each set.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="种子 / Seed.")] = 1,
    county: Annotated[str, typer.Option(help="县级区划代码，12 位 / County.")] = "441426000000",
    only: Annotated[list[str] | None, typer.Option("--set", help="只生成这些 / Only these sets.")] = None,
    faulty: Annotated[float, typer.Option(min=0, max=1, help="坏行的比例 / Share of bad rows.")] = 0.0,
    parquet: Annotated[bool, typer.Option("--parquet", help="Parquet，不是 CSV / Parquet, not CSV.")] = False,
) -> None:
    """Needs no database: nobody in it is real."""
    import django

    from yimen.doors.cli.standing import DEVELOPMENT

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    django.setup()
    from yimen.domains.verification.actions.set_samples import Sample, write_sample
    from yimen.domains.verification.types.sets import FileKind

    kind: FileKind = FileKind.PARQUET if parquet else FileKind.CSV
    try:
        asked = Sample(
            seed,
            rows,
            datetime.now(CHINA).date(),
            RegionCode(county),
            faulty=faulty,
            sets=tuple(only or ()),
        )
        with shown(said(Sentence("生成虚构数据"))):
            planted = write_sample(folder, asked, kind)
    except YimenError as refusal:
        refuse_as(refusal)
    typer.echo(said(Sentence("已写入 %(folder)s，埋下 %(n)s 条事实。", folder=folder, n=len(planted))))


def _id(number: str) -> UUID:
    try:
        return UUID(number)
    except ValueError:
        refuse(Sentence("“%(number)s”不是版本编号；请用 yimen data list 查看。", number=number))


def _tell(load_id: UUID, by: Actor) -> None:
    """What came of it, and the first of what was set aside."""
    from yimen.domains.verification.queries import sets
    from yimen.foundation.database.scope import scoped

    with scoped(by.scope):
        row = sets.get_set_load(load_id, by=by)
        if (why := sets.refusal_of_load(row)) is not None:
            refuse(why)
        figures = Sentence(
            "第 %(version)s 版：%(rows)s 行，可用 %(stored)s 行，隔离 %(quarantined)s 行。",
            version=row.version,
            rows=row.rows,
            stored=row.stored,
            quarantined=row.quarantined,
        )
        typer.echo(f"{said(figures)}  {row.id}")
        for each in sets.quarantined_rows(row, 0, FIRST, by=by) if row.quarantined else ():
            for fault in each.faults:
                place = said(Sentence("第 %(row)s 行", row=each.row))
                typer.echo(f"  ✗ {place} {fault.column} {said(Sentence(fault.reason.title))}")

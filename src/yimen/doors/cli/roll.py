"""`yimen roll preview|list|take|undo`: an opening roll from a file on the server, by the acts of the screen.

The work itself is the worker's, as on the screen; a command waits for it and says how far it is.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.progress import shown
from yimen.doors.cli.refusal import refuse
from yimen.doors.cli.signed_in import acting
from yimen.kernel import Sentence

if TYPE_CHECKING:
    from yimen.domains.network.types import Actor
    from yimen.kernel import Month

app = typer.Typer(no_args_is_help=True, help="期初名册 / Opening rolls.")
FIRST = 20
NO_SIGN = Sentence("后台还没有动静：请确认 yimen run 正在运行。可以离开，稍后用 yimen roll list 查看。")
PATIENCE = 20.0
"""After so many seconds without a sign of the worker, somebody is told to look after it."""
User = Annotated[str, typer.Option("--user", "-u", help="用户名 / User name.")]
Number = Annotated[str, typer.Argument(help="名册编号，见 list / The roll's id, see list.")]


@app.callback()
def roll() -> None:
    """Opening rolls."""


@app.command(
    help="检查文件并预览，不写入任何家庭。 / "
    "Check a file and show what would be taken over; no family is written."
)
def preview(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="名册文件 / The file.")],
    user: User,
    title: Annotated[str, typer.Option(help="名册名称 / What it is called.")] = "",
    next_month: Annotated[
        bool, typer.Option("--next-month", help="从下月起接管 / Taken over from next month on.")
    ] = False,
    faults: Annotated[
        Path | None, typer.Option(help="把有误的行另存为 XLSX / Write the faulty rows here.")
    ] = None,
) -> None:
    """Hand a file in, wait for its check, say what was found."""
    with acting(user, "ROLL_PREPARE") as by:
        from yimen.domains.exchange.actions import rolls
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            made = rolls.prepare_roll(
                content=file.read_bytes(), title=title or file.stem, from_month=_month(next_month), by=by
            )
        _tell(_done(made.id, Sentence("检查名册"), by), by)
        if faults is not None:
            _write_faults(made.id, faults, by)


@app.command("list", help="列出本县的期初名册。 / The county's opening rolls.")
def list_rolls(user: User) -> None:
    """Every roll with its number and state."""
    with acting(user, "ROLL_OPEN") as by:
        from yimen.domains.exchange.queries import rolls
        from yimen.domains.exchange.types.roll import RollState
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            for each in rolls.rolls_of(by):
                state = said(Sentence(RollState(each.state).title))
                typer.echo(f"{each.id}  {each.prepared_at:%Y-%m-%d}  {state}  {each.title}")


@app.command(help="接管名册，须由准备人以外的人办理。 / Take a roll over; never by whoever prepared it.")
def take(number: Number, user: User) -> None:
    """Take over, or go on where it broke off, and wait for the end."""
    with acting(user, "ROLL_TAKE_OVER") as by:
        from yimen.domains.exchange.actions import rolls
        from yimen.foundation.database.scope import scoped

        found = _named(number, by)
        with scoped(by.scope):
            rolls.take_over_roll(roll_id=found.id, by=by)
        _tell(_done(found.id, Sentence("接管名册"), by), by)


@app.command(
    help="撤销已接管的名册；已有后续办理的逐户列出。 / Take a roll back; what stands in the way is named."
)
def undo(number: Number, user: User, reason: Annotated[str, typer.Option(help="撤销的原因 / Why.")]) -> None:
    """As if it had never been taken over, or the families that something was built upon."""
    with acting(user, "ROLL_TAKE_OVER") as by:
        from yimen.domains.exchange.actions import rolls
        from yimen.foundation.database.scope import scoped

        found = _named(number, by)
        _say_what_stands(found, by)
        with scoped(by.scope):
            rolls.undo_roll(roll_id=found.id, reason=reason, by=by)
        _tell(_done(found.id, Sentence("撤销名册"), by), by)


def _month(is_next: bool) -> Month:
    from django.utils import timezone

    from yimen.kernel import Month

    this = Month.of(timezone.localdate())
    return this.next() if is_next else this


def _named(number: str, by: Actor) -> Any:
    from yimen.domains.exchange.queries import rolls
    from yimen.foundation.database.scope import scoped

    with scoped(by.scope):
        return rolls.find_roll(number, by=by)


def _done(roll_id: UUID, title: Sentence, by: Actor) -> Any:
    """The roll when the worker has done its part; a part that broke off is said, and how to go on."""
    from yimen.foundation.jobs.models import RunState
    from yimen.foundation.jobs.runs import get_run

    run_id = _named(str(roll_id), by).run_id
    begun, is_warned = monotonic(), False
    with shown(said(title)) as line:
        while (run := get_run(run_id)).state == RunState.RUNNING:
            line.report(run.done / max(1, run.total), f"{run.done}/{run.total}" if run.done else "")
            if not run.done and not is_warned and monotonic() - begun > PATIENCE:
                is_warned = True
                typer.echo(said(NO_SIGN), err=True)
            sleep(1)
    if run.state == RunState.FAILED:
        refuse(Sentence("后台办理中断（%(code)s）；再次执行本命令，从中断处继续。", code=run.error_code))
    return _named(str(roll_id), by)


def _tell(found: Any, by: Actor) -> None:
    """What came of it: the sums by town, the first of what is wrong."""
    from yimen.domains.exchange.queries import rolls
    from yimen.domains.exchange.types.roll import RollState
    from yimen.foundation.database.scope import scoped

    with scoped(by.scope):
        if (why := rolls.refusal_of(found)) is not None:
            refuse(why)
        typer.echo(f"{found.title}：{said(Sentence(RollState(found.state).title))}  {found.id}")
        typer.echo(
            said(
                Sentence(
                    "家庭 %(families)s 户（有误的 %(faulty)s 户），成员 %(people)s 人，待遇 %(awards)s 项。",
                    families=found.families, faulty=found.faulty, people=found.people, awards=found.awards,
                )
            )
        )  # fmt: skip
        if left_out := rolls.count_left_out(found):
            typer.echo(said(Sentence("检查以后档案有变动、没有接管的 %(n)s 户。", n=left_out)))
        if found.state == RollState.CHECKED:
            _tell_sums(found)
            _tell_faults(found)


def _tell_sums(found: Any) -> None:
    from yimen.domains.exchange.queries import rolls
    from yimen.domains.network import queries as network

    sums = rolls.sums_of(found)
    names = network.region_names(one.town for one in sums)
    for one in sums:
        title = said(Sentence(one.programme.title))
        typer.echo(f"  {names.get(one.town, one.town)}  {title}  {one.awards}  {one.amount}")


def _tell_faults(found: Any) -> None:
    from yimen.domains.exchange.queries import rolls

    faults = rolls.said(rolls.findings_of(found)[:FIRST])
    for fault in faults:
        place = said(Sentence("%(sheet)s 第 %(row)s 行", sheet=fault.sheet.value, row=fault.row))
        typer.echo(f"  ✗ {place} {fault.column}：{said(fault.wrong)}{said(fault.remedy)}")
    if found.faults > FIRST:
        typer.echo(said(Sentence("还有 %(n)s 处；用 --faults 另存全部有误的行。", n=found.faults - FIRST)))


def _write_faults(roll_id: UUID, place: Path, by: Actor) -> None:
    from yimen.domains.exchange.queries import rolls
    from yimen.foundation.database.scope import scoped

    with scoped(by.scope):
        book = rolls.book_of_faults(rolls.get_roll(roll_id, by=by), by=by)
    place.touch(mode=0o600)  # families stand in it: nobody else of this computer reads it
    place.write_bytes(book)
    typer.echo(said(Sentence("有误的行已写入 %(file)s；改正后作为另一份名册上传。", file=place.name)))


def _say_what_stands(found: Any, by: Actor) -> None:
    from yimen.domains.exchange.queries import rolls
    from yimen.foundation.database.scope import scoped

    with scoped(by.scope):
        for one in rolls.families_in_the_way(found)[:FIRST]:
            why = "；".join(said(each) for each in one.why)
            typer.echo(said(Sentence("第 %(row)s 行：%(why)s", row=one.row, why=why)), err=True)

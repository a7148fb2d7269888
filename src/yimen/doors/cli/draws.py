"""`yimen draws verify [FILE]`: the county's random checks made again, from the published file or here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from yimen.doors.cli.language import said
from yimen.kernel import Sentence

app = typer.Typer(no_args_is_help=True, help="县级随机抽查 / The county's random checks.")

_WORDS = {
    "days": Sentence("抽取日期早于或等于前一次"),
    "twice": Sentence("有办件重复参加抽取"),
    "score": Sentence("得分与种子、链头、办件编号不符"),
    "choice": Sentence("抽中的件与得分、比例不符"),
    "head": Sentence("链头不在审计封存链中，或不是前一日的"),
}


@app.callback()
def draws() -> None:
    """The county's random checks."""


@app.command(
    help="重新抽取，与公开的不一致时以 1 退出。 / "
    "Draw again, and exit with 1 when anything is not as it was published."
)
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="公开网页下载的文件；不写则核对本系统 / "
            "The file from the public page; without it, this house",
        ),
    ] = None,
) -> None:
    """Draw again, and exit with 1 when anything is not as it was published."""
    found, count = _of_file(file) if file else _of_house()
    for place, flaw in found:
        typer.echo(f"✗ {place}　{said(_WORDS[flaw])}", err=True)
    typer.echo(said(Sentence("重做抽取 %(n)s 次。", n=count)))
    if found:
        raise typer.Exit(1)
    typer.echo(said(Sentence("每次抽取都与公布的一致。")))


def _of_file(file: Path) -> tuple[Sequence[tuple[str, str]], int]:
    """What is published, made again without house or database."""
    from yimen.foundation.lots import UnreadableError, flaws, read

    try:
        published = read(file.read_text(encoding="utf-8-sig"))
    except (UnreadableError, UnicodeDecodeError):
        typer.echo("✗ " + said(Sentence("这不是公布的抽查名单文件")), err=True)
        raise typer.Exit(1) from None
    found = [
        (f"{draws.place} {day.isoformat()}", flaw)
        for draws in published
        for flaw, day in flaws(draws.seed, draws.batches)
    ]
    return found, sum(len(draws.batches) for draws in published)


def _of_house() -> tuple[Sequence[tuple[str, str]], int]:
    """Every draw that is kept, and whether its head stands in the audit's chain."""
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        from yimen.domains.cases.queries.checks import review_draws
        from yimen.domains.monitoring.queries.audits import review_audits
        from yimen.foundation.database.scope import system_scope

        with system_scope():
            found, count = review_draws()
            audited, audits = review_audits()
    places = [(f"{made.region} {made.day.isoformat()}", flaw) for made, flaw in found]
    places += [(f"{made.region} {made.day.isoformat()}", flaw) for made, flaw in audited]
    return places, count + audits

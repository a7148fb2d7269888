"""`yimen archive verify FILE`: checks a household's package by itself, without house, database or network."""

from pathlib import Path
from typing import Annotated

import typer

from yimen.doors.cli.language import said
from yimen.kernel import Sentence

app = typer.Typer(no_args_is_help=True, help="档案包 / Packages of a household's file.")

_WORDS = {
    "changed": Sentence("档案内容与封签不符：有改动、缺少或者增加的字节"),
    "no_seal": Sentence("没有封签，或者封签被改动"),
    "unreadable": Sentence("档案无法读取，已损坏或被截断"),
    "no_manifest": Sentence("缺少清单 manifest.json"),
    "file_missing": Sentence("清单中的文件缺少"),
    "file_changed": Sentence("文件被改动"),
    "file_added": Sentence("清单以外的文件"),
}


@app.callback()
def archive() -> None:
    """Packages of a household's file."""


@app.command(
    help="逐字节逐文件核验，有问题时以 1 退出。 / "
    "Check every byte and every file within; exit with 1 when anything is "
    "wrong."
)
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="档案包 / the package")],
    seal: Annotated[str, typer.Option(help="领取时记下的封签 / the seal noted when it was handed out")] = "",
    is_asked: Annotated[
        bool, typer.Option("--house", help="向本系统查询是否由此制作 / ask the house whether it made it")
    ] = False,
) -> None:
    """Check every byte and every file within; exit with 1 when anything is wrong."""
    from yimen.foundation.documents.packages import check

    report = check(file.read_bytes())
    for finding in report.findings:
        typer.echo(f"✗ {said(_WORDS[finding.flaw])} {finding.name}".rstrip(), err=True)
    is_other = bool(seal) and seal.strip().lower() != report.seal
    if is_other:
        typer.echo("✗ " + said(Sentence("封签与领取时记下的不同：不是同一份档案")), err=True)
    typer.echo(said(Sentence("封签 SM3 %(seal)s，内含文件 %(n)s 个。", seal=report.seal, n=report.files)))
    is_foreign = is_asked and not _is_ours(report.seal)
    if is_foreign:
        typer.echo("✗ " + said(Sentence("本系统的审计中没有制作这份档案的记录")), err=True)
    if is_other or is_foreign or not report.is_sound:
        raise typer.Exit(1)
    typer.echo(said(Sentence("档案完整，未发现改动、缺少或增加。")))


def _is_ours(seal: str) -> bool:
    """Whether the house bound it, by its audit; what awaits its seal there is sealed first."""
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        from yimen.domains.papers.queries.archives import is_recorded_package
        from yimen.foundation.audit.sealing import seal_pending

        seal_pending()
        return is_recorded_package(seal)

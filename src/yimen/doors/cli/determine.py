"""`yimen determine FILE`: what a household is entitled to, with reasons. Needs no database."""

import json
import sys
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import Annotated

import typer

from yimen.kernel import Programme, Sentence, YimenError

LONGEST_READ = 8_000_004  # more than the characters a file may have, at four bytes each

app = typer.Typer()


@app.command(
    help="判定一户家庭符合哪些救助、金额多少、为什么。 / "
    "Say what a household is entitled to, how much, and why."
)
def determine(
    file: Annotated[
        str,
        typer.Argument(
            help="家庭文件（YAML 或 JSON）；- 为标准输入 / "
            "The household file (YAML or JSON); - is standard input",
            metavar="FILE",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Print JSON")] = False,
    programme: Annotated[
        list[str] | None,
        typer.Option(
            "--programme",
            help="只判定这一项，可以多次 / Only this programme; may be repeated",
            metavar="NAME",
        ),
    ] = None,
) -> None:
    """判定一户家庭符合哪些救助、金额多少、为什么。"""
    from yimen.doors.cli.refusal import refuse_as
    from yimen.rulebook.determine import determine as determine_file

    try:
        answer = determine_file(_text(file), _programmes(programme))
    except YimenError as refusal:
        refuse_as(refusal)
    if as_json:
        typer.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
        return
    from yimen.doors.cli.tables import determination_table

    typer.echo(determination_table(answer))


def _text(file: str) -> str:
    from yimen.doors.cli.refusal import refuse

    try:
        return _bytes(file).decode("utf-8-sig")
    except OSError as refusal:
        refuse(Sentence("%(file)s：%(why)s；允许：可读的 UTF-8 文件", file=file, why=_reason(refusal)))
    except UnicodeDecodeError as refusal:
        why = Sentence("第 %(n)s 个字节起不是 UTF-8 文字", n=refusal.start + 1)
        refuse(Sentence("%(file)s：%(why)s；允许：可读的 UTF-8 文件", file=file, why=why))


def _bytes(file: str) -> bytes:
    """No more than the longest file has: an endless source ends here."""
    if file == "-":
        return sys.stdin.buffer.read(LONGEST_READ)
    with Path(file).open("rb") as source:
        return source.read(LONGEST_READ)


def _reason(refusal: OSError) -> Sentence:
    known = {
        ENOENT: Sentence("没有这个文件"),
        EISDIR: Sentence("是目录，不是文件"),
        EACCES: Sentence("没有读取权限"),
    }
    return known.get(refusal.errno or 0, Sentence("无法读取（%(why)s）", why=refusal.strerror))


def _programmes(names: list[str] | None) -> list[Programme] | None:
    from yimen.doors.cli.refusal import refuse

    if not names:
        return None
    known = [programme.value for programme in Programme]
    for name in names:
        if name not in known:
            refuse(Sentence("--programme：没有“%(name)s”这一项；允许：%(known)s", name=name, known=known))
    return [Programme(name) for name in dict.fromkeys(names)]

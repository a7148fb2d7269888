"""`yimen determine FILE`: what a household is entitled to, with reasons. Needs no database."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from yimen.kernel import Programme, YimenError

app = typer.Typer()


@app.command()
def determine(
    file: Annotated[str, typer.Argument(help="家庭文件（YAML 或 JSON）；- 为标准输入", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    programme: Annotated[
        list[str] | None, typer.Option("--programme", help="只判定这一项，可以多次", metavar="NAME")
    ] = None,
) -> None:
    """判定一户家庭符合哪些救助、金额多少、为什么。"""
    from yimen.doors.cli.refusal import refuse
    from yimen.rulebook.determine import determine as determine_file

    try:
        answer = determine_file(_text(file), _programmes(programme))
    except YimenError as refusal:
        refuse(refusal.message)
    if as_json:
        typer.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
        return
    from yimen.doors.cli.tables import determination_table

    typer.echo(determination_table(answer))


def _text(file: str) -> str:
    from yimen.doors.cli.refusal import refuse

    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as refusal:
        refuse(f"{file}：无法读取（{refusal}）；允许：可读的 UTF-8 文件")


def _programmes(names: list[str] | None) -> list[Programme] | None:
    from yimen.doors.cli.refusal import refuse

    if not names:
        return None
    known = [programme.value for programme in Programme]
    for name in names:
        if name not in known:
            refuse(f"--programme：没有“{name}”这一项；允许：{'、'.join(known)}")
    return [Programme(name) for name in names]

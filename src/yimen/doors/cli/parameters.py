"""`yimen parameters`: every dated parameter in force at a place on a day. Needs no database."""

import json
from datetime import date
from typing import Annotated

import typer

from yimen.kernel import RegionCode, RegionCodeError, Sentence, YimenError

app = typer.Typer()


@app.command(
    help="列出当地当日有效的全部参数，包括推算的。 / "
    "List every parameter in force at a place on a day, those worked "
    "out too."
)
def parameters(
    region: Annotated[str, typer.Option(help="12 位行政区划代码 / Division code of 12 digits", metavar="R")],
    on: Annotated[str, typer.Option(help="日期，如 2025-03-01 / Date, as 2025-03-01", metavar="DATE")],
    urban: Annotated[
        bool, typer.Option("--urban/--rural", help="城镇或者农村家庭 / Urban or rural household")
    ] = False,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="本次指定的值，可以多次；清单和映射写 JSON / "
            "A value for this once; may be repeated; lists and maps as JSON",
            metavar="NAME=VALUE",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Print JSON")] = False,
) -> None:
    """列出当地当日有效的全部参数，包括推算的。"""
    from yimen.doors.cli.refusal import refuse_as
    from yimen.rulebook.parameter_list import list_parameters

    try:
        found = list_parameters(_region(region), _day(on), urban, _overrides(given or []))
    except YimenError as refusal:
        refuse_as(refusal)
    if as_json:
        typer.echo(json.dumps({"parameters": found}, ensure_ascii=False, indent=1))
        return
    from yimen.doors.cli.tables import parameter_table

    typer.echo(parameter_table(found))


def _region(written: str) -> RegionCode:
    """A code cut to its level is filled up with zeros."""
    from yimen.doors.cli.refusal import refuse

    try:
        return RegionCode(written.ljust(12, "0") if len(written) in (2, 4, 6, 9) else written)
    except RegionCodeError:
        refuse(
            Sentence("--region：“%(code)s”不是行政区划代码；允许：12 位数字，如 441426100200", code=written)
        )


def _day(written: str) -> date:
    from yimen.doors.cli.refusal import refuse
    from yimen.rulebook.household_file.leaves import day

    try:
        return day(written)
    except ValueError:
        refuse(Sentence("--on：“%(day)s”不是日期；允许：日期，如 2025-03-01", day=written))


def _overrides(given: list[str]) -> dict[str, object]:
    from yimen.doors.cli.refusal import refuse
    from yimen.rulebook.household_file import parse

    overrides: dict[str, object] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name or not value:
            refuse(
                Sentence(
                    "--set：“%(given)s”不是 NAME=VALUE；允许：名称=值，如 dibao_standard=664.00", given=one
                )
            )
        if name.strip() in overrides:
            refuse(Sentence("--set：%(name)s 写了两次；允许：每个名称只写一次", name=name.strip()))
        try:
            overrides[name.strip()] = parse(value)
        except YimenError as refusal:
            refuse(Sentence("--set %(name)s：%(why)s", name=name.strip(), why=_why(refusal)))
    return overrides


def _why(refusal: YimenError) -> str:
    """A value that cannot be read has one problem."""
    problems = getattr(refusal, "problems", ())
    return problems[0].sentence if problems else refusal.message

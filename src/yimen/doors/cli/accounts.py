"""`yimen accounts …`: the first administrator of a county, who appoints everybody else on the desk."""

from datetime import date

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.refusal import refuse_as
from yimen.kernel import RegionCode, Sentence, YimenError

app = typer.Typer(no_args_is_help=True, help="账号 / Accounts.")


@app.callback()
def accounts() -> None:
    """Accounts."""


@app.command(
    "first-administrator",
    help="开设一个县首任系统管理员的账号和岗位，已有在任的不予开设。 / "
    "Open the account and the post of a county's "
    "first administrator; refused where one is in office.",
)
def first_administrator(
    county: str = typer.Argument(help="县级区划代码，12 位 / The county's code, 12 digits."),
    username: str = typer.Argument(help="用户名 / User name."),
    name: str = typer.Argument(help="姓名 / Name."),
    ask: bool = typer.Option(
        False, "--ask", help="由本人当场输入密码 / The administrator types the password now."
    ),
) -> None:
    """Open the account and the post of a county's first administrator; refused where one is in office."""
    chosen = typer.prompt("密码 / Password", hide_input=True, confirmation_prompt=True) if ask else None
    from yimen.doors.cli.standing import standing_house

    try:
        with standing_house():
            place, password = _open(RegionCode(county), username, name, chosen)
    except YimenError as refusal:
        refuse_as(refusal)
    done = Sentence(
        "%(name)s 是%(place)s的首位系统管理员，用户名 %(username)s。",
        name=name,
        place=place,
        username=username,
    )
    typer.echo(said(done))
    if chosen is None:
        typer.echo(
            said(Sentence("初始密码（只显示这一次，首次登录须修改）：%(password)s", password=password))
        )


def _open(county: RegionCode, username: str, name: str, chosen: str | None) -> tuple[str, str]:
    """Account and post together or neither; returns the county's name and the first password."""
    from django.db import transaction
    from django.utils import timezone

    from yimen.domains.network import actions, queries
    from yimen.foundation.accounts.upkeep import open_account
    from yimen.foundation.audit import SYSTEM

    today: date = timezone.localdate()
    place = queries.get_region(county).name
    with transaction.atomic():
        user, password = open_account(
            username=username, name=name, phone="", region=str(county), by=SYSTEM, password=chosen
        )
        actions.appoint_first_administrator(county=county, user_id=user.pk, name=name, on=today, by=SYSTEM)
    return place, password

"""`yimen index fit|check|list`: the need index of the county one works in; it is also fitted every month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.signed_in import acting
from yimen.kernel import Sentence

if TYPE_CHECKING:
    from yimen.domains.network.types import Actor

app = typer.Typer(no_args_is_help=True, help="需求指数 / The need index.")
User = Annotated[str, typer.Option("--user", "-u", help="用户名 / User name.")]


@app.callback()
def need_index() -> None:
    """The need index."""


@app.command(
    help="检查现行模型，再用本县五年内决定的办件拟合新的版本。 / "
    "Check the present model, then fit the next version to what the county decided within five years."
)
def fit(user: User) -> None:
    """Refuses too short a history, and then nothing changes."""
    with acting(user, "VERIFICATION_ANSWER") as by:
        from yimen.domains.cases.actions.need_index import fit_own_index
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            fit_own_index(by=by)
            _tell(by, first=1)


@app.command(
    help="把拟合以后决定的办件与拟合时的比较，不重新拟合。 / "
    "Compare what was decided since the fit; fit nothing."
)
def check(user: User) -> None:
    """The check is kept with the model."""
    with acting(user, "VERIFICATION_ANSWER") as by:
        from yimen.domains.cases.actions.need_index import check_own_index
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            check_own_index(by=by)
            _tell(by, first=1)


@app.command("list", help="列出本县模型的各个版本。 / Every version of the county's model.")
def list_models(user: User) -> None:
    """The present one first."""
    with acting(user, "VERIFICATION_OPEN") as by:
        from yimen.foundation.database.scope import scoped

        with scoped(by.scope):
            _tell(by)


def _tell(by: Actor, first: int | None = None) -> None:
    from yimen.domains.verification.queries.index import models_of_county
    from yimen.domains.verification.types.index import Drift

    rows: list[Any] = list(models_of_county(by=by)[:first])  # with their last check
    for row in rows:
        typer.echo(
            said(
                Sentence(
                    "第%(version)s版：%(first)s至%(last)s的办件%(n)s件，"
                    "解释方差百分之%(explained)s，决定系数%(r)s；漂移检查：%(drift)s",
                    version=row.version,
                    first=row.first_on,
                    last=row.last_on,
                    n=row.families,
                    explained=f"{row.explained * 100:.1f}",
                    r=f"{row.r_squared:.3f}",
                    drift=Drift(row.checked) if row.checked else "—",
                )
            )
        )
    if not rows:
        typer.echo(said(Sentence("本县还没有需求指数模型。")))

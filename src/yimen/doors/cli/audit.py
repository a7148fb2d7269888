"""`yimen audit verify`: checks that nothing in the audit was changed, inserted, deleted or cut."""

import typer

from yimen.doors.cli.language import said
from yimen.kernel import Sentence

app = typer.Typer(no_args_is_help=True, help="审计 / The audit.")

_WORDS = {
    "changed": Sentence("记录内容被改动，或不是由本系统写入"),
    "unsealed": Sentence("记录没有封存，也不在待封存队列中（封存被删除，或记录是后来插入的）"),
    "gap": Sentence("封存序号中断（记录被删除）"),
    "broken": Sentence("封存链断裂（记录被改动、调换或替换）"),
    "cut": Sentence("链尾被截断"),
    "rewritten": Sentence("封存链与库外留存的链头不一致（链被重写）"),
    "remembered_backwards": Sentence("库外链头文件自相矛盾（文件被改动）"),
}


@app.callback()
def audit() -> None:
    """The audit."""


@app.command(
    help="封存待封存的，核验全部，有问题时以 1 退出。 / "
    "Seal what awaits its seal, check everything, and exit with 1 "
    "when anything is wrong."
)
def verify() -> None:
    """Seal what awaits its seal, check everything, and exit with 1 when anything is wrong."""
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        from yimen.foundation.audit.sealing import seal_pending
        from yimen.foundation.audit.verification import verify as verify_audit

        seal_pending()
        report = verify_audit()
    for finding in report.findings:
        place = Sentence("第 %(n)s 条", n=finding.position) if finding.position else Sentence("未封存")
        typer.echo(f"✗ {said(place)}　{said(_WORDS[finding.flaw])}　{finding.entry or ''}", err=True)
    counted = Sentence(
        "已封存 %(sealed)s 条，待封存 %(awaiting)s 条，库外链头 %(heads)s 个。",
        sealed=report.sealed,
        awaiting=report.awaiting,
        heads=report.heads,
    )
    typer.echo(said(counted))
    if not report.is_sound:
        found = Sentence(
            "发现 %(n)s 处问题：请立即保全数据库与链头文件，并报告安全管理员。", n=len(report.findings)
        )
        typer.echo(said(found), err=True)
        raise typer.Exit(1)
    typer.echo(said(Sentence("审计完整，未发现改动、插入、删除或截断。")))

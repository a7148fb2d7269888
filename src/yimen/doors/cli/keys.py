"""`yimen keys FILE`: the keys of a real installation, made once before its first start."""

from pathlib import Path

import typer

from yimen.doors.cli.refusal import refuse
from yimen.kernel import Sentence

app = typer.Typer()


@app.command(
    help="生成加密密钥文件，已有的不会覆盖。 / "
    "Make the file with the keys of what is encrypted; an existing one is "
    "never overwritten."
)
def keys(file: Path = typer.Argument(help="密钥文件，最好不与数据库同盘 / The key file to make.")) -> None:
    """Make the file with the keys of what is encrypted; an existing one is never overwritten."""
    from yimen.foundation.encryption import make_key_file

    try:
        make_key_file(file)
    except FileExistsError:
        refuse(Sentence("%(file)s 已存在；密钥一旦使用就不能更换文件。", file=file))
    typer.echo(f"{file}：请另行备份，丢失则加密的号码无法恢复 / back it up apart from the database.")

"""`yimen sources simulate`: sources of the demo county are asked and answer; nowhere else.

With an address it is one source's own program somewhere else: it fetches its questions and answers them.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.machine import Machine
from yimen.doors.cli.refusal import refuse
from yimen.doors.cli.signed_in import acting
from yimen.doors.cli.standing import DEVELOPMENT
from yimen.kernel import Sentence

if TYPE_CHECKING:
    from yimen.domains.network.types import Actor

app = typer.Typer(no_args_is_help=True, help="数据单位 / Sources that answer requests.")


@app.callback()
def sources() -> None:
    """Sources that answer requests."""


@app.command(
    help="演示县：向每个数据单位发出待查询的人员，登记模拟的返回；再运行一次，登记逾期和重复的返回。 / "
    "Demo county: ask every source about whoever waits and take in what a play answers; run once "
    "more for what comes late and again."
)
def simulate(
    seed: Annotated[int, typer.Option(help="种子：相同的，返回也相同 / the same seed, the same answers")] = 1,
    username: Annotated[str, typer.Option(help="县级核对员 / the county's verifier")] = "county.verifier1",
    through: Annotated[
        str,
        typer.Option(
            help="平台地址：作为数据单位的程序，经接口取走查询并返回；密钥在环境变量 YIMEN_SECRET / "
            "the platform's address: fetch and answer as a source's program does; secret in YIMEN_SECRET"
        ),
    ] = "",
    source: Annotated[
        str, typer.Option(help="经接口时：哪个数据单位 / with an address: which source")
    ] = "banks",
) -> None:
    """Ask every source about whoever waits, and take in what a play answers."""
    if through:
        for line in _answered_through(Machine(through, os.environ.get("YIMEN_SECRET", "")), source, seed):
            typer.echo(line)
        return
    with acting(username, "VERIFICATION_ANSWER") as by:
        from django.conf import settings

        if not settings.YIMEN_IS_SYNTHETIC:
            refuse(Sentence("模拟返回只用于演示数据，真实的县不能使用。"))
        for line in _simulated(seed, by):
            typer.echo(line)


def _answered_through(machine: Machine, source: str, seed: int) -> Iterator[str]:
    """Every open batch is fetched, answered, answered once more under the same key, and added to."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    django.setup()  # profiles and words; no database is asked
    from django.utils import timezone

    from yimen.domains.verification import queries

    place = f"/api/v1/sources/{source}"
    listed = machine.get_json(f"{place}/batches")
    if not listed["synthetic"]:
        refuse(Sentence("模拟返回只用于演示数据，真实的县不能使用。"))
    today = timezone.localdate()
    for batch in listed["batches"]:
        fetched = machine.get(batch["url"])
        for file in queries.played_to_machine(source, fetched, seed=seed + batch["batch"], on=today):
            key = f"{source}-{batch['batch']}-{hashlib.sha256(file.content).hexdigest()[:12]}"
            machine.send(f"{place}/answers", file.content, key)
            told = machine.send(f"{place}/answers", file.content, key)
            yield said(
                Sentence(
                    "%(file)s：%(rows)s 行，收下 %(taken)s 行，隔离 %(quarantined)s 行。",
                    file=file.name,
                    rows=told["rows"],
                    taken=told["taken"],
                    quarantined=told["quarantined"],
                )
            )


def _simulated(seed: int, by: "Actor") -> Iterator[str]:
    """One line for each file that was taken in; each source in a transaction of its own."""
    from yimen.domains.verification.queries import every_source
    from yimen.foundation.database.scope import scoped

    for key in every_source():
        with scoped(by.scope):
            _send(key, by)
            yield from _answer(key, seed, by)


def _send(key: str, by: "Actor") -> None:
    """A batch where somebody waits."""
    from yimen.domains.verification import actions, queries

    if any(each.source.key == key and each.waiting for each in queries.source_counts(by=by)):
        actions.send_batch(source_key=key, by=by)


def _answer(key: str, seed: int, by: "Actor") -> Iterator[str]:
    """The first file of a batch nobody answered yet, the second of the others."""
    from yimen.domains.verification import actions, queries
    from yimen.domains.verification.types import BatchState

    for batch in list(queries.batches(by=by, source=key, state=BatchState.WAITING)):
        files = queries.played_files(batch.id, seed=seed, by=by)
        is_answered = any(each.answered_at for each in queries.questions_of_batch(batch))
        for file in files[1:] if is_answered else files[:1]:
            made = actions.hand_in_answers(source_key=key, content=file.content, name=file.name, by=by)
            taken = actions.take_answers(file_id=made.id, by=by)
            yield said(
                Sentence(
                    "%(file)s：登记 %(fresh)s 条，重复 %(repeated)s 条，矛盾 %(doubted)s 条。",
                    file=file.name,
                    fresh=taken.fresh,
                    repeated=taken.repeated,
                    doubted=taken.doubted,
                )
            )

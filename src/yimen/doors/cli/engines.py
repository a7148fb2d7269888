"""The options of every command that runs over shards: which engine carries them, and how it is stopped."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from yimen.doors.cli.refusal import refuse
from yimen.kernel import Sentence

if TYPE_CHECKING:
    from yimen.foundation.shards import Engine


class EngineName(StrEnum):
    """One machine, or a cluster."""

    COLUMNAR = "columnar"
    SPARK = "spark"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="本机或者 Spark 集群 / This machine, or a Spark cluster.")
]
MasterOption = Annotated[
    str,
    typer.Option(
        "--master",
        help="Spark 主节点，如 local[2]、spark://主机:7077 / The Spark master, as local[2], spark://host:7077.",
        metavar="URL",
    ),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, help="本机同时计算几个分片 / Shards at a time on this machine.")
]
STOPPED = 130
"""What a shell answers for a program that was interrupted."""


def engine_of(name: EngineName, master: str, workers: int) -> "Engine":
    """The engine that was asked for."""
    from yimen.foundation.shards import Local, Spark

    if (name is EngineName.SPARK) != bool(master):
        refuse(Sentence("--engine spark 和 --master 须一起写明；本机运行不写 --master"))
    return Spark(master) if name is EngineName.SPARK else Local(workers)


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Ctrl-C and a polite kill ask the run to stop; whoever asks twice is not made to wait."""
    asked = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, frame: object) -> None:
        asked.set()
        signal.signal(number, signal.SIG_DFL)

    for number in before:
        signal.signal(number, ask)
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

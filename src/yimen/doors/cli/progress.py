"""Says on the terminal what is being done: nobody waits longer than a second without knowing for what.

A terminal shows one line that is rewritten; anything else gets a line when a step or a part of it begins.
"""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

Report = Callable[[float, str], None]
"""How much of a step is done (0 to 1), and what it is doing now."""
PATIENCE = 1.0
REWRITE = "\r\x1b[K"


def quietly(share: float, doing: str) -> None:
    """For callers that show nothing."""


class Line:
    """The line of one running step."""

    def __init__(self, title: str, stream: TextIO) -> None:
        self.title, self.stream = title, stream
        self.begun = time.monotonic()
        self.share, self.doing, self.said = 0.0, "", ""

    def report(self, share: float, doing: str) -> None:
        self.share, self.doing = share, doing

    def show(self) -> None:
        percent = f" {self.share:.0%}" if self.doing else ""
        text = f"  {self.title} …{percent} {self.doing}".rstrip()
        if self.stream.isatty():
            self.stream.write(f"{REWRITE}{text} ({self.seconds:.0f} s)")
        elif self.said != (self.doing or self.title):
            self.stream.write(f"{text}\n")
        self.said = self.doing or self.title
        self.stream.flush()

    def clear(self) -> None:
        if self.said and self.stream.isatty():
            self.stream.write(REWRITE)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun


@contextlib.contextmanager
def shown(title: str) -> Iterator[Line]:
    """The line of a step appears after a second, keeps up with it and goes when it has ended."""
    line, ended = Line(title, sys.stdout), threading.Event()
    watcher = threading.Thread(target=_watch, args=(line, ended), name="progress", daemon=True)
    watcher.start()
    try:
        yield line
    finally:
        ended.set()
        watcher.join()
        line.clear()


def _watch(line: Line, ended: threading.Event) -> None:
    while not ended.wait(PATIENCE):
        line.show()

"""Keeps the web server and the worker running, and stops them in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from yimen.doors.cli.errors import CannotContinue

STOP_SECONDS = 15.0
RESTART_SECONDS = 1.0
STEADY_SECONDS = 30.0
MOST_FAILURES = 5


@dataclass
class Child:
    """One program that is started again whenever it ends by itself."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        tether = [sys.executable, "-m", "yimen.doors.cli.tethered", str(os.getpid())]
        self.process = subprocess.Popen(  # noqa: S603 - commands of our own
            [*tether, *self.command], env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        """A program that was killed may leave programs of its own behind; they end with it."""
        if self.process is None or self.process.poll() is None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return True

    def count_failure(self) -> None:
        is_steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.failures = 1 if is_steady else self.failures + 1
        if self.failures > MOST_FAILURES:
            raise CannotContinue(f"{self.name} 无法启动，见上 / it does not start, see above.")

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def watch(children: list[Child]) -> None:
    """Start again whoever ends, until this process is interrupted; who never gets going ends the run."""
    while True:
        time.sleep(0.5)
        for child in children:
            if child.has_ended() and time.monotonic() - child.started_at > RESTART_SECONDS:
                child.count_failure()
                print(f"{child.name} 意外退出，正在重启 / ended, starting it again", flush=True)
                child.start()


def stop(children: list[Child]) -> None:
    """In reverse order of starting."""
    for child in reversed(children):
        child.stop()

"""A standalone Spark cluster for tests: one master, two small workers, nothing left behind."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

ROOT = Path(__file__).parents[2]
HOME = Path(pyspark.__file__).parent
MARK = "YIMEN_SPARK_TEST"
"""A variable that everything the cluster and its drivers start inherits, so that leftovers are found."""
PATIENCE = 90.0
SETTINGS = """
spark.executor.memory 512m
spark.executor.cores 1
spark.driver.memory 512m
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
"""


@dataclass
class Cluster:
    """The master's address is known once it has begun."""

    folder: Path
    master: str = ""
    daemons: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> Mapping[str, str]:
        """For whoever drives it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
        return kept | {
            MARK: str(self.folder),
            "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # it lives for seconds
            "PYTHONPATH": str(ROOT),
            "SPARK_CONF_DIR": str(self.folder),
            "SPARK_DAEMON_MEMORY": "128m",
            "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_WORKER_DIR": str(self.folder / "work"),
        }

    def start(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "spark-defaults.conf").write_text(SETTINGS)
        log = self._daemon("master", "Master", "--host", "127.0.0.1", "--port", "0")
        self.master = self._told(log, r"Starting Spark master at (spark://\S+)")
        self.fill_up()

    def fill_up(self) -> None:
        """Two workers, one core and 512 MB each."""
        running = [one for one in self.daemons[1:] if one.poll() is None]
        arguments = ("--host", "127.0.0.1", "--cores", "1", "--memory", "512m", self.master)
        logs = [
            self._daemon(f"worker{len(self.daemons)}", "Worker", *arguments) for _ in range(len(running), 2)
        ]
        for log in logs:
            self._told(log, r"(Successfully registered) with master")

    def _daemon(self, name: str, kind: str, *arguments: str) -> Path:
        log = self.folder / f"{name}.log"
        command = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind.lower()}.{kind}"]
        with log.open("wb") as said:
            started = subprocess.Popen(
                [*command, "--webui-port", "0", *arguments],
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.daemons.append(started)
        return log

    def _told(self, log: Path, wanted: str) -> str:
        found = until(lambda: re.search(wanted, log.read_text(errors="replace")), f"{wanted} in {log}")
        return str(found[1])

    def kill_worker(self) -> None:
        """With the executor it started: like a machine that loses its power."""
        worker = next(one for one in self.daemons[1:] if one.poll() is None)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(PATIENCE)

    def stop(self) -> None:
        for daemon in self.daemons:
            if daemon.poll() is None:
                os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait(PATIENCE)
        until(lambda: not self.left(), "nothing left running")

    def left(self) -> list[int]:
        """Processes that bear the mark."""
        mark = f"{MARK}={self.folder}".encode()
        return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if mark in _read(path)]


def _read(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\0")
    except (FileNotFoundError, PermissionError, ProcessLookupError):  # it has just ended, or is not ours
        return []


def until(asked, what: str):
    """What it answers once it is true."""
    end = time.monotonic() + PATIENCE
    while not (found := asked()):
        assert time.monotonic() < end, what
        time.sleep(0.05)
    return found


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Stopped whatever happens."""
    made = Cluster(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()

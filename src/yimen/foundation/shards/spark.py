"""Shards on Apache Spark: a task gets names of files, reads them where it runs, and writes its own results.

Nothing but names passes through Spark; every machine sees the same folders and has the same installation.
PySpark (the extra `cluster`) and Java are asked for only when a run begins.
"""

import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import current_thread, main_thread
from typing import Any
from uuid import uuid4

from yimen.foundation.shards.errors import ShardsError
from yimen.foundation.shards.types import Refusal, Shard, Watch
from yimen.foundation.shards.work import Work

BEAT = 0.2
"""Seconds between two looks at the cluster."""


@dataclass(frozen=True, slots=True)
class Spark:
    """`master` as Spark writes it: local[2], spark://host:7077; all else stands in spark-defaults.conf."""

    master: str

    def run(self, work: Work, shards: Sequence[Shard], watch: Watch) -> list[Refusal]:
        """One task a shard; a task lost with its machine is given to another, a stop kills those that run."""
        context = _context(self.master)
        try:
            return _Group(context, watch).run(work, shards)
        finally:
            context.stop()


class _Group:
    """The tasks of one run, which Spark can count and cancel together."""

    def __init__(self, context: Any, watch: Watch) -> None:
        self.context, self.watch = context, watch
        self.name = f"yimen-{uuid4()}"

    def run(self, work: Work, shards: Sequence[Shard]) -> list[Refusal]:
        with ThreadPoolExecutor(1) as caller:
            answers = caller.submit(self._answers, work, shards)
            try:
                is_stopped = self._wait(answers)
            finally:
                self.context.cancelJobGroup(self.name)  # an interruption waits for nobody
        if is_stopped and answers.exception() is not None:
            return []
        return [refusal for refusal in answers.result() if refusal is not None]

    def _answers(self, work: Work, shards: Sequence[Shard]) -> list[Refusal | None]:
        """In a thread of its own: Spark keeps a group by thread."""
        self.context.setJobGroup(self.name, self.name, interruptOnCancel=True)
        found: list[Refusal | None] = self.context.parallelize(shards, len(shards)).map(work).collect()
        return found

    def _wait(self, answers: "Future[list[Refusal | None]]") -> bool:
        """Until all have ended; whether they were stopped."""
        is_stopped = False
        while not answers.done():
            time.sleep(BEAT)
            self.watch.tell(self._ended())
            if self.watch.is_cancelled():
                is_stopped = True
                self.context.cancelJobGroup(self.name)
        return is_stopped

    def _ended(self) -> int:
        tracker = self.context.statusTracker()
        jobs = [tracker.getJobInfo(number) for number in tracker.getJobIdsForGroup(self.name)]
        stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
        return sum(stage.numCompletedTasks for stage in stages if stage)


def _context(master: str) -> Any:
    """The driver lives in this process; tasks run under the same interpreter, wherever they run."""
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise ShardsError("没有 Java 17；请安装 Debian 软件包 openjdk-17-jre-headless")
    try:
        from pyspark import SparkConf, SparkContext
    except ModuleNotFoundError:
        raise ShardsError("没有安装 pyspark；请连同附加组件 cluster 一起安装") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(master).setAppName("yimen").setAll(list(settings_for(master).items()))
    before = signal.getsignal(signal.SIGINT)
    try:
        return SparkContext(conf=conf)
    finally:
        if current_thread() is main_thread():
            signal.signal(signal.SIGINT, before)  # Spark's own would stop the run behind its caller's back


def settings_for(master: str) -> dict[str, str]:
    """What does not stand in spark-defaults.conf: no page without signing in, on one machine no open port."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    if master.startswith("local"):
        settings |= dict.fromkeys(("spark.driver.host", "spark.driver.bindAddress"), "127.0.0.1")
    return settings

"""Runs over shards on this machine: each once, taken up where they broke off, never mixed with others."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from errno import ENOSPC
from pathlib import Path
from threading import Event

import pytest
from tests.support.shard_jobs import Shout, loud, shards

from yimen.foundation.shards import Local, Outcome, Shard, ShardsError, Spark, run_shards, work
from yimen.foundation.shards.spark import settings_for

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("workers", [1, 3])
def test_every_shard_is_computed_once_and_counted(tmp_path, workers):
    told: list[tuple[int, int]] = []
    out = tmp_path / "out"
    outcome = run_shards(
        Shout(),
        shards(tmp_path, *"abcde"),
        out,
        engine=Local(workers),
        progress=lambda ended, whole: told.append((ended, whole)),
    )
    assert outcome == Outcome(written=5, kept=0, is_cancelled=False)
    assert loud(out) == dict(zip(("s0", "s1", "s2", "s3", "s4"), "ABCDE", strict=True))
    assert told == [(ended, 5) for ended in range(6)]


def test_one_worker_computes_in_the_callers_thread(tmp_path, monkeypatch):
    from threading import current_thread

    seen = []
    monkeypatch.setattr(Shout, "__call__", lambda self, paths, folder: seen.append(current_thread()))
    run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out", engine=Local(1))
    assert seen == [current_thread()]


def test_what_lies_there_is_kept(tmp_path):
    made, out = shards(tmp_path, *"abc"), tmp_path / "out"
    run_shards(Shout(), made, out)
    (out / "s1" / "loud.txt").unlink()
    (out / "s1").rmdir()
    (out / "s2" / "loud.txt").write_text("as it was")
    assert run_shards(Shout(), made, out) == Outcome(written=1, kept=2, is_cancelled=False)
    assert loud(out) == {"s0": "A", "s1": "B", "s2": "as it was"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancelled_run_is_taken_up_again(tmp_path, workers):
    made, out = shards(tmp_path, *"abcdef"), tmp_path / "out"
    is_enough = iter([False, False, True, True, True, True, True])
    first = run_shards(Shout(), made, out, engine=Local(workers), is_cancelled=lambda: next(is_enough))
    assert first == Outcome(written=2, kept=0, is_cancelled=True)
    assert run_shards(Shout(), made, out) == Outcome(written=4, kept=2, is_cancelled=False)


def test_another_job_or_another_file_is_another_run(tmp_path):
    made, out = shards(tmp_path, *"ab"), tmp_path / "out"
    run_shards(Shout(), made, out)
    with pytest.raises(ShardsError, match="另一次运行"):
        run_shards(Shout(word="!"), made, out)
    made[0].paths[0].write_text("changed")
    with pytest.raises(ShardsError, match="另一次运行"):
        run_shards(Shout(), made, out)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "theirs").write_text("x")
    with pytest.raises(ShardsError, match="空目录"):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out")


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    made, out = shards(tmp_path, "a"), tmp_path / "out"
    run_shards(Shout(), made, out)
    with (out / "run.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ShardsError, match="另一个进程"):
            run_shards(Shout(), made, out)


def test_shards_that_refuse_are_named_together_and_the_others_stay(tmp_path):
    made, out = shards(tmp_path, "a", "1", "b", "2"), tmp_path / "out"
    with pytest.raises(ShardsError, match="2 个分片未能完成（s1、s3）：文字 1 里没有字母；请改正"):
        run_shards(Shout(), made, out, engine=Local(1))
    assert loud(out) == {"s0": "A", "s2": "B"}
    assert not list(out.glob(".s*"))


def test_a_slip_of_the_job_is_told_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(Shout, "__call__", lambda self, paths, folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out")


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a b", "一"])
def test_odd_names_are_refused(tmp_path, name):
    with pytest.raises(ShardsError, match="目录名"):
        run_shards(Shout(), [Shard(name, ())], tmp_path / "out")


def test_two_shards_of_one_name_and_missing_files_are_refused(tmp_path):
    with pytest.raises(ShardsError, match="同名"):
        run_shards(Shout(), [Shard("a", ()), Shard("a", ())], tmp_path / "out")
    with pytest.raises(ShardsError, match="没有文件"):
        run_shards(Shout(), [Shard("a", (tmp_path / "none",))], tmp_path / "out")


def test_a_machine_with_other_rules_refuses(tmp_path, monkeypatch):
    asked = iter(["driver", "worker"])
    monkeypatch.setattr(Shout, "fingerprint", property(lambda self: next(asked)))
    with pytest.raises(ShardsError, match="同一版本"):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out")


@pytest.mark.parametrize("workers", [1, 2])
def test_no_more_shards_are_in_memory_than_there_are_workers(tmp_path, monkeypatch, workers):
    held, most = set(), [0]

    def hold(self, paths, folder):
        held.add(folder)
        most.append(len(held))
        time.sleep(0.01)
        held.remove(folder)

    monkeypatch.setattr(Shout, "__call__", hold)
    run_shards(Shout(), shards(tmp_path, *"abcdefgh"), tmp_path / "out", engine=Local(workers))
    assert max(most) == workers


@pytest.mark.parametrize("workers", [1, 2])
def test_a_slow_disk_holds_computing_up(tmp_path, monkeypatch, workers):
    """Results that are not yet on the disk are lost with the machine: there are few of them."""
    waiting = [0]
    bring = work._to_disk

    def slowly(path):
        if path.name.startswith("."):
            time.sleep(0.03)
            waiting.append(len(list((tmp_path / "out").glob(".s*/loud.txt"))))
        bring(path)

    monkeypatch.setattr(work, "_to_disk", slowly)
    run_shards(Shout(), shards(tmp_path, *"abcdefghij"), tmp_path / "out", engine=Local(workers))
    assert max(waiting) <= workers + 1


def test_a_disk_that_fails_is_told_and_leaves_nothing_unfinished(tmp_path, monkeypatch):
    def full(path):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(work, "_to_disk", full)
    with pytest.raises(OSError, match="No space left"):
        run_shards(Shout(), shards(tmp_path, *"abcdef"), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["run.json"]


def test_where_one_shard_fails_what_the_others_had_begun_is_kept(tmp_path, monkeypatch):
    made, out, is_broken = shards(tmp_path, *"ab"), tmp_path / "out", Event()
    shout = Shout.__call__

    def fail(self, paths, folder):
        if paths == made[0].paths:
            is_broken.set()
            raise ZeroDivisionError
        is_broken.wait()
        time.sleep(0.1)
        shout(self, paths, folder)

    monkeypatch.setattr(Shout, "__call__", fail)
    with pytest.raises(ZeroDivisionError):
        run_shards(Shout(), made, out)
    assert loud(out) == {"s1": "B"} and not list(out.glob(".s*"))


def test_a_caller_who_fails_while_told_gets_the_folder_back_with_nothing_going_on_in_it(tmp_path):
    made, out = shards(tmp_path, *"abcdef"), tmp_path / "out"

    def tell(ended, _whole):
        if ended:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        run_shards(Shout(), made, out, progress=tell)
    before = sorted(out.iterdir())
    time.sleep(0.1)
    assert sorted(out.iterdir()) == before and not list(out.glob(".s*"))
    run_shards(Shout(), made, out)
    assert len(loud(out)) == 6


def test_what_a_run_that_was_interrupted_leaves_is_swept_at_once(tmp_path):
    class Interrupted:
        def run(self, work, shards, watch):
            (work.out / ".s0.unfinished").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out", engine=Interrupted())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["run.json"]


@pytest.mark.parametrize("workers", [1, 2])
def test_whoever_said_stop_is_not_asked_again(tmp_path, workers):
    asked = []

    def is_cancelled():
        asked.append(1)
        return len(asked) > 1

    made = shards(tmp_path, *"abcdef")
    run_shards(Shout(), made, tmp_path / "out", engine=Local(workers), is_cancelled=is_cancelled)
    assert len(asked) == 2


def test_spark_is_asked_for_only_when_it_is_used():
    told = "import sys, yimen.foundation.shards; print('pyspark' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", told], text=True) == "False\n"


def test_without_java_or_pyspark_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("yimen.foundation.shards.spark.shutil.which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ShardsError, match="openjdk-17-jre-headless"):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out", engine=Spark("local[2]"))
    monkeypatch.setenv("JAVA_HOME", "/somewhere")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(ShardsError, match="cluster"):
        run_shards(Shout(), shards(tmp_path, "a"), tmp_path / "out", engine=Spark("local[2]"))


def test_no_shards_is_no_work(tmp_path):
    assert run_shards(Shout(), [], tmp_path / "out") == Outcome(0, 0, is_cancelled=False)


RUN = """
import sys
from pathlib import Path
from tests.support.shard_jobs import Shout, shards
from yimen.foundation.shards import run_shards
folder = Path(sys.argv[1])
run_shards(Shout(folder / "gate"), shards(folder, "a", "b", "held c", "d"), folder / "out")
"""


def test_a_killed_run_is_taken_up_again_and_its_remains_are_swept(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path)], env=environment) as killed:
        try:
            end = time.monotonic() + 30
            while len(loud(tmp_path / "out")) < 3 or not list((tmp_path / "out").glob(".s2.*")):
                assert time.monotonic() < end
                time.sleep(0.02)
        finally:
            killed.send_signal(signal.SIGKILL)
    assert list((tmp_path / "out").glob(".s2.*"))
    (tmp_path / "gate").touch()
    made = shards(tmp_path, "a", "b", "held c", "d")
    outcome = run_shards(Shout(tmp_path / "gate"), made, tmp_path / "out")
    assert outcome == Outcome(written=1, kept=3, is_cancelled=False)
    assert loud(tmp_path / "out") == {"s0": "A", "s1": "B", "s2": "HELD C", "s3": "D"}
    assert not list((tmp_path / "out").glob(".s*"))


def test_on_one_machine_spark_opens_no_port_to_another():
    alone, many = settings_for("local[2]"), settings_for("spark://head:7077")
    assert alone["spark.driver.bindAddress"] == alone["spark.driver.host"] == "127.0.0.1"
    assert not {name for name in many if name.startswith("spark.driver")}
    assert alone["spark.ui.enabled"] == many["spark.ui.enabled"] == "false"

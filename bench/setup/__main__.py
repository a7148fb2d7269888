"""Measures `make run` in a fresh clone: the first time, and again.

    python -m bench.setup

The first time fetches packages: what pip, uv and npm hold in their caches of this machine counts for it.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from bench import report

CLONE_OF = Path(__file__).parents[2]
GREETING = re.compile(r"一门 → (http\S+)")
STEP = re.compile(r"^\s+(.+ / .+): ([\d.]+) s$")
LONGEST = 1800.0
PORT = "8790"


@dataclass
class Start:
    """One `make run`: seconds to its address, and those of the steps it says."""

    seconds: float = 0.0
    steps: list[tuple[str, float]] = field(default_factory=list)


def main() -> None:
    """Clone what is committed, run twice, remove all of it, write the section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory(prefix="yimen-setup-") as folder:
        clone = Path(folder) / "clone"
        git = shutil.which("git") or "git"
        subprocess.run([git, "clone", "--quiet", str(CLONE_OF), str(clone)], check=True)
        try:
            cold, warm = start(clone), start(clone)
        finally:
            subprocess.run(["make", "clean", "DATA=1"], cwd=clone, check=True, stdout=subprocess.DEVNULL)  # noqa: S607 - as typed
    report.write("setup", "Set-up", lines(cold, warm))


def start(clone: Path) -> Start:
    """`make run` until it prints its address; then Ctrl-C."""
    started, began = Start(), time.perf_counter()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("YIMEN_", "PYTHON"))
    }
    environment |= {"YIMEN_PORT": PORT, "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        ["make", "run"],  # noqa: S607 - as typed
        cwd=clone,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    told = []
    assert running.stdout is not None
    hanging = Timer(LONGEST, os.killpg, (running.pid, signal.SIGTERM))
    hanging.start()
    for line in running.stdout:
        told.append(line)
        if step := STEP.match(line):
            started.steps.append((step[1], float(step[2])))
        if GREETING.search(line):
            started.seconds = time.perf_counter() - began
            os.killpg(running.pid, signal.SIGINT)
            break
    hanging.cancel()
    running.communicate(timeout=LONGEST)
    if not started.seconds:
        raise RuntimeError(f"make run printed no address:\n{''.join(told)}")
    return started


def lines(cold: Start, warm: Start) -> list[str]:
    """The table, and the steps of the first start."""
    steps = "; ".join(f"{title} {seconds:.1f} s" for title, seconds in cold.steps)
    return [
        "| `make run` in a clone | seconds to the printed address |",
        "| --- | ---: |",
        f"| first | {cold.seconds:.0f} |",
        f"| again | {warm.seconds:.1f} |",
        "",
        f"Steps of the first start: {steps}. What comes before them is the Python environment."
        f" Load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.",
    ]


if __name__ == "__main__":
    main()

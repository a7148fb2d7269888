"""`python -m bench [PART …]`, or all, rewrites sections of docs/benchmarks.md; `PARTS` names them."""

import subprocess
import sys
import time

PARTS = ("rules", "pages", "reports", "setup", "robot", "scenario", "spark", "comparison", "loads")
LONGEST = 3600
"""Seconds: what takes longer than an hour hangs."""


def main() -> None:
    """Each part in a process of its own, whatever became of the others; says at the end which failed."""
    asked = [name for name in sys.argv[1:] if name != "all"] or list(PARTS)
    if odd := set(asked) - set(PARTS):
        sys.exit(f"unknown: {', '.join(sorted(odd))}; known: {', '.join(PARTS)}, all")
    outcomes = {name: measured(name) for name in asked}
    say("\n".join(["", *(f"{name}: {outcome}" for name, outcome in outcomes.items())]))
    if failed := [name for name, outcome in outcomes.items() if not outcome.startswith("done")]:
        sys.exit(f"failed: {', '.join(failed)}")


def measured(name: str) -> str:
    """What became of one part."""
    say(f"\n== {name}")
    began = time.monotonic()
    try:
        ended = subprocess.run([sys.executable, "-m", f"bench.{name}"], timeout=LONGEST).returncode
    except subprocess.TimeoutExpired:
        return f"broken off after {LONGEST} s"
    took = time.monotonic() - began
    return f"done in {took:.0f} s" if ended == 0 else f"failed after {took:.0f} s, exit {ended}"


def say(words: str) -> None:
    """Progress goes where it does not mix with the sections."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

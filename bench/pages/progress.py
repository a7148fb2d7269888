"""Says what is being done and how long it took: filling a house takes minutes."""

import sys
import time
from collections.abc import Callable


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it, and say both when it begins and when it is done."""
    sys.stderr.write(f"  {what} … ")
    sys.stderr.flush()
    began = time.perf_counter()
    work()
    sys.stderr.write(f"{time.perf_counter() - began:.1f} s\n")
    sys.stderr.flush()

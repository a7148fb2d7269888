"""How much memory a program held: what the kernel tells of it alone.

`getrusage` also counts what its parent held when it started it.
"""

import re
from pathlib import Path

MIB, GIB = 2**20, 2**30


def peak() -> int:
    """Bytes that this program held at most."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told is not None
    return int(told[1]) * 1024

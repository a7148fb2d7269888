"""What a program held is its own, whatever the one that started it holds."""

import subprocess
import sys

from bench import memory


def test_the_memory_of_a_parent_is_not_its_childs():
    held = b"x" * (200 * memory.MIB)
    code = "from bench.memory import peak; print(peak())"
    child = int(subprocess.check_output([sys.executable, "-c", code], text=True))
    assert len(held) <= memory.peak()
    assert memory.MIB < child < len(held)

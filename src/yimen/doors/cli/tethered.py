"""Starts a program that ends when its parent does, even when the parent is killed outright."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """On Linux the kernel delivers the signal; elsewhere the program is simply started."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            return
    os.execvp(command[0], command)  # noqa: S606 - a command of our own


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

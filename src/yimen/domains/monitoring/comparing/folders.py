"""A folder of files made whole or not at all, by one process at a time, for its owner's eyes only."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yimen.domains.monitoring.errors import ComparisonFilesError

UNFINISHED = ".{}.making"


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """An empty folder that gets its name at the end; what a killed attempt left of it is swept away."""
    made = folder.parent / UNFINISHED.format(folder.name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made.mkdir(mode=0o700, exist_ok=True)
    with _alone(made):
        try:
            _sweep(made)
            if folder.exists():
                raise _in_the_way(folder)
            yield made
            made.rename(folder)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)  # somebody else's attempt may have come through just now
            raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The lock goes with the process."""
    handle = _own(folder)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _own(folder: Path) -> int:
    """A handle of the folder itself; a link, or what somebody else put there, would be theirs to read."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as fault:
        raise _in_the_way(folder) from fault
    if os.fstat(handle).st_uid != os.geteuid():
        os.close(handle)
        raise _in_the_way(folder)
    os.fchmod(handle, 0o700)
    return handle


def _in_the_way(folder: Path) -> ComparisonFilesError:
    return ComparisonFilesError("%(folder)s 已经存在；请换一个目录", folder=folder)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ComparisonFilesError("%(folder)s 正由另一个进程写入；请等它结束", folder=folder) from None


def _sweep(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()

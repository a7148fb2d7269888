"""One load in a process of its own: `python -m bench.loads.contenders WHICH CSV FOLDER` prints JSON."""

import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import uuid4

from bench.memory import MIB, peak

SET = "social_insurance"
DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Kept:
    """The file as it was handed in: sealed."""

    path: Path
    name: str
    size: int
    kind: Any
    encoding: str

    def open(self) -> BinaryIO:
        """The plain content."""
        from yimen.foundation.files.sealed import SealedReader

        return cast(BinaryIO, SealedReader(self.path, self.name, self.size))


def ours(csv: Path, folder: Path) -> dict[str, float]:
    """`yimen data load` without its rows of tables: hand in (seal), read, check, key, spread, seal."""
    from yimen.domains.verification.sets import checking, numbers

    keys = Stopwatch(numbers.keys_of)
    vars(checking)["keys_of"] = keys  # the same, with its time taken
    return loaded(csv, folder) | {"keys": keys.seconds}


def keyless(csv: Path, folder: Path) -> dict[str, float]:
    """The same with keys that cost nothing, so that what they cost can be told from the rest."""
    from yimen.domains.verification.sets import checking

    vars(checking)["keys_of"] = free_keys
    return loaded(csv, folder)


def loaded(csv: Path, folder: Path) -> dict[str, float]:
    """From a file to sealed shards."""
    from yimen.domains.verification.sets.looking import Look
    from yimen.domains.verification.sets.staging import stage
    from yimen.foundation.files.sealed import write_sealed

    start, look, source = time.perf_counter(), Look(), folder / "source"
    with csv.open("rb") as stream:
        sealed = write_sealed(source, "source", look.through(stream))
    handed_in = time.perf_counter() - start
    kept = Kept(source, "source", sealed.size, look.kind, look.encoding)
    outcome = stage(kept, SET, uuid4(), DAY, lambda share: None)
    whole = time.perf_counter() - start
    return {"seconds": whole, "handed_in": handed_in, "rows": outcome.rows, "stored": outcome.stored}


def free_keys(numbers: Any) -> Any:
    """A different key for each number, spread like those of HMAC-SM3 and known to everybody."""
    import numpy as np
    import polars as pl

    plain = numbers.str.slice(0, 17).cast(pl.UInt64).to_numpy()
    spread = [(plain * np.uint64(odd)).view(np.int64) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)]
    return pl.DataFrame({"key": spread[0], "check": spread[1]})


def duckdb(csv: Path, folder: Path) -> dict[str, float]:
    """CSV to Parquet as its manual says it; two threads."""
    import duckdb as base

    start = time.perf_counter()
    with base.connect() as connection:
        connection.execute("SET threads = 2")
        (rows,) = connection.execute(
            f"COPY (FROM read_csv('{csv}')) TO '{folder / 'out.parquet'}' (COMPRESSION zstd)"
        ).fetchone() or (0,)
    return {"seconds": time.perf_counter() - start, "rows": rows}


class Stopwatch:
    """A function of one thread, with the time of the processor it took."""

    def __init__(self, does: Any) -> None:
        self._does, self.seconds = does, 0.0

    def __call__(self, *arguments: Any) -> Any:
        start = time.thread_time()
        try:
            return self._does(*arguments)
        finally:
            self.seconds += time.thread_time() - start


def begun(folder: Path) -> None:
    """The settings of development with a state of its own; no database is asked."""
    os.environ["YIMEN_STATE"] = str(folder / "state")
    os.environ["DJANGO_SETTINGS_MODULE"] = "yimen.config.settings.development"
    import django

    django.setup()
    from django.conf import settings

    from yimen.foundation.encryption import make_key_file

    make_key_file(Path(settings.YIMEN_KEY_FILE))


def main() -> None:
    """Run the one that was asked for."""
    which, csv, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir()
    begun(folder)
    before = time.process_time()
    found = {"ours": ours, "keyless": keyless, "duckdb": duckdb}[which](csv, folder)
    sys.stdout.write(json.dumps(found | {"cpu": time.process_time() - before, "peak": peak() / MIB}))


if __name__ == "__main__":
    main()

"""Department data of size in the scratch house: six sets that a report reads, invented people and ours."""

import tempfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bench.pages.progress import timed
from bench.reports.families import VERIFIER, actor_named, families
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.actions.set_samples import Sample, Truth, write_set
from yimen.domains.verification.actions.sets import hand_in_set
from yimen.foundation.database.scope import scoped, system_scope

ROWS = {
    "deaths": 1_000_000,
    "pensions": 1_000_000,
    "businesses": 1_000_000,
    "vehicles": 2_000_000,
    "other_benefits": 3_000_000,
    "social_insurance": 10_000_000,
}


def fill(rows: int) -> None:
    """Once: each set, cut to so many rows, is written and loaded as a department's file would be."""
    done = Path(settings.YIMEN_STATE) / f"sets-{rows}"
    if done.exists():
        return
    with system_scope():
        by = actor_named(VERIFIER, "SET_LOAD")
        people = [person for family in families() for person in family.people]
        numbers = [each.number for each in numbered(people).values() if each.number]
    everybody = numbers * len(Truth)  # every truth is planted on each of them
    with tempfile.TemporaryDirectory() as folder:
        for key, most in ROWS.items():
            sample = Sample(1, min(rows, most), timezone.localdate(), by.region, everybody, len(numbers))
            path = Path(folder) / f"{key}.csv"
            timed(f"{key}, {sample.rows:,} rows", partial(_load, path, key, sample, by))
    done.touch()


def _load(path: Path, key: str, sample: Sample, by: Actor) -> None:
    write_set(path, key, sample)
    with scoped(by.scope), path.open("rb") as stream:
        load = hand_in_set(set_key=key, as_of=sample.on, stream=stream, by=by, is_deferred=False)
    load_set(load.id, by=by)
    path.unlink()

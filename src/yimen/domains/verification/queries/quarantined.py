"""The rows of a version that were set aside, read part by part."""

from collections.abc import Collection, Iterator

from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.types.sets import PartKind, Quarantined


def rows_in_quarantine(
    load: SetLoad, start: int = 0, names: Collection[str] | None = None
) -> Iterator[Quarantined]:
    """From a place on, in the order of the file; with `names` only rows that say one of them."""
    import polars as pl  # here: data frames only where they are read

    from yimen.domains.verification.sets.setting_aside import quarantined
    from yimen.domains.verification.sets.shards import read_part

    place = 0
    for part in load.parts.filter(kind=PartKind.QUARANTINE).order_by("number"):
        if place + part.rows > start:
            assert load.attempt_id is not None  # a constraint of the table: what is loaded names its attempt
            frame = read_part(load.attempt_id, PartKind.QUARANTINE, part.number, part.size)
            rows = frame[max(0, start - place) :]
            if names is not None:
                rows = rows.filter(pl.col("cells").str.contains_any(sorted(names)))
            yield from quarantined(rows)
        place += part.rows

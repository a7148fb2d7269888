"""What lies in a shard of a set, for rooms that read files of the same form; asks no database."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def columns_of_shard(set_key: str) -> "Mapping[str, type[pl.DataType]]":
    """Key, check, row, then the columns of the catalogue; refuses a set that the catalogue does not have."""
    from yimen.domains.verification.sets.catalogue import definition  # here: data frames, and types of them
    from yimen.domains.verification.sets.checking import kept_schema

    return kept_schema(definition(set_key))

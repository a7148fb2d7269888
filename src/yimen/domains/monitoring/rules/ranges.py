"""Into how many ranges of keys a comparison is cut."""

from collections.abc import Collection

HOLDERS_A_RANGE = 20_000
LEAST_RANGES = 16


def ranges_for(of_sets: Collection[int], holders: int) -> int:
    """A power of two: not fewer than any set has, and no range of too many holders."""
    count = max(LEAST_RANGES, *of_sets)
    while count * HOLDERS_A_RANGE < holders:
        count *= 2
    return count

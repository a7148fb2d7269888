"""What is said of how long work took, from how many took how many days; pure and exact."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from .types import Took

Days: TypeAlias = tuple[int, bool, int]
"""So many days, whether that was late, how many took them."""
MEDIAN, SLOWEST_TENTH = 5, 9


def took(counted: Iterable[Days]) -> Took:
    """How many, how many late, and the days that half and nine tenths of them did not exceed."""
    by_days: Counter[int] = Counter()
    late = 0
    for days, is_late, n in counted:
        by_days[days] += n
        late += n if is_late else 0
    return Took(by_days.total(), late, _not_exceeded(by_days, MEDIAN), _not_exceeded(by_days, SLOWEST_TENTH))


def _not_exceeded(by_days: Counter[int], tenths: int) -> int:
    """The fewest days that so many tenths did not exceed."""
    reached, wanted = 0, by_days.total() * tenths
    for days in sorted(by_days):
        reached += by_days[days]
        if reached * 10 >= wanted:
            return days
    return 0

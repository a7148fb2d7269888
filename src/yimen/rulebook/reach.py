"""Which rules a programme looks at itself: those behind its conditions, not those of another programme."""

from functools import cache

from yimen.kernel import Programme
from yimen.rulebook.book import household_book
from yimen.rulebook.outcomes import OUTCOMES


@cache
def rules_behind(programme: Programme) -> frozenset[str]:
    """The conditions of a programme with everything they are made of; where another programme's standing is
    asked for further down, that programme looks, not this one."""
    rules = {rule.name: rule for rule in household_book().rules}
    others = {one.decides for one in OUTCOMES.values()}
    seen: set[str] = set()
    waiting = [*OUTCOMES[programme].conditions]
    while waiting:
        name = waiting.pop()
        if name in rules and name not in seen:
            seen.add(name)
            waiting += [need for need in rules[name].needs if need not in others]
    return frozenset(seen)

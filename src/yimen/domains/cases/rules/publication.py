"""Which dated parameter says how long a published decision hangs; pure."""

from yimen.domains.cases.rules.procedures import procedure_of
from yimen.kernel import Programme

HANGS_UNTIL_AWARD_ENDS = "award"


def publication_parameter(programme: Programme) -> str:
    """57号 第二十四条 speaks of dibao; of the others no length is known, and they hang like a notice."""
    return "publication_until_dibao" if procedure_of(programme).follows_dibao else "publication_until"

"""Which dated parameter says how long a published decision hangs; pure."""

from yimen.domains.cases.rules.clocks import FOLLOW_DIBAO
from yimen.kernel import Programme

HANGS_UNTIL_AWARD_ENDS = "award"


def publication_parameter(programme: Programme) -> str:
    """57号 第二十四条 speaks of dibao; of the others no length is known, and they hang like a notice."""
    return "publication_until_dibao" if programme in FOLLOW_DIBAO else "publication_until"

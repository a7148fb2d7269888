"""Who may open which page of the desk, one letter for each role: a new URL needs its row here."""

from .cases import CASES
from .comparisons import COMPARISONS
from .connections import CONNECTIONS
from .county import COUNTY
from .desk import DESK
from .families import FAMILIES
from .leads import LEADS
from .letters import LETTERS, REASSIGNS
from .need_index import NEED_INDEX
from .network import NETWORK
from .papers import PAPERS
from .scenarios import SCENARIOS
from .sets import SETS
from .upkeep import UPKEEP
from .verification import VERIFICATION

TABLE: dict[str, str] = {
    **CASES,
    **COMPARISONS,
    **CONNECTIONS,
    **COUNTY,
    **DESK,
    **FAMILIES,
    **NEED_INDEX,
    **LEADS,
    **NETWORK,
    **PAPERS,
    **SCENARIOS,
    **SETS,
    **UPKEEP,
    **VERIFICATION,
}

__all__ = ["LETTERS", "REASSIGNS", "TABLE"]

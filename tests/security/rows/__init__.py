"""Who may open which page of the desk, one letter for each role: a new URL needs its row here."""

from .cases import CASES
from .county import COUNTY
from .desk import DESK
from .families import FAMILIES
from .letters import LETTERS, REASSIGNS
from .need_index import NEED_INDEX
from .network import NETWORK
from .papers import PAPERS
from .sets import SETS
from .upkeep import UPKEEP
from .verification import VERIFICATION

TABLE: dict[str, str] = {
    **CASES,
    **COUNTY,
    **DESK,
    **FAMILIES,
    **NEED_INDEX,
    **NETWORK,
    **PAPERS,
    **SETS,
    **UPKEEP,
    **VERIFICATION,
}

__all__ = ["LETTERS", "REASSIGNS", "TABLE"]

"""Who may open which page: one line for each URL name, enforced by the middleware and tested.

Behind the page the room's own action or query checks again, and row-level security below that.
"""

from collections.abc import Mapping

from .cases import CASES
from .comparisons import COMPARISONS
from .connections import CONNECTIONS
from .county import COUNTY
from .desk import DESK
from .families import FAMILIES
from .kinds import Access, Door
from .leads import LEADS
from .need_index import NEED_INDEX
from .network import NETWORK
from .papers import PAPERS
from .scenarios import SCENARIOS
from .sets import SETS
from .upkeep import UPKEEP
from .verification import VERIFICATION

TABLES = (
    CASES,
    COMPARISONS,
    CONNECTIONS,
    COUNTY,
    DESK,
    FAMILIES,
    NEED_INDEX,
    LEADS,
    NETWORK,
    PAPERS,
    SCENARIOS,
    SETS,
    UPKEEP,
    VERIFICATION,
)
ACCESS: Mapping[str, Access] = {name: access for table in TABLES for name, access in table.items()}


def access_to(name: str) -> Access:
    """The row of a page; a page without one is a mistake that must not open anything."""
    return ACCESS[name]


__all__ = ["ACCESS", "TABLES", "Access", "Door", "access_to"]

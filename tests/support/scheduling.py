"""Which worker runs what: modules stay whole, whoever needs the stage shares one, the dearest begin."""

from xdist.scheduler import LoadScopeScheduling

ON_THE_STAGE = ("tests/security/", "tests/doors/desk/test_paper_pages.py")
"""What these begin with is dear to make, so that one worker takes them all."""
DEAREST = (
    *ON_THE_STAGE,
    "tests/foundation/test_spark.py",
    "tests/journeys/",
    "tests/doors/cli/",
    "tests/simulation/",
    "tests/foundation/",
)
CHEAPEST = ("tests/architecture/", "tests/kernel/", "tests/rulebook/", "tests/engine/")


class ByModule(LoadScopeScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Hands out whole modules in the order of the collection; whoever is done takes the next one."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", 1)[0]
        return "stage" if module.startswith(ON_THE_STAGE) else module


def rank(nodeid: str) -> int:
    """The dearest first, the cheapest last, so that all workers end together."""
    for place, folder in enumerate(DEAREST):
        if nodeid.startswith(folder):
            return place
    return len(DEAREST) + nodeid.startswith(CHEAPEST)

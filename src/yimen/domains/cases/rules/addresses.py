"""The address on a paper: down to the village from the region, below it from what was typed."""

VILLAGE, COMMUNITY = "村委会", "居委会"


def whole_address(path: str, typed: str) -> str:
    """`path` is county, town and village by name; whoever typed them too is not written twice."""
    village = path.removesuffix("委会") if path.endswith(VILLAGE) else path.removesuffix(COMMUNITY)
    return typed if typed.startswith(village) else f"{village}{typed}"

"""Addresses of pages. A list links each of its rows, so what lies around the ids is looked up once a name."""

from functools import lru_cache
from itertools import chain, zip_longest
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def path_to(name: str, *ids: UUID) -> str:
    """The address of the page with this name, about these subjects."""
    around = _around(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, len(ids))
    return "".join(chain.from_iterable(zip_longest(around, map(str, ids), fillvalue="")))


@lru_cache(maxsize=2_000)
def _around(_urlconf: str, _prefix: str, name: str, count: int) -> tuple[str, ...]:
    """The parts of the address between which the ids stand; found with ids that occur in no address."""
    places = [UUID(int=place + 1) for place in range(count)]
    address, parts = reverse(name, args=places), []
    for place in places:
        part, address = address.split(str(place))
        parts.append(part)
    return (*parts, address)

"""How often one visitor may ask for a code, and one code be asked for."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from yimen.foundation.codes import read_code
from yimen.foundation.limits.counting import count_attempt

OF_ONE_ADDRESS = 60
OF_ONE_CODE = 30
"""So often in ten minutes: a service hall has one address; nobody checks one paper so often."""


def address_of(request: HttpRequest) -> str:
    """The visitor's address as the outermost of our own proxies saw it; of IPv6 the network of one house.

    What a visitor writes into the header by themselves stands further left and is not believed.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.YIMEN_PROXIES:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        seen = passed[-settings.YIMEN_PROXIES] if len(passed) >= settings.YIMEN_PROXIES else seen
    try:
        address = ip_address(seen)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)


def is_too_often(request: HttpRequest, code: str) -> bool:
    """Count this question for its visitor and for its code, however typed; whether it was one too many."""
    of_address = count_attempt("address", address_of(request))
    return of_address > OF_ONE_ADDRESS or count_attempt("code", read_code(code) or code) > OF_ONE_CODE

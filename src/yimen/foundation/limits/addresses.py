"""Where a visitor comes from, as far as it can be believed."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


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

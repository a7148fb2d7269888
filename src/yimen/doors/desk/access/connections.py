"""What departments' machines push under."""

from collections.abc import Mapping

from .kinds import Access, P, posts

CONNECTIONS: Mapping[str, Access] = {
    "connections": posts(P.SET_CONNECT),
    "connections-export": posts(P.SET_CONNECT),
    "connection-pushes": posts(P.SET_CONNECT),
    "connection-pushes-export": posts(P.SET_CONNECT),
    "connection-issue": posts(P.SET_CONNECT),
    "connection-revoke": posts(P.SET_CONNECT),
}

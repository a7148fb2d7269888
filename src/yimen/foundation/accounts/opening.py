"""Opening many accounts at once for set-up; a single account is made by `User.objects.create_user`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from yimen.foundation import audit
from yimen.foundation.accounts.models import User


@dataclass(frozen=True)
class Opening:
    """An account to open."""

    username: str
    name: str


def open_accounts(openings: Sequence[Opening], *, password: str) -> dict[str, UUID]:
    """Open accounts that share a first password, hashed once; returns the user ids by username."""
    hashed = make_password(password)
    users = [User(username=one.username, name=one.name, password=hashed) for one in openings]
    User.objects.bulk_create(users)
    for user in users:
        audit.record("account:open", kind="user", subject=user.id, region=audit.NATION, by=audit.SYSTEM)
    return {user.username: user.id for user in users}


def holds_account(username: str) -> bool:
    """Somebody can sign in under this name."""
    return User.objects.filter(username=username).exists()

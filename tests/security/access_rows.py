"""What the table of `rows` says of a page, and how to ask for it.

`url_of` finds its object on the stage, `entered` is somebody at their desk.
"""

from collections.abc import Iterator
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.security.access_kinds import ANYWHERE, LEADS_ON, NOT_HIS, OF_A_DESK, ON_AN_AWARD, ONLY_POST, OWN
from tests.security.rows import LETTERS, REASSIGNS, TABLE
from tests.support.stage import HOME

from yimen.domains.network.types import Actor, Role
from yimen.doors.desk.middleware import POST_IN_SESSION
from yimen.foundation.accounts.models import User


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every URL of every door as `namespace:name`."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*spaces, *([entry.namespace] if entry.namespace else [])))
        else:
            yield ":".join([*spaces, entry.name or "?"]), entry


DESK = {name.removeprefix("desk:"): entry for name, entry in addresses() if name.startswith("desk:")}


def url_of(name: str, objects: dict[str, UUID]) -> str:
    wanted = DESK[name].pattern.converters
    if name in ON_AN_AWARD:
        return reverse(f"desk:{name}", kwargs={key: objects[f"award_{key}"] for key in wanted})
    is_draft = name.startswith("application-")
    given = {key: objects["draft_id" if is_draft and key == "case_id" else key] for key in wanted}
    return reverse(f"desk:{name}", kwargs=given)


def expected(name: str, role: Role, place: str) -> int:
    """What a GET of the page answers to a role at a place, for an object of the home town."""
    if role not in {LETTERS[letter] for letter in TABLE[name]}:
        return 403
    if name in ONLY_POST:
        return 405
    if name in LEADS_ON:
        return 302
    if role is Role.DEPARTMENT_LIAISON and name in NOT_HIS:
        return 404
    if name in OWN or (name in OF_A_DESK and role not in {LETTERS[letter] for letter in REASSIGNS}):
        return 404
    is_about_something = bool(DESK[name].pattern.converters) and name not in ANYWHERE
    return 404 if is_about_something and place != HOME else 200


def entered(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(id=actor.user_id))
    session = client.session
    session[POST_IN_SESSION] = str(actor.post_id)
    session.save()
    return client

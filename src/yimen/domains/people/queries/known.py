"""Who of many identity numbers is on file already, for lists that come in: a few queries for all of them."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.database.scope import system_scope
from yimen.foundation.models import blind
from yimen.kernel import ResidentId

from ..models import Membership, Person
from ..types import KnownPerson
from .residents import in_force


def known_among(identities: Iterable[ResidentId], *, by: Actor) -> Mapping[str, KnownPerson]:
    """Those on file, by number; of whoever is on file outside the scope nothing more is said."""
    require(by, Permission.PERSON_SEARCH, by.region)
    keys = {blind(str(identity), "identity"): str(identity) for identity in identities}
    with system_scope():
        everywhere = set(
            Person.objects.filter(identity_key__in=list(keys)).values_list("identity_key", flat=True)
        )
    here = {row.identity_key: row for row in Person.objects.filter(identity_key__in=list(keys))}
    living = Membership.objects.filter(in_force(timezone.localdate()), person__in=list(here.values()))
    homes = {row.person_id: row.household for row in living.select_related("household")}
    found = {key: KnownPerson() for key in everywhere}
    for key, person in here.items():
        home = homes.get(person.id)
        found[key] = KnownPerson(
            person_id=person.id,
            name=person.name,
            has_died=person.died_on is not None,
            household_id=None if home is None else home.id,
            household_number="" if home is None else home.number,
            region="" if home is None else home.region,
        )
    return {keys[bytes(key)]: one for key, one in found.items() if key is not None}

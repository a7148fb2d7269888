"""Search of persons, limited to the actor's scope: by number, telephone, name, pinyin, address, paper."""

import hashlib
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, Sex

from .. import rules
from ..models import Household, Membership, Person, SearchGram, TemporaryIdentity
from ..numbers import is_temporary_number, may_be_paper, plain_number
from ..types import Hit, MatchedBy
from .identities import became_of

SEARCH_LIMIT = 20
_KEYS = {
    MatchedBy.IDENTITY: ("identity", "identity_key"),
    MatchedBy.LAST_FOUR: ("last_four", "last_four_key"),
    MatchedBy.PHONE: ("phone", "phone_key"),
}


def search(text: str, *, by: Actor, limit: int = SEARCH_LIMIT) -> list[Hit]:
    """Persons by name, pinyin initials, part of an address, phone, identity number or its last four digits.

    Best matches first; only the actor's scope; that people were shown is recorded. The number of queries
    does not grow with the matches.
    """
    require(by, Permission.PERSON_SEARCH, by.region)
    found = _hits(_by_paper(text) or _found(text, limit, by))
    if found:
        _record(found, by)
    return found


def _found(text: str, limit: int, by: Actor) -> dict[UUID, MatchedBy]:
    asked = rules.read_query(text)
    if asked is None:
        return {}
    return _by_key(asked, limit) if isinstance(asked, rules.Exact) else _by_words(asked, limit, by)


def _record(found: list[Hit], by: Actor) -> None:
    """That a post was shown so many people; who they were can be proven by their ids, and not read."""
    ids = ",".join(sorted(str(hit.person_id) for hit in found))
    digest = hashlib.sha256(ids.encode()).digest()
    audit.record_bulk(
        "person:search", kind="search", subject=by.post_id, region=str(by.region), by=by,
        digest=digest, rows=len(found),
    )  # fmt: skip


def _by_paper(text: str) -> dict[UUID, MatchedBy]:
    """Whoever bears this temporary number, or the permit or passport of this number."""
    rows = TemporaryIdentity.objects.all()
    if is_temporary_number(text):
        rows = rows.filter(number=text.strip().upper())
    elif may_be_paper(text):
        rows = rows.filter(document_key=blind(plain_number(text), "document"))
    else:
        return {}
    return dict.fromkeys(rows.values_list("person_id", flat=True), MatchedBy.IDENTITY)


def _by_key(asked: rules.Exact, limit: int) -> dict[UUID, MatchedBy]:
    purpose, column = _KEYS[asked.matched_by]
    rows = Person.objects.filter(**{column: blind(asked.key, purpose)}).order_by("region", "name")
    return dict.fromkeys(rows.values_list("id", flat=True)[:limit], asked.matched_by)


def _by_words(asked: rules.Words, limit: int, by: Actor) -> dict[UUID, MatchedBy]:
    """The ways in turn, until enough are found."""
    found: dict[UUID, MatchedBy] = {}
    for matched_by, grams in asked.ways:
        if len(found) < limit:
            for person_id in _with_all(grams, by, limit + len(found)):
                found.setdefault(person_id, matched_by)
    return dict(list(found.items())[:limit])


def _with_all(grams: tuple[str, ...], by: Actor, limit: int) -> list[UUID]:
    """Persons who have every gram: first of the actor's region, then of what is shared with it.

    The policy's OR would make every search sort all that a gram matches; apart, each walks the key in order.
    """
    here = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    rows = _joined(grams, here).order_by("region", "person_id").values_list("person_id", flat=True)
    found = list(rows[:limit])
    if by.scope.shared and len(found) < limit:
        shared = _joined(grams, Q(person_id__in=by.scope.shared)).exclude(here)
        found += shared.values_list("person_id", flat=True)[: limit - len(found)]
    return found


def _joined(grams: tuple[str, ...], where: Q) -> QuerySet[SearchGram]:
    first, *others = grams
    rows = SearchGram.objects.filter(where, gram=first)
    same = {"region": OuterRef("region"), "person_id": OuterRef("person_id")}
    for gram in others:
        rows = rows.filter(Exists(SearchGram.objects.filter(where, gram=gram, **same)))
    return rows


def _hits(found: dict[UUID, MatchedBy]) -> list[Hit]:
    """Whoever was taken for somebody unknown is shown as the resident they turned out to be."""
    became = became_of(found)
    found = {became.get(person_id, person_id): matched_by for person_id, matched_by in found.items()}
    persons = Person.objects.in_bulk(list(found))
    memberships = Membership.objects.filter(person_id__in=found, valid_until__isnull=True)
    homes = {row.person_id: row.household for row in memberships.select_related("household")}
    return [
        _hit(persons[person_id], homes.get(person_id), matched_by)
        for person_id, matched_by in found.items()
        if person_id in persons
    ]


def _hit(person: Person, home: Household | None, matched_by: MatchedBy) -> Hit:
    return Hit(
        person_id=person.id,
        household_id=None if home is None else home.id,
        household_number="" if home is None else home.number,
        name=person.name,
        sex=Sex(person.sex),
        birth_date=person.birth_date,
        region=RegionCode(person.region),
        address="" if home is None else home.address,
        last_four="" if person.identity is None else person.identity[-4:],
        matched_by=matched_by,
    )


def recognised(person_id: UUID, *, by: Actor) -> Hit | None:
    """Somebody already chosen, as a search shows them; nobody where they are out of scope."""
    require(by, Permission.PERSON_SEARCH, by.region)
    return next(iter(_hits({person_id: MatchedBy.NAME})), None)

"""Writing the search grams and joining keys of everybody anew, after the way they are made has changed."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import system_scope
from yimen.foundation.joining import joining_key
from yimen.foundation.models import make_id

from .. import queries
from ..models import Person, Residence, SearchGram
from ..pinyin import initials_of
from . import rows

Progress = Callable[[int, int], None]
CHUNK = 500


def reindex(*, by: Doer, progress: Progress) -> int:
    """Every resident of every region, a chunk a transaction; interrupted, it is simply begun again."""
    places, done = rows.Places(), 0
    with system_scope():
        total = Person.objects.count()
    for chunk in _chunks():
        with system_scope():
            _rewrite(list(Person.objects.select_for_update().filter(id__in=chunk)), places)
        done += len(chunk)
        progress(done, total)
    with system_scope():
        audit.record(
            "person:reindex",
            kind="person",
            subject=make_id(),
            region=audit.NATION,
            by=by,
            changes={"n": done},
        )
    return done


def _chunks() -> Iterator[list[UUID]]:
    after = UUID(int=0)
    while True:
        with system_scope():
            found = Person.objects.filter(id__gt=after).order_by("id").values_list("id", flat=True)
            chunk = list(found[:CHUNK])
        if not chunk:
            return
        yield chunk
        after = chunk[-1]


def _rewrite(people: list[Person], places: rows.Places) -> None:
    homes = Residence.objects.filter(queries.in_force(timezone.localdate()), person__in=people)
    addresses = dict(homes.values_list("person_id", "address"))
    for person in people:
        person.initials = initials_of(person.name)
        if person.identity is not None:
            person.joining_key, person.joining_check = joining_key(str(person.identity))
    Person.objects.bulk_update(people, ["initials", "joining_key", "joining_check"])
    SearchGram.objects.filter(person__in=people).delete()
    rows.write_grams([(person, addresses.get(person.id, "")) for person in people], places)

"""The families whose report is measured: of the demo county, under investigation, all signatures given."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from yimen.domains.network.types import Actor

MOST = 30
VERIFIER, HANDLERS = "county.verifier1", "{town}.handler1"
ORIGINALS = 6000
"""As `bench.pages.multiply` has it: below this a household's number is no copy's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A case with whom it is about."""

    case_id: UUID
    region: str
    people: tuple[UUID, ...]


def families() -> list[Subject]:
    """The same at every run, smallest number first."""
    from yimen.domains.cases.models import Case
    from yimen.domains.cases.types import CaseState

    cases = Case.objects.filter(state=CaseState.INVESTIGATING).select_related("household")
    own = [case for case in cases.order_by("number") if int(case.household.number[-6:]) < ORIGINALS]
    found = [
        Subject(case.id, case.region, tuple(case.members.order_by("ref").values_list("person_id", flat=True)))
        for case in own
    ]
    return [each for each in found if _is_signed(each)][:MOST]


def _is_signed(subject: Subject) -> bool:
    from django.utils import timezone

    from yimen.domains.verification.queries import grounds_of

    return set(grounds_of(subject.case_id, subject.people, timezone.localdate())) == set(subject.people)


def actor_named(username: str, permission: str) -> Actor:
    """Somebody of the demo county as the desk would know them."""
    from yimen.domains.network import queries as network
    from yimen.domains.network.permissions import Permission, allows
    from yimen.foundation.accounts.models import User

    user = User.objects.get(username=username).pk
    hats = [hat for hat in network.posts_of(user) if allows(hat.role, Permission[permission])]
    return network.actor_for(user, hats[0].post_id)


def handlers() -> Iterator[Actor]:
    """The handlers of the demo county's towns."""
    from yimen.foundation.accounts.models import User

    for name in User.objects.filter(username__endswith=".handler1").values_list("username", flat=True):
        yield actor_named(name, "VERIFICATION_REQUEST")

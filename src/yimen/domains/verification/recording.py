"""Writing the log of queries: what is done in the transaction that does it, what is refused on its own."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

from django.db import connections
from django.utils import timezone

from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import (
    AnswerFileNotFoundError,
    AuthorisationMissingError,
    BatchNotFoundError,
    GroundMissingError,
    ReportNotFoundError,
    RequestNotFoundError,
)
from yimen.domains.verification.models import QueryEntry
from yimen.domains.verification.types import NO_GROUND, Deed, Ground, QueryOutcome
from yimen.foundation.database.scope import system_scope
from yimen.kernel import YimenError

_KEPT = (
    AnswerFileNotFoundError,
    AuthorisationMissingError,
    BatchNotFoundError,
    GroundMissingError,
    NotPermittedError,
    OutOfScopeError,
    ReportNotFoundError,
    RequestNotFoundError,
)


def log_deed(deed: Deed, about: Mapping[UUID, Ground], *, by: Actor) -> None:
    """One entry for each person, each with what it rests on."""
    log_deeds(((deed, person, ground) for person, ground in about.items()), by=by)


def log_deeds(done: Iterable[tuple[Deed, UUID, Ground]], *, by: Actor) -> None:
    """The same where each person has a deed of their own."""
    QueryEntry.objects.bulk_create(
        [_entry(deed, person, ground, by, QueryOutcome.DONE) for deed, person, ground in done]
    )


def log_left_out(deed: Deed, people: Iterable[UUID | None], refusal: str, *, by: Actor) -> None:
    """People who were left out of something that went on without them; None is somebody we do not know."""
    log_all_left_out(((deed, person) for person in people), refusal, by=by)


def log_all_left_out(left_out: Iterable[tuple[Deed, UUID | None]], refusal: str, *, by: Actor) -> None:
    """The same where each person has a deed of their own."""
    QueryEntry.objects.bulk_create([_left_out(deed, person, refusal, by) for deed, person in left_out])


@contextmanager
def refusals_kept(
    deed: Deed, people: Iterable[UUID], *, by: Actor, also: tuple[type[YimenError], ...] = ()
) -> Iterator[None]:
    """Whatever is refused inside for want of a ground, a permission or a scope is recorded, and raised.

    `also` are refusals of the rooms above that say the same of what they show.

    The entries are committed by a connection of their own: the caller's transaction ends with the refusal.
    """
    kept: tuple[type[YimenError], ...] = (*_KEPT, *also)
    try:
        yield
    except kept as refusal:
        entries = _refused(deed, people, refusal.code, by)
        with ThreadPoolExecutor(1) as apart:
            apart.submit(_write_apart, entries).result()
        raise


def _write_apart(entries: list[QueryEntry]) -> None:
    try:
        with system_scope():
            QueryEntry.objects.bulk_create(entries)
    finally:
        connections.close_all()


def _refused(deed: Deed, people: Iterable[UUID | None], refusal: str, by: Actor) -> list[QueryEntry]:
    """One for each person; one without a name where nobody knows yet about whom."""
    about: list[UUID | None] = [*people]
    return [_left_out(deed, person, refusal, by) for person in about or [None]]


def _left_out(deed: Deed, person: UUID | None, refusal: str, by: Actor) -> QueryEntry:
    return _entry(deed, person, NO_GROUND, by, QueryOutcome.REFUSED, refusal[:64])


def _entry(
    deed: Deed, person: UUID | None, ground: Ground, by: Actor, outcome: QueryOutcome, refusal: str = ""
) -> QueryEntry:
    return QueryEntry(
        region=deed.region,
        happened_at=timezone.now(),
        act=deed.act,
        purpose=deed.purpose,
        ground=ground.kind,
        authorisation_id=ground.authorisation_id,
        duty=ground.duty,
        person_id=person,
        case_id=deed.case_id,
        request_id=deed.request_id,
        source=deed.source,
        outcome=outcome,
        refusal=refusal,
        user_id=by.user_id,
        post_id=by.post_id,
        by_name=by.staff_name,
    )

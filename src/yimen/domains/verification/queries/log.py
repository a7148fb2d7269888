"""Reads of the log of queries: a list for those who supervise, all about one person for that person."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import QueryEntry
from yimen.domains.verification.rules.duties import duties
from yimen.domains.verification.types import Duty, GroundKind, LogFilters
from yimen.foundation import audit
from yimen.foundation.database.scope import system_scope

MOST_ON_A_SHEET = 2_000


def query_entries(*, by: Actor, filters: LogFilters) -> QuerySet[QueryEntry]:
    """Who of the reader's own region asked or looked, newest first.

    A case that another county shows brings its family along, not what that county's people did.
    """
    require(by, Permission.QUERY_LOG_OPEN, by.region)
    own = QueryEntry.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    rows = own.order_by("-happened_at", "-id")
    if filters.people is not None:
        rows = rows.filter(person_id__in=filters.people)
    for name in ("act", "outcome", "purpose"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.user:
        rows = rows.filter(user_id=filters.user)
    if filters.since:
        rows = rows.filter(happened_at__date__gte=filters.since)
    if filters.until:
        rows = rows.filter(happened_at__date__lt=filters.until + timedelta(days=1))
    return rows


def entries_about(person_id: UUID, region: str, *, by: Actor) -> list[QueryEntry]:
    """About one person, oldest first, the latest where there are very many, for that person to take home.

    Also what was refused or done elsewhere: it is about them. That the paper was made is recorded.
    """
    require(by, Permission.QUERY_LOG_PRINT, region)
    audit.record_opening(kind="query_log", subject=person_id, region=region, by=by, purpose="应本人要求出具")
    with system_scope():
        latest = QueryEntry.objects.filter(person_id=person_id).order_by("-happened_at", "-id")
        return list(latest[:MOST_ON_A_SHEET])[::-1]


def ground_words(entries: Iterable[QueryEntry]) -> Mapping[UUID, tuple[str, str]]:
    """What each entry rests on, and the article of a duty."""
    return {entry.id: _ground(entry, duties()) for entry in entries}


def _ground(entry: QueryEntry, known: Mapping[str, Duty]) -> tuple[str, str]:
    duty = known.get(entry.duty)
    return (duty.title, duty.article) if duty else (GroundKind(entry.ground).title, "")

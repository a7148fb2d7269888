"""Sources, whom they have yet to be asked about, batches, and how far each of them is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import AnswerFile, SourceBatch, SourceQuery, VerificationRequest
from yimen.domains.verification.permissions import access_answer_file, access_asked, access_batch
from yimen.domains.verification.queries.grounds import grounds_of_cases
from yimen.domains.verification.queries.requests import people_of_request
from yimen.domains.verification.rules.requests import OWN_SOURCE_LIMIT, SOURCE_CLOCK, is_asked
from yimen.domains.verification.rules.sources import every_source, source_named
from yimen.domains.verification.types import (
    AGAIN,
    OUTSTANDING,
    AskedState,
    BatchState,
    RequestState,
    SourceCount,
    Waiting,
)
from yimen.foundation import audit
from yimen.kernel import RegionCode, TimeLimit


def source_limit(region: RegionCode, on: date) -> TimeLimit:
    """How long a source may take: the place's own, else the office's, which says so."""
    return library.find_time_limit(SOURCE_CLOCK, region, on) or OWN_SOURCE_LIMIT


def started_requests(by: Actor) -> QuerySet[VerificationRequest]:
    """What the county looks into now, in the order of asking; not what others only show to it."""
    own = VerificationRequest.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return own.filter(state=RequestState.STARTED).order_by("id")


def waiting_people(requests: Sequence[VerificationRequest], keys: Sequence[str]) -> list[Waiting]:
    """Everybody of some requests whom some sources have yet to be asked about, or once more."""
    people = {request.id: [each.person_id for each in people_of_request(request)] for request in requests}
    rows = SourceQuery.objects.filter(request__in=requests, source__in=keys)
    asked = {(row.request_id, row.person_id, row.source): row.state for row in rows}
    by_case = {request.case_id: people[request.id] for request in requests}
    grounds = grounds_of_cases(by_case, timezone.localdate())
    return [
        Waiting(
            request.id, request.case_id, request.region, person, key, grounds.get((request.case_id, person))
        )
        for request in requests
        for person in people[request.id]
        for key in keys
        if is_asked(request.about, source_named(key))
        and asked.get((request.id, person, key), AskedState.UNABLE) in AGAIN
    ]


def source_counts(*, by: Actor) -> list[SourceCount]:
    """Every source with what waits for it and what it owes, in a few queries."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    waiting = Counter(
        each.source
        for each in waiting_people(list(started_requests(by)), list(every_source()))
        if each.ground
    )
    own = SourceQuery.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    rows = own.filter(state__in=(*OUTSTANDING, AskedState.DOUBTED))
    late = Q(state__in=OUTSTANDING, due_on__lt=timezone.localdate())
    counted = rows.values("source").annotate(
        outstanding=Count("id", filter=Q(state__in=OUTSTANDING)),
        doubted=Count("id", filter=Q(state=AskedState.DOUBTED)),
        overdue=Count("id", filter=late),
    )
    owed = {row["source"]: (row["outstanding"], row["doubted"], row["overdue"]) for row in counted}
    return [
        SourceCount(source, waiting[key], *owed.get(key, (0, 0, 0))) for key, source in every_source().items()
    ]


def batches(*, by: Actor, source: str = "", state: BatchState | None = None) -> QuerySet[SourceBatch]:
    """Batches of the county with how many they still wait for; what waits longest comes first."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    owed = Count("queries", filter=Q(queries__state__in=OUTSTANDING))
    rows = SourceBatch.objects.annotate(owed=owed).order_by("finished_at", "due_on", "id")
    if source:
        rows = rows.filter(source=source)
    if state is BatchState.DONE:
        return rows.filter(finished_at__isnull=False)
    if state is not None:
        rows = rows.filter(finished_at=None)
    return rows.filter(due_on__lt=timezone.localdate()) if state is BatchState.OVERDUE else rows


def get_batch(batch_id: UUID, *, by: Actor) -> SourceBatch:
    """One batch; the opening is recorded, as it names people."""
    found = access_batch(batch_id, Permission.VERIFICATION_ANSWER, by=by)
    audit.record_opening(kind="source_batch", subject=found.id, region=found.region, by=by)
    return found


def find_batch(named: str, *, by: Actor) -> SourceBatch | None:
    """The one an address names; none where it names nothing."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    try:
        return get_batch(UUID(named), by=by)
    except ValueError:
        return None


def questions_of_batch(batch: SourceBatch) -> QuerySet[SourceQuery]:
    """Everybody of a batch; whom the source still owes an answer first."""
    rows = SourceQuery.objects.filter(batch=batch).select_related("person", "request")
    is_owed = Case(When(state__in=OUTSTANDING, then=0), default=1)
    return rows.order_by(is_owed, "reference")


def get_asked(asked_id: UUID, *, by: Actor) -> SourceQuery:
    """One question, for the form that closes or decides it."""
    found = access_asked(asked_id, Permission.VERIFICATION_ANSWER, by=by)
    audit.record_opening(kind="source_query", subject=found.id, region=found.region, by=by)
    return found


def answer_files(source: str, *, by: Actor) -> QuerySet[AnswerFile]:
    """What a source handed in, newest first."""
    require(by, Permission.VERIFICATION_ANSWER, by.region)
    return AnswerFile.objects.filter(source=source).order_by("-handed_in_at", "-id")


def get_answer_file(file_id: UUID, *, by: Actor) -> AnswerFile:
    """One file of answers of the county."""
    return access_answer_file(file_id, by=by)

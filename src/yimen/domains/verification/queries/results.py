"""Results as people look at them: every view is logged, and lines without a ground are left out."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import GroundMissingError
from yimen.domains.verification.models import (
    SourceAnswer,
    SourceQuery,
    VerificationLine,
    VerificationRequest,
)
from yimen.domains.verification.queries.grounds import grounds_of_cases
from yimen.domains.verification.queries.requests import newest_answered, people_of_request, reached_request
from yimen.domains.verification.recording import log_all_left_out, log_deeds
from yimen.domains.verification.rules.duties import ground_of_view, purpose_of
from yimen.domains.verification.rules.requests import is_asked
from yimen.domains.verification.rules.sources import every_source, source_named
from yimen.domains.verification.types import (
    NO_GROUND,
    OUTSTANDING,
    AskedLine,
    AskedState,
    Deed,
    LineKind,
    QueryAct,
    ReportedLine,
    SourceReport,
    Standing,
    Verified,
)
from yimen.foundation import audit
from yimen.kernel import Money


@dataclass(frozen=True)
class Results:
    """A request with what was reported, what each source said, and whose lines are not shown."""

    request: VerificationRequest
    lines: Sequence[VerificationLine]
    sources: Sequence[SourceReport]
    answers: Mapping[UUID, Sequence[SourceAnswer]]
    """By question."""
    hidden: Sequence[str]
    """The names of people whose results nobody may look at any more."""
    is_closed: bool
    """Whether this reader's post looks at no amounts at all, only at how far the request is."""


def results_of_request(request_id: UUID, *, by: Actor) -> Results:
    """One request as a whole; the opening and every view of a person's results are recorded."""
    request = reached_request(request_id, by=by)
    audit.record_opening(kind="verification", subject=request.id, region=request.region, by=by)
    lines = list(request.lines.select_related("person").order_by("person", "kind"))
    asked = list(request.asked.order_by("source", "id"))
    answers = list(SourceAnswer.objects.filter(query__in=asked).order_by("kind", "id"))
    person_of = {each.id: each.person_id for each in asked}
    is_closed = not allows(by.role, Permission.FAMILY_REPORT_OPEN)
    about = {line.person_id for line in lines} | {person_of[answer.query_id] for answer in answers}
    about |= {each.person_id for each in asked if each.remark}
    seen = frozenset() if is_closed else looked_at(request, about, by=by)
    names = {person.person_id: person.name for person in people_of_request(request)}
    by_question: dict[UUID, list[SourceAnswer]] = defaultdict(list)
    for answer in answers:
        if person_of[answer.query_id] in seen:
            by_question[answer.query_id].append(answer)
    return Results(
        request,
        [line for line in lines if line.person_id in seen],
        source_reports(request, asked, unseen=about - seen),
        by_question,
        [] if is_closed else sorted(names.get(person, "") for person in about - seen),
        is_closed,
    )


def lines_of_request(request_id: UUID, *, by: Actor) -> QuerySet[VerificationLine]:
    """The reported lines of one request that this actor may look at; the view is logged."""
    request = reached_request(request_id, by=by)
    about = set(request.lines.values_list("person_id", flat=True))
    seen = looked_at(request, about, by=by)
    return request.lines.filter(person__in=seen).select_related("person").order_by("person", "kind")


def looked_at(
    request: VerificationRequest, people: Collection[UUID], *, by: Actor, act: QueryAct = QueryAct.VIEW
) -> frozenset[UUID]:
    """Whose results this actor may look at: each view is logged with its ground, the others as refused."""
    seen = _looked_at([(request, person, "") for person in people], act, by)
    return frozenset(person for _, person in seen)


def remarks_of(asked: Sequence[SourceQuery], *, by: Actor, act: QueryAct = QueryAct.VIEW) -> dict[UUID, str]:
    """By question what its source remarked, or why it was closed; looking at the questions is logged."""
    seen = _looked_at([(each.request, each.person_id, each.source) for each in asked], act, by)
    return {
        each.id: each.closed_reason or (each.remark if (each.request_id, each.person_id) in seen else "")
        for each in asked
    }


def _looked_at(
    about: Collection[tuple[VerificationRequest, UUID, str]], act: QueryAct, by: Actor
) -> set[tuple[UUID, UUID]]:
    """By request and person, with the source where it is of one: in as many queries for one as for many."""
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for request, person, _ in about:
        people[request.case_id].add(person)
    signed = grounds_of_cases(people, timezone.localdate()) if about else {}
    done, left_out = [], []
    for request, person, source in about:
        is_open = request.purpose_ended_on is None
        ground = ground_of_view(by.role, signed.get((request.case_id, person)), is_purpose_open=is_open)
        deed = Deed(act, request.region, purpose_of(by.role), request.case_id, request.id, source)
        if ground == NO_GROUND:
            left_out.append((deed, person))
        else:
            done.append((deed, person, ground))
    log_deeds(done, by=by)
    log_all_left_out(left_out, GroundMissingError.code, by=by)
    return {(cast(UUID, deed.request_id), person) for deed, person, _ in done}


def is_hidden(case_id: UUID, *, by: Actor) -> bool:
    """Whether what counts for a case tells of somebody whom this actor may not look at any more; logged."""
    request = newest_answered(case_id)
    if request is None:
        return False
    about = set(request.lines.values_list("person_id", flat=True))
    return not about <= looked_at(request, about, by=by)


def source_reports(
    request: VerificationRequest, asked: Sequence[SourceQuery], unseen: Collection[UUID] = ()
) -> list[SourceReport]:
    """Every source with the people of a request: what answered, when, and what is missing.

    What it remarked of people whose results are not looked at is not said.
    """
    rows = {(each.source, each.person_id): each for each in asked}
    people = people_of_request(request)
    today = timezone.localdate()
    reports = []
    for key, source in every_source().items():
        if not is_asked(request.about, source):
            continue
        lines = tuple(
            _line(person, rows.get((key, person.person_id)), is_seen=person.person_id not in unseen)
            for person in people
        )
        is_overdue = any(
            line.state in OUTSTANDING and line.due_on is not None and line.due_on < today for line in lines
        )
        reports.append(SourceReport(source, lines, is_overdue))
    return reports


def _line(person: Verified, asked: SourceQuery | None, *, is_seen: bool) -> AskedLine:
    if asked is None:
        return AskedLine(None, person.person_id, person.name, None)
    return AskedLine(
        asked.id,
        person.person_id,
        person.name,
        AskedState(asked.state),
        asked.asked_on,
        asked.due_on,
        timezone.localdate(asked.answered_at) if asked.answered_at else None,
        asked.is_late,
        asked.closed_reason or (asked.remark if is_seen else ""),
        asked.faulty,
    )


def answered_lines(request_id: UUID, *, by: Actor, is_held: bool = False) -> tuple[ReportedLine, ...]:
    """What sources said of a request and what counts of it, as the lines of its result.

    Held, no answer comes in until the transaction has ended: what is read is all that the result rests on.
    """
    if is_held:
        list(VerificationRequest.objects.select_for_update().filter(pk=request_id).values_list("id"))
        asked = SourceQuery.objects.select_for_update().filter(request_id=request_id)
        list(asked.order_by("id").values_list("id"))
    request = reached_request(request_id, by=by)
    rows = SourceAnswer.objects.filter(query__request=request, standing=Standing.COUNTS).exclude(kind="")
    return tuple(
        ReportedLine(
            person_id=row.query.person_id,
            kind=LineKind(row.kind),
            amount=Money(row.amount_fen or 0),
            source=source_named(row.query.source).title,
            as_of=row.as_of,
            item=str(row.item or ""),
        )
        for row in rows.select_related("query").order_by("id")
        if row.as_of is not None
    )

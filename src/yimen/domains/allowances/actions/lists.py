"""What waits about attestations: each village's list, its second reminder, whoever was missed twice."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.queries.attestations import list_id
from yimen.domains.allowances.queries.matters import allowances_of_the_dead, is_holding
from yimen.domains.allowances.types import AttestationKind
from yimen.domains.awards import queries as awards
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.errors import AlreadyOpenError
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit, deadline

BEGUN, LATE, TWICE = "本期开始", "认证截止", "再次催办期满"
"""From what the three clocks count."""
LOOK_DAYS = 30
"""So long the town has to look into whoever was missed twice: the office's own."""
DEATH_LIMIT = TimeLimit(5, DayUnit.WORKING, "登记死亡", rules.UNKNOWN)
LONG_AGO = timedelta(days=400)


def follow_lists(region: RegionCode, today: date, *, by: Doer) -> None:
    """Of every village of a region: what waits is in the worklist, what is done is not."""
    rows = Attestation.objects.filter(
        region__gte=region.lo, region__lt=region.hi, starts_on__gt=today - LONG_AGO
    )
    named = rows.values_list("kind", "region", "starts_on", "due_on", "again_on")
    counted = named.annotate(waiting=Count("id", filter=Q(result="", case_id__isnull=True))).order_by()
    done = []
    for kind, village, starts_on, due_on, again_on, left in counted:
        if left:
            _wait(AttestationKind(kind), RegionCode(village), (starts_on, due_on, again_on), today, by)
        else:
            done.append(list_id(kind, village, starts_on))
    for item in waiting.open_items_of(done):
        worklist.close_item(kind=WorkKind(item.kind), subject_id=item.subject_id, by=by, outcome="已全部登记")


def _wait(
    kind: AttestationKind, village: RegionCode, days: tuple[date, date, date], today: date, by: Doer
) -> None:
    """For the village; after the last day for the town as well, which asks again."""
    starts_on, due_on, again_on = days
    subject_id = list_id(kind, str(village), starts_on)
    open_kinds = {item.kind for item in waiting.open_items_of([subject_id])}
    title = f"{network.region_names([village]).get(str(village), '')} {kind.title}".strip()
    subject = Subject("attestation_list", subject_id, title, village)
    article = _basis(kind, village, today)
    if WorkKind.ATTESTATION not in open_kinds:
        due = _limit(starts_on, due_on, BEGUN, article)
        _open(WorkKind.ATTESTATION, subject, due, starts_on, StationLevel.VILLAGE, by)
    if today > due_on and WorkKind.ATTESTATION_AGAIN not in open_kinds:
        due = _limit(due_on, again_on, LATE, article)
        _open(WorkKind.ATTESTATION_AGAIN, subject, due, starts_on, StationLevel.TOWN, by)
    if today > again_on:
        due = _limit(again_on, again_on + timedelta(days=LOOK_DAYS), TWICE, article)
        _look_into(_missed(kind, village, starts_on), due, again_on, by)


def _basis(kind: AttestationKind, village: RegionCode, today: date) -> str:
    if kind is AttestationKind.PROOF_OF_LIFE:
        return rules.PROOF_BASIS
    source = library.parameters(village, today)[rules.SEASON].source or rules.UNKNOWN
    return f"{source}；{rules.HEARD}"


def _limit(since: date, until: date, event: str, article: str) -> Deadline:
    limit = TimeLimit((until - since).days, DayUnit.CALENDAR, event, article)
    return Deadline(until, is_provisional=False, limit=limit)


_HANDS = {StationLevel.VILLAGE: Role.VILLAGE_ASSISTANT, StationLevel.TOWN: Role.TOWN_HANDLER}


def _open(
    kind: WorkKind, subject: Subject, due: Deadline, since: date, level: StationLevel, by: Doer
) -> None:
    """For whoever of the station takes it; a village without one is looked after by its town."""
    station = network.find_station(subject.region, level)
    if station is None:
        level, station = StationLevel.TOWN, network.find_station(subject.region, StationLevel.TOWN)
    if station is not None:
        _wait_at(station.id, _HANDS[level], kind, subject, due, since, by)


def wait_for_county(subject: Subject, due: Deadline, since: date, *, by: Doer) -> None:
    """What the town's own reviewer may not decide."""
    station = network.station_of(subject.region, StationLevel.COUNTY)
    _wait_at(station.id, Role.COUNTY_REVIEWER, WorkKind.CIVIL_MATTER, subject, due, since, by)


def wait_for_reviewer(subject: Subject, due: Deadline, since: date, *, by: Doer) -> None:
    """A civil matter is decided by the town's reviewer."""
    station = network.station_of(subject.region, StationLevel.TOWN)
    _wait_at(station.id, Role.TOWN_REVIEWER, WorkKind.CIVIL_MATTER, subject, due, since, by)


def _wait_at(
    station_id: UUID, role: Role, kind: WorkKind, subject: Subject, due: Deadline, since: date, by: Doer
) -> None:
    with suppress(AlreadyOpenError):
        worklist.open_item(
            kind=kind,
            subject=subject,
            owner_station=station_id,
            owner_role=role,
            due=due,
            event_on=since,
            by=by,
        )


def _missed(kind: AttestationKind, village: RegionCode, starts_on: date) -> list[Attestation]:
    rows = Attestation.objects.filter(region=str(village), kind=kind, starts_on=starts_on)
    return list(rows.filter(result="", case_id__isnull=True).select_related("person"))


def _look_into(missed: Iterable[Attestation], due: Deadline, since: date, by: Doer) -> None:
    """A review of the family's awards; where there is none, the allowance itself. Nothing stops by itself."""
    missed = list(missed)
    allowances = is_holding(row.person_id for row in missed)
    known = {item.subject_id for item in waiting.open_items_of([row.household_id for row in missed])}
    for row in missed:
        title, region = f"{row.person.name} 两次催办未认证", RegionCode(row.region)
        if awards.is_assisted(row.household_id):
            if row.household_id not in known:
                subject = Subject("household", row.household_id, title, region)
                _open(WorkKind.REVIEW, subject, due, since, StationLevel.TOWN, by)
        elif row.person_id in allowances:
            subject = Subject("civil_matter", allowances[row.person_id], title, region)
            wait_for_reviewer(subject, due, since, by=by)


def end_of_the_dead(region: RegionCode, today: date, *, by: Doer) -> None:
    """Whoever is registered dead and still has an allowance: the reviewer ends it, nothing ends by itself."""
    rows = allowances_of_the_dead(region).select_related("person")
    known = {item.subject_id for item in waiting.open_items_of([row.id for row in rows])}
    for row in rows:
        if row.id not in known:
            subject = Subject(
                "civil_matter", row.id, f"{row.person.name} {row.title}：已去世", RegionCode(row.region)
            )
            wait_for_reviewer(subject, deadline(DEATH_LIMIT, today, load_calendar()), today, by=by)


def forget_missed(row: Attestation, outcome: str, *, by: Doer) -> None:
    """Somebody who was missed has been attested after all, or need not be: what waited for that is done."""
    home = [] if _is_still_missed(row) else [row.household_id]
    subjects = [*home, *is_holding([row.person_id]).values()]
    for item in waiting.open_items_of(subjects):
        if item.limit_event == TWICE and WorkKind(item.kind) in (WorkKind.REVIEW, WorkKind.CIVIL_MATTER):
            worklist.close_item(kind=WorkKind(item.kind), subject_id=item.subject_id, by=by, outcome=outcome)


def _is_still_missed(row: Attestation) -> bool:
    """Whether anybody else of the household was missed twice."""
    rows = Attestation.objects.filter(household_id=row.household_id, result="", case_id__isnull=True)
    return rows.filter(again_on__lt=timezone.localdate()).exclude(pk=row.pk).exists()

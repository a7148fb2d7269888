"""Reads of attestations: the list, the progress of villages, what was missed, the last ones of a family."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.errors import AttestationNotFoundError
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.permissions import access_attestation
from yimen.domains.allowances.types import (
    BY_ITSELF,
    OLD_AGE,
    AttestationKind,
    Filters,
    LastAttestation,
    Result,
    Stage,
    VillageProgress,
    Way,
)
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode

LISTS = UUID("0c6d5b1e-6f0a-5a5e-9d2b-5f4f6a1d7c11")
"""The names from which the id of a village's list in the worklist is made."""
EVERYTHING = Filters()


def list_id(kind: str, region: str, starts_on: date) -> UUID:
    """Under which id the list of a village and term stands in the worklist; it has no row of its own."""
    return uuid5(LISTS, f"{kind}/{region}/{starts_on.isoformat()}")


def get_list_item(subject_id: UUID) -> tuple[AttestationKind, RegionCode, date]:
    """Which list an item of the worklist is about."""
    item = worklist.items_of(subject_id).first()
    for kind in AttestationKind:
        if item is not None and list_id(kind, item.region, item.event_on) == subject_id:
            return kind, RegionCode(item.region), item.event_on
    raise AttestationNotFoundError("没有这份认证名单，或不在您负责的区域内；请刷新待办。")


def attestations(*, by: Actor, filters: Filters = EVERYTHING) -> QuerySet[Attestation]:
    """By village, the first due first, then by name's sound."""
    region = filters.region or by.region
    require(by, Permission.AWARD_OPEN, region)
    rows = Attestation.objects.filter(_within(region), kind=filters.kind)
    if filters.starts_on is not None:
        rows = rows.filter(starts_on=filters.starts_on)
    if filters.is_open:
        rows = rows.filter(Q(result="") | ~Q(result__in=BY_ITSELF) & Q(recorded_at__gte=_this_morning()))
    if filters.stage is not None:
        rows = rows.filter(_at(filters.stage, timezone.localdate()))
    return rows.select_related("person", "household").order_by("due_on", "region", "person__initials", "id")


def _this_morning() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _within(region: RegionCode) -> Q:
    return Q(region__gte=region.lo, region__lt=region.hi)


def _at(stage: Stage, today: date) -> Q:
    is_open = Q(result="", case_id__isnull=True)
    return {
        Stage.WAITING: is_open & Q(due_on__gte=today),
        Stage.AGAIN: is_open & Q(due_on__lt=today, again_on__gte=today),
        Stage.MISSED: is_open & Q(again_on__lt=today),
        Stage.IN_REVIEW: Q(result="", case_id__isnull=False),
        Stage.DONE: ~Q(result=""),
    }[stage]


def stage_on(row: Attestation, today: date) -> Stage:
    """Where it stands on a day."""
    return rules.stage_of(row.result, row.case_id, row.due_on, row.again_on, today)


def attestations_of(keys: Iterable[UUID], *, by: Actor) -> QuerySet[Attestation]:
    """Those that were ticked, as far as the actor sees them."""
    require(by, Permission.AWARD_OPEN, by.region)
    rows = Attestation.objects.filter(id__in=list(keys)).select_related("person")
    return rows.order_by("region", "person__initials", "id")


def recorded_on(row: Attestation) -> date | None:
    """The day of the record, on which it may be taken back."""
    return None if row.recorded_at is None else timezone.localdate(row.recorded_at)


def results_for(kind: AttestationKind, *, by: Actor) -> list[Result]:
    """What the actor may record of a kind, in the order of a form."""
    return rules.results_of(kind, opens_cases=allows(by.role, Permission.APPLICATION_WRITE))


def get_attestation(attestation_id: UUID, *, by: Actor, purpose: str = "") -> Attestation:
    """One attestation; the opening is recorded."""
    found = access_attestation(attestation_id, Permission.AWARD_OPEN, by=by)
    audit.record_opening(kind="attestation", subject=found.id, region=found.region, by=by, purpose=purpose)
    return found


def rests_on_words(row: Attestation) -> list[str]:
    """What is given to the person or their family, in official words."""
    return ["高龄津贴" if code == OLD_AGE else Programme(code).title for code in row.rests_on]


def is_award_at_stake(row: Attestation) -> bool:
    """Whether a review of an award looks into it; the allowance for old people has its own end."""
    return any(code != OLD_AGE for code in row.rests_on)


def names_of_terms(kind: AttestationKind, *, by: Actor) -> list[tuple[date, date]]:
    """First and last day of the terms that have rows in the actor's region, the newest first."""
    require(by, Permission.AWARD_OPEN, by.region)
    rows = Attestation.objects.filter(_within(by.region), kind=kind)
    return list(rows.order_by("-starts_on").values_list("starts_on", "due_on").distinct())


def progress(kind: AttestationKind, *, by: Actor, region: RegionCode | None = None) -> list[VillageProgress]:
    """Each village with somebody still to attest: how many there are in the term, and how many wait."""
    place = region or by.region
    require(by, Permission.AWARD_OPEN, place)
    rows = Attestation.objects.filter(_within(place), kind=kind).exclude(result=Result.LAPSED)
    counted = rows.values("region", "starts_on", "due_on", "again_on").annotate(
        total=Count("id"), waiting=Count("id", filter=Q(result="", case_id__isnull=True))
    )
    return [VillageProgress(**row) for row in counted.filter(waiting__gt=0).order_by("due_on", "region")]


def missed(kind: AttestationKind, *, by: Actor, region: RegionCode | None = None) -> QuerySet[Attestation]:
    """Whoever was not attested after the second reminder, and into whom nobody looks yet."""
    return attestations(by=by, filters=Filters(kind, region, Stage.MISSED))


def attested_of_household(household_id: UUID, *, by: Actor) -> QuerySet[Attestation]:
    """The newest attestation of each kind and person of a household."""
    require(by, Permission.AWARD_OPEN, by.region)
    rows = Attestation.objects.filter(household_id=household_id).exclude(result=Result.LAPSED)
    return rows.order_by("person_id", "kind", "-starts_on").distinct("person_id", "kind")


def last_of_household(household_id: UUID, *, by: Actor) -> list[LastAttestation]:
    """What the newest attestation of each kind and person of a household says."""
    newest = attested_of_household(household_id, by=by)
    today = timezone.localdate()
    return [_last(row, today) for row in newest.select_related("person")]


def _last(row: Attestation, today: date) -> LastAttestation:
    return LastAttestation(
        id=row.id,
        person_id=row.person_id,
        name=row.person.name,
        kind=AttestationKind(row.kind),
        due_on=row.due_on,
        stage=stage_on(row, today),
        result=Result(row.result) if row.result else None,
        way=Way(row.way) if row.way else None,
        proved_on=row.proved_on,
    )


def sheet_lines(rows: Iterable[Attestation], places: Mapping[str, str]) -> Sequence[dict[str, str]]:
    """What the sheet for the village says of each person; nothing that a village does not know anyway."""
    return [
        {
            "name": row.person.name,
            "sex": "男" if row.person.sex == "male" else "女",
            "born": row.person.birth_date.isoformat(),
            "village": places.get(row.region, ""),
            "address": row.household.address,
            "phone": row.person.phone or "",
            "rests_on": "、".join(rests_on_words(row)),
            "due_on": row.due_on.isoformat(),
        }
        for row in rows
    ]

"""Reads of persons and households: openings, members and residence as of any day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import RegionCode, ResidentId, Sex

from ..models import Household, Membership, Person, Residence, TransferRequest
from ..permissions import access_household, access_person
from ..types import Disability, DisabilityKind, Incoming, MemberRow, Relation, TransferState

PAGE_SIZE = 50
Among = QuerySet[Any, Any] | None
"""Rows of household ids that a list is narrowed to."""
_NOT_SHOWN = [f"person__{name}" for name in ("phone", "phone_key", "identity_key", "last_four_key")]


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose period holds the day; the end is exclusive."""
    not_ended = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": on})
    return Q(**{f"{prefix}valid_from__lte": on}) & not_ended


def get_person(person_id: UUID, *, by: Actor, purpose: str = "") -> Person:
    """Open a person; the opening is audited."""
    return access_person(person_id, by=by, purpose=purpose)


def get_household(household_id: UUID, *, by: Actor, purpose: str = "") -> Household:
    """Open a household; the opening is audited."""
    return access_household(household_id, by=by, purpose=purpose)


def place_of_household(household_id: UUID) -> tuple[str, str] | None:
    """Region and address of a household now; nothing where it lives outside the scope."""
    return Household.objects.filter(id=household_id).values_list("region", "address").first()


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by person, for many in one query."""
    return dict(Person.objects.filter(id__in=set(person_ids)).values_list("id", "name"))


def members(household_id: UUID, *, on: date | None = None) -> list[MemberRow]:
    """Who belongs to a household on a day, head first; members outside the scope are left out."""
    day = on or timezone.localdate()
    rows = Membership.objects.filter(in_force(day), household_id=household_id)
    rows = rows.select_related("person").defer(*_NOT_SHOWN)
    shown = [_member(row) for row in rows]
    return sorted(shown, key=lambda row: (list(Relation).index(row.relation), row.birth_date))


def members_of(household_ids: Iterable[UUID]) -> dict[UUID, list[MemberRow]]:
    """The living members of many households today, heads first; one query."""
    rows = Membership.objects.filter(in_force(timezone.localdate()), household_id__in=set(household_ids))
    found: dict[UUID, list[MemberRow]] = {}
    for row in rows.filter(person__died_on__isnull=True).select_related("person").defer(*_NOT_SHOWN):
        found.setdefault(row.household_id, []).append(_member(row))
    for each in found.values():
        each.sort(key=lambda row: (list(Relation).index(row.relation), row.birth_date))
    return found


def _member(row: Membership) -> MemberRow:
    person = row.person
    return MemberRow(
        membership_id=row.id,
        person_id=person.id,
        name=person.name,
        sex=Sex(person.sex),
        birth_date=person.birth_date,
        relation=Relation(row.relation),
        identity_masked="" if person.identity is None else ResidentId(person.identity).masked(),
        disability=disability_of(person),
        died_on=person.died_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def disability_of(person: Person) -> Disability | None:
    if person.disability_level is None:
        return None
    return Disability(DisabilityKind(person.disability_kind), person.disability_level)


def find_household_of(person_id: UUID, *, on: date | None = None) -> Household | None:
    """The household a person belongs to on a day."""
    rows = Membership.objects.filter(in_force(on or timezone.localdate()), person_id=person_id)
    membership = rows.select_related("household").first()
    return None if membership is None else membership.household


def find_residence_of(person_id: UUID, *, on: date | None = None) -> Residence | None:
    """Where a person lives on a day."""
    return Residence.objects.filter(in_force(on or timezone.localdate()), person_id=person_id).first()


def residences_of(person_id: UUID) -> QuerySet[Residence]:
    """Everywhere a person has lived, latest first."""
    return Residence.objects.filter(person_id=person_id).order_by("-valid_from")


def memberships_of(person_id: UUID) -> QuerySet[Membership]:
    """Every household a person has belonged to, latest first."""
    return Membership.objects.filter(person_id=person_id).select_related("household").order_by("-valid_from")


def of_households(person_ids: Iterable[UUID]) -> set[UUID]:
    """Of these persons those who belong, or ever belonged, to a household; one query for many."""
    rows = Membership.objects.filter(person_id__in=set(person_ids))
    return set(rows.values_list("person_id", flat=True))


def find_region_of_household(household_id: UUID) -> str | None:
    """Where a household that goes on lives, as far as the scope reaches."""
    rows = Household.objects.filter(id=household_id, ended_on__isnull=True)
    return rows.values_list("region", flat=True).first()


def find_household_numbered(number: str) -> Household | None:
    """The household of that number that goes on, as far as the scope reaches."""
    return Household.objects.filter(number=number.strip(), ended_on__isnull=True).first()


def addresses_of(household_ids: Iterable[UUID]) -> dict[UUID, Household]:
    """Number, region and address of households, for many in one query."""
    rows = Household.objects.filter(id__in=list(household_ids)).only("number", "region", "address")
    return {row.id: row for row in rows}


def person_asked_for(request_id: UUID) -> UUID | None:
    """Whom a transfer request is about."""
    return TransferRequest.objects.filter(id=request_id).values_list("person_id", flat=True).first()


def death_of(person_id: UUID) -> date | None:
    """The day a person died, where that is registered."""
    return Person.objects.filter(id=person_id).values_list("died_on", flat=True).first()


def households_in(
    by: Actor,
    *,
    region: RegionCode | None = None,
    among: Among = None,
    page: int = 1,
    order: Sequence[Any] = (),
) -> QuerySet[Household]:
    """One page of the households in force of a region within the scope, by number unless ordered otherwise.

    The ids of the page come from an index alone; whole rows are read for the page only.
    """
    require(by, Permission.HOUSEHOLD_OPEN, region or by.region)
    start = (page - 1) * PAGE_SIZE
    ordered = (*order, "region", "number")
    ids = _households(region or by.region, among).order_by(*ordered).values("id")[start : start + PAGE_SIZE]
    return Household.objects.filter(id__in=ids).order_by(*ordered)


def households_found(
    by: Actor, *, region: RegionCode | None = None, among: Among = None
) -> QuerySet[Household]:
    """All that `households_in` has on its pages, for a sheet of them."""
    require(by, Permission.HOUSEHOLD_OPEN, region or by.region)
    return _households(region or by.region, among).order_by("region", "number", "id")


def count_households(by: Actor, *, region: RegionCode | None = None, among: Among = None) -> int:
    """How many households in force the region has, as far as the actor sees it."""
    require(by, Permission.HOUSEHOLD_OPEN, region or by.region)
    return _households(region or by.region, among).count()


def _households(region: RegionCode, among: Among) -> QuerySet[Household]:
    rows = Household.objects.filter(region__gte=region.lo, region__lt=region.hi, ended_on__isnull=True)
    return rows if among is None else rows.filter(id__in=among)


def heads_of(household_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of the present head by household, for all households of a page in one query."""
    heads = Membership.objects.filter(
        household_id__in=set(household_ids), relation=Relation.HEAD.value, valid_until__isnull=True
    )
    return dict(heads.values_list("household_id", "person__name"))


def head_names() -> QuerySet[Membership, Any]:
    """The name of each household's present head, as rows to select from."""
    heads = Membership.objects.filter(relation=Relation.HEAD.value, valid_until__isnull=True)
    return heads.values("person__name")


def contacts_of(household_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and telephone of the present head by household, for a sheet of many in one query."""
    heads = Membership.objects.filter(
        household_id__in=set(household_ids), relation=Relation.HEAD.value, valid_until__isnull=True
    )
    rows = heads.values_list("household_id", "person__name", "person__phone")
    return {household: (name, str(phone or "")) for household, name, phone in rows}


def sizes_of(household_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many members each household has today, in one query."""
    rows = Membership.objects.filter(household_id__in=set(household_ids), valid_until__isnull=True)
    return dict(rows.values_list("household_id").annotate(members=Count("id")))


def sizes_on(household_ids: Iterable[UUID], on: date) -> dict[UUID, int]:
    """How many members each household had on a day, whoever had died by then left out; one query."""
    rows = Membership.objects.filter(in_force(on), household_id__in=set(household_ids))
    alive = rows.filter(Q(person__died_on__isnull=True) | Q(person__died_on__gt=on))
    return dict(alive.values_list("household_id").annotate(members=Count("id")))


def transfer_requests(by: Actor) -> list[Incoming]:
    """What waits for an answer, to and from the actor's region; the policy shows both sides."""
    require(by, Permission.HOUSEHOLD_TRANSFER, by.region)
    asked = TransferRequest.objects.filter(state=TransferState.ASKED.value)
    return [_incoming(row) for row in asked.order_by("asked_at")]


def transfers_answered(by: Actor, *, limit: int = 50) -> list[Incoming]:
    """The latest answers, for whoever asked and whoever answered."""
    require(by, Permission.HOUSEHOLD_TRANSFER, by.region)
    answered = TransferRequest.objects.exclude(state=TransferState.ASKED.value)
    return [_incoming(row) for row in answered.order_by("-answered_at")[:limit]]


def _incoming(row: TransferRequest) -> Incoming:
    return Incoming(
        request_id=row.id,
        person_id=row.person_id,
        region=RegionCode(row.region),
        to_region=RegionCode(row.to_region),
        state=TransferState(row.state),
        reason=row.reason,
        answer=row.answer,
        asked_on=timezone.localtime(row.asked_at).date(),
    )

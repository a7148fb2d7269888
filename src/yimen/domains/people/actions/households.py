"""Founding households, who joins and leaves them, and where they move."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import Scope, scoped
from yimen.kernel import RegionCode, RegionLevel

from .. import queries
from ..errors import HouseholdNotFoundError, InvalidMembershipError, InvalidMoveError
from ..models import Household, Membership, Person, Residence
from ..permissions import household_for, person_for
from ..types import Relation
from . import rows


@transaction.atomic
def found_household(
    *,
    head_id: UUID,
    region: RegionCode,
    address: str,
    registered_region: RegionCode,
    is_urban: bool,
    by: Actor,
    on: date | None = None,
) -> Household:
    """A household with its head as first member, who lives at its address from then on."""
    require(by, Permission.HOUSEHOLD_WRITE, region)
    network.get_region(region)
    day = on or timezone.localdate()
    head = person_for(head_id, Permission.PERSON_WRITE, by=by)
    county = region.at(RegionLevel.COUNTY)
    household = Household.objects.create(
        number=rows.household_number(county, rows.next_numbers(county, 1)[0]),
        region=str(region),
        registered_region=str(registered_region),
        address=address,
        is_urban=is_urban,
        founded_on=day,
    )
    _record("household:found", household, by, {"address": address, "head": head.id, "on": day})
    _join(household, head, Relation.HEAD, day)
    return household


@transaction.atomic
def add_member(
    *, household_id: UUID, person_id: UUID, relation: Relation, by: Actor, on: date | None = None
) -> Membership:
    """A person joins a household and lives at its address from then on."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by)
    person = person_for(person_id, Permission.PERSON_WRITE, by=by)
    if household.ended_on is not None:
        raise InvalidMembershipError(_("此户已销户，不能再增加成员。"))
    day = on or timezone.localdate()
    membership = _join(household, person, relation, day)
    _record("household:join", household, by, {"person": person.id, "relation": relation, "on": day})
    return membership


def _join(household: Household, person: Person, relation: Relation, on: date) -> Membership:
    held = (
        Membership.objects.filter(person=person, valid_until__isnull=True).select_related("household").first()
    )
    if held is not None:
        raise InvalidMembershipError(
            _("“%(name)s”仍在户 %(number)s 中；请先从该户迁出。")
            % {"name": person.name, "number": held.household.number},
            household=held.household_id,
        )
    if relation is Relation.HEAD and _head_of(household.id) is not None:
        raise InvalidMembershipError(_("此户已有户主；请先变更原户主的关系。"))
    membership = rows.membership_row(household, person.id, relation, on)
    membership.save(force_insert=True)
    _live_at(person, household, on)
    return membership


def _head_of(household_id: UUID) -> Membership | None:
    heads = Membership.objects.filter(
        household_id=household_id, relation=Relation.HEAD, valid_until__isnull=True
    )
    return heads.first()


def _live_at(person: Person, household: Household, on: date) -> None:
    """The residence follows the household; the day it began decides from when."""
    if person.region != household.region:
        person.region = household.region
        person.save(update_fields=["region"])
    home = Residence.objects.filter(person=person, valid_until__isnull=True).first()
    if home is None or (home.place, home.address) != (household.region, household.address):
        _change_residence(home, person, household, on)
    Residence.objects.filter(person=person).update(region=household.region)
    rows.replace_grams(person, household.address)


def _change_residence(home: Residence | None, person: Person, household: Household, on: date) -> None:
    """A home that began the same day or later is overwritten: it was never lived in before."""
    if home is not None and home.valid_from >= on:
        home.place, home.address, home.valid_from = household.region, household.address, on
        home.save(update_fields=["place", "address", "valid_from"])
        return
    if home is not None:
        home.valid_until = on
        home.save(update_fields=["valid_until"])
    Residence.objects.bulk_create(rows.settle([person], RegionCode(household.region), household.address, on))


@transaction.atomic
def end_membership(*, membership_id: UUID, on: date, by: Actor, reason: str) -> Membership:
    """A person leaves a household; when the last one leaves, the household has ended."""
    membership = Membership.objects.filter(id=membership_id, valid_until__isnull=True).first()
    if membership is None:
        raise HouseholdNotFoundError(_("没有这项家庭成员记录，或已结束；请刷新后查看。"))
    household = household_for(membership.household_id, Permission.HOUSEHOLD_WRITE, by=by)
    leave(membership, on)
    _record("household:leave", household, by, {"person": membership.person_id, "on": on}, purpose=reason)
    return membership


def leave(membership: Membership, on: date) -> None:
    if on <= membership.valid_from:
        raise InvalidMembershipError(_("迁出日期须晚于加入日期 %(from)s。") % {"from": membership.valid_from})
    others = Membership.objects.filter(household_id=membership.household_id, valid_until__isnull=True)
    others = others.exclude(id=membership.id)
    if membership.relation == Relation.HEAD and others.exists():
        raise InvalidMembershipError(_("户主迁出前，请先将另一名成员变更为户主。"))
    membership.valid_until = on
    membership.save(update_fields=["valid_until"])
    if not others.exists():
        Household.objects.filter(id=membership.household_id).update(ended_on=on)


@transaction.atomic
def change_head(
    *, household_id: UUID, person_id: UUID, former_relation: Relation, on: date, by: Actor
) -> None:
    """Another member becomes head; the former one stays with the relation given."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by)
    heir = Membership.objects.filter(
        household=household, person_id=person_id, valid_until__isnull=True
    ).first()
    head = _head_of(household.id)
    if heir is None or head is None or heir.id == head.id or former_relation is Relation.HEAD:
        raise InvalidMembershipError(_("请在本户其他在户成员中选择新户主，并写明原户主与其关系。"))
    for membership, relation in ((head, former_relation), (heir, Relation.HEAD)):
        if on <= membership.valid_from:
            raise InvalidMembershipError(
                _("变更日期须晚于加入日期 %(from)s。") % {"from": membership.valid_from}
            )
        membership.valid_until = on
        membership.save(update_fields=["valid_until"])
        rows.membership_row(household, membership.person_id, relation, on).save(force_insert=True)
    _record("household:head", household, by, {"from": head.person_id, "to": person_id, "on": on})


@transaction.atomic
def move_household(
    *, household_id: UUID, to_region: RegionCode, address: str, on: date, by: Actor
) -> Household:
    """The whole household moves within the actor's region; elsewhere only the transfer it asked for leads."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by)
    require(by, Permission.HOUSEHOLD_WRITE, to_region)
    network.get_region(to_region)
    move(household, to_region, address, on, by)
    return household


def move(household: Household, to_region: RegionCode, address: str, on: date, by: Actor) -> list[UUID]:
    """Persons, memberships in force and grams follow; returns the ids that moved, household first."""
    if on > timezone.localdate() or on < household.founded_on:
        raise InvalidMoveError(_("迁居日期须在建档之后、今天或以前。"))
    people = list(Person.objects.filter(id__in=[row.person_id for row in queries.members(household.id)]))
    moved = [household.id, *(person.id for person in people)]
    with scoped(_widened(by.scope, moved)):
        Household.objects.filter(id=household.id).update(region=str(to_region), address=address)
        household.region, household.address = str(to_region), address
        Membership.objects.filter(household=household).update(region=str(to_region))
        for person in people:
            _live_at(person, household, on)
        _record("household:move", household, by, {"region": str(to_region), "address": address, "on": on})
    return moved


def _widened(scope: Scope, subjects: Iterable[UUID]) -> Scope:
    """For one step, what moves belongs to the scope on either side of the border."""
    return Scope(scope.lo, scope.hi, (*scope.shared, *subjects))


def move_person(person: Person, to_region: RegionCode, on: date, by: Actor) -> None:
    """One person goes alone: out of the household, under another station; the address is written there."""
    membership = Membership.objects.filter(person=person, valid_until__isnull=True).first()
    if membership is not None:
        leave(membership, on)
    with scoped(_widened(by.scope, [person.id])):
        home = Residence.objects.filter(person=person, valid_until__isnull=True, valid_from__lt=on)
        home.update(valid_until=on)
        Residence.objects.filter(person=person).update(region=str(to_region))
        person.region = str(to_region)
        person.save(update_fields=["region"])
        rows.replace_grams(person, "")


def _record(
    action: str, household: Household, by: Actor, changes: dict[str, object], *, purpose: str = ""
) -> None:
    audit.record(
        action,
        kind="household",
        subject=household.id,
        region=household.region,
        by=by,
        changes=changes,
        purpose=purpose,
    )

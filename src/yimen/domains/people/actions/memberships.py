"""Who joins a household, who leaves it, who heads it; each from a day on, the past stays as it was."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import RegionCode, Sex

from .. import rules
from ..errors import HouseholdNotFoundError, InvalidMembershipError, InvalidMoveError
from ..models import Household, Membership, Person, Residence
from ..permissions import household_for, person_for
from ..types import Relation
from . import rows

_UNCHANGED: Mapping[UUID, Relation] = MappingProxyType({})


@transaction.atomic
def add_member(
    *, household_id: UUID, person_id: UUID, relation: Relation, by: Actor, on: date | None = None
) -> Membership:
    """A person joins a household and lives at its address from then on."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    if household.ended_on is not None:
        raise InvalidMembershipError("此户已销户，不能再增加成员。")
    day = on or timezone.localdate()
    membership = join(household, person, relation, day)
    record("household:join", household, by, {"person": person.id, "relation": relation, "on": day})
    return membership


def join(household: Household, person: Person, relation: Relation, on: date) -> Membership:
    """Write the membership; the caller has checked who may, and records it."""
    _refuse_day(household, person, on)
    _refuse_held(person, on)
    if relation is Relation.HEAD and head_of(household.id) is not None:
        raise InvalidMembershipError("此户已有户主；请先变更原户主的关系。")
    if relation is Relation.SPOUSE:
        _refuse_spouse(household, person, on)
    membership = rows.membership_row(household, person.id, relation, on)
    with _one_household():
        membership.save(force_insert=True)
    live_at(person, household, on)
    return membership


def _refuse_spouse(household: Household, person: Person, on: date) -> None:
    """The head has one spouse, of an age at which one marries."""
    others = Membership.objects.filter(
        household=household, relation=Relation.SPOUSE, valid_until__isnull=True
    ).exclude(person=person)
    if (other := others.select_related("person").first()) is not None:
        raise InvalidMembershipError(
            "户主的配偶已登记为“%(name)s”；请核对关系，原来登记有误的先在“更正关系”中更正。",
            name=other.person.name,
        )
    age, least = rules.age_on(person.birth_date, on), rules.MARRIAGEABLE[Sex(person.sex)]
    if age < least:
        raise InvalidMembershipError(
            "“%(name)s”%(age)s岁，未到法定婚龄%(least)s岁（民法典第一千零四十七条），不能登记为配偶，请核对关系。",
            name=person.name,
            age=age,
            least=least,
        )


@transaction.atomic
def correct_relation(*, membership_id: UUID, relation: Relation, reason: str, by: Actor) -> Membership:
    """The relation was written wrongly from the start; who heads the household is changed elsewhere."""
    found = Membership.objects.filter(id=membership_id, valid_until__isnull=True).first()
    if found is None:
        raise HouseholdNotFoundError("没有这项家庭成员记录，或已结束；请刷新后查看。")
    household = household_for(found.household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    if Relation.HEAD in (relation, found.relation):
        raise InvalidMembershipError("户主在“变更户主”中变更，不在这里更正。")
    if not reason.strip():
        raise InvalidMembershipError("请写明更正的原因和依据，如“登记时误写，已核对户口簿”。")
    if relation is Relation.SPOUSE:
        _refuse_spouse(household, found.person, timezone.localdate())
    before, found.relation = found.relation, relation.value
    found.save(update_fields=["relation"])
    changes = {"person": found.person_id, "relation": [before, relation]}
    record("household:correct_relation", household, by, changes, purpose=reason)
    return found


@contextmanager
def _one_household() -> Iterator[None]:
    """What lies outside the scope only the constraint knows; its refusal says nothing but that it is so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if "membership_no_overlap" not in str(fault):
            raise
        raise InvalidMembershipError("此人这段时间已登记在另一户中；请核对加入日期。") from None


def _refuse_day(household: Household, person: Person, on: date) -> None:
    """Between the birth, the founding, the death and today."""
    if on > timezone.localdate() or on < max(household.founded_on, person.birth_date):
        raise InvalidMembershipError(
            "加入日期须在建档（%(founded)s）和本人出生之后、今天或以前。", founded=household.founded_on
        )
    if person.died_on is not None and person.died_on <= on:
        raise InvalidMembershipError("“%(name)s”已登记死亡，不能加入家庭。", name=person.name)


def _refuse_held(person: Person, on: date) -> None:
    """One household at a time: neither now, nor on any later day that is already written."""
    held = (
        Membership.objects.filter(person=person).select_related("household").order_by("-valid_from").first()
    )
    if held is None:
        return
    words: dict[str, Any] = {
        "name": person.name, "number": held.household.number, "until": held.valid_until,
        "household": held.household_id,
    }  # fmt: skip
    if held.valid_until is None:
        raise InvalidMembershipError("“%(name)s”仍在户 %(number)s 中；请先从该户迁出。", **words)
    if held.valid_until > on:
        raise InvalidMembershipError(
            "“%(name)s”到 %(until)s 为止在户 %(number)s 中；加入日期不能早于这一天。", **words
        )


def head_of(household_id: UUID) -> Membership | None:
    """The present head's membership."""
    heads = Membership.objects.filter(
        household_id=household_id, relation=Relation.HEAD, valid_until__isnull=True
    )
    return heads.first()


def live_at(person: Person, household: Household, on: date) -> None:
    """The residence follows the household; the day it began decides from when."""
    if person.region != household.region:
        person.region = household.region
        person.save(update_fields=["region"])
    change_residence(person, RegionCode(household.region), household.address, on)
    rows.follow(person, household.region)
    rows.replace_grams(person, household.address)


def change_residence(person: Person, place: RegionCode, address: str, on: date) -> None:
    """A home that began the same day or later is overwritten: it was never lived in before."""
    home = Residence.objects.filter(person=person, valid_until__isnull=True).first()
    if home is not None and (home.place, home.address) == (str(place), address):
        return
    if home is not None and home.valid_from < on:
        home.valid_until = on
        home.save(update_fields=["valid_until"])
    _refuse_lived_elsewhere(person, on)
    if home is not None and home.valid_until is None:
        home.place, home.address, home.valid_from = str(place), address, on
        home.save(update_fields=["place", "address", "valid_from"])
        return
    Residence.objects.bulk_create(rows.settle([person], place, address, on))


def _refuse_lived_elsewhere(person: Person, on: date) -> None:
    last = Residence.objects.filter(person=person, valid_until__gt=on).order_by("-valid_until").first()
    if last is not None:
        raise InvalidMoveError(
            "“%(name)s”到 %(until)s 为止登记在另一住址；日期不能早于这一天。",
            name=person.name,
            until=last.valid_until,
        )


@transaction.atomic
def end_membership(*, membership_id: UUID, on: date, by: Actor, reason: str) -> Membership:
    """A person leaves a household; when the last one leaves, the household has ended."""
    membership = Membership.objects.filter(id=membership_id, valid_until__isnull=True).first()
    if membership is None:
        raise HouseholdNotFoundError("没有这项家庭成员记录，或已结束；请刷新后查看。")
    household = household_for(membership.household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    membership.refresh_from_db()
    if membership.valid_until is not None:
        raise HouseholdNotFoundError("没有这项家庭成员记录，或已结束；请刷新后查看。")
    leave(membership, on)
    record("household:leave", household, by, {"person": membership.person_id, "on": on}, purpose=reason)
    return membership


def leave(membership: Membership, on: date) -> None:
    """End a membership on a day up to today; one that began the same day was a mistake and never was."""
    if on == membership.valid_from and membership.relation != Relation.HEAD:
        membership.delete()
        return
    if on <= membership.valid_from or on > timezone.localdate():
        raise InvalidMembershipError(
            "迁出日期须晚于加入日期 %(since)s，在今天或以前。", since=membership.valid_from
        )
    others = Membership.objects.filter(household_id=membership.household_id, valid_until__isnull=True)
    others = others.exclude(id=membership.id)
    if membership.relation == Relation.HEAD and others.exists():
        raise InvalidMembershipError("户主迁出前，请先将另一名成员变更为户主。")
    membership.valid_until = on
    membership.save(update_fields=["valid_until"])
    if not others.exists():
        Household.objects.filter(id=membership.household_id).update(ended_on=on)


@transaction.atomic
def change_head(
    *,
    household_id: UUID,
    person_id: UUID,
    former_relation: Relation,
    on: date,
    by: Actor,
    relations: Mapping[UUID, Relation] = _UNCHANGED,
) -> None:
    """Another member becomes head; the former one stays with the relation given.

    `relations` says by person what others are to the heir, where that differs from what they were.
    """
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    present = {row.person_id: row for row in household.memberships.filter(valid_until__isnull=True)}
    head, heir = head_of(household.id), present.get(person_id)
    if heir is None or head is None or heir.id == head.id:
        raise InvalidMembershipError("请在本户其他在户成员中选择新户主，并写明原户主与其关系。")
    wanted = {**relations, head.person_id: former_relation}
    wanted.pop(person_id, None)
    if Relation.HEAD in wanted.values() or not wanted.keys() <= present.keys():
        raise InvalidMembershipError("一户只有一名户主；其他人请选择与新户主的关系。")
    changed = [(head, former_relation), (heir, Relation.HEAD)]
    changed += [
        (present[id_], now) for id_, now in relations.items() if id_ not in (head.person_id, person_id)
    ]
    _become(household, changed, on)
    record("household:head", household, by, {"from": head.person_id, "to": person_id, "on": on})


def _become(household: Household, changed: Sequence[tuple[Membership, Relation]], on: date) -> None:
    """The same members in other relations from a day on; all are ended before any begins."""
    others = [(row, relation) for row, relation in changed if row.relation != relation]
    for membership, _relation in others:
        if on <= membership.valid_from or on > timezone.localdate():
            raise InvalidMembershipError(
                "变更日期须晚于加入日期 %(since)s，在今天或以前。", since=membership.valid_from
            )
        membership.valid_until = on
        membership.save(update_fields=["valid_until"])
    for membership, relation in others:
        if relation is Relation.SPOUSE:
            _refuse_spouse(household, membership.person, on)
        rows.membership_row(household, membership.person_id, relation, on).save(force_insert=True)


def record(
    action: str, household: Household, by: Actor, changes: Mapping[str, object], *, purpose: str = ""
) -> None:
    """The entry of a household's act in the audit."""
    audit.record(
        action,
        kind="household",
        subject=household.id,
        region=household.region,
        by=by,
        changes=dict(changes),
        purpose=purpose,
    )

"""Households of a roll, persons of a file that is undone: as if never come, while nothing refers to them."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit

from ..errors import GivenBackTooLateError
from ..models import Household, Membership, Person, Residence, SearchGram


@transaction.atomic
def give_back_households(*, households: Collection[UUID], people: Collection[UUID], by: Actor) -> None:
    """All or none; refuses as soon as anything else refers to one of them."""
    for region in Household.objects.filter(id__in=households).values_list("region", flat=True):
        require(by, Permission.ROLL_TAKE_OVER, region)
    try:
        with transaction.atomic():
            _remove(households, people)
    except (ProtectedError, IntegrityError) as fault:
        message = "有的家庭在接管以后已有办件、成员变动或其他记录，不能撤销。"
        raise GivenBackTooLateError(message) from fault
    audit.record_bulk(
        "household:give_back",
        kind="household-load",
        subject=next(iter(households)),
        region=str(by.region),
        by=by,
        digest=hashlib.sha256(repr(sorted(map(str, households))).encode()).digest(),
        rows=len(households),
    )


@transaction.atomic
def give_back_persons(*, persons: Collection[UUID], by: Actor) -> None:
    """Whoever was registered for a contact that is taken back; all or none, while nothing refers to them."""
    for region in Person.objects.filter(id__in=persons).values_list("region", flat=True):
        require(by, Permission.PERSON_WRITE, region)
    try:
        with transaction.atomic():
            _remove((), persons)
    except (ProtectedError, IntegrityError) as fault:
        raise GivenBackTooLateError("有的居民登记以后已有家庭、来访或其他记录，不能撤销。") from fault
    for person in persons:
        audit.record("person:give_back", kind="person", subject=person, region=str(by.region), by=by)


def _remove(households: Collection[UUID], people: Collection[UUID]) -> None:
    SearchGram.objects.filter(person__in=people).delete()
    Residence.objects.filter(person__in=people).delete()
    Membership.objects.filter(household__in=households, person__in=people).delete()
    Household.objects.filter(id__in=households).delete()
    Person.objects.filter(id__in=people).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

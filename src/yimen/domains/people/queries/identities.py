"""Reads of temporary identities and residence permits."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from ..models import Membership, Person, ResidencePermit, TemporaryIdentity


def find_temporary_identity(person_id: UUID) -> TemporaryIdentity | None:
    """The temporary identity a person bears or bore; the caller has opened the person."""
    return TemporaryIdentity.objects.filter(person_id=person_id).select_related("became").first()


def taken_for(person_id: UUID) -> list[TemporaryIdentity]:
    """The temporary files that were carried over to a person, newest first."""
    rows = TemporaryIdentity.objects.filter(became_id=person_id).exclude(person_id=person_id)
    return list(rows.select_related("person").order_by("-identified_at"))


def carried_over(household_id: UUID) -> QuerySet[TemporaryIdentity]:
    """The temporary files that were carried over to whoever belongs, or belonged, to a household."""
    people = Membership.objects.filter(household_id=household_id).values("person_id")
    return TemporaryIdentity.objects.filter(became_id__in=people).exclude(became_id=F("person_id"))


def households_carried_into(household_id: UUID) -> list[UUID]:
    """Former households of its members under a temporary number, where their papers and awards stay.

    They belong to the file of the household from the day the person was known; the old place keeps its own.
    """
    left = [json.loads(row.before or "{}").get("left") for row in carried_over(household_id).only("before")]
    return sorted({UUID(was["household"]) for was in left if was} - {household_id})


def became_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of persons whose temporary file was carried over, whose it is now."""
    rows = TemporaryIdentity.objects.filter(person_id__in=list(person_ids), became__isnull=False)
    return dict(rows.exclude(became_id=F("person_id")).values_list("person_id", "became_id"))


def unidentified(person_ids: Collection[UUID]) -> dict[UUID, TemporaryIdentity]:
    """Those of whom nobody knows yet which resident they are, in one query."""
    rows = TemporaryIdentity.objects.filter(person_id__in=person_ids, became__isnull=True)
    return {row.person_id: row for row in rows.select_related("person")}


def permits_of(person_id: UUID) -> QuerySet[ResidencePermit]:
    """Every residence permit a person has shown, latest first."""
    return ResidencePermit.objects.filter(person_id=person_id).order_by("-issued_on", "-id")


def permits_on(person_ids: Collection[UUID], on: date) -> QuerySet[ResidencePermit]:
    """The permits of several persons that count on a day."""
    running = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    return ResidencePermit.objects.filter(running, person_id__in=person_ids, ended_on__isnull=True).order_by(
        "lives_here_since", "id"
    )


def places_of_registration(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Where persons are registered, of those of whom it is written; in one query."""
    rows = Person.objects.filter(id__in=person_ids, registered_region__isnull=False)
    return {person: str(region) for person, region in rows.values_list("id", "registered_region")}

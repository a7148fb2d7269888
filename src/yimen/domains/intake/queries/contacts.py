"""Reads of contacts within the current scope."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.intake.models import Contact
from yimen.domains.intake.permissions import access_contact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


def get_contact(contact_id: UUID, *, by: Actor, purpose: str = "") -> Contact:
    """One contact; the opening is recorded."""
    contact = access_contact(contact_id, Permission.CONTACT_OPEN, by=by)
    audit.record_opening(kind="contact", subject=contact.id, region=contact.region, by=by, purpose=purpose)
    return contact


def contacts_unanswered(*, by: Actor) -> QuerySet[Contact]:
    """Contacts that still wait for an answer, oldest first."""
    require(by, Permission.CONTACT_OPEN, by.region)
    return Contact.objects.filter(answer__isnull=True).select_related("person", "owner").order_by("asked_at")


def contacts_of(person_ids: Collection[UUID], *, by: Actor) -> QuerySet[Contact]:
    """When and how these persons asked for help, and what for, newest first."""
    require(by, Permission.CONTACT_OPEN, by.region)
    found = Contact.objects.filter(person_id__in=person_ids)
    return found.only("channel", "asked", "asked_at").order_by("-asked_at")


def contacts_recent(*, by: Actor) -> QuerySet[Contact]:
    """All contacts, newest first; the caller slices."""
    require(by, Permission.CONTACT_OPEN, by.region)
    return Contact.objects.select_related("person", "owner").order_by("-asked_at")

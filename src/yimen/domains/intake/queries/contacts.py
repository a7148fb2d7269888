"""Reads of contacts within the current scope."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.intake.models import Contact
from yimen.domains.intake.permissions import access_contact
from yimen.domains.intake.types import ContactFilters
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


def get_contact(contact_id: UUID, *, by: Actor, purpose: str = "") -> Contact:
    """One contact; the opening is recorded."""
    contact = access_contact(contact_id, Permission.CONTACT_OPEN, by=by)
    audit.record_opening(kind="contact", subject=contact.id, region=contact.region, by=by, purpose=purpose)
    return contact


def contacts_of(person_ids: Collection[UUID], *, by: Actor) -> QuerySet[Contact]:
    """When and how these persons asked for help, and what for, newest first."""
    require(by, Permission.CONTACT_OPEN, by.region)
    found = Contact.objects.filter(person_id__in=person_ids)
    return found.only("channel", "asked", "asked_at").order_by("-asked_at")


def contacts_found(*, by: Actor, filters: ContactFilters) -> QuerySet[Contact]:
    """Contacts of the actor's region by channel, answer, words and day, newest first; the caller slices."""
    require(by, Permission.CONTACT_OPEN, by.region)
    wanted = Q()
    if filters.is_open:
        wanted &= Q(answer__isnull=True)
    if filters.is_late:
        wanted &= Q(days_late__gt=0)
    if filters.channel is not None:
        wanted &= Q(channel=filters.channel.value)
    if filters.answer is not None:
        wanted &= Q(answer=filters.answer.value)
    rows = Contact.objects.filter(wanted, _said(filters.text), _asked_within(filters.since, filters.until))
    return rows.select_related("person", "owner__staff").order_by("-asked_at", "-id")


def _said(text: str) -> Q:
    if not text:
        return Q()
    return Q(name__icontains=text) | Q(asked__icontains=text) | Q(reference__icontains=text)


def _asked_within(since: date | None, until: date | None) -> Q:
    """Days where the county is; both ends belong to the time."""
    wanted = Q()
    if since is not None:
        wanted &= Q(asked_at__gte=_midnight(since))
    if until is not None:
        wanted &= Q(asked_at__lt=_midnight(until + timedelta(days=1)))
    return wanted


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

"""Reads of complaints: what the county and the auditor see; who complained, for the handler alone."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.intake.models import Complaint
from yimen.domains.intake.permissions.complaints import (
    access_as_handler,
    access_complaint,
    whoever_is_apart,
)
from yimen.domains.intake.types import Complainant, ComplaintAbout, ComplaintState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import RegionCode

_LISTED = (
    "region", "number", "channel", "about", "about_title", "is_named", "state", "result", "received_on",
    "answered_on", "delivered_on", "learnt_on", "lessons", "referred_to", "handler__staff__name",
    "received_at_station__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ComplaintFilters:
    """Which complaints to list; everything left out does not narrow."""

    state: ComplaintState | None = None
    about: ComplaintAbout | None = None
    number: str = ""


ALL_COMPLAINTS = ComplaintFilters()


def get_complaint(complaint_id: UUID, *, by: Actor, purpose: str = "") -> Complaint:
    """One complaint without who complained; the opening is recorded."""
    found = access_complaint(complaint_id, Permission.COMPLAINT_OPEN, by=by)
    audit.record_opening(kind="complaint", subject=found.id, region=found.region, by=by, purpose=purpose)
    return found


def complainant_of(complaint_id: UUID, *, by: Actor) -> Complainant | None:
    """Who complained, for whoever handles it and nobody else; None where nobody gave a name."""
    found = access_as_handler(complaint_id, by=by, is_changed=False)
    audit.record_opening(
        kind="complainant", subject=found.id, region=found.region, by=by, purpose="handle complaint"
    )
    return Complainant(found.name, found.phone or "") if found.is_named else None


def complaints(*, by: Actor, filters: ComplaintFilters = ALL_COMPLAINTS) -> QuerySet[Complaint]:
    """As a list shows them, newest first; nothing of it is decrypted."""
    require(by, Permission.COMPLAINT_OPEN, by.region)
    rows = Complaint.objects.filter(_narrowed(filters)).select_related(
        "handler__staff", "received_at_station"
    )
    return rows.only(*_LISTED).order_by("-received_on", "-id")


def _narrowed(filters: ComplaintFilters) -> Q:
    narrowed = Q()
    if filters.state is not None:
        narrowed &= Q(state=filters.state)
    if filters.about is not None:
        narrowed &= Q(about=filters.about)
    if filters.number:
        narrowed &= Q(number__icontains=filters.number)
    return narrowed


def handlers_of(complaint_id: UUID, *, by: Actor) -> list[Actor]:
    """To whom it may be assigned."""
    found = access_complaint(complaint_id, Permission.COMPLAINT_HANDLE, by=by)
    return whoever_is_apart(found.id, RegionCode(found.region))

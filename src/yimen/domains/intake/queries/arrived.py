"""What other offices sent before, by their own numbers."""

from collections.abc import Collection, Iterable
from uuid import UUID

from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def contacts_by_reference(
    references: Collection[str], channel: ContactChannel, *, by: Actor
) -> dict[str, UUID]:
    """Of these numbers those in the register already, each with its contact; of what the scope shows."""
    require(by, Permission.CONTACT_OPEN, by.region)
    rows = Contact.objects.filter(channel=channel, reference__in=list(references))
    rows = rows.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return dict(rows.order_by("-asked_at").values_list("reference", "id"))


def contacts_named(contact_ids: Iterable[UUID]) -> list[Contact]:
    """Those of these contacts that the scope shows."""
    return list(Contact.objects.filter(id__in=list(contact_ids)))

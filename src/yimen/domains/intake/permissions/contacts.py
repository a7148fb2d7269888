"""Who may open a contact; the database shows only rows of the actor's region."""

from uuid import UUID

from yimen.domains.intake.errors import ContactNotFoundError
from yimen.domains.intake.models import Contact
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_contact(
    contact_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Contact:
    """The contact, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = Contact.objects.select_for_update() if is_changed else Contact.objects.all()
    contact = rows.filter(pk=contact_id).first()
    if contact is None:
        raise ContactNotFoundError("没有这条来访记录，或不在您负责的区域内。", contact=str(contact_id))
    require(by, permission, contact.region, subject=contact.id)
    return contact

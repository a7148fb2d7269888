"""Who may open, follow and answer a transfer.

Staff see those of their region; a receiver sees what is shared with their department or organisation.
"""

from uuid import UUID

from yimen.domains.intake.errors import NotReceiverError, TransferNotFoundError
from yimen.domains.intake.models import Transfer
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor


def access_transfer(transfer_id: UUID, *, by: Actor, is_changed: bool = False) -> Transfer:
    """The transfer, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = Transfer.objects.select_related("department", "organisation")
    if is_changed:
        rows = rows.select_for_update(of=("self",))
    transfer = rows.filter(pk=transfer_id).first()
    if transfer is None or not (is_shared(transfer, by) or allows(by.role, Permission.TRANSFER_OPEN)):
        raise TransferNotFoundError("没有这条转办，或者没有转给您所在的部门。", transfer=str(transfer_id))
    if not is_shared(transfer, by):
        require(by, Permission.TRANSFER_OPEN, transfer.region)
    return transfer


def is_shared(transfer: Transfer, by: Actor) -> bool:
    """It was sent to the actor's department or organisation, and has not ended long ago."""
    return transfer.id in by.scope.shared


def follow_transfer(transfer_id: UUID, *, by: Actor) -> Transfer:
    """The transfer to withdraw, to make a code for, or to tell the family of: by those who send."""
    transfer = access_transfer(transfer_id, by=by, is_changed=True)
    require(by, Permission.TRANSFER_SEND, transfer.region)
    return transfer


def answering(transfer_id: UUID, *, by: Actor) -> Transfer:
    """The transfer to answer: by its receiver, or, where that has no account, by those who sent it."""
    transfer = access_transfer(transfer_id, by=by, is_changed=True)
    if may_answer(transfer, by):
        return transfer
    raise NotReceiverError("这条转办由接收单位的联络员答复；没有联络员的单位，由转出的经办人代录。")


def may_answer(transfer: Transfer, by: Actor) -> bool:
    """A post of the receiver; or whoever may send, for a receiver nobody speaks for here."""
    if allows(by.role, Permission.TRANSFER_ANSWER):
        return is_shared(transfer, by)
    is_sender = allows(by.role, Permission.TRANSFER_SEND) and by.scope.lo <= transfer.region < by.scope.hi
    return is_sender and not has_liaison(transfer)


def has_liaison(transfer: Transfer) -> bool:
    """Somebody of the receiving department can sign in and answer."""
    department = transfer.department_id
    return department is not None and bool(network.liaisons_for(department, transfer.region))

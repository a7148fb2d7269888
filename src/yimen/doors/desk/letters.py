"""A letter reached somebody: which room records it, by what the letter is about."""

from typing import Any

from yimen.domains.allowances import actions as allowances
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import Receipt
from yimen.domains.network.types import Actor

_ROOMS = {"civil_matter": allowances.deliver_result}


def deliver_letter(document: Any, receipt: Receipt, by: Actor) -> None:
    """By the room that knows whom the letter is for; the cases for everything else."""
    deliver = _ROOMS.get(document.subject_kind, cases.deliver_document)
    deliver(document_id=document.id, receipt=receipt, by=by)

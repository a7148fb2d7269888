"""A letter reaches the family: the delivery is recorded once, and what waited for it is done."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.actions.clocks import close_if_open
from yimen.domains.cases.errors import IllegalMoveError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.permissions import hold_case, hold_outcome
from yimen.domains.cases.types import Clock, OutcomeState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as papers_queries
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.foundation import audit

LETTERS = (
    DocumentKind.CONFIRMATION,
    DocumentKind.REFUSAL,
    DocumentKind.ADJUSTMENT,
    DocumentKind.STOPPING,
)
ENDINGS = (DocumentKind.NOT_ACCEPTED, DocumentKind.TERMINATION)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a letter reached somebody, and by what that can be shown."""

    method: DeliveryMethod
    recipient: str
    delivered_on: date
    proof: str
    proof_file_id: UUID | None = None


@transaction.atomic
def deliver_document(*, document_id: UUID, receipt: Receipt, by: Actor) -> None:
    """Any paper of a case; a decision and an ending are delivered once and stop their clock."""
    document = papers_queries.get_document(document_id, by=by)
    if document.kind in LETTERS:
        deliver_decision(outcome_id=document.subject_id, receipt=receipt, by=by)
    elif document.kind in ENDINGS:
        _deliver_ending(document_id, document.subject_id, receipt, by)
    else:
        papers.record_delivery(document_id, **asdict(receipt), by=by)


@transaction.atomic
def deliver_decision(*, outcome_id: UUID, receipt: Receipt, by: Actor) -> CaseOutcome:
    """The letter of a decision reached the family; its clock stops."""
    outcome = hold_outcome(outcome_id, Permission.DOCUMENT_DELIVER, by=by)
    letters = papers_queries.documents_of_subjects([outcome.id], by=by)
    letter = next((document for document in letters if document.kind in LETTERS), None)
    if letter is None or outcome.told_on is not None:
        raise IllegalMoveError("尚无决定文书，或已经送达；送达情况见本项目的文书。")
    papers.record_delivery(letter.id, **asdict(receipt), by=by)
    outcome.told_on = receipt.delivered_on
    outcome.save(update_fields=["told_on"])
    audit.record(
        "outcome:deliver",
        kind="outcome",
        subject=outcome.id,
        region=outcome.region,
        by=by,
        changes={"delivered_on": receipt.delivered_on},
    )
    is_refused = outcome.state == OutcomeState.REFUSED
    close_if_open(Clock.REFUSAL_LETTER if is_refused else Clock.DELIVERY, outcome.id, by=by)
    return outcome


def _deliver_ending(document_id: UUID, case_id: UUID, receipt: Receipt, by: Actor) -> None:
    """The family knows that its application was not accepted, or that the process has ended."""
    case = hold_case(case_id, Permission.DOCUMENT_DELIVER, by=by)
    if papers_queries.deliveries_of(document_id, by=by):
        raise IllegalMoveError("本文书已经送达，不能重复登记；送达情况见文书页。")
    papers.record_delivery(document_id, **asdict(receipt), by=by)
    close_if_open(Clock.ENDING_LETTER, case.id, by=by)

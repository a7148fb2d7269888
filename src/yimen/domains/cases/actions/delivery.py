"""A letter reaches the family: the delivery is recorded once, and what waited for it is done."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yimen.domains.cases.actions.clocks import close_if_open
from yimen.domains.cases.errors import DeliveryUnprovenError, IllegalMoveError
from yimen.domains.cases.models import Case, CaseOutcome
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
CERTIFICATES = (DocumentKind.DIBAO_CERTIFICATE, DocumentKind.TEKUN_CERTIFICATE)
ENDINGS = (DocumentKind.NOT_ACCEPTED, DocumentKind.TERMINATION)
SEEN = frozenset({DeliveryMethod.HANDED_OVER, DeliveryMethod.LEFT_AT_HOME, DeliveryMethod.POSTED_IN_VILLAGE})
"""Shown by a picture: the signed receipt, the letter where it was left, the sheet where it hangs."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a letter reached somebody, and by what that can be shown."""

    method: DeliveryMethod
    recipient: str
    delivered_on: date
    proof: str
    proof_file_id: UUID | None = None
    relation: str = ""
    """What the receiver is to the applicant, where they are not of the family."""

    def recorded(self) -> dict[str, Any]:
        """As it is written to the document."""
        relation = self.relation.strip()
        proof = f"{self.proof.strip()}（受送达人系申请人的{relation}）" if relation else self.proof
        facts = {name: fact for name, fact in asdict(self).items() if name != "relation"}
        return facts | {"proof": proof}


@transaction.atomic
def deliver_document(*, document_id: UUID, receipt: Receipt, by: Actor) -> None:
    """Any paper of a case; a decision and an ending are delivered once and stop their clock."""
    document = papers_queries.get_document(document_id, by=by)
    if document.kind == DocumentKind.COMPLAINT_ANSWER:  # a recipient would be whoever complained
        raise IllegalMoveError("投诉举报答复书的送达，由承办人在投诉举报页面登记，不写来件人姓名。")
    _refuse_unproven(_case_of(document.subject_id), receipt)
    if document.kind in LETTERS:
        deliver_decision(outcome_id=document.subject_id, receipt=receipt, by=by)
    elif document.kind in ENDINGS:
        _deliver_ending(document_id, document.subject_id, receipt, by)
    else:
        papers.record_delivery(document_id, **receipt.recorded(), by=by)


@transaction.atomic
def deliver_decision(*, outcome_id: UUID, receipt: Receipt, by: Actor) -> CaseOutcome:
    """The letter of a decision reached the family; its clock stops."""
    outcome = hold_outcome(outcome_id, Permission.DOCUMENT_DELIVER, by=by)
    _refuse_unproven(outcome.case, receipt)
    letters = papers_queries.documents_of_subjects([outcome.id], by=by)
    letter = next((document for document in letters if document.kind in LETTERS), None)
    if letter is None or outcome.told_on is not None:
        raise IllegalMoveError("尚无决定文书，或已经送达；送达情况见本项目的文书。")
    for paper in (letter, *_going_with(letter, letters)):
        papers.record_delivery(paper.id, **receipt.recorded(), by=by)
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


def told_of(
    subjects: Sequence[UUID], kinds: Sequence[DocumentKind], *, since: date = date.min, by: Actor
) -> date | None:
    """From which day the family is taken to know what a letter says: of a public notice after its days."""
    letters = papers_queries.documents_of_subjects(subjects, by=by)
    told = [
        delivery.counts_from
        for letter in letters
        if letter.kind in kinds and letter.issued_on >= since
        for delivery in papers_queries.deliveries_of(letter.id, by=by)
    ]
    return min(told, default=None)


def _going_with(letter: Any, about: Sequence[Any]) -> list[Any]:
    """The certificate is handed out with the letter that confirms."""
    if letter.kind != DocumentKind.CONFIRMATION:
        return []
    return [paper for paper in about if paper.kind in CERTIFICATES and paper.is_valid]


def _case_of(subject_id: UUID) -> Case | None:
    """The case a document is about, or belongs to; other rooms have documents of their own."""
    return Case.objects.filter(Q(pk=subject_id) | Q(outcomes=subject_id)).first()


def _refuse_unproven(case: Case | None, receipt: Receipt) -> None:
    """The receiver is of the family or says what they are to it; the way it went leaves a proof."""
    if case is not None:
        _refuse_unknown_receiver(case, receipt)
    if receipt.method in SEEN and receipt.proof_file_id is None:
        raise DeliveryUnprovenError(
            "“%(method)s”须上传送达回证、现场或张贴照片，请在凭证照片中选择。", method=receipt.method
        )
    if receipt.method is DeliveryMethod.BY_POST and not re.search(r"[0-9A-Za-z]{6,}", receipt.proof):
        raise DeliveryUnprovenError("邮寄送达请在送达凭证中写明邮寄单号。")


def _refuse_unknown_receiver(case: Case, receipt: Receipt) -> None:
    name = receipt.recipient.strip()
    if "本人" in receipt.proof and name != case.applicant_name:
        raise DeliveryUnprovenError(
            "写的是本人签收，受送达人却是“%(name)s”，不是申请人“%(applicant)s”，请核对。",
            name=name,
            applicant=case.applicant_name,
        )
    known = {case.applicant_name, case.agent_name, *case.members.values_list("name", flat=True)}
    if name not in known and not receipt.relation.strip():
        raise DeliveryUnprovenError(
            "“%(name)s”不是本件的家庭成员或代办人，请写明与申请人的关系（如：委托代收人）。",
            name=name,
        )


def _deliver_ending(document_id: UUID, case_id: UUID, receipt: Receipt, by: Actor) -> None:
    """The family knows that its application was not accepted, or that the process has ended."""
    case = hold_case(case_id, Permission.DOCUMENT_DELIVER, by=by)
    if papers_queries.deliveries_of(document_id, by=by):
        raise IllegalMoveError("本文书已经送达，不能重复登记；送达情况见文书页。")
    papers.record_delivery(document_id, **receipt.recorded(), by=by)
    close_if_open(Clock.ENDING_LETTER, case.id, by=by)

"""The letter of a civil matter: given, refused or ended, with reasons and remedies; delivered once."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.allowances.errors import MatterInvalidError, MatterStateError
from yimen.domains.allowances.models import CivilMatter
from yimen.domains.allowances.permissions import access_matter
from yimen.domains.allowances.queries.matters import items_offered
from yimen.domains.allowances.types import EndReason, MatterState, Per
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import Receipt
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as papers_queries
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.worklist.types import Subject
from yimen.kernel import Money, Month, RegionCode

KINDS = {
    MatterState.GRANTED: DocumentKind.MATTER_GRANT,
    MatterState.REFUSED: DocumentKind.MATTER_REFUSAL,
    MatterState.ENDED: DocumentKind.MATTER_END,
}
NO_ARTICLE = "—"
IN_KIND = "按该事项的规定提供服务或者实物，不发放钱款"
DEATH_IS_REGISTERED = "死亡已经登记，不需听取本人意见"


def issue_result(matter: CivilMatter, *, by: Actor) -> None:
    """The letter of what was just decided, numbered by the office of whoever decided."""
    state = MatterState(matter.state)
    values: dict[str, Json] = {
        "applicant": matter.person.name,
        "matter": matter.title,
        "submitted_on": matter.registered_on.isoformat(),
        "reasons": _reasons(matter, state),
        "decided_on": timezone.localdate().isoformat(),
    }
    if state is MatterState.GRANTED:
        values["given"] = _given(matter)
    if state is MatterState.ENDED:
        values |= _ending(matter)
    subject = Subject(
        "civil_matter", matter.id, f"{matter.person.name} {matter.title}", RegionCode(matter.region)
    )
    papers.issue_document(
        kind=KINDS[state], subject=subject, values=values, by=by, household_id=matter.household_id
    )


def _reasons(matter: CivilMatter, state: MatterState) -> list[Json]:
    """The decider's own words; what is given needs none, the rules of the item are its reason."""
    offered = items_offered(RegionCode(matter.region), timezone.localdate())
    basis = "、".join(next((item.basis for item in offered if item.key == matter.item), ()))
    said = matter.reason.rstrip("。；;. ") or f"经审核，符合{matter.title}的条件"
    return [{"text": said, "article": NO_ARTICLE if state is MatterState.ENDED else basis or NO_ARTICLE}]


def _given(matter: CivilMatter) -> str:
    if matter.amount_fen is None or matter.from_month is None:
        return IN_KIND
    amount, first = Money(matter.amount_fen), Month.of(matter.from_month)
    if matter.per == Per.ONCE:
        return f"{first.year}年{first.month}月一次性发给{amount}元"
    return f"{Per(matter.per).title}发给{amount}元，自{first.year}年{first.month}月起"


def _ending(matter: CivilMatter) -> dict[str, Json]:
    """From which month nothing is given, why, and what was said to that."""
    assert matter.until_month is not None  # set with the state
    because = EndReason(matter.ended_because)
    told: dict[str, Json] = {
        "occasion": because.title,
        "from_month": str(Month.of(matter.until_month)),
        "views": (matter.statement or "").rstrip("。；;. ") or DEATH_IS_REGISTERED,
    }
    return told | {"addressee": f"{matter.person.name}的家属"} if because is EndReason.DIED else told


@transaction.atomic
def deliver_result(*, document_id: UUID, receipt: Receipt, by: Actor) -> None:
    """The letter reached the person, or somebody who says what they are to them; once."""
    document = papers_queries.get_document(document_id, by=by)
    matter = access_matter(document.subject_id, Permission.DOCUMENT_DELIVER, by=by, is_changed=True)
    if papers_queries.deliveries_of(document_id, by=by):
        raise MatterStateError("本文书已经送达，不能重复登记；送达情况见文书页。")
    if receipt.recipient.strip() != matter.person.name and not receipt.relation.strip():
        raise MatterInvalidError(
            "受送达人“%(name)s”不是本人“%(person)s”，请写明与本人的关系（如：子女、委托代收人）。",
            name=receipt.recipient.strip(),
            person=matter.person.name,
        )
    cases.deliver_document(document_id=document_id, receipt=receipt, by=by)

"""A colleague's whole desk goes to others, item by item by the room's own acts; first foreseen, then done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.errors import HandlerMayNotConfirmError
from yimen.domains.cases.models import CaseOutcome, Hand
from yimen.domains.intake import actions as intake
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.errors import NotForThisPostError
from yimen.domains.worklist.types import ListedItem, WorkKind
from yimen.kernel import Sentence, YimenError

NOTHING = ""


@dataclass(frozen=True)
class PassedOn:
    """One item of the desk: to whom, and why not, where it stays; an offer is still to be taken."""

    item: ListedItem
    to_name: str
    refusal: str | Sentence = NOTHING
    is_offer: bool = False


@transaction.atomic
def foresee_desk(
    *, from_post: UUID, receivers: Mapping[UUID, UUID], reason: str, by: Actor
) -> list[PassedOn]:
    """What would happen to each item: the acts themselves, tried and undone, so that nothing is guessed."""
    with transaction.atomic():
        passed = _pass_all(from_post, receivers, reason, by)
        transaction.set_rollback(True)
    return passed


@transaction.atomic
def hand_over_desk(
    *, from_post: UUID, receivers: Mapping[UUID, UUID], reason: str, by: Actor
) -> tuple[UUID, list[PassedOn]]:
    """Each item by itself, with its own entry in the audit; what is refused stays where it was."""
    if not reason.strip():
        raise NotForThisPostError("请写明移交的原因，例如：休假、调离。")
    passed = _pass_all(from_post, receivers, reason, by)
    done = [each for each in passed if not each.refusal]
    if not done:
        raise NotForThisPostError("没有可以移交的事项；每件的原因见预览。")
    desk = worklist.keep_desk(
        from_post=from_post,
        item_ids=[each.item.id for each in done if not each.is_offer],
        contact_ids=[each.item.subject_id for each in done if each.is_offer],
        reason=reason.strip(),
        by=by,
    )
    return desk.id, passed


def _pass_all(from_post: UUID, receivers: Mapping[UUID, UUID], reason: str, by: Actor) -> list[PassedOn]:
    items = [item for item in waiting.items_of_post(from_post, by=by) if item.id in receivers]
    posts = {post_id: network.get_post(post_id) for post_id in set(receivers.values())}
    barred = _barred([item.subject_id for item in items if item.kind == WorkKind.CONFIRMATION])
    passed = []
    for item in items:
        post = posts[receivers[item.id]]
        is_offer = item.kind == WorkKind.CONTACT and from_post == by.post_id
        try:
            with transaction.atomic():
                _refuse_barred(item, (item.subject_id, post.staff.user_id), barred)
                _pass(item, post.id, from_post, reason, by)
        except YimenError as refusal:
            passed.append(PassedOn(item, post.staff.name, refusal.message))
        else:
            passed.append(PassedOn(item, post.staff.name, is_offer=is_offer))
    return passed


def _pass(item: ListedItem, to_post: UUID, from_post: UUID, reason: str, by: Actor) -> None:
    """One's own contacts are offered, and stay one's own until they are taken (首问负责)."""
    if from_post != by.post_id:
        worklist.reassign(item_id=item.id, to_post=to_post, reason=reason, by=by)
    elif item.kind == WorkKind.CONTACT:
        intake.hand_over_contact(contact_id=item.subject_id, to_post_id=to_post, reason=reason, by=by)
    else:
        worklist.hand_over(item_id=item.id, to_post=to_post, reason=reason, by=by)


def _barred(outcome_ids: Sequence[UUID]) -> set[tuple[UUID, UUID | None]]:
    """Who had a part in the case of each of these programmes."""
    cases = dict(CaseOutcome.objects.filter(id__in=outcome_ids).values_list("id", "case_id"))
    hands = Hand.objects.filter(case_id__in=cases.values()).values_list("case_id", "user_id")
    users: dict[UUID, set[UUID]] = {}
    for case_id, user_id in hands:
        users.setdefault(case_id, set()).add(user_id)
    return {(outcome, user) for outcome, case in cases.items() for user in users.get(case, ())}


def _refuse_barred(
    item: ListedItem, receiver: tuple[UUID, UUID | None], barred: set[tuple[UUID, UUID | None]]
) -> None:
    if item.kind == WorkKind.CONFIRMATION and receiver in barred:
        raise HandlerMayNotConfirmError("接手人经办过本件，依照规定不能再确认，请交给其他确认人。")

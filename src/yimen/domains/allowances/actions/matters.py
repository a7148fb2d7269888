"""Civil matters: registered at any window, decided by somebody else."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.actions.holding import held_matter, keep_and_close, record
from yimen.domains.allowances.actions.letters import issue_result
from yimen.domains.allowances.actions.lists import wait_for_reviewer
from yimen.domains.allowances.errors import MatterHandledError, MatterInvalidError, MatterStateError
from yimen.domains.allowances.models import CivilMatter
from yimen.domains.allowances.queries.matters import items_offered
from yimen.domains.allowances.types import MatterState, Per
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import Answer
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import person_for
from yimen.domains.worklist.types import Subject
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Money, Month, RegionCode, deadline


@transaction.atomic
def register_matter(
    *, item: str, person_id: UUID, note: str = "", contact_id: UUID | None = None, by: Actor
) -> CivilMatter:
    """Somebody asks for an item of the library that civil affairs itself gives; that answers a contact."""
    person = person_for(person_id, Permission.PERSON_OPEN, by=by)
    home = people.find_household_of(person_id)
    if home is None or person.died_on is not None:
        raise MatterInvalidError("申请人须是在世、已建家庭档案的居民；请先建档。")
    require(by, Permission.APPLICATION_WRITE, home.region)
    today = timezone.localdate()
    titles = {one.key: one.title for one in items_offered(RegionCode(home.region), today)}
    if item not in titles:
        raise MatterInvalidError("本地政策库没有这个民政事项，或者须按救助项目申请。")
    matter = _create(item, titles[item], person_id, home.id, home.region, note, contact_id, by)
    if contact_id is not None:
        intake.answer_contact(
            contact_id=contact_id,
            answer=Answer.REGISTERED,
            text=f"已登记民政事项：{matter.title}",
            matter_id=matter.id,
            person_id=person_id,
            by=by,
        )
    limit = library.find_time_limit(rules.MATTER_CLOCK, matter.region, today) or rules.MATTER_LIMIT
    due = deadline(limit, today, load_calendar())
    subject = Subject("civil_matter", matter.id, f"{person.name} {matter.title}", RegionCode(matter.region))
    wait_for_reviewer(subject, due, today, by=by)
    record("matter:register", matter, by, {"item": item, "person": str(person_id)})
    return matter


def _create(
    item: str,
    title: str,
    person_id: UUID,
    household_id: UUID,
    region: str,
    note: str,
    contact_id: UUID | None,
    by: Actor,
) -> CivilMatter:
    """Of two who register at the same moment the index lets one through."""
    try:
        with transaction.atomic():
            return CivilMatter.objects.create(
                region=region,
                item=item,
                title=title,
                person_id=person_id,
                household_id=household_id,
                contact_id=contact_id,
                note=note.strip(),
                state=MatterState.REGISTERED,
                registered_on=timezone.localdate(),
                registered_by_id=by.user_id,
            )
    except IntegrityError as fault:
        if "matter_once_for_a_person" not in str(fault):
            raise
        raise MatterStateError("此人的这个事项已经登记或者正在享受，不能重复登记。") from fault


@transaction.atomic
def decide_matter(
    *,
    matter_id: UUID,
    is_granted: bool,
    amount: Money | None = None,
    per: Per | None = None,
    from_month: Month | None = None,
    reason: str = "",
    by: Actor,
) -> CivilMatter:
    """Given or not, by somebody who did not register it; no with its reason."""
    matter = held_matter(matter_id, Permission.MATTER_DECIDE, MatterState.REGISTERED, by)
    if matter.registered_by_id == by.user_id:
        raise MatterHandledError("登记人不能办结自己登记的事项，请由他人审核办结。")
    fen = None if amount is None else amount.fen
    if is_granted:
        rules.refuse_unfit_grant(fen, per, from_month)
    elif not reason.strip() or any(one is not None for one in (fen, per, from_month)):
        raise MatterInvalidError("不予办给须写明理由，不填金额。")
    matter.state = MatterState.GRANTED if is_granted else MatterState.REFUSED
    matter.amount_fen, matter.per, matter.reason = fen, per or "", reason.strip()
    matter.from_month = None if from_month is None else from_month.first
    if per is Per.ONCE and from_month is not None:
        matter.until_month = from_month.next().first
    matter.decided_on, matter.decided_by_id = timezone.localdate(), by.user_id
    keep_and_close(matter, by)
    issue_result(matter, by=by)
    record("matter:decide", matter, by, {"state": matter.state, "amount": fen, "per": matter.per})
    return matter


@transaction.atomic
def withdraw_matter(*, matter_id: UUID, by: Actor) -> CivilMatter:
    """Whoever asked no longer does, before it is decided."""
    matter = held_matter(matter_id, Permission.APPLICATION_WRITE, MatterState.REGISTERED, by)
    matter.state = MatterState.WITHDRAWN
    keep_and_close(matter, by)
    record("matter:withdraw", matter, by, {})
    return matter

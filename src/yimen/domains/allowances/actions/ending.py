"""The end of a civil matter: somebody hears the person and proposes it, somebody else confirms or refuses."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.actions.holding import held_matter, keep_and_close, record
from yimen.domains.allowances.actions.letters import issue_result
from yimen.domains.allowances.actions.lists import wait_for_county, wait_for_reviewer
from yimen.domains.allowances.errors import MatterHandledError, MatterInvalidError
from yimen.domains.allowances.models import CivilMatter
from yimen.domains.allowances.types import EndReason, MatterState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import queries as people
from yimen.domains.worklist.types import Subject
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Month, RegionCode, deadline


@transaction.atomic
def propose_end(
    *,
    matter_id: UUID,
    because: EndReason,
    reason: str,
    from_month: Month,
    statement: str = "",
    by: Actor,
) -> CivilMatter:
    """Nothing ends yet: who lives on was told and heard, and somebody else decides."""
    matter = held_matter(matter_id, Permission.HEARING_HOLD, MatterState.GRANTED, by)
    today = timezone.localdate()
    rules.refuse_unheard(because, statement, reason)
    if because is EndReason.DIED:
        _refuse_living(matter, from_month)
    elif from_month < Month.of(today):
        raise MatterInvalidError("已经过去的月份不再变动，请从本月或者以后的月份终止。")
    matter.state, matter.ended_because, matter.end_reason = MatterState.ENDING, because, reason.strip()
    matter.end_from, matter.statement = from_month.first, statement.strip() or None
    matter.end_proposed_on, matter.end_proposed_by_id = today, by.user_id
    keep_and_close(matter, by)
    _wait_for_another(matter, today, by)
    changes: dict[str, object] = {"because": because, "reason": reason.strip(), "from": str(from_month)}
    record("matter:propose_end", matter, by, changes)
    return matter


def _refuse_living(matter: CivilMatter, from_month: Month) -> None:
    """Without a hearing only what is registered counts: a death, and the months since."""
    died_on = people.death_of(matter.person_id)
    if died_on is None:
        raise MatterInvalidError(
            "没有死亡登记，不能按去世终止；请先登记死亡日期（报告变化），或者听取本人意见。"
        )
    if from_month < Month.of(died_on):
        raise MatterInvalidError("去世以前的月份照发，请从去世当月或者以后的月份终止。")


def _wait_for_another(matter: CivilMatter, today: date, by: Actor) -> None:
    """The town's reviewer; where that one heard the person, the county's."""
    title = f"{matter.person.name} {matter.title}：拟终止"
    subject = Subject("civil_matter", matter.id, title, RegionCode(matter.region))
    wait = wait_for_county if by.role is Role.TOWN_REVIEWER else wait_for_reviewer
    wait(subject, deadline(rules.END_LIMIT, today, load_calendar()), today, by=by)


@transaction.atomic
def end_matter(*, matter_id: UUID, by: Actor) -> CivilMatter:
    """No longer given from the month on that was proposed; never by whoever proposed it."""
    matter = _proposed(matter_id, by)
    assert matter.end_from is not None  # proposed with its month
    today = timezone.localdate()
    because, from_month = EndReason(matter.ended_because), Month.of(matter.end_from)
    if because is EndReason.DIED:
        _refuse_living(matter, from_month)  # the registration may be withdrawn meanwhile
    elif from_month < Month.of(today):
        from_month = Month.of(today)  # a month that has passed meanwhile was given
    matter.state, matter.reason = MatterState.ENDED, matter.end_reason
    matter.until_month, matter.ended_on, matter.ended_by_id = from_month.first, today, by.user_id
    keep_and_close(matter, by)
    issue_result(matter, by=by)
    record("matter:end", matter, by, {"because": because, "from": str(from_month)})
    return matter


@transaction.atomic
def keep_matter(*, matter_id: UUID, reason: str, by: Actor) -> CivilMatter:
    """The end is refused: it goes on as before; what was proposed stays in the record."""
    matter = _proposed(matter_id, by)
    if not reason.strip():
        raise MatterInvalidError("不同意终止的，请写明理由。")
    changes: dict[str, object] = {"because": matter.ended_because, "reason": reason.strip()}
    matter.state, matter.ended_because, matter.end_reason = MatterState.GRANTED, "", ""
    matter.end_from = matter.end_proposed_on = matter.end_proposed_by = matter.statement = None
    keep_and_close(matter, by)
    record("matter:keep", matter, by, changes)
    return matter


def _proposed(matter_id: UUID, by: Actor) -> CivilMatter:
    matter = held_matter(matter_id, Permission.MATTER_DECIDE, MatterState.ENDING, by)
    if matter.end_proposed_by_id == by.user_id:
        raise MatterHandledError("听取意见、提出终止的人不能自己确认，请由他人确认。")
    return matter

"""Plans for families that live away: made from a lead, kept up here or where they live, ended.

A plan by visits is on the list of the place of residence for as long as the family is shared with it.
"""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.cases import actions as cases
from yimen.domains.monitoring.actions.leads import end_lead, open_for_change, record_deed, wait_for
from yimen.domains.monitoring.errors import LeadIncompleteError, PlanRefusedError
from yimen.domains.monitoring.models import AwayPlan, Lead
from yimen.domains.monitoring.permissions import access_plan, access_plan_contact
from yimen.domains.monitoring.rules.leads import away_limit
from yimen.domains.monitoring.types.leads import ContactWay, LeadOutcome
from yimen.domains.network import actions as network_actions
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, ShareOffer, ShareReason
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode


@transaction.atomic
def plan_contact(
    *, lead_id: UUID, way: ContactWay, every_days: int, share_until: date | None, by: Actor
) -> AwayPlan:
    """Somebody who lives away is kept in touch with; until a day, the family is shown to that place."""
    lead = open_for_change(lead_id, by)
    if lead.household_id is None or every_days < 1:
        raise PlanRefusedError("只有本地在册的家庭可以定联系计划；间隔不少于1天。")
    if AwayPlan.objects.filter(household_id=lead.household_id, ended_on__isnull=True).exists():
        raise PlanRefusedError("这一家已有联系计划；请先结束原计划。")
    if way is ContactWay.PLACE and share_until is None:
        raise PlanRefusedError("委托居住地走访的，须填写共享到哪一天；不能共享的，请改选其他联系方式。")
    plan = _made(
        AwayPlan(
            region=lead.region,
            household_id=lead.household_id,
            lead=lead,
            lives_in=lead.lives_in,
            way=way,
            every_days=every_days,
            share_id=None if share_until is None else _shared(lead, share_until, by),
            made_by_id=by.post_id,
        )
    )
    with _in_sight(plan, by):
        _wait(plan, by)
    changes: dict[str, object] = {"way": way, "every_days": every_days, "until": share_until}
    record_deed("away_plan:make", plan, by, changes)
    end_lead(lead, LeadOutcome.PLANNED, "", by)
    return plan


def _made(plan: AwayPlan) -> AwayPlan:
    """Two leads of one family may be planned for at the same moment."""
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as fault:
        if "away_plan_standing_once" not in str(fault):
            raise
        raise PlanRefusedError("同事刚刚给这一家定了联系计划，请刷新后查看。") from fault
    return plan


def _shared(lead: Lead, until: date, by: Actor) -> UUID:
    if not lead.lives_in or lead.household_id is None:
        raise PlanRefusedError("不知道现居住地，不能共享；请先查明。")
    offer = ShareOffer(
        ShareReason.COOPERATION, "人户分离，请居住地协助走访", until, to_region=RegionCode(lead.lives_in)
    )
    return cases.share_household(household_id=lead.household_id, offer=offer, is_with_cases=False, by=by)


@transaction.atomic
def record_away_contact(*, plan_id: UUID, note: str, by: Actor) -> AwayPlan:
    """They were reached, from here or where they live; the clock of the next time begins."""
    plan = access_plan_contact(plan_id, by=by)
    _refuse_ended(plan)
    if not note.strip():
        raise LeadIncompleteError("请写明联系的情况。")
    plan.last_on, plan.last_note = timezone.localdate(), note.strip()
    plan.save(update_fields=["last_on", "last_note"])
    with _in_sight(plan, by):
        worklist.close_item(kind=WorkKind.AWAY_CONTACT, subject_id=plan.id, by=by, outcome="已联系")
        _wait(plan, by)
    record_deed("away_plan:contact", plan, by, {"note": note})
    return plan


@transaction.atomic
def end_plan(*, plan_id: UUID, by: Actor) -> AwayPlan:
    """They came back, or moved for good; the place of residence sees them no longer."""
    plan = access_plan(plan_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    _refuse_ended(plan)
    plan.ended_on = timezone.localdate()
    plan.save(update_fields=["ended_on"])
    with _in_sight(plan, by):
        worklist.close_items_of(subject_id=plan.id, by=by, outcome="计划结束")
    if plan.share_id is not None:
        network_actions.end_share_with(share_id=plan.share_id, by=by)
    record_deed("away_plan:end", plan, by, {})
    return plan


@transaction.atomic
def bring_home(*, by: Doer) -> int:
    """Plans whose share has ended are kept up here again; returns how many."""
    rows = AwayPlan.objects.filter(ended_on__isnull=True, share_id__isnull=False).select_related("lead")
    plans = list(rows.select_for_update(of=("self",)))
    standing = network.shares_standing(plan.share_id for plan in plans if plan.share_id)
    over = [plan for plan in plans if plan.share_id not in standing]
    for plan in over:
        plan.share_id = None
        plan.save(update_fields=["share_id"])
        if plan.way == ContactWay.PLACE:
            worklist.close_items_of(subject_id=plan.id, by=by, outcome="共享到期，转回户籍地")
            _wait(plan, by)
        record_deed("away_plan:home", plan, by, {})
    return len(over)


def _refuse_ended(plan: AwayPlan) -> None:
    if plan.ended_on is not None:
        raise PlanRefusedError("这个联系计划已经结束。")


def _in_sight(plan: AwayPlan, by: Actor) -> AbstractContextManager[None]:
    """What waits about a plan may wait in another place."""
    return scoped(replace(by.scope, shared=(*by.scope.shared, plan.id)))


def _wait(plan: AwayPlan, by: Doer) -> None:
    """Where whoever visits lives, while the family is shared with a station there; else here."""
    home = there = RegionCode(plan.region)
    if plan.way == ContactWay.PLACE and plan.share_id is not None and plan.lives_in:
        there = RegionCode(plan.lives_in)
    place = there if network.find_station(there) else home
    subject = Subject("away_plan", plan.id, f"{plan.lead.name} 人户分离联系", place)
    wait_for(WorkKind.AWAY_CONTACT, subject, away_limit(plan.every_days), by)

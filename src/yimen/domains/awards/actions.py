"""Writes of this room: keep a determination, grant an award, change or end it from a month on."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from yimen.domains.awards.account_lists import begin_account_list as begin_account_list
from yimen.domains.awards.account_lists import discard_account_list as discard_account_list
from yimen.domains.awards.account_lists import mark_taken as mark_taken
from yimen.domains.awards.account_lists import prepare_account_list as prepare_account_list
from yimen.domains.awards.errors import AlreadyGrantedError
from yimen.domains.awards.holding import NOTHING as NOTHING
from yimen.domains.awards.holding import begin_earlier as begin_earlier
from yimen.domains.awards.holding import carry_holds as carry_holds
from yimen.domains.awards.holding import end_decided_holds as end_decided_holds
from yimen.domains.awards.holding import mark_told as mark_told
from yimen.domains.awards.holding import mark_unfounded as mark_unfounded
from yimen.domains.awards.holding import place_holds as place_holds
from yimen.domains.awards.holding import release_holds as release_holds
from yimen.domains.awards.holding import settle_holds as settle_holds
from yimen.domains.awards.holding import stand_again as stand_again
from yimen.domains.awards.holding import untold_holds as untold_holds
from yimen.domains.awards.loading import award_row
from yimen.domains.awards.loading import load_awards as load_awards
from yimen.domains.awards.models import Award, AwardChange, Determination
from yimen.domains.awards.permissions import access_award
from yimen.domains.awards.refusing import end_refusals as end_refusals
from yimen.domains.awards.refusing import give_account as give_account
from yimen.domains.awards.refusing import keep_refusal as keep_refusal
from yimen.domains.awards.refusing import told_again as told_again
from yimen.domains.awards.revising import apply_revision
from yimen.domains.awards.taking_over import give_back_awards as give_back_awards
from yimen.domains.awards.taking_over import take_over_awards as take_over_awards
from yimen.domains.awards.types import ChangeKind, Grant, Purpose, Revision
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Money

STAGED = "base"
"""The component that is paid in parts."""
ONCE = "award_once_for_household_and_programme"
"""The index that keeps a second award out, also where the scope does not show the first."""


@transaction.atomic
def record_determination(
    *,
    case_id: UUID,
    household_id: UUID,
    region: str,
    purpose: Purpose,
    on: date,
    rulebook_version: str,
    inputs: Mapping[str, Any],
    answer: Mapping[str, Any],
    by: Actor,
) -> Determination:
    """Keep what the rules answered; the same answer to the same inputs on the same day is kept once."""
    require(by, Permission.DETERMINATION_RUN, region, subject=case_id)
    last = Determination.objects.filter(case_id=case_id, purpose=purpose, on=on).order_by("-made_at").first()
    if last and (last.rulebook_version, last.inputs, last.answer) == (rulebook_version, inputs, answer):
        return last
    determination = Determination.objects.create(
        case_id=case_id,
        household_id=household_id,
        region=region,
        purpose=purpose,
        on=on,
        rulebook_version=rulebook_version,
        inputs=dict(inputs),
        answer=dict(answer),
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    audit.record(
        "determination:record",
        kind="determination",
        subject=determination.id,
        region=region,
        by=by,
        changes={"inputs": inputs, "answer": answer, "rulebook_version": rulebook_version},
    )
    return determination


@transaction.atomic
def grant(*, grant: Grant, by: Actor) -> Award:
    """Open the award of a confirmation with one `start` change per component."""
    require(by, Permission.AWARD_GRANT, grant.region, subject=grant.outcome_id)
    _refuse_granted(grant)
    award = _opened(grant)
    if len(grant.stages) > 1:
        _start(award, STAGED, grant.stages[0], grant, by)
        _pay_in_stages(award, grant, by)
    else:
        for component, amount in grant.components:
            _start(award, component, amount, grant, by)
    return award


def _pay_in_stages(award: Award, grant: Grant, by: Actor) -> None:
    """One approval, several months: where a part differs from the one before, the award changes."""
    for number, (before, after) in enumerate(pairwise(grant.stages), start=1):
        if before == after:
            continue
        change = AwardChange.objects.create(
            region=award.region,
            award=award,
            kind=ChangeKind.INCREASE if after > before else ChangeKind.DECREASE,
            component=STAGED,
            before_fen=before.fen,
            after_fen=after.fen,
            reason=f"一次审批分阶段救助，第{number + 1}期",
            from_month=grant.from_month.plus(number).first,
            by_user_id=by.user_id,
            by_post_id=by.post_id,
        )
        audit.record(
            "award:stage",
            kind="award",
            subject=award.id,
            region=award.region,
            by=by,
            changes={"amount": change.after_fen, "from": str(change.from_month)},
        )


@transaction.atomic
def revise(*, revision: Revision, by: Actor) -> Award:
    """Other amounts from a month on, the same ones confirmed, or the end; nothing already paid changes."""
    Award.objects.select_for_update(no_key=True).filter(pk=revision.award_id).first()
    award = access_award(revision.award_id, Permission.AWARD_CHANGE, by=by)
    apply_revision(award, revision, by)
    return award


def _opened(grant: Grant) -> Award:
    """Of two who grant at the same moment the index lets one through; the other is told so."""
    award = award_row(grant)
    try:
        with transaction.atomic():
            award.save(force_insert=True)
    except IntegrityError as fault:
        _refuse_granted(grant)
        if ONCE not in str(fault):
            raise
        raise _granted_before(grant) from fault
    return award


def _refuse_granted(grant: Grant) -> None:
    if Award.objects.filter(outcome_id=grant.outcome_id).exists():
        raise _granted_before(grant)
    _refuse_running(grant)


def _granted_before(grant: Grant) -> AlreadyGrantedError:
    return AlreadyGrantedError("该项目已经建立在册记录，不能重复建立。", outcome=str(grant.outcome_id))


def _refuse_running(grant: Grant) -> None:
    running = Award.objects.filter(
        household=grant.household_id,
        programme=grant.programme,
        person=grant.person_id,
        until_month__isnull=True,
    ).first()
    if running is not None:
        raise AlreadyGrantedError(
            "该家庭的“%(programme)s”已在册（%(case)s），请办理变更，不能重复新增。",
            programme=grant.programme,
            case=running.case_number,
            award=str(running.id),
        )


def _start(award: Award, component: str, amount: Money, grant: Grant, by: Actor) -> None:
    AwardChange.objects.create(
        region=award.region,
        award=award,
        kind=ChangeKind.START,
        component=component,
        before_fen=0,
        after_fen=amount.fen,
        reason=grant.reason,
        from_month=grant.from_month.first,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    audit.record(
        "award:start",
        kind="award",
        subject=award.id,
        region=award.region,
        by=by,
        changes={"component": component, "amount": amount.fen, "from": str(grant.from_month)},
    )

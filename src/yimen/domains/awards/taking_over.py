"""Awards decided before this house stood: taken over from the opening roll, and given back untouched."""

import hashlib
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from yimen.domains.awards.errors import AlreadyGrantedError, GivenBackTooLateError
from yimen.domains.awards.models import Award, AwardChange, PayoutAccount
from yimen.domains.awards.taken_over import taken_over_changed
from yimen.domains.awards.types import ChangeKind, Origin, TakenOver
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit.loading import load_rows
from yimen.kernel import Programme

BASE = "base"
"""The component a taken-over amount is kept under: the roll does not say what it is made of."""


@transaction.atomic
def take_over_awards(*, awards: Sequence[TakenOver], by: Actor) -> None:
    """All or none, with one digest for the audit; refuses what runs already."""
    for award in awards:
        require(by, Permission.ROLL_TAKE_OVER, award.region)
    _refuse_running(awards)
    rows = [_award(award) for award in awards]
    changes = [_start(award, by) for award in awards]
    accounts = [account for award in awards if (account := _account(award))]
    load_rows(rows, changes, accounts, kind="award", region=str(by.region), by=by)


@transaction.atomic
def give_back_awards(*, award_ids: Collection[UUID], by: Actor) -> None:
    """As if they had never come; refuses those that were changed since, and whatever was decided here.

    Whoever changes one of them at the same moment waits, and finds it gone; or has changed it before.
    """
    rows = list(Award.objects.select_for_update().filter(id__in=award_ids, origin=Origin.ROLL))
    for row in rows:
        require(by, Permission.ROLL_TAKE_OVER, row.region)
    if len(rows) != len(set(award_ids)) or taken_over_changed(award_ids):
        raise GivenBackTooLateError("有的救助在接管以后已经调整或者不在，不能撤销。")
    PayoutAccount.objects.filter(award__in=rows).delete()
    AwardChange.objects.filter(award__in=rows).delete()
    Award.objects.filter(id__in=[row.id for row in rows]).delete()
    digest = hashlib.sha256(repr(sorted(map(str, award_ids))).encode()).digest()
    audit.record_bulk(
        "award:give_back",
        kind="award-load",
        subject=rows[0].id,
        region=str(by.region),
        by=by,
        digest=digest,
        rows=len(rows),
    )


def _refuse_running(awards: Sequence[TakenOver]) -> None:
    households = {award.household_id for award in awards}
    running = Award.objects.filter(household__in=households, until_month__isnull=True)
    held = set(running.values_list("household_id", "programme", "person_id"))
    for award in awards:
        if (award.household_id, award.programme.value, award.person_id) in held:
            raise AlreadyGrantedError(
                "该家庭的“%(programme)s”已经在册，不能再次接管。",
                programme=Programme(award.programme),
                household=str(award.household_id),
            )


def _award(award: TakenOver) -> Award:
    return Award(
        id=award.award_id,
        outcome_id=award.award_id,
        region=award.region,
        case_number=award.number,
        programme=award.programme,
        household_id=award.household_id,
        person_id=award.person_id,
        origin=Origin.ROLL,
        decided_on=award.decided_on,
        reviewed_on=award.reviewed_on,
        held_since=award.held_since.first,
        from_month=award.from_month.first,
    )


def _start(award: TakenOver, by: Actor) -> AwardChange:
    return AwardChange(
        region=award.region,
        award_id=award.award_id,
        kind=ChangeKind.START,
        component=BASE,
        before_fen=0,
        after_fen=award.amount.fen,
        from_month=award.from_month.first,
        reason=award.reason,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )


def _account(award: TakenOver) -> PayoutAccount | None:
    if award.account is None:
        return None
    return PayoutAccount(
        region=award.region,
        award_id=award.award_id,
        holder=award.account.holder,
        bank=award.account.bank,
        number=award.account.number,
    )

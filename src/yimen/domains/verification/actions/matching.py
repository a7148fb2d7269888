"""A person says whom a row without a valid number is about, or that it is about nobody; and takes it back."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import MatchRefusedError
from yimen.domains.verification.models import SetMatch
from yimen.domains.verification.permissions import access_match, access_set_load
from yimen.domains.verification.queries.matching import candidates_for, get_unmatched
from yimen.domains.verification.sets.matching import weights
from yimen.domains.verification.types.matching import Verdict
from yimen.foundation import audit


@transaction.atomic
def decide_match(
    *, load_id: UUID, row: int, verdict: Verdict, person_id: UUID | None, reason: str, by: Actor
) -> SetMatch:
    """It stands for this row and wherever the department says the same again, until it is revoked."""
    load = access_set_load(load_id, Permission.SET_MATCH, by=by)
    listed = get_unmatched(load, row, by=by)
    if listed.match is not None:
        raise MatchRefusedError("这一行已经判断过；要改变的，请先撤销原来的判断。")
    if not reason.strip():
        raise MatchRefusedError("请写明判断的理由。")
    likely = {each.person_id: each.probability for each in candidates_for(load, listed.said, by=by)}
    if (person_id is not None) is not (verdict is Verdict.PERSON) or person_id not in {None, *likely}:
        raise MatchRefusedError("请从列出的在册人员中选择一人，或者选择“不是在册的人”“这一行有误”。")
    made = SetMatch(
        region=load.region,
        set_key=load.set_key,
        fingerprint=listed.said.fingerprint,
        name=listed.said.name,
        load_id=load.id,
        row=row,
        verdict=verdict,
        person_id=person_id,
        probability=likely[person_id] if person_id else None,
        weights=weights()["version"],
        reason=reason.strip(),
        decided_by=by.staff_name,
        by_post_id=by.post_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        if "set_match_one_stands" not in str(fault):
            raise
        raise MatchRefusedError("同事刚刚判断了这一行，请刷新后查看。") from fault
    changes: dict[str, object] = {"verdict": verdict, "person": str(person_id), "reason": made.reason}
    _record("set:match", made, by, changes)
    return made


@transaction.atomic
def revoke_match(*, match_id: UUID, reason: str, by: Actor) -> SetMatch:
    """The row waits again, in every version that says it."""
    found = access_match(match_id, by=by, is_changed=True)
    if found.revoked_at is not None:
        raise MatchRefusedError("这次对应已经撤销。")
    if not reason.strip():
        raise MatchRefusedError("请写明撤销的原因。")
    found.revoked_at, found.revoked_by = timezone.now(), by.staff_name
    found.revoked_because = reason.strip()
    found.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    _record("set:unmatch", found, by, {"reason": found.revoked_because})
    return found


def _record(action: str, made: SetMatch, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="set_match", subject=made.id, region=made.region, by=by, changes=changes)

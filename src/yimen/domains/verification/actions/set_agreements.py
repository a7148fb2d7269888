"""The county records what it agreed with a department about a set, and that the agreement ended."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.models import SetAgreement
from yimen.domains.verification.permissions import access_agreement
from yimen.domains.verification.sets.catalogue import definition
from yimen.foundation import audit
from yimen.kernel import RegionLevel


@transaction.atomic
def record_agreement(
    *, set_key: str, title: str, agreed_on: date, ends_on: date | None, by: Actor
) -> SetAgreement:
    """From its day on the set may be pushed, and loaded where nothing else permits it.

    Who records it is not who loads.
    """
    require(by, Permission.SET_AGREE, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise SetRefusedError("约定由县级岗位登记。")
    definition(set_key)
    if not title.strip():
        raise SetRefusedError("请写明约定文件的名称和文号。")
    if agreed_on > timezone.localdate() or (ends_on is not None and ends_on <= agreed_on):
        raise SetRefusedError("签订日期不能在今天以后，失效日期须在签订日期以后。")
    made = SetAgreement.objects.create(
        region=str(by.region),
        set_key=set_key,
        title=title.strip(),
        agreed_on=agreed_on,
        ends_on=ends_on,
        recorded_by=by.staff_name,
        by_post_id=by.post_id,
    )
    _record("set:agree", made, by, {"set": set_key, "title": made.title, "agreed_on": agreed_on})
    return made


@transaction.atomic
def end_agreement(*, agreement_id: UUID, reason: str, by: Actor) -> SetAgreement:
    """From now on the set is neither loaded nor read; what was loaded stays until it is retracted."""
    found = access_agreement(agreement_id, by=by, is_changed=True)
    if found.ended_at is not None:
        raise SetRefusedError("这份约定已经登记终止。")
    if not reason.strip():
        raise SetRefusedError("请写明终止的原因。")
    found.ended_at, found.ended_by = timezone.now(), by.staff_name
    found.ended_because = reason.strip()
    found.save(update_fields=["ended_at", "ended_by", "ended_because"])
    _record("set:end_agreement", found, by, {"reason": found.ended_because})
    return found


def _record(action: str, made: SetAgreement, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="set_agreement", subject=made.id, region=made.region, by=by, changes=changes)

"""Delegating steps to towns and counties, and sharing subjects with those not responsible for them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.jobs.outbox import announce
from yimen.kernel import Programme, RegionCode, Step

from ..errors import InvalidChangeError
from ..models import DelegatedStep, Share
from ..permissions import Permission, require
from ..types import DELEGATION_CHANGED, Actor, Role, ShareReason

_CONFIRMERS = frozenset({Role.TOWN_CONFIRMER, Role.COUNTY_CONFIRMER})


@transaction.atomic
def delegate_step(
    *,
    programme: Programme,
    step: Step,
    region: RegionCode,
    role: Role,
    rule: str,
    valid_from: date,
    by: Actor,
    valid_until: date | None = None,
) -> DelegatedStep:
    """Give a step of a programme to a role; without the provincial rule it rests on, it is refused."""
    require(by, Permission.DELEGATION_CHANGE, region)
    if role not in _CONFIRMERS:
        raise InvalidChangeError("只能授权给县级或乡镇确认人。", role=role.value)
    if not rule.strip():
        raise InvalidChangeError("请写明授权所依据的省级规定（文号和条款）。")
    if valid_until is not None and valid_until <= valid_from:
        raise InvalidChangeError("终止日期须晚于授权日期 %(since)s。", since=valid_from)
    if DelegatedStep.objects.filter(
        programme=programme, step=step, region=str(region), valid_from=valid_from
    ).exists():
        raise InvalidChangeError("从这一天起的授权已经登记；请改用另一日期，或先终止原授权。")
    delegated = DelegatedStep.objects.create(
        programme=programme.value,
        step=step.value,
        region=str(region),
        role=role.value,
        rule=rule.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    changes = {
        "programme": programme, "step": step, "role": role, "rule": rule, "from": valid_from,
        "until": valid_until,
    }  # fmt: skip
    _record("delegation:give", "delegation", delegated.id, region, by, changes)
    announce(DELEGATION_CHANGED, [delegated.id])
    return delegated


@transaction.atomic
def end_delegation(*, delegation_id: UUID, on: date, by: Actor) -> DelegatedStep:
    """From `on` the step falls back to the wider delegation, or to the county."""
    delegated = DelegatedStep.objects.filter(id=delegation_id).first()
    if delegated is None:
        raise InvalidChangeError("没有这项授权；请从授权列表中选择。")
    require(by, Permission.DELEGATION_CHANGE, delegated.region)
    if on <= delegated.valid_from:
        raise InvalidChangeError("终止日期须晚于授权日期 %(since)s。", since=delegated.valid_from)
    if delegated.valid_until is not None and delegated.valid_until < on:
        raise InvalidChangeError("这项授权已于 %(until)s 终止。", until=delegated.valid_until)
    delegated.valid_until = on
    delegated.save(update_fields=["valid_until"])
    _record("delegation:end", "delegation", delegated.id, delegated.region, by, {"until": on})
    announce(DELEGATION_CHANGED, [delegated.id])
    return delegated


@transaction.atomic
def share_subjects(
    *,
    kind: str,
    subject_ids: Sequence[UUID],
    region: RegionCode,
    reason: ShareReason,
    by: Actor,
    to_region: RegionCode | None = None,
    to_organisation_id: UUID | None = None,
    to_department_id: UUID | None = None,
    note: str = "",
    valid_until: date | None = None,
    permission: Permission = Permission.SHARE_GRANT,
) -> list[Share]:
    """Show subjects of one's own region to another region, an organisation or a department, for a time.

    `permission` is that of the act which shares, where sharing is part of another act such as a transfer.
    """
    require(by, permission, region)
    receivers = [one for one in (to_region, to_organisation_id, to_department_id) if one is not None]
    if len(receivers) != 1:
        raise InvalidChangeError("共享须指定一个接收方：一个地区、一个部门，或一个机构。")
    today = timezone.localdate()
    shares = [
        Share(
            subject_kind=kind,
            subject_id=subject_id,
            region=str(region),
            to_region=None if to_region is None else str(to_region),
            to_organisation_id=to_organisation_id,
            to_department_id=to_department_id,
            reason=reason.value,
            note=note,
            granted_by_id=by.post_id,
            valid_from=today,
            valid_until=valid_until,
        )
        for subject_id in subject_ids
    ]
    Share.objects.bulk_create(shares)
    for share in shares:
        changes = {"to": str(receivers[0]), "reason": reason, "until": valid_until}
        _record("share:grant", kind, share.subject_id, region, by, changes)
    return shares


@transaction.atomic
def end_share(*, share_id: UUID, by: Actor) -> Share:
    """The subject is no longer shown from tomorrow; a share made today is ended by tomorrow as well."""
    share = Share.objects.filter(id=share_id).first()
    if share is None:
        raise InvalidChangeError("没有这项共享；请从共享列表中选择。")
    require(by, Permission.SHARE_GRANT, share.region)
    _end(share, by)
    return share


@transaction.atomic
def end_shares_of(*, subject_id: UUID, by: Doer) -> int:
    """Nobody is shown the subject any more: part of the act that ends it, whose room has checked who may."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=timezone.localdate() + timedelta(days=1))
    shares = list(Share.objects.filter(goes_on, subject_id=subject_id))
    for share in shares:
        _end(share, by)
    return len(shares)


def _end(share: Share, by: Doer) -> None:
    share.valid_until = max(timezone.localdate(), share.valid_from + timedelta(days=1))
    share.save(update_fields=["valid_until"])
    _record("share:end", share.subject_kind, share.subject_id, share.region, by, {"until": share.valid_until})


def _record(
    action: str, kind: str, subject: UUID, region: RegionCode | str, by: Doer, changes: Mapping[str, object]
) -> None:
    audit.record(action, kind=kind, subject=subject, region=str(region), by=by, changes=changes)

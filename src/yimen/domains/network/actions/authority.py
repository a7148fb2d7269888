"""Delegating steps to towns and counties."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from yimen.foundation import audit
from yimen.foundation.jobs.outbox import announce
from yimen.kernel import Programme, RegionCode, Step

from ..errors import InvalidChangeError
from ..models import DelegatedStep
from ..permissions import Permission, require
from ..types import DELEGATION_CHANGED, Actor, Role

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
    _record("delegation:give", delegated.id, region, by, changes)
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
    _record("delegation:end", delegated.id, delegated.region, by, {"until": on})
    announce(DELEGATION_CHANGED, [delegated.id])
    return delegated


def _record(
    action: str, subject: UUID, region: RegionCode | str, by: Actor, changes: Mapping[str, object]
) -> None:
    audit.record(action, kind="delegation", subject=subject, region=str(region), by=by, changes=changes)

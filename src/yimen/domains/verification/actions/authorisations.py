"""Signing, carrying over and revoking the permission to query."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import births_of
from yimen.domains.verification.errors import (
    AuthorisationInvalidError,
)
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.permissions import access_authorisation
from yimen.domains.verification.rules.grounds import is_of_age
from yimen.domains.verification.types import AuthorisedFor, SigningMethod
from yimen.foundation import audit


@transaction.atomic
def record_authorisation(
    *,
    case_id: UUID,
    region: str,
    person_id: UUID,
    signed_by_id: UUID,
    method: SigningMethod,
    signature: UUID | None,
    purpose: AuthorisedFor = AuthorisedFor.HOUSEHOLD,
    valid_until: date | None = None,
    by: Actor,
) -> Authorisation:
    """A signature on screen or a scan; it replaces a standing one of the same person and case."""
    require(by, Permission.AUTHORISATION_RECORD, region, subject=case_id)
    if signature is None:
        raise AuthorisationInvalidError("授权须有签名，请在屏幕上签名或上传已签署的授权书。")
    _refuse_child_signing(signed_by_id)
    now = timezone.now()
    Authorisation.objects.filter(case_id=case_id, person_id=person_id, revoked_at__isnull=True).update(
        revoked_at=now, revoked_reason="重新签署"
    )
    authorisation = Authorisation.objects.create(
        case_id=case_id,
        region=region,
        person_id=person_id,
        signed_by_id=signed_by_id,
        purpose=purpose,
        method=method,
        signature=signature,
        signed_at=now,
        valid_from=timezone.localdate(),
        valid_until=valid_until,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    _record(
        "authorisation:record", authorisation.id, region, by, {"person": str(person_id), "method": method}
    )
    return authorisation


def _refuse_child_signing(signer: UUID) -> None:
    """Who signs is of age; for a child an adult does (不满十四周岁的：个人信息保护法 第三十一条)."""
    born = births_of([signer]).get(signer)
    if born is not None and not is_of_age(born, timezone.localdate()):
        raise AuthorisationInvalidError("签署授权的人未满 18 周岁，请由监护人或家庭的成年成员签署。")


@transaction.atomic
def carry_authorisations(
    *, from_case: UUID, to_case: UUID, region: str, people: frozenset[UUID], by: Actor
) -> int:
    """Whoever signed stays bound while the household is assisted: the same signature counts in its review."""
    require(by, Permission.AUTHORISATION_RECORD, region, subject=to_case)
    standing = Authorisation.objects.filter(case_id=from_case, person__in=people, revoked_at__isnull=True)
    carried = [
        Authorisation(
            case_id=to_case,
            region=region,
            person_id=signed.person_id,
            signed_by_id=signed.signed_by_id,
            purpose=signed.purpose,
            method=signed.method,
            signature=signed.signature,
            signed_at=signed.signed_at,
            valid_from=signed.valid_from,
            valid_until=signed.valid_until,
            by_user_id=by.user_id,
            by_post_id=by.post_id,
        )
        for signed in standing
    ]
    Authorisation.objects.bulk_create(carried)
    for authorisation in carried:
        changes: dict[str, object] = {"person": str(authorisation.person_id), "from_case": str(from_case)}
        _record("authorisation:carry", authorisation.id, region, by, changes)
    return len(carried)


@transaction.atomic
def revoke_authorisation(*, authorisation_id: UUID, reason: str, by: Actor) -> Authorisation:
    """The person takes the permission back; nothing more is queried about them from now on."""
    authorisation = access_authorisation(authorisation_id, Permission.AUTHORISATION_RECORD, by=by)
    if authorisation.revoked_at is not None:
        raise AuthorisationInvalidError("这份授权已经撤销。")
    if not reason.strip():
        raise AuthorisationInvalidError("撤销授权请写明原因。")
    authorisation.revoked_at, authorisation.revoked_reason = timezone.now(), reason.strip()
    authorisation.save(update_fields=["revoked_at", "revoked_reason"])
    _record("authorisation:revoke", authorisation.id, authorisation.region, by, {"reason": reason})
    return authorisation


def _record(action: str, subject: UUID, region: str, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="verification", subject=subject, region=region, by=by, changes=changes)

"""The county's administrator issues and revokes what a department's machine pushes under."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import CredentialRefusedError
from yimen.domains.verification.models import SetCredential
from yimen.domains.verification.permissions import access_credential
from yimen.domains.verification.queries.credentials import DIGESTED_FOR, receivers
from yimen.domains.verification.queries.set_agreements import agreed_sets
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.types.pushes import Issued, Terms
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import RegionLevel

LONGEST = timedelta(days=366)
"""So long a credential may last; no law says so, it is the platform's own."""
_BEGINS = "yimen_"


@transaction.atomic
def issue_credential(*, terms: Terms, by: Actor) -> Issued:
    """Draw a secret that is shown once; of it only a keyed digest is kept."""
    require(by, Permission.SET_CONNECT, by.region)
    _refuse_terms(terms, by)
    receiver = next((each for each in receivers(by=by) if each.post_id == terms.receiver), None)
    if receiver is None:
        raise CredentialRefusedError("接收人须是本县在岗、有账号的核对员；推送的数据由其名下装载。")
    secret = _BEGINS + secrets.token_urlsafe(32)
    made = SetCredential.objects.create(
        region=str(by.region),
        title=terms.title.strip(),
        agreement=terms.agreement.strip(),
        set_keys=sorted(set(terms.set_keys)),
        source=terms.source,
        secret=blind(secret, DIGESTED_FOR),
        receiver_user_id=receiver.user_id,
        receiver_post_id=receiver.post_id,
        issued_by=by.staff_name,
        by_post_id=by.post_id,
        expires_on=terms.expires_on,
    )
    changes: dict[str, object] = {"sets": made.set_keys, "source": made.source, "expires_on": made.expires_on}
    _record("set:credential_issue", made, by, changes)
    return Issued(made, secret)


@transaction.atomic
def revoke_credential(*, credential_id: UUID, reason: str, by: Actor) -> SetCredential:
    """From now on it opens nothing; what was pushed under it stays until a person takes it back."""
    found = access_credential(credential_id, by=by, is_changed=True)
    if found.revoked_at is not None:
        raise CredentialRefusedError("这个凭证已经撤销。")
    if not reason.strip():
        raise CredentialRefusedError("请写明撤销的原因。")
    found.revoked_at, found.revoked_by = timezone.now(), by.staff_name
    found.revoked_because = reason.strip()
    found.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    _record("set:credential_revoke", found, by, {"reason": found.revoked_because})
    return found


def _refuse_terms(terms: Terms, by: Actor) -> None:
    today = timezone.localdate()
    if by.region.level is not RegionLevel.COUNTY:
        raise CredentialRefusedError("数据接口凭证由县级管理员签发。")
    if not terms.title.strip() or not terms.agreement.strip():
        raise CredentialRefusedError("请写明推送单位和所依据的约定文件。")
    if not terms.set_keys and not terms.source:
        raise CredentialRefusedError("请选择可以推送的数据集，或者可以返回结果的数据单位。")
    if not today < terms.expires_on <= today + LONGEST:
        raise CredentialRefusedError("失效日期须在今天以后、一年以内。")
    if terms.source:
        source_named(terms.source)
    agreed = agreed_sets(by.region, terms.set_keys, today)
    if owed := [definition(key).title for key in sorted(set(terms.set_keys) - agreed)]:
        raise CredentialRefusedError(
            "这些数据集还没有登记有效的书面约定：%(titles)s；请先由县级确认人登记。", titles=owed
        )


def _record(action: str, made: SetCredential, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="set_credential", subject=made.id, region=made.region, by=by, changes=changes)

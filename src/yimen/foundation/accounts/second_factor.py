"""The optional second factor: codes of an authenticator app (RFC 6238), and recovery codes that work once."""

import base64
import os
import secrets
from dataclasses import dataclass
from time import time
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.accounts.errors import WrongCodeError
from yimen.foundation.accounts.models import RecoveryCode, SecondFactor, User
from yimen.foundation.documents import qr_svg
from yimen.foundation.models import blind

_STEP = 30
_ISSUER = "一门 Yimen"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_CODES = 8


@dataclass(frozen=True, repr=False)
class Enrolment:
    """What the user scans or types into her authenticator app."""

    secret: str
    address: str
    qr: str


def has_second_factor(user: User) -> bool:
    """The user has confirmed an authenticator app."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


@transaction.atomic
def begin(user: User) -> Enrolment:
    """Make a secret that counts only after `enable`; a confirmed one is not touched."""
    pending = find_pending(user)
    if pending is None:
        secret = base64.b32encode(os.urandom(20)).decode()
        SecondFactor.objects.create(user=user, secret=secret)
        pending = _enrolment(user, secret)
    return pending


def find_pending(user: User) -> Enrolment | None:
    """The secret that awaits its first code, if the user has begun."""
    factor = SecondFactor.objects.filter(user=user, confirmed_at=None).first()
    return None if factor is None else _enrolment(user, factor.secret)


def _enrolment(user: User, secret: str) -> Enrolment:
    label = quote(f"{_ISSUER}:{user.username}")
    address = f"otpauth://totp/{label}?secret={secret}&issuer={quote(_ISSUER)}"
    return Enrolment(secret, address, qr_svg(address))


@transaction.atomic
def enable(user: User, *, code: str) -> list[str]:
    """Confirm with a first code; returns the recovery codes, shown this once."""
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if factor is None or not _matches(factor, code):
        raise WrongCodeError("动态口令不正确；请确认手机时间准确，再输入应用中最新的六位数字。")
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=timezone.now())
    _record(user, "account:enable_second_factor")
    return _make_recovery_codes(user)


@transaction.atomic
def disable(user: User, *, code: str) -> None:
    """Remove the second factor; needs a code, so that an unattended desk is not enough."""
    if not accepts(user, code):
        raise WrongCodeError("动态口令不正确或已用过；停用须输入最新的六位数字或一个备用码。")
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    _record(user, "account:disable_second_factor")


@transaction.atomic
def accepts(user: User, code: str) -> bool:
    """The code is right now, and was not used before; a right one is used up by this."""
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    if factor is None:
        return False
    return _matches(factor, code.strip()) or _use_recovery_code(user, code.strip())


def _matches(factor: SecondFactor, code: str) -> bool:
    """Compare with the present step and its neighbours; a step is good for one sign-in."""
    totp = TOTP(base64.b32decode(factor.secret), 6, SHA1(), _STEP)  # noqa: S303 - RFC 6238, what the apps speak
    now = int(time()) // _STEP
    for step in (now, now - 1, now + 1):
        if step > factor.last_step and secrets.compare_digest(totp.generate(step * _STEP), code.encode()):
            SecondFactor.objects.filter(pk=factor.pk).update(last_step=step)
            return True
    return False


def _make_recovery_codes(user: User) -> list[str]:
    codes = ["".join(secrets.choice(_ALPHABET) for _place in range(10)) for _code in range(_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    return codes


def _use_recovery_code(user: User, code: str) -> bool:
    codes = RecoveryCode.objects.filter(user=user, digest=_digest(code.lower()), used_at=None)
    return codes.update(used_at=timezone.now()) == 1


def _digest(code: str) -> bytes:
    return blind(code, "recovery-code")


def _record(user: User, action: str) -> None:
    audit.record(action, kind="user", subject=user.pk, region=audit.NATION, by=audit.as_user(user.pk))

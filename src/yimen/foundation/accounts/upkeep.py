"""Looking after the accounts of others: opening one, a new first password, unlocking, switching off and on.

Who may do it for whom, the room above decides; every act is recorded under the region it names.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.accounts.errors import AccountRefusedError, PasswordRefusedError
from yimen.foundation.accounts.models import RecoveryCode, SecondFactor, User
from yimen.foundation.audit import Doer

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Sixteen letters and figures in groups, to be read out once; nothing that looks like something else."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))


@transaction.atomic
def open_account(
    *, username: str, name: str, phone: str, region: str, by: Doer, password: str | None = None
) -> tuple[User, str]:
    """An account and its first password, shown this once; one its owner chose need not be changed."""
    username = username.strip()
    if not _USERNAME.fullmatch(username):
        raise AccountRefusedError("用户名须为 3 至 64 位小写字母、数字、点、横线，并以字母或数字开头。")
    if User.objects.filter(username=username).exists():
        raise AccountRefusedError("用户名“%(username)s”已有人使用，请换一个。", username=username)
    user = User(username=username, name=name, phone=phone or None, must_change_password=password is None)
    given = first_password() if password is None else _checked(password, user)
    user.set_password(given)
    user.save()
    _record(user, "account:open", region, by)
    return user, given


def _checked(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise PasswordRefusedError(" ".join(fault.messages)) from fault
    return password


@transaction.atomic
def reset_password(user_id: UUID, *, region: str, by: Doer) -> str:
    """A new first password, shown this once; every session of the user ends and the lockout is lifted."""
    user, password = User.objects.get(pk=user_id), first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    reset(username=user.username)
    _record(user, "account:reset_password", region, by)
    return password


@transaction.atomic
def rename(user_id: UUID, *, name: str, phone: str, region: str, by: Doer) -> None:
    """Another name or number to call; signing in stays as it is."""
    user = User.objects.get(pk=user_id)
    user.name, user.phone = name, phone or None
    user.save(update_fields=["name", "phone"])
    _record(user, "account:rename", region, by)


@transaction.atomic
def unlock(user_id: UUID, *, region: str, by: Doer) -> None:
    """Failures so far no longer count."""
    user = User.objects.get(pk=user_id)
    reset(username=user.username)
    _record(user, "account:unlock", region, by)


@transaction.atomic
def reset_second_factor(user_id: UUID, *, region: str, by: Doer) -> None:
    """The authenticator is lost, and the recovery codes with it: the password alone opens until a new one."""
    user = User.objects.get(pk=user_id)
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    _record(user, "account:reset_second_factor", region, by)


@transaction.atomic
def switch(user_id: UUID, *, is_active: bool, region: str, by: Doer) -> None:
    """Off: every session ends and nobody signs in; what the user did stays under their name."""
    user = User.objects.get(pk=user_id)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    _record(user, "account:switch_on" if is_active else "account:switch_off", region, by)


def locked_among(usernames: Iterable[str]) -> set[str]:
    """Those who wait after too many failures, for all names of a page in one query."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(
        username__in=set(usernames),
        attempt_time__gt=since,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    )
    return set(attempts.values_list("username", flat=True))


def _record(user: User, action: str, region: str, by: Doer) -> None:
    audit.record(action, kind="user", subject=user.pk, region=region, by=by)

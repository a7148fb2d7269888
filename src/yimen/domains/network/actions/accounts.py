"""The accounts of a county's staff: taking on, passwords, lockouts, lost authenticators, switching off."""

from uuid import UUID

from django.db import transaction

from yimen.foundation import audit
from yimen.foundation.accounts import upkeep

from .. import queries
from ..errors import InvalidChangeError
from ..models import Staff
from ..permissions import Permission, require
from ..types import Actor
from .staffing import add_staff


@transaction.atomic
def hire(*, username: str, name: str, phone: str, by: Actor) -> tuple[Staff, str]:
    """A working person with an account of the county; returns the first password, to be shown once."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    user, password = upkeep.open_account(
        username=username, name=name, phone=phone, region=str(by.region), by=by
    )
    return add_staff(name=name, user_id=user.id, by=by), password


@transaction.atomic
def change_staff(*, staff_id: UUID, name: str, phone: str, by: Actor) -> Staff:
    """How somebody is called and reached; the user name stays, as it stands under what they did."""
    staff = queries.get_staff(staff_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, staff.region)
    if not name.strip():
        raise InvalidChangeError("请填写姓名。")
    staff.name = name.strip()
    staff.save(update_fields=["name"])
    if staff.user_id is not None:
        upkeep.rename(staff.user_id, name=staff.name, phone=phone.strip(), region=staff.region, by=by)
    changes = {"name": staff.name, "phone": phone}
    audit.record("staff:change", kind="staff", subject=staff.id, region=staff.region, by=by, changes=changes)
    return staff


@transaction.atomic
def reset_password(*, staff_id: UUID, by: Actor) -> str:
    """A new first password for somebody else, to be shown once."""
    staff, user_id = _other(staff_id, by)
    return upkeep.reset_password(user_id, region=staff.region, by=by)


@transaction.atomic
def reset_second_factor(*, staff_id: UUID, by: Actor) -> None:
    """Somebody else who lost their authenticator signs in by password alone, until they set up another."""
    staff, user_id = _other(staff_id, by)
    upkeep.reset_second_factor(user_id, region=staff.region, by=by)


@transaction.atomic
def unlock_account(*, staff_id: UUID, by: Actor) -> None:
    """Somebody else may sign in again at once after too many wrong passwords."""
    staff, user_id = _other(staff_id, by)
    upkeep.unlock(user_id, region=staff.region, by=by)


@transaction.atomic
def switch_account(*, staff_id: UUID, is_active: bool, by: Actor) -> None:
    """Switch the account of somebody else off, or on again; the posts stay as they are."""
    staff, user_id = _other(staff_id, by)
    upkeep.switch(user_id, is_active=is_active, region=staff.region, by=by)


def _other(staff_id: UUID, by: Actor) -> tuple[Staff, UUID]:
    """Somebody of the administrator's county with an account, and never the administrator themselves."""
    staff = queries.get_staff(staff_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, staff.region)
    if staff.id == by.staff_id:
        raise InvalidChangeError("不能在这里处理自己的账号；修改密码请用右上角的“修改密码”。")
    if staff.user_id is None:
        raise InvalidChangeError("此人没有账号。")
    return staff, staff.user_id

"""Departments and organisations that work with the stations: registering them, and what they are called."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yimen.foundation import audit
from yimen.kernel import RegionCode, SocialCreditCode

from .. import queries
from ..errors import InvalidChangeError
from ..models import Department, Organisation
from ..permissions import Permission, require
from ..types import Actor, DepartmentKind, OrganisationKind


@transaction.atomic
def add_department(*, region: RegionCode, kind: DepartmentKind, name: str, by: Actor) -> Department:
    require(by, Permission.NETWORK_ADMINISTER, region)
    name = _department_name(region, name)
    department = Department.objects.create(region=str(region), kind=kind.value, name=name)
    _record("department:add", department, by, {"kind": kind.value, "name": name})
    return department


@transaction.atomic
def change_department(*, department_id: UUID, kind: DepartmentKind, name: str, by: Actor) -> Department:
    """After a reform of the administration: another name; what was done under the former stays."""
    department = queries.get_department(department_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, department.region)
    name = _department_name(RegionCode(department.region), name, department)
    department.kind, department.name = kind.value, name
    department.save(update_fields=["kind", "name"])
    _record("department:change", department, by, {"kind": kind.value, "name": name})
    return department


def _department_name(region: RegionCode, name: str, own: Department | None = None) -> str:
    """Said, and borne by one department of the county only."""
    name = name.strip()
    if not name:
        raise InvalidChangeError("请填写部门名称。")
    others = Department.objects.filter(region=str(region), name=name)
    if (others if own is None else others.exclude(id=own.id)).exists():
        raise InvalidChangeError("部门“%(name)s”已经登记。", name=name)
    return name


@transaction.atomic
def add_organisation(
    *, region: RegionCode, kind: OrganisationKind, name: str, credit_code: SocialCreditCode, by: Actor
) -> Organisation:
    require(by, Permission.NETWORK_ADMINISTER, region)
    name = _organisation_name(name)
    if Organisation.objects.filter(credit_code=str(credit_code)).exists():
        raise InvalidChangeError("统一社会信用代码 %(number)s 已经登记。", number=credit_code)
    organisation = Organisation.objects.create(
        region=str(region), kind=kind.value, name=name, credit_code=str(credit_code)
    )
    changes = {"kind": kind.value, "name": name, "credit_code": str(credit_code)}
    _record("organisation:add", organisation, by, changes)
    return organisation


@transaction.atomic
def change_organisation(
    *, organisation_id: UUID, kind: OrganisationKind, name: str, by: Actor
) -> Organisation:
    """Another name; its credit code is what it is known by and stays."""
    organisation = queries.get_organisation(organisation_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, organisation.region)
    organisation.kind, organisation.name = kind.value, _organisation_name(name)
    organisation.save(update_fields=["kind", "name"])
    _record("organisation:change", organisation, by, {"kind": kind.value, "name": organisation.name})
    return organisation


def _organisation_name(name: str) -> str:
    if not name.strip():
        raise InvalidChangeError("请填写机构名称。")
    return name.strip()


def _record(
    action: str, partner: Department | Organisation, by: Actor, changes: Mapping[str, object]
) -> None:
    kind = action.partition(":")[0]
    audit.record(action, kind=kind, subject=partner.id, region=partner.region, by=by, changes=changes)

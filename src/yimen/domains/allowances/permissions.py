"""Who may open or change an attestation or a civil matter; the database shows only rows of the region."""

from uuid import UUID

from yimen.domains.allowances.errors import AttestationNotFoundError, MatterNotFoundError
from yimen.domains.allowances.models import Attestation, CivilMatter
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_attestation(
    attestation_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Attestation:
    """The attestation, or the refusal that it is not there; locked when it will be changed."""
    rows = Attestation.objects.select_for_update(no_key=True) if is_changed else Attestation.objects.all()
    found = rows.filter(pk=attestation_id).first()
    if found is None:
        raise AttestationNotFoundError("没有这条认证，或不在您负责的区域内；请刷新列表。")
    require(by, permission, found.region)
    return found


def access_matter(
    matter_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> CivilMatter:
    """The matter, or the refusal that it is not there; locked when it will be changed."""
    rows = CivilMatter.objects.select_for_update(no_key=True) if is_changed else CivilMatter.objects.all()
    found = rows.filter(pk=matter_id).first()
    if found is None:
        raise MatterNotFoundError("没有这项民政事项，或不在您负责的区域内；请刷新列表。")
    require(by, permission, found.region)
    return found

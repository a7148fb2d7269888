"""Residence permits: shown by somebody registered elsewhere who wants to apply where they live."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.files.actions import store
from yimen.kernel import RegionCode, RegionLevel

from ..errors import PermitInvalidError
from ..models import Person, ResidencePermit
from ..permissions import person_for
from ..types import Permit

PERMIT_SCAN = "residence_permit"
"""What the scan of a permit is kept as."""


@transaction.atomic
def record_permit(
    *, person_id: UUID, permit: Permit, by: Actor, scan: bytes | None = None
) -> ResidencePermit:
    """The permit somebody shows; the one before it, if any, counts no longer."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    _refuse_impossible(person, permit)
    ResidencePermit.objects.filter(person=person, ended_on__isnull=True).update(ended_on=timezone.localdate())
    kept = (
        None
        if scan is None
        else store(scan, kind=PERMIT_SCAN, subject=person.id, region=person.region, by=by)
    )
    made = ResidencePermit.objects.create(
        region=person.region,
        person=person,
        county=str(permit.county),
        office=permit.office.strip(),
        issued_on=permit.issued_on,
        valid_until=permit.valid_until,
        lives_here_since=permit.lives_here_since,
        file_id=None if kept is None else kept.id,
    )
    changes = {"county": made.county, "office": made.office, "issued_on": made.issued_on,
               "until": made.valid_until, "since": made.lives_here_since}  # fmt: skip
    audit.record(
        "person:permit", kind="person", subject=person.id, region=person.region, by=by, changes=changes
    )
    return made


def _refuse_impossible(person: Person, permit: Permit) -> None:
    """Issued and lived here before tomorrow, after the birth; for the county one lives in; not run out."""
    today = timezone.localdate()
    if not permit.office.strip():
        raise PermitInvalidError("请填写居住证的签发机关。")
    if permit.issued_on > today or permit.lives_here_since > today:
        raise PermitInvalidError("签发日期和居住起始日期应在今天或以前。")
    if permit.lives_here_since < person.birth_date:
        raise PermitInvalidError("居住起始日期早于本人出生日期 %(born)s，请核对。", born=person.birth_date)
    if permit.valid_until is not None and permit.valid_until <= max(permit.issued_on, today):
        raise PermitInvalidError("居住证已过有效期，请先到公安机关办理签注。")
    if permit.county.level is not RegionLevel.COUNTY or not permit.county.contains(RegionCode(person.region)):
        raise PermitInvalidError("居住证须是现住县（市、区）的；持外地居住证的，请向该地申请。")

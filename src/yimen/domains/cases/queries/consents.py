"""The form on which somebody outside the household consents: a working sheet, without a number of its own."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yimen.domains.cases.errors import ObligorInvalidError
from yimen.domains.cases.queries.tekun import get_obligor
from yimen.domains.cases.tekun import Obligation
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.documents import render_pdf
from yimen.kernel import RegionCode, RegionLevel

FORM = "cases/obligor_consent.typ"


def consent_form(obligor_id: UUID, *, by: Actor) -> bytes:
    """What is sent to whoever owes support, to be signed by their own hand (社会救助法 第四十一条)."""
    obligor = get_obligor(obligor_id, by=by)
    require(by, Permission.AUTHORISATION_RECORD, obligor.region)
    if obligor.ended_on is not None:
        raise ObligorInvalidError("“%(name)s”已经不再列入，不需要签署。", name=obligor.name)
    region = RegionCode(obligor.region)
    audit.record(
        "obligor:print_form", kind="case", subject=obligor.case_id, region=obligor.region, by=by,
        changes={"obligor": str(obligor.id)},
    )  # fmt: skip
    values = {
        "title": "法定义务人收入财产状况核对授权书",
        "name": obligor.name,
        "applicant": obligor.case.applicant_name,
        "number": obligor.case.number or "",
        "obligation": Obligation(obligor.obligation).title,
        "address": obligor.address,
        "county": network.get_region(region.at(RegionLevel.COUNTY)).name,
        "office": network.get_region(region.at(RegionLevel.TOWN)).name,
        "on": timezone.localdate().isoformat(),
        "synthetic": settings.YIMEN_IS_SYNTHETIC,
    }
    return render_pdf(FORM, values)

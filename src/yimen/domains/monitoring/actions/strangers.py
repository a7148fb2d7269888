"""Pushes about people nobody knows: matched by key alone, opened into a file by the visit."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.monitoring.errors import LeadClosedError, LeadIncompleteError
from yimen.domains.monitoring.models import Lead
from yimen.domains.monitoring.permissions import access_lead
from yimen.domains.monitoring.rules.leads import digest_of_push
from yimen.domains.monitoring.types.leads import Candidate
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import joining_keys_of
from yimen.foundation import audit
from yimen.kernel import RegionCode, RegionLevel


def match_leads(found: Sequence[Candidate], *, by: Actor) -> None:
    """Leads about somebody unknown whose key is now that of somebody on file, by whatever way they came."""
    homes = {each.digest: each for each in found if each.household_id is not None}
    unknown = Lead.objects.filter(digest__in=list(homes), household__isnull=True)
    for lead in unknown:
        each = homes[bytes(lead.digest)]
        assert each.household_id is not None and each.person_id is not None
        _match(lead, each.household_id, each.person_id, by)


@transaction.atomic
def put_on_file(*, lead_id: UUID, household_id: UUID, by: Actor) -> Lead:
    """The family the visit found; one of it must have the number that the department pushed."""
    lead = access_lead(lead_id, Permission.LEAD_VISIT, by=by, is_changed=True)
    if lead.outcome:
        raise LeadClosedError("这条线索已经办结。")
    if lead.household_id is not None or lead.visited_on is None:
        raise LeadIncompleteError("请先登记走访情况；已经有家庭档案的，不用再建。")
    keys = joining_keys_of(row.person_id for row in people.members(household_id, on=timezone.localdate()))
    person = next((person for person, key in keys.items() if _is_of(lead, key.key)), None)
    if person is None:
        raise LeadIncompleteError(
            "这一家没有人的公民身份号码与部门推送的一致；请核对号码，或按“查无此人”“数据有误”办结。"
        )
    _match(lead, household_id, person, by)
    return lead


def _is_of(lead: Lead, key: int) -> bool:
    """The number never came in: only what the lead rests on can be made again from it."""
    if lead.told_on is None:
        return False
    county = RegionCode(lead.region).at(RegionLevel.COUNTY)
    return digest_of_push(county, lead.rule, key, lead.told_on) == bytes(lead.digest)


def _match(lead: Lead, household_id: UUID, person_id: UUID, by: Actor) -> None:
    lead.household_id, lead.person_id = household_id, person_id
    lead.save(update_fields=["household", "person"])
    changes: dict[str, object] = {"household": household_id}
    audit.record("lead:match", kind="lead", subject=lead.id, region=lead.region, by=by, changes=changes)

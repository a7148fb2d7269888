"""An emergency far from home: helped where it happens, while the file stays with the place that keeps it."""

from uuid import UUID

from django.db import transaction

from yimen.domains.cases.actions.urgent import Emergency, help_first
from yimen.domains.cases.errors import UrgentInvalidError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.types import Channel
from yimen.domains.network.actions import share_subjects
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, ShareReason
from yimen.domains.people import actions as people
from yimen.domains.people import queries as people_queries
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode, ResidentId


@transaction.atomic
def help_away(
    *,
    identity: ResidentId,
    name: str,
    region: RegionCode,
    emergency: Emergency,
    channel: Channel,
    contact_id: UUID | None = None,
    by: Actor,
) -> CaseOutcome:
    """Help first for somebody whose file another place keeps (社会救助法 第三十七条).

    The file is shown here for a time; the case is shown there, where the family will be looked after again.
    """
    borrowed = people.borrow_file(
        identity=identity,
        name=name,
        region=region,
        reason=ShareReason.EMERGENCY,
        note=emergency.happened,
        by=by,
    )
    if borrowed.household_id is None:
        raise UrgentInvalidError("此人在其他地区没有家庭档案，请先发起转移申请，把个人档案转入后再登记。")
    with scoped(borrowed.by.scope):
        outcome = help_first(
            household_id=borrowed.household_id,
            applicant_id=borrowed.person_id,
            emergency=emergency,
            channel=channel,
            contact_id=contact_id,
            region=region,
            by=borrowed.by,
        )
        home = people_queries.find_region_of_household(borrowed.household_id)
    assert home is not None  # it goes on, or it would not have been shown
    share_subjects(
        kind="case",
        subject_ids=[outcome.case_id],
        region=region,
        to_region=RegionCode(home),
        reason=ShareReason.EMERGENCY,
        note=emergency.happened[:200],
        permission=Permission.APPLICATION_WRITE,
        by=by,
    )
    return outcome

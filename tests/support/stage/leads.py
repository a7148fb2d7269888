"""A scan over what a department pushed: one family was visited, for the other somebody plans."""

import io

from tests.support.cast import VILLAGE, acting
from yimen.domains.monitoring.actions import away
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.actions.scanning import run_scan, start_scan
from yimen.domains.monitoring.models import Lead
from yimen.domains.monitoring.types.leads import ContactWay
from yimen.domains.people.models import Person
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set

from .setting import TODAY, Stage

HEAD = "公民身份号码,姓名,居住地区划,困难类型,推送日期"


def people_are_found(stage: Stage) -> None:
    """By the county's verifier; both families are on file."""
    by = stage.cast.county_verifier
    pushed = [stage.awarded, stage.supported]
    with acting(by):
        numbers = [Person.objects.get(id=walk.adults[0]).identity for walk in pushed]
        rows = [f"{number},某人,{VILLAGE},ill,2026-03-05" for number in numbers]
        load = sets.hand_in_set(
            set_key="suspected_cases",
            as_of=TODAY,
            stream=io.BytesIO("\n".join([HEAD, *rows]).encode()),
            by=by,
            is_deferred=False,
        )
    load_set(load.id, by=by)
    with acting(by):
        scan = start_scan(by=by, is_deferred=False)
    run_scan(scan.id)
    stage.objects["scan_id"] = scan.id
    _handled(stage)


def _handled(stage: Stage) -> None:
    by = stage.cast.town_reviewer
    with acting(by):
        leads = {lead.household_id: lead.id for lead in Lead.objects.all()}
        stage.objects["lead_id"] = leads[stage.awarded.household_id]
        actions.record_visit(lead_id=stage.objects["lead_id"], visited_on=TODAY, note="邻居说在外务工", by=by)
        plan = away.plan_contact(
            lead_id=leads[stage.supported.household_id],
            way=ContactWay.VIDEO,
            every_days=30,
            share_until=None,
            by=by,
        )
    stage.objects["plan_id"] = plan.id

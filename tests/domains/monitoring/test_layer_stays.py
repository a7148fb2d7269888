"""Stays in layers: begun, ended and told by scans."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.scanning import DAY, stays, visited

from yimen.domains.awards.models import Award
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.queries.layers import counted, layered
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.domains.monitoring.types.leads import (
    LeadOutcome,
    LeadSource,
)
from yimen.domains.worklist.models import WorkItem

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-5")]


OTHER = "999999193001010000"


def test_whoever_is_watched_against_relapse_is_a_layer_until_a_visit_says_otherwise(scanned, cast):
    scanned.load("suspected_cases", f"{scanned.head},甲,{VILLAGE},relapse,2026-11-10")
    scanned.scan()
    lead, by = scanned.lead(), cast.county_verifier
    with acting(by):
        [family] = layered(by.region, by=by)
    assert [layer.value for layer in family.layers] == ["dibao", "relapse"]
    assert family.layer.value == "dibao", "it counts once, in the first layer"
    visited(cast, lead)
    with acting(cast.village_assistant):
        actions.close_lead(
            lead_id=lead.id, outcome=LeadOutcome.NOT_IN_NEED, because="已脱贫", by=cast.village_assistant
        )
    with acting(by):
        [family] = layered(by.region, by=by)
        assert [each.value for each in family.layers] == ["dibao"]
        counts = {each.layer.value: (each.households, each.people) for each in counted([family])}
    assert counts["dibao"] == (1, 3)
    assert counts["margin"] == (0, 0)


def test_a_family_the_list_names_no_more_leaves_its_layer_and_the_village_is_told(scanned, cast):
    named = f"{scanned.head},甲,{VILLAGE},relapse,2026-11-10"
    scanned.load("suspected_cases", named, f"{OTHER},温大伯,{VILLAGE},relapse,2026-11-10")
    scanned.scan()
    scanned.load("suspected_cases", f"{OTHER},温大伯,{VILLAGE},ill,2026-11-12")
    scanned.scan()
    assert [row[0] for row in stays(cast) if row[2] is None] == ["dibao", "relapse"], (
        "a list that names nobody against relapse says nothing of it"
    )
    scanned.load("suspected_cases", f"{OTHER},温大伯,{VILLAGE},relapse,2026-11-10")
    scan = scanned.scan()
    assert scan.opened == 0, "the family still has dibao, which comes before"
    dibao, relapse = stays(cast)
    assert relapse == ("relapse", str(DAY), str(DAY), LayerEnd.LIST)
    assert dibao[2] is None and dibao[1] < str(DAY), "an award says since when"
    scanned.load("suspected_cases", named)
    scanned.scan()
    assert stays(cast)[-1] == ("relapse", str(DAY), None, "")


def test_whoever_leaves_the_population_is_told_to_the_village_once(scanned, cast):
    scanned.scan()
    by, home = cast.county_verifier, scanned.walk.household_id
    with acting(by):
        Award.objects.filter(household_id=home).update(until_month=date(2026, 11, 1))
    scan = scanned.scan()
    lead = scanned.lead()
    assert (scan.opened, lead.source, lead.rule, lead.household_id) == (
        1, LeadSource.LEFT, "left_dibao", home,
    )  # fmt: skip
    assert queries.title_of_lead(lead) == "不再是最低生活保障对象"
    assert stays(cast)[0][2:] == ("2026-11-01", LayerEnd.AWARD)
    assert scanned.scan().opened == 0
    with acting(cast.village_assistant):
        assert WorkItem.objects.filter(kind="lead_visit", subject_id=lead.id).exists()

"""Layers of 国办发〔2023〕39号 二: a family counts once, and of its people only whom a layer is about."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.cast import acting
from tests.support.process import on
from tests.support.scanning import DAY, stays

from yimen.domains.awards.models import Award
from yimen.domains.library.queries import Layer
from yimen.domains.monitoring.actions import layers
from yimen.domains.monitoring.actions.layers import follow_decisions, follow_layers
from yimen.domains.monitoring.errors import CountiesFailedError
from yimen.domains.monitoring.jobs import follow_decisions_of_late
from yimen.domains.monitoring.models import LayerStay
from yimen.domains.monitoring.queries.layers import layered_household, people_by_layer
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.domains.monitoring.types.leads import LeadSource
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Programme, RegionCode

pytestmark = pytest.mark.requirement("R-CHK-5")
HOME, HEAD, CHILD = UUID(int=1), UUID(int=2), UUID(int=3)
WHOLE = None


@pytest.mark.parametrize(
    ("held", "is_watched", "layer", "people"),
    [
        ({WHOLE: {Programme.DIBAO}}, False, Layer.DIBAO, {Layer.DIBAO: 4}),
        (
            {WHOLE: {Programme.DIBAO_MARGIN}, HEAD: {Programme.DIBAO_SINGLE}},
            False,
            Layer.DIBAO,
            {Layer.DIBAO: 1, Layer.MARGIN: 3},
        ),
        ({HEAD: {Programme.TEKUN}}, False, Layer.TEKUN, {Layer.TEKUN: 1}),
        ({HEAD: {Programme.TEKUN}}, True, Layer.TEKUN, {Layer.TEKUN: 1, Layer.RELAPSE: 3}),
        (
            {WHOLE: {Programme.DIBAO}, HEAD: {Programme.DISABILITY_CARE}, CHILD: {Programme.ORPHAN}},
            False,
            Layer.DIBAO,
            {Layer.DIBAO: 4},
        ),
        ({WHOLE: {Programme.ILLNESS_POVERTY}}, False, Layer.OTHER, {Layer.OTHER: 4}),
    ],
)
def test_a_family_counts_once_and_who_is_assisted_alone_counts_alone(held, is_watched, layer, people):
    found = layered_household(HOME, "441426100200", held, is_watched)
    assert found is not None and found.layer is layer
    assert +people_by_layer(found, 4) == people


def test_a_subsidy_given_whatever_the_means_puts_nobody_into_a_layer():
    assert layered_household(HOME, "441426100200", {HEAD: {Programme.DISABILITY_CARE}}, False) is None


@pytest.mark.django_db
def test_what_was_decided_moves_a_stay_and_is_told_without_a_scan(scanned, cast):
    def decided(until):
        with acting(cast.county_verifier):
            Award.objects.filter(household_id=scanned.walk.household_id).update(until_month=until)
        with system_scope():
            return follow_decisions(by=SYSTEM)

    scanned.scan()
    assert decided(None) == 0 and len(stays(cast)) == 1
    assert decided(date(2026, 12, 1)) == 0, "it is paid until the end of the month"
    assert decided(date(2026, 11, 1)) == 1
    lead = scanned.lead()
    assert (lead.source, lead.rule, lead.scan_id) == (LeadSource.LEFT, "left_dibao", None)
    assert stays(cast)[0][2:] == ("2026-11-01", LayerEnd.AWARD)
    with acting(cast.village_assistant):
        assert WorkItem.objects.filter(kind="lead_visit", subject_id=lead.id).exists()
    assert decided(date(2026, 11, 1)) == 0, "a second run tells nothing again"
    assert decided(None) == 0 and [row[2] for row in stays(cast)].count(None) == 1
    assert scanned.scan().opened == 0


@pytest.mark.django_db
def test_a_stay_that_the_county_before_has_not_ended_yet_is_in_nobody_s_way(
    cast, supported, settings, tmp_path
):
    settings.YIMEN_FILES = tmp_path / "files"
    here, elsewhere = RegionCode("441426000000"), "441427100000"
    home = supported.walk.household_id
    with on(DAY), system_scope():
        LayerStay.objects.create(
            region=elsewhere, household_id=home, layer=Layer.DIBAO, since=date(2026, 9, 1)
        )
        follow_layers(here, DAY)
        assert LayerStay.objects.get(until=None).region == elsewhere, "it is theirs to end"
        follow_decisions(by=SYSTEM)
        follow_layers(here, DAY)
        assert LayerStay.objects.get(until=None).region.startswith("441426")


@pytest.mark.django_db
def test_a_fault_in_one_county_leaves_the_others_done_and_the_job_failed(
    cast, supported, settings, tmp_path, monkeypatch, caplog
):
    settings.YIMEN_FILES = tmp_path / "files"
    home, first, real = supported.walk.household_id, "441322000000", layers.follow_layers

    def breaking(county, day):
        if str(county) == first:
            LayerStay.objects.all().delete()
            raise ValueError("王小明")
        return real(county, day)

    with on(DAY), system_scope():
        stay = {"household_id": home, "layer": Layer.TEKUN, "since": date(2026, 9, 1)}
        LayerStay.objects.create(region=first, until=date(2026, 10, 1), ended_because=LayerEnd.AWARD, **stay)
        LayerStay.objects.create(region="441426000000", **stay)
    monkeypatch.setattr(layers, "follow_layers", breaking)
    with on(DAY), pytest.raises(CountiesFailedError, match=first):
        follow_decisions_of_late()
    assert f"county {first} failed: ValueError" in caplog.text and "王小明" not in caplog.text
    with system_scope():
        ended = dict(LayerStay.objects.filter(layer=Layer.TEKUN).values_list("region", "until"))
    assert len(ended) == 2, "what the one had begun is undone"
    assert ended["441426000000"] is not None, "the other is done"

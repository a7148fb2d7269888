"""Scans: whom a sign, the rules or a push point at, once for the same facts, and no finances are read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import VILLAGE, acting
from tests.support.scanning import DAY

from yimen.domains.awards.models import Award
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.actions import scanning
from yimen.domains.monitoring.actions.scanning import run_scan, start_scan
from yimen.domains.monitoring.errors import (
    ScanNotFoundError,
    ScanRefusedError,
)
from yimen.domains.monitoring.models import Scan
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.queries.scanning import families
from yimen.domains.monitoring.rules.files import NEVER_ASKED, scan_file
from yimen.domains.monitoring.types.leads import (
    LeadOutcome,
    LeadSource,
    Likelihood,
)
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.verification.errors import SetFinancialError
from yimen.domains.verification.models import Authorisation, QueryEntry
from yimen.domains.verification.queries.sets import read_shard_for_scan
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.jobs.models import Run
from yimen.foundation.jobs.runs import LOST_AFTER
from yimen.kernel import Programme

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-5")]


def test_a_new_disability_points_at_the_subsidies_it_may_bring(scanned, cast):
    scanned.disabled()
    scan = scanned.scan()
    assert (scan.households, scan.opened, scan.known, scan.run.state) == (1, 1, 0, "done")
    lead = scanned.lead()
    assert (lead.source, lead.rule, lead.likelihood) == (
        LeadSource.WARNING,
        "became_disabled",
        Likelihood.LIKELY,
    )
    assert lead.programmes == [Programme.DISABILITY_CARE, Programme.DISABILITY_LIVING]
    assert (lead.region, lead.set_key, lead.set_version) == (str(VILLAGE), "disability_cards", 1)
    with acting(cast.village_assistant):
        item = WorkItem.objects.get(kind="lead_visit", subject_id=lead.id)
    assert item.owner_station_id == cast.village_assistant.station_id
    assert "非法定期限" in item.article


def test_no_lead_twice_for_the_same_facts_also_once_it_is_closed(scanned, cast):
    scanned.disabled()
    scanned.scan()
    lead = scanned.lead()
    with acting(cast.village_assistant):
        actions.close_lead(
            lead_id=lead.id, outcome=LeadOutcome.DATA_WRONG, because="证不是本人的", by=cast.village_assistant
        )
    scanned.load("disability_cards", f"{scanned.head},甲,4,1,2026-11-01,2036-11-01", as_of=DAY - timedelta(1))
    again = scanned.scan()
    assert (again.opened, again.known) == (0, 1)
    scanned.load("disability_cards", f"{scanned.head},甲,6,1,2026-11-02,2036-11-01")
    other = scanned.scan()
    assert other.opened == 1, "another card is another fact"


def test_a_push_about_somebody_unknown_goes_to_the_place_it_names(scanned):
    scanned.load("suspected_cases", f"999999193001010000,温大伯,{VILLAGE},ill,2026-11-10")
    assert scanned.scan().opened == 1
    lead = scanned.lead()
    assert (lead.source, lead.rule, lead.name, lead.household_id) == (LeadSource.PUSH, "ill", "温大伯", None)
    assert lead.likelihood == Likelihood.SIGN
    assert scanned.scan().opened == 0


def test_a_second_disaster_is_another_fact_and_a_list_told_again_is_not(scanned):
    scanned.load("suspected_cases", f"{scanned.head},甲,{VILLAGE},disaster,2026-09-10")
    assert scanned.scan().opened == 1
    again = (f"{scanned.head},甲,{VILLAGE},disaster,{day}" for day in ("2026-09-10", "2026-11-10"))
    scanned.load("suspected_cases", *again)
    assert (scanned.scan().opened, len(scanned.leads())) == (1, 2)


def test_sets_of_what_people_earn_and_own_are_not_read(scanned, cast):
    row = f"{scanned.head},甲,粤M12345,car,2020-01-01,126000.00,A"
    load = scanned.load("vehicles", row)
    with acting(cast.county_verifier), pytest.raises(SetFinancialError):
        read_shard_for_scan(load.id, 0)
    scan = scanned.scan()
    assert "vehicles" not in scan.sets
    assert scanned.leads() == []


def test_columns_of_what_people_earn_are_left_out(scanned, cast):
    load = scanned.load("unemployment", f"{scanned.head},甲,2026-11-01,1500.00,2027-01-01")
    with acting(cast.county_verifier):
        frame = read_shard_for_scan(load.id, 0)
    assert "amount" not in frame.columns
    assert "registered_on" in frame.columns


def test_without_a_signature_that_stands_nobody_reads_what_they_earn_and_own(scanned, cast):
    by, home = cast.county_verifier, scanned.walk.household_id
    with acting(by):
        [signed] = families([home], DAY)
        assert signed.is_authorised
        kept = scan_file(signed, {}, DAY)
        assert kept["household"]["homes"] == 1
        assert any(member.get("income") for member in kept["members"])
        Authorisation.objects.update(revoked_at="2026-11-01T00:00:00Z", revoked_reason="本人撤回")
        [taken_back] = families([home], DAY)
        file = scan_file(taken_back, {}, DAY)
    assert {file["household"][name] for name in NEVER_ASKED} == {"unknown"}
    assert not any("income" in member or "paid_out" in member for member in file["members"])
    assert file["obligors"] == "unknown"


def test_a_scan_names_its_duty_and_logs_whose_rows_it_read(scanned, cast):
    scanned.disabled()
    scan = scanned.scan()
    with acting(cast.county_verifier):
        assert scan.duty == "monitor"
        assert queries.duty().article.startswith("社会救助法 第十条")
        [entry] = QueryEntry.objects.filter(act="compare")
    assert (entry.duty, entry.source, entry.person_id) == (
        "monitor",
        "disability_cards",
        scanned.walk.adults[0],
    )


def test_one_scan_at_a_time_by_whoever_may(scanned, cast):
    by = cast.county_verifier
    with acting(by):
        start_scan(by=by, is_deferred=False)
        with pytest.raises(ScanRefusedError):
            start_scan(by=by, is_deferred=False)
    with acting(cast.town_handler), pytest.raises(NotPermittedError):
        start_scan(by=cast.town_handler)


def running(scanned, cast):
    """A scan of which the worker took nothing up yet."""
    by = cast.county_verifier
    with acting(by):
        return start_scan(by=by, is_deferred=False)


def test_a_scan_stops_before_its_next_part_and_goes_on_under_who_takes_it_up(scanned, cast):
    scanned.disabled()
    scan, by, other = running(scanned, cast), cast.county_verifier, cast.county_reviewer
    with acting(by):
        scanning.cancel_scan(scan_id=scan.id, by=by)
        with pytest.raises(ScanRefusedError, match="没有在进行"):
            scanning.cancel_scan(scan_id=scan.id, by=by)
    run_scan(scan.id)
    assert scanned.leads() == []
    with acting(other):
        scanning.resume_scan(scan_id=scan.id, by=other, is_deferred=False)
        with pytest.raises(ScanRefusedError, match="不需要继续"):
            scanning.resume_scan(scan_id=scan.id, by=other, is_deferred=False)
    done = finished(scan, by)
    assert (done.run.state, done.opened, done.cancelled_by) == ("done", 1, "")
    assert done.run.user_id == other.user_id
    assert finished(scan, by).opened == 1, "the job of the first attempt comes late and finds it done"


def finished(scan, by):
    run_scan(scan.id)
    with acting(by):
        return Scan.objects.select_related("run").get(id=scan.id)


def test_a_scan_that_broke_off_counts_what_it_opened_before_as_its_own(scanned, cast, monkeypatch):
    scanned.disabled()
    scan, by = running(scanned, cast), cast.county_verifier

    def breaks(_self, _households):
        raise MemoryError

    monkeypatch.setattr(scanning._Scanning, "_settle", breaks)
    with pytest.raises(MemoryError):
        run_scan(scan.id)
    monkeypatch.undo()
    with acting(by):
        scanning.resume_scan(scan_id=scan.id, by=by, is_deferred=False)
    done = finished(scan, by)
    assert (done.run.state, done.opened, done.known, len(scanned.leads())) == ("done", 1, 0, 1)


def test_a_scan_whose_process_died_is_in_nobody_s_way(scanned, cast):
    scan, by, other = running(scanned, cast), cast.county_verifier, cast.county_reviewer
    Run.objects.filter(id=scan.run_id).update(beat_at=timezone.now() - LOST_AFTER)
    with acting(other):
        scanning.resume_scan(scan_id=scan.id, by=other, is_deferred=False)
        Run.objects.filter(id=scan.run_id).update(beat_at=timezone.now() - LOST_AFTER)
        stopped = scanning.cancel_scan(scan_id=scan.id, by=other)
        assert stopped.cancelled_by == other.staff_name
        assert Run.objects.get(id=scan.run_id).state == "failed"
    with acting(by):
        lost = start_scan(by=by, is_deferred=False)
        Run.objects.filter(id=lost.run_id).update(beat_at=timezone.now() - LOST_AFTER)
        start_scan(by=by, is_deferred=False)
    with acting(cast.town_handler), pytest.raises((ScanNotFoundError, NotPermittedError)):
        scanning.cancel_scan(scan_id=scan.id, by=cast.town_handler)


def test_what_was_granted_from_next_month_on_is_not_told(scanned, cast):
    with acting(cast.county_verifier):
        Award.objects.filter(household_id=scanned.walk.household_id).update(from_month=date(2026, 12, 1))
    scanned.load("suspected_cases", f"{scanned.head},甲,{VILLAGE},disabled,2026-11-10")
    scanned.scan()
    assert "dibao" not in scanned.lead().programmes

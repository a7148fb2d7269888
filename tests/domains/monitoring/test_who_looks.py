"""Who looks at what is watched: views and refusals recorded, no other county's rows, nobody twice at once."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import OTHER_COUNTY_TOWN, acting
from tests.support.reviewing import LATER
from tests.support.scanning import scanned_by

from yimen.domains.monitoring.actions import comparisons
from yimen.domains.monitoring.actions.scanning import start_scan
from yimen.domains.monitoring.errors import (
    ComparisonInvalidError,
    FindingNotFoundError,
    LeadNotFoundError,
    ScanRefusedError,
)
from yimen.domains.monitoring.models import Finding, Lead, Scan
from yimen.domains.monitoring.queries import findings, leads
from yimen.domains.monitoring.rules.files import KnownFamily, scan_file
from yimen.domains.people import queries as people
from yimen.domains.verification.models import QueryEntry
from yimen.domains.verification.types import QueryOutcome
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import RunState
from yimen.kernel import RegionCode

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
CAR = {"plate": "粤M12345", "kind": "car", "registered_on": str(LATER - timedelta(90)), "state": "A"}
CARD = {
    "kind": "4", "level": "1", "issued_on": str(LATER - timedelta(9)),
    "valid_until": str(LATER + timedelta(900)),
}  # fmt: skip
CAPABLE = [{"capable": True}, {"capable": "unknown", "supports": ["m1"]}]


def found(county):
    county.told("vehicles", (county.head, CAR))
    county.compared()
    return next(each for each in county.findings() if each.rule == "vehicle")


def led(county):
    county.told("disability_cards", (county.head, CARD))
    scanned_by(county.cast.county_verifier)
    with acting(county.cast.county_verifier):
        return Lead.objects.get(set_key="disability_cards")


def gone_elsewhere(model):
    """As if the family had been looked at in another county, and had moved here since."""
    with system_scope():
        model.objects.update(region=str(OTHER_COUNTY_TOWN))


def test_a_family_that_was_found_in_another_county_is_found_here_as_well(county):
    found(county)
    gone_elsewhere(Finding)
    again = county.compared()
    assert (again.run.state, again.opened, again.known) == (RunState.DONE, 1, 0)


@pytest.mark.requirement("R-CHK-5")
def test_a_lead_of_another_county_does_not_stop_a_scan_here(county):
    led(county)
    gone_elsewhere(Lead)
    again = scanned_by(county.cast.county_verifier)
    assert (again.run.state, again.known) == (RunState.DONE, 0)
    assert again.opened


def test_a_family_that_is_shared_brings_along_nothing_that_was_found(county):
    finding = found(county)
    by = county.cast.outsider
    sees = replace(by, scope=replace(by.scope, shared=(finding.household_id,)))
    with acting(sees):
        assert not findings.findings_of_household(finding.household_id, by=sees).exists()
    with acting(county.cast.town_handler):
        own = findings.findings_of_household(finding.household_id, by=county.cast.town_handler)
        assert [row.id for row in own] == [finding.id]


@pytest.mark.parametrize(
    ("get", "refusal"),
    [(findings.get_finding, FindingNotFoundError), (leads.get_lead, LeadNotFoundError)],
    ids=["finding", "lead"],
)
def test_what_is_refused_to_whoever_guesses_is_recorded(county, get, refusal):
    by = county.cast.outsider
    with pytest.raises(refusal), acting(by):
        get(uuid4(), by=by)
    with system_scope():
        last = QueryEntry.objects.filter(user_id=by.user_id, outcome=QueryOutcome.REFUSED).latest("id")
    assert (last.refusal, last.region) == (refusal.code, str(by.region))


@pytest.mark.requirement("R-CHK-5")
def test_looking_at_what_a_department_told_is_logged_with_the_set_and_the_duty(county):
    lead, by = led(county), county.cast.village_assistant
    with acting(by):
        leads.get_lead(lead.id, by=by)
    with acting(county.cast.county_confirmer):
        entry = QueryEntry.objects.get(act="view", user_id=by.user_id)
    assert (entry.person_id, entry.duty, entry.source) == (county.head, "monitor", "disability_cards")


@pytest.mark.parametrize("page", ["household", "person"])
def test_what_stands_on_the_page_of_a_family_or_a_person_stands_in_their_log(county, page):
    found(county)
    led(county)
    by, home = county.cast.town_reviewer, county.review.walk.household_id
    shown = entered(by).get(reverse(f"desk:{page}", args=[home if page == "household" else county.head]))
    assert "比对发现的问题" in shown.content.decode() and "走访线索" in shown.content.decode()
    with acting(county.cast.county_confirmer):
        entries = QueryEntry.objects.filter(act="view", user_id=by.user_id, person_id=county.head)
        assert {(entry.duty, entry.source) for entry in entries} == {
            ("compare", ""), ("monitor", "disability_cards"),
        }  # fmt: skip


@pytest.mark.parametrize("page", ["findings-export", "leads-export"])
def test_a_sheet_that_leaves_the_house_stands_in_each_person_s_log(county, page):
    found(county)
    led(county)
    by = county.cast.town_reviewer
    assert entered(by).get(reverse(f"desk:{page}")).status_code == 200
    with acting(county.cast.county_confirmer):
        entries = QueryEntry.objects.filter(act="export", user_id=by.user_id)
        assert {entry.person_id for entry in entries} == {county.head}


@pytest.mark.requirement("R-CHK-5")
@pytest.mark.parametrize("signed", [0, 1, 2])
def test_no_obligor_s_means_are_read_on_the_signature_of_the_family(county, signed):
    home = county.review.walk.household_id
    with acting(county.cast.county_verifier):
        members = people.members_of([home])[home]
    refs = {row.person_id: f"m{number}" for number, row in enumerate(members, 1)}
    family = KnownFamily(
        household_id=home,
        region=RegionCode(county.cast.village_assistant.region.code),
        is_urban=False,
        members=members,
        kept={"household": {}, "members": [], "obligors": CAPABLE},
        refs=refs,
        is_authorised=True,
        obligors_signed=signed,
    )
    said = scan_file(family, {}, LATER)["obligors"]
    if signed < len(CAPABLE):
        assert said == "unknown"
    else:
        assert said == [{"capable": True}, {"capable": "unknown", "supports": [str(members[0].person_id)]}]


def test_a_comparison_that_was_stopped_is_taken_up_by_one_only(county):
    county.told("vehicles", (county.head, CAR))
    begun, by = county.begun(), county.cast.county_verifier
    with acting(by):
        comparisons.cancel_comparison(comparison_id=begun.id, by=by)
    comparisons.compare_all(begun.id, by=by)
    with acting(by):
        taken = comparisons.resume_comparison(comparison_id=begun.id, by=by, is_deferred=False)
        taken.run.refresh_from_db()
        assert taken.run.state == RunState.RUNNING
        with pytest.raises(ComparisonInvalidError):
            comparisons.resume_comparison(comparison_id=begun.id, by=by, is_deferred=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("R-CHK-5")
def test_two_who_start_a_scan_at_once_start_one(county):
    by, refused = county.cast.county_verifier, []

    def second():
        try:
            with acting(by):
                start_scan(by=by, is_deferred=False)
        except ScanRefusedError as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    with acting(by):
        start_scan(by=by, is_deferred=False)
        other = Thread(target=second)
        other.start()
        until = monotonic() + 10
        while not _is_somebody_waiting() and monotonic() < until:
            sleep(0.02)
    other.join()
    with acting(by):
        assert Scan.objects.count() == 1
    assert refused


def _is_somebody_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return cursor.fetchone()[0]

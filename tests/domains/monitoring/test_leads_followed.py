"""Leads: visited, followed, of strangers too, seen where they belong, and counted."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from tests.support.cast import VILLAGE, acting, resident_household
from tests.support.scanning import DAY, Strangers, visited

from yimen.domains.awards.models import Award
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.actions.strangers import put_on_file
from yimen.domains.monitoring.errors import (
    LeadClosedError,
    LeadIncompleteError,
    LeadNotFoundError,
)
from yimen.domains.monitoring.models import Lead
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.queries.scores import scores
from yimen.domains.monitoring.types.leads import (
    LeadFilters,
    LeadOutcome,
)
from yimen.domains.people.models import Household
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Programme
from yimen.kernel.identities import CHINA

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-5")]


@pytest.fixture
def people(cast):
    return Strangers(cast)


def test_days_of_a_lead_are_those_of_china(scanned, cast):
    """Opened early in the morning: in Greenwich it is still the day before."""
    scanned.disabled()
    scanned.scan()
    lead, by = scanned.lead(), cast.village_assistant
    with acting(by):
        Lead.objects.update(opened_at=datetime(DAY.year, DAY.month, DAY.day, 7, 30, tzinfo=CHINA))
        with pytest.raises(LeadIncompleteError):
            actions.record_visit(lead_id=lead.id, visited_on=DAY - timedelta(days=1), note="见到", by=by)
    visited(cast, lead)


def test_a_lead_is_visited_and_followed_into_a_contact(scanned, cast):
    scanned.disabled()
    scanned.scan()
    lead, by = scanned.lead(), cast.village_assistant
    with acting(by), pytest.raises(LeadIncompleteError):
        actions.close_lead(lead_id=lead.id, outcome=LeadOutcome.NOT_IN_NEED, because="没有困难", by=by)
    visited(cast, lead)
    with acting(by):
        done = actions.follow_lead(lead_id=lead.id, outcome=LeadOutcome.APPLICATION, by=by)
        assert done.contact_id is not None
        assert WorkItem.objects.filter(kind="lead_visit", done_at__isnull=True).count() == 0
        assert WorkItem.objects.get(kind="contact", done_at__isnull=True).subject_id == done.contact_id
        with pytest.raises(LeadClosedError):
            actions.follow_lead(lead_id=lead.id, outcome=LeadOutcome.TRANSFERRED, by=by)
        found = {score.rule: score for _source, score in scores(by=by)}
    score = found["became_disabled"]
    assert (score.opened, score.visited, score.helped, score.hit_rate) == (1, 1, 1, 100)
    assert (found["fell_ill"].opened, found["fell_ill"].hit_rate) == (0, None), "every warning is scored"
    assert (score.granted, score.find_rate) == (0, None)


def test_what_was_granted_without_a_lead_was_not_found(scanned, cast):
    scanned.disabled()
    scanned.scan()
    by, care = cast.county_verifier, Programme.DISABILITY_CARE
    with acting(by):
        [dibao] = Award.objects.filter(household_id=scanned.walk.household_id)
        told = {"id": uuid4(), "outcome_id": uuid4(), "programme": care, "decided_on": DAY}
        Award.objects.bulk_create([_like(dibao, **told)])
        other = Household.objects.exclude(id=dibao.household_id).first() or _household(cast)
        missed = {**told, "id": uuid4(), "outcome_id": uuid4(), "household_id": other.id}
        Award.objects.bulk_create([_like(dibao, **missed)])
        [score] = [score for _source, score in scores(by=by) if score.rule == "became_disabled"]
    assert (score.granted, score.found, score.find_rate) == (2, 1, 50)


def _like(award, **changed):
    values = {field.attname: getattr(award, field.attname) for field in Award._meta.concrete_fields}
    return Award(**(values | changed))


def _household(cast):
    return resident_household(cast.village_assistant)


def test_leads_stay_in_their_scope(scanned, cast):
    scanned.disabled()
    scanned.scan()
    lead = scanned.lead()
    for by in (cast.stranger, cast.outsider):
        with acting(by):
            assert not queries.leads(by=by).exists()
            with pytest.raises(LeadNotFoundError):
                queries.get_lead(lead.id, by=by)
    with acting(cast.village_assistant):
        narrowed = LeadFilters(is_open=True, programme=Programme.DISABILITY_CARE, region=VILLAGE)
        assert queries.leads(by=cast.village_assistant, filters=narrowed).count() == 1


def test_a_push_about_a_stranger_is_matched_by_key_when_they_come_on_file(scanned, cast, people):
    person = people.number()
    scanned.load("suspected_cases", f"{person},温大伯,{VILLAGE},ill,2026-11-10")
    scanned.scan()
    assert scanned.lead().household_id is None
    home = people.family(person)
    again = scanned.scan()
    lead = scanned.lead()
    assert (again.opened, again.known, lead.household_id) == (0, 1, home)


def test_the_visit_opens_a_file_for_a_stranger_only_under_the_number_that_was_pushed(scanned, cast, people):
    person, by = people.number(), cast.village_assistant
    scanned.load("suspected_cases", f"{person},温大伯,{VILLAGE},ill,2026-11-10")
    scanned.scan()
    lead = scanned.lead()
    other, home = people.family(people.number()), people.family(person)
    with acting(by), pytest.raises(LeadIncompleteError, match="先登记走访"):
        put_on_file(lead_id=lead.id, household_id=home, by=by)
    visited(cast, lead)
    with acting(by):
        with pytest.raises(LeadIncompleteError, match="没有人的公民身份号码"):
            put_on_file(lead_id=lead.id, household_id=other, by=by)
        filed = put_on_file(lead_id=lead.id, household_id=home, by=by)
        assert (filed.household_id, filed.told_on) == (home, date(2026, 11, 10))
        with pytest.raises(LeadIncompleteError, match="不用再建"):
            put_on_file(lead_id=lead.id, household_id=home, by=by)

"""Scans: whom a sign, the rules or a push point at, once for the same facts, and no finances are read."""

import io
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.support.cast import OTHER_TOWN, VILLAGE, acting, resident_household
from tests.support.factories import identity_number
from tests.support.process import on

from yimen.domains.awards.models import Award
from yimen.domains.monitoring.actions import away, scanning
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.actions.scanning import run_scan, start_scan
from yimen.domains.monitoring.actions.strangers import put_on_file
from yimen.domains.monitoring.errors import (
    LeadClosedError,
    LeadIncompleteError,
    LeadNotFoundError,
    PlanRefusedError,
    ScanNotFoundError,
    ScanRefusedError,
)
from yimen.domains.monitoring.models import LayerStay, Lead, Scan
from yimen.domains.monitoring.queries import leads as queries
from yimen.domains.monitoring.queries.layers import counted, layered
from yimen.domains.monitoring.queries.scanning import families
from yimen.domains.monitoring.queries.scores import scores
from yimen.domains.monitoring.rules.files import NEVER_ASKED, scan_file
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.domains.monitoring.types.leads import (
    ContactWay,
    LeadFilters,
    LeadOutcome,
    LeadSource,
    Likelihood,
)
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.network.queries import actor_for
from yimen.domains.people.models import Household, Person
from yimen.domains.people.types import PersonFacts, Relation
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.errors import SetFinancialError
from yimen.domains.verification.models import Authorisation, QueryEntry
from yimen.domains.verification.queries.sets import read_shard_for_scan
from yimen.domains.worklist.models import WorkItem
from yimen.doors.desk.families import Home, register_family
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import Run
from yimen.foundation.jobs.runs import LOST_AFTER
from yimen.kernel import Programme, ResidentId
from yimen.kernel.identities import CHINA

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-5")]
DAY = date(2026, 11, 20)
HEADS = {
    "disability_cards": "公民身份号码,姓名,残疾类别,残疾等级,发证日期,有效期至",
    "suspected_cases": "公民身份号码,姓名,居住地区划,困难类型,推送日期",
    "registrations": "公民身份号码,姓名,户籍地区划,居住地区划,迁移日期",
    "unemployment": "公民身份号码,姓名,失业登记日期,月失业保险金,领取截止",
    "vehicles": "公民身份号码,姓名,号牌号码,车辆类型,登记日期,购置价格,状态",
}


class County:
    """The county's scans over what its departments push."""

    def __init__(self, cast, walk):
        self.cast, self.walk = cast, walk

    def number(self, person):
        with acting(self.cast.county_verifier):
            return str(Person.objects.get(id=person).identity)

    @property
    def head(self):
        return self.number(self.walk.adults[0])

    def load(self, key, *rows, as_of=DAY):
        by = self.cast.county_verifier
        content = "\n".join([HEADS[key], *rows]).encode()
        with acting(by):
            load = sets.hand_in_set(
                set_key=key, as_of=as_of, stream=io.BytesIO(content), by=by, is_deferred=False
            )
        load_set(load.id, by=by)
        return load

    def disabled(self):
        self.load("disability_cards", f"{self.head},甲,4,1,2026-11-01,2036-11-01")

    def moved(self, to=OTHER_TOWN):
        self.load("registrations", f"{self.head},甲,{VILLAGE},{to},2026-10-01")

    def scan(self):
        by = self.cast.county_verifier
        with acting(by):
            scan = start_scan(by=by, is_deferred=False)
        run_scan(scan.id)
        with acting(by):
            return Scan.objects.select_related("run").get(id=scan.id)

    def leads(self):
        with acting(self.cast.county_verifier):
            return list(Lead.objects.order_by("opened_at", "id"))

    def lead(self):
        [found] = self.leads()
        return found


class Strangers:
    """Families that came on file in the village."""

    def __init__(self, cast):
        self._by, self._seeds = cast.village_assistant, iter(("one", "two"))

    def number(self):
        return str(identity_number(f"stranger {next(self._seeds)}", born=date(1960, 1, 1)))

    def family(self, number):
        facts = PersonFacts(name="温大伯", identity=ResidentId(number))
        home = Home(VILLAGE, "3号", is_urban=False)
        with acting(self._by):
            household, _head = register_family(home=home, members=[(facts, Relation.HEAD)], by=self._by)
        return household


@pytest.fixture
def people(cast):
    return Strangers(cast)


@pytest.fixture
def county(cast, supported, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield County(cast, supported.walk)


def test_a_new_disability_points_at_the_subsidies_it_may_bring(county, cast):
    county.disabled()
    scan = county.scan()
    assert (scan.households, scan.opened, scan.known, scan.run.state) == (1, 1, 0, "done")
    lead = county.lead()
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


def test_no_lead_twice_for_the_same_facts_also_once_it_is_closed(county, cast):
    county.disabled()
    county.scan()
    lead = county.lead()
    with acting(cast.village_assistant):
        actions.close_lead(
            lead_id=lead.id, outcome=LeadOutcome.DATA_WRONG, because="证不是本人的", by=cast.village_assistant
        )
    county.load("disability_cards", f"{county.head},甲,4,1,2026-11-01,2036-11-01", as_of=DAY - timedelta(1))
    again = county.scan()
    assert (again.opened, again.known) == (0, 1)
    county.load("disability_cards", f"{county.head},甲,6,1,2026-11-02,2036-11-01")
    other = county.scan()
    assert other.opened == 1, "another card is another fact"


def test_a_push_about_somebody_unknown_goes_to_the_place_it_names(county):
    county.load("suspected_cases", f"999999193001010000,温大伯,{VILLAGE},ill,2026-11-10")
    assert county.scan().opened == 1
    lead = county.lead()
    assert (lead.source, lead.rule, lead.name, lead.household_id) == (LeadSource.PUSH, "ill", "温大伯", None)
    assert lead.likelihood == Likelihood.SIGN
    assert county.scan().opened == 0


def test_a_second_disaster_is_another_fact_and_a_list_told_again_is_not(county):
    county.load("suspected_cases", f"{county.head},甲,{VILLAGE},disaster,2026-09-10")
    assert county.scan().opened == 1
    again = (f"{county.head},甲,{VILLAGE},disaster,{day}" for day in ("2026-09-10", "2026-11-10"))
    county.load("suspected_cases", *again)
    assert (county.scan().opened, len(county.leads())) == (1, 2)


def test_whoever_is_watched_against_relapse_is_a_layer_until_a_visit_says_otherwise(county, cast):
    county.load("suspected_cases", f"{county.head},甲,{VILLAGE},relapse,2026-11-10")
    county.scan()
    lead, by = county.lead(), cast.county_verifier
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


def test_sets_of_what_people_earn_and_own_are_not_read(county, cast):
    row = f"{county.head},甲,粤M12345,car,2020-01-01,126000.00,A"
    load = county.load("vehicles", row)
    with acting(cast.county_verifier), pytest.raises(SetFinancialError):
        read_shard_for_scan(load.id, 0)
    scan = county.scan()
    assert "vehicles" not in scan.sets
    assert county.leads() == []


def test_columns_of_what_people_earn_are_left_out(county, cast):
    load = county.load("unemployment", f"{county.head},甲,2026-11-01,1500.00,2027-01-01")
    with acting(cast.county_verifier):
        frame = read_shard_for_scan(load.id, 0)
    assert "amount" not in frame.columns
    assert "registered_on" in frame.columns


def test_without_a_signature_that_stands_nobody_reads_what_they_earn_and_own(county, cast):
    by, home = cast.county_verifier, county.walk.household_id
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


def test_a_scan_names_its_duty_and_logs_whose_rows_it_read(county, cast):
    county.disabled()
    scan = county.scan()
    with acting(cast.county_verifier):
        assert scan.duty == "monitor"
        assert queries.duty().article.startswith("社会救助法 第十条")
        [entry] = QueryEntry.objects.filter(act="compare")
    assert (entry.duty, entry.source, entry.person_id) == (
        "monitor",
        "disability_cards",
        county.walk.adults[0],
    )


def test_one_scan_at_a_time_by_whoever_may(county, cast):
    by = cast.county_verifier
    with acting(by):
        start_scan(by=by, is_deferred=False)
        with pytest.raises(ScanRefusedError):
            start_scan(by=by, is_deferred=False)
    with acting(cast.town_handler), pytest.raises(NotPermittedError):
        start_scan(by=cast.town_handler)


def visited(cast, lead):
    by = cast.village_assistant
    with acting(by):
        return actions.record_visit(lead_id=lead.id, visited_on=DAY, note="见到本人", by=by)


def test_days_of_a_lead_are_those_of_china(county, cast):
    """Opened early in the morning: in Greenwich it is still the day before."""
    county.disabled()
    county.scan()
    lead, by = county.lead(), cast.village_assistant
    with acting(by):
        Lead.objects.update(opened_at=datetime(DAY.year, DAY.month, DAY.day, 7, 30, tzinfo=CHINA))
        with pytest.raises(LeadIncompleteError):
            actions.record_visit(lead_id=lead.id, visited_on=DAY - timedelta(days=1), note="见到", by=by)
    visited(cast, lead)


def test_a_lead_is_visited_and_followed_into_a_contact(county, cast):
    county.disabled()
    county.scan()
    lead, by = county.lead(), cast.village_assistant
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


def test_what_was_granted_without_a_lead_was_not_found(county, cast):
    county.disabled()
    county.scan()
    by, care = cast.county_verifier, Programme.DISABILITY_CARE
    with acting(by):
        [dibao] = Award.objects.filter(household_id=county.walk.household_id)
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


def test_leads_stay_in_their_scope(county, cast):
    county.disabled()
    county.scan()
    lead = county.lead()
    for by in (cast.stranger, cast.outsider):
        with acting(by):
            assert not queries.leads(by=by).exists()
            with pytest.raises(LeadNotFoundError):
                queries.get_lead(lead.id, by=by)
    with acting(cast.village_assistant):
        narrowed = LeadFilters(is_open=True, programme=Programme.DISABILITY_CARE, region=VILLAGE)
        assert queries.leads(by=cast.village_assistant, filters=narrowed).count() == 1


@pytest.mark.requirement("R-CHK-7")
def test_who_lives_away_gets_a_plan_and_is_shown_to_the_place(county, cast):
    county.moved()
    county.scan()
    lead, by = county.lead(), cast.town_reviewer
    assert (lead.rule, lead.lives_in) == ("lives_away", str(OTHER_TOWN))
    with acting(by):
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.VIDEO, every_days=30, share_until=DAY + timedelta(90), by=by
        )
        assert plan.share_id is not None
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert queries.get_plan(plan.id, by=there).lives_in == str(OTHER_TOWN)
    with acting(by):
        item = WorkItem.objects.get(kind="away_contact", done_at__isnull=True)
        assert item.due_on == DAY + timedelta(30)
        told = away.record_away_contact(plan_id=plan.id, note="视频看到本人，生活正常", by=by)
        assert told.last_on == DAY
        assert WorkItem.objects.filter(kind="away_contact", done_at__isnull=True).count() == 1
        away.end_plan(plan_id=plan.id, by=by)
        assert WorkItem.objects.filter(kind="away_contact", done_at__isnull=True).count() == 0
        with pytest.raises(PlanRefusedError):
            away.record_away_contact(plan_id=plan.id, note="又联系", by=by)


def test_a_plan_that_a_colleague_made_just_now_is_told(county, cast, monkeypatch):
    county.moved()
    county.disabled()
    county.scan()
    by = cast.village_assistant
    plan = partial(away.plan_contact, way=ContactWay.PHONE, every_days=30, share_until=None, by=by)
    first, second = county.leads()
    with acting(by):
        plan(lead_id=first.id)
        monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
        with pytest.raises(PlanRefusedError, match="刚刚"):
            plan(lead_id=second.id)


def test_who_may_not_share_makes_a_plan_without_it(county, cast):
    county.moved()
    county.scan()
    lead, by = county.lead(), cast.village_assistant
    with acting(by):
        with pytest.raises(NotPermittedError):
            away.plan_contact(
                lead_id=lead.id, way=ContactWay.PHONE, every_days=30, share_until=DAY + timedelta(9), by=by
            )
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PHONE, every_days=30, share_until=None, by=by
        )
    assert plan.share_id is None


def running(county, cast):
    """A scan of which the worker took nothing up yet."""
    by = cast.county_verifier
    with acting(by):
        return start_scan(by=by, is_deferred=False)


def test_a_scan_stops_before_its_next_part_and_goes_on_under_who_takes_it_up(county, cast):
    county.disabled()
    scan, by, other = running(county, cast), cast.county_verifier, cast.county_reviewer
    with acting(by):
        scanning.cancel_scan(scan_id=scan.id, by=by)
        with pytest.raises(ScanRefusedError, match="没有在进行"):
            scanning.cancel_scan(scan_id=scan.id, by=by)
    run_scan(scan.id)
    assert county.leads() == []
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


def test_a_scan_that_broke_off_counts_what_it_opened_before_as_its_own(county, cast, monkeypatch):
    county.disabled()
    scan, by = running(county, cast), cast.county_verifier

    def breaks(_self, _households):
        raise MemoryError

    monkeypatch.setattr(scanning._Scanning, "_settle", breaks)
    with pytest.raises(MemoryError):
        run_scan(scan.id)
    monkeypatch.undo()
    with acting(by):
        scanning.resume_scan(scan_id=scan.id, by=by, is_deferred=False)
    done = finished(scan, by)
    assert (done.run.state, done.opened, done.known, len(county.leads())) == ("done", 1, 0, 1)


def test_a_scan_whose_process_died_is_in_nobody_s_way(county, cast):
    scan, by, other = running(county, cast), cast.county_verifier, cast.county_reviewer
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


OTHER = "999999193001010000"


def stays(cast):
    with acting(cast.county_verifier):
        rows = LayerStay.objects.order_by("layer", "since")
        return [(row.layer, str(row.since), row.until and str(row.until), row.ended_because) for row in rows]


def test_a_family_the_list_names_no_more_leaves_its_layer_and_the_village_is_told(county, cast):
    named = f"{county.head},甲,{VILLAGE},relapse,2026-11-10"
    county.load("suspected_cases", named, f"{OTHER},温大伯,{VILLAGE},relapse,2026-11-10")
    county.scan()
    county.load("suspected_cases", f"{OTHER},温大伯,{VILLAGE},ill,2026-11-12")
    county.scan()
    assert [row[0] for row in stays(cast) if row[2] is None] == ["dibao", "relapse"], (
        "a list that names nobody against relapse says nothing of it"
    )
    county.load("suspected_cases", f"{OTHER},温大伯,{VILLAGE},relapse,2026-11-10")
    scan = county.scan()
    assert scan.opened == 0, "the family still has dibao, which comes before"
    dibao, relapse = stays(cast)
    assert relapse == ("relapse", str(DAY), str(DAY), LayerEnd.LIST)
    assert dibao[2] is None and dibao[1] < str(DAY), "an award says since when"
    county.load("suspected_cases", named)
    county.scan()
    assert stays(cast)[-1] == ("relapse", str(DAY), None, "")


def test_whoever_leaves_the_population_is_told_to_the_village_once(county, cast):
    county.scan()
    by, home = cast.county_verifier, county.walk.household_id
    with acting(by):
        Award.objects.filter(household_id=home).update(until_month=date(2026, 11, 1))
    scan = county.scan()
    lead = county.lead()
    assert (scan.opened, lead.source, lead.rule, lead.household_id) == (
        1, LeadSource.LEFT, "left_dibao", home,
    )  # fmt: skip
    assert queries.title_of_lead(lead) == "不再是最低生活保障对象"
    assert stays(cast)[0][2:] == ("2026-11-01", LayerEnd.AWARD)
    assert county.scan().opened == 0
    with acting(cast.village_assistant):
        assert WorkItem.objects.filter(kind="lead_visit", subject_id=lead.id).exists()


def test_what_was_granted_from_next_month_on_is_not_told(county, cast):
    with acting(cast.county_verifier):
        Award.objects.filter(household_id=county.walk.household_id).update(from_month=date(2026, 12, 1))
    county.load("suspected_cases", f"{county.head},甲,{VILLAGE},disabled,2026-11-10")
    county.scan()
    assert "dibao" not in county.lead().programmes


def test_a_push_about_a_stranger_is_matched_by_key_when_they_come_on_file(county, cast, people):
    person = people.number()
    county.load("suspected_cases", f"{person},温大伯,{VILLAGE},ill,2026-11-10")
    county.scan()
    assert county.lead().household_id is None
    home = people.family(person)
    again = county.scan()
    lead = county.lead()
    assert (again.opened, again.known, lead.household_id) == (0, 1, home)


def test_the_visit_opens_a_file_for_a_stranger_only_under_the_number_that_was_pushed(county, cast, people):
    person, by = people.number(), cast.village_assistant
    county.load("suspected_cases", f"{person},温大伯,{VILLAGE},ill,2026-11-10")
    county.scan()
    lead = county.lead()
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


@pytest.mark.requirement("R-CHK-7")
def test_the_place_of_residence_sees_and_visits_until_the_share_ends(county, cast):
    county.moved()
    county.scan()
    lead, by, until = county.lead(), cast.town_reviewer, DAY + timedelta(20)
    with acting(by):
        with pytest.raises(PlanRefusedError, match="须填写共享"):
            away.plan_contact(lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=None, by=by)
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=until, by=by
        )
    assert waiting() == [str(OTHER_TOWN)], "it is on the list of whoever visits"
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert queries.plans(by=there).get().lead.name == lead.name
        told = away.record_away_contact(plan_id=plan.id, note="上门见到本人", by=there)
        assert (told.last_on, told.last_note) == (DAY, "上门见到本人")
        with pytest.raises(OutOfScopeError):
            away.end_plan(plan_id=plan.id, by=there)
    assert waiting() == [str(OTHER_TOWN)]
    with on(until):
        with system_scope():
            assert away.bring_home(by=SYSTEM) == 1
            assert away.bring_home(by=SYSTEM) == 0
        assert waiting() == [str(VILLAGE)]
        there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
        with acting(there), pytest.raises(LeadNotFoundError):
            away.record_away_contact(plan_id=plan.id, note="再去", by=there)


def waiting():
    with system_scope():
        rows = WorkItem.objects.filter(kind="away_contact", done_at__isnull=True)
        return list(rows.values_list("region", flat=True))


@pytest.mark.requirement("R-CHK-7")
def test_whoever_ends_a_plan_ends_what_it_showed(county, cast):
    county.moved()
    county.scan()
    lead, by = county.lead(), cast.town_reviewer
    with acting(by):
        plan = away.plan_contact(
            lead_id=lead.id, way=ContactWay.PLACE, every_days=30, share_until=DAY + timedelta(90), by=by
        )
    village = cast.village_assistant
    with acting(village):
        away.end_plan(plan_id=plan.id, by=village)
    assert waiting() == []
    there = actor_for(cast.stranger.user_id, cast.stranger.post_id)
    with acting(there):
        assert not queries.plans(by=there).exists()

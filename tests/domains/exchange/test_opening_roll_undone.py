"""An opening roll that is undone, and one whose job broke off or came late."""

from datetime import date

import pytest
from django.utils import timezone
from tests.domains.exchange.opening import (
    DAY,
    again,
    prepared,
    seat_of,
    taken_over,
    undone,
)
from tests.support.cast import VILLAGE, acting
from tests.support.process import on
from tests.support.rolls import award_row, family_row, workbook

from yimen.domains.awards.models import Award, AwardChange, PayoutAccount
from yimen.domains.cases import actions as cases
from yimen.domains.cases.models import CampaignEntry
from yimen.domains.cases.types.campaigns import CampaignPlan, Visited, VisitFinding
from yimen.domains.exchange.actions import roll_loading, rolls
from yimen.domains.exchange.actions.roll_jobs import run_load, run_undo
from yimen.domains.exchange.errors import RollRefusedError
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.queries import rolls as found
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import About, Receiver, TransferTopic
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import DepartmentKind, Role
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household, Person
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.jobs.models import Run, RunState
from yimen.kernel import Programme

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-PAY-5")]


@pytest.fixture(autouse=True)
def _day():
    with on(DAY):
        yield


def test_undoing_leaves_nothing_but_the_record(cast):
    roll = undone(cast, taken_over(cast))
    assert roll.state == RollState.UNDONE and roll.undone_because == "列错了村"
    with system_scope():
        tables = (Household, Person, Award, AwardChange, PayoutAccount)
        assert [table.objects.count() for table in tables] == [0] * 5
        actions = set(Entry.objects.filter(subject=roll.id).values_list("action", flat=True))
    assert {
        "roll:prepare",
        "roll:check",
        "roll:take_over",
        "roll:loaded",
        "roll:undo",
        "roll:undone",
    } <= actions
    assert taken_over(cast).state == RollState.LOADED


def test_what_an_undone_roll_said_is_cleared_away(cast):
    roll = undone(cast, taken_over(cast))
    with acting(cast.county_reviewer):
        rolls.discard_roll(roll_id=roll.id, by=cast.county_reviewer)
    assert again(roll).state == RollState.DISCARDED and again(roll).undone_because == "列错了村"
    with system_scope():
        assert not RollFamily.objects.filter(roll=roll).exists()
        assert not StoredFile.objects.filter(id=roll.file_id).exists()


def test_undoing_is_refused_while_something_was_built_upon_it(cast):
    roll = taken_over(cast)
    with on(date(2026, 11, 12)), acting(cast.town_handler):
        cases.open_review(household_id=Household.objects.get().id, by=cast.town_handler)
    with on(date(2026, 11, 13)), acting(cast.county_confirmer):
        (standing,) = found.families_in_the_way(roll)
        assert "已有办件" in standing.why
        with pytest.raises(RollRefusedError, match="有1户"):
            rolls.undo_roll(roll_id=roll.id, reason="重来", by=cast.county_confirmer)


def test_a_changed_file_of_a_family_stands_in_the_way(cast):
    roll = taken_over(cast)
    with on(date(2026, 11, 12)), acting(cast.town_handler):
        person = Person.objects.get(name="丘小妹")
        people.change_phone(person_id=person.id, phone="13900000000", by=cast.town_handler)
    with acting(cast.county_confirmer):
        (standing,) = found.families_in_the_way(roll)
    assert standing.why == ("家庭或成员档案已有后续登记",)


def sent_on(cast):
    """A family of the roll is handed on to the department of housing."""
    by = cast.administrator
    place = network.add_department(region=by.region, kind=DepartmentKind.HOUSING, name="县住建局", by=by)
    by = cast.town_handler
    with acting(by):
        about = About(household_id=Household.objects.get().id)
        receiver = Receiver(department_id=place.id)
        intake.send_transfer(about=about, topic=TransferTopic.HOUSING, receiver=receiver, need="漏雨", by=by)


def test_a_family_that_was_sent_on_stands_in_the_way(cast):
    roll = taken_over(cast)
    with on(date(2026, 11, 12)):
        sent_on(cast)
        with acting(cast.county_confirmer):
            (standing,) = found.families_in_the_way(roll)
    assert standing.why == ("已转办其他部门", "已有文书")


def reviewed_yearly(cast) -> CampaignEntry:
    """The town opens its yearly review, in which the family of the roll is listed."""
    by = cast.town_reviewer
    plan = CampaignPlan(
        year=2026,
        programmes=(Programme.DIBAO,),
        from_on=timezone.localdate(),
        until_on=date(2026, 12, 20),
    )
    with acting(by):
        cases.open_campaign(town=by.region, plan=plan, by=by)
        return CampaignEntry.objects.get()


def test_a_family_that_is_only_listed_for_the_yearly_review_goes_with_the_roll(cast):
    roll = taken_over(cast)
    with on(date(2026, 11, 12)):
        reviewed_yearly(cast)
        with acting(cast.county_confirmer):
            assert found.families_in_the_way(roll) == []
        assert undone(cast, roll).state == RollState.UNDONE
    with system_scope():
        assert not CampaignEntry.objects.exists() and not Household.objects.exists()


def test_what_was_found_at_a_door_is_named_and_stands_in_the_way(cast):
    roll = taken_over(cast)
    by = cast.village_assistant
    with on(date(2026, 11, 12)):
        entry = reviewed_yearly(cast)
        with acting(by):
            visited = Visited(timezone.localdate(), note="外出务工", again_on=date(2026, 11, 19))
            cases.record_visit(entry_id=entry.id, finding=VisitFinding.NOT_MET, visited=visited, by=by)
        with acting(cast.county_confirmer):
            (standing,) = found.families_in_the_way(roll)
    assert "已列入年度核查" in standing.why


def test_what_is_built_after_the_press_stays_and_so_does_the_roll(cast):
    roll = taken_over(cast)
    with acting(cast.county_confirmer):
        rolls.undo_roll(roll_id=roll.id, reason="列错了村", by=cast.county_confirmer)
    with on(date(2026, 11, 12)):
        sent_on(cast)
        run_undo(roll.id)
    assert again(roll).state == RollState.LOADED
    with system_scope():
        assert Household.objects.get().region == str(VILLAGE) and Award.objects.count() == 1


def test_a_job_that_broke_off_goes_on_where_it_was(cast, monkeypatch):
    names = [f"第{n}户" for n in range(5)]
    content = workbook(
        [family_row(n, name, str(VILLAGE), f"{n}号") for n, name in enumerate(names)],
        [],
        [award_row(n) for n in range(5)],
    )
    monkeypatch.setattr("yimen.domains.exchange.actions.roll_checking.CHUNK", 2)
    roll = prepared(cast, content)
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    real, calls = roll_loading._load, []

    def breaks(*given):
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError("the worker died")
        return real(*given)

    monkeypatch.setattr(roll_loading, "_load", breaks)
    with pytest.raises(ConnectionError):
        run_load(roll.id)
    with system_scope():
        assert (Award.objects.count(), Run.objects.get(id=again(roll).run_id).done) == (2, 2)
    monkeypatch.setattr(roll_loading, "_load", real)
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    run_load(roll.id)
    assert again(roll).state == RollState.LOADED
    with system_scope():
        assert (Award.objects.count(), Household.objects.count()) == (5, 5)


def test_where_the_post_of_the_taker_has_ended_another_goes_on(cast, monkeypatch):
    roll = prepared(cast)
    by = cast.county_confirmer
    with acting(by):
        rolls.take_over_roll(roll_id=roll.id, by=by)
    real = network_queries.actor_for

    def ended(user_id, post_id):
        if post_id == by.post_id:
            raise NotPermittedError("岗位已经终止。")
        return real(user_id, post_id)

    with monkeypatch.context() as patched:
        patched.setattr(network_queries, "actor_for", ended)
        with pytest.raises(NotPermittedError):
            run_load(roll.id)
    assert again(roll).run.state == RunState.FAILED
    other = seat_of(cast, Role.COUNTY_CONFIRMER)
    with acting(other):
        rolls.take_over_roll(roll_id=roll.id, by=other)
    run_load(roll.id)
    done = again(roll)
    assert (done.state, done.taken_user_id) == (RollState.LOADED, other.user_id)


def test_a_job_that_comes_late_does_not_undo_the_undoing(cast):
    roll = taken_over(cast)
    with system_scope():
        OpeningRoll.objects.update(state=RollState.LOADING)
    late = again(roll)
    with system_scope():
        OpeningRoll.objects.update(state=RollState.UNDOING)
    roll_loading._loaded(late, cast.county_confirmer)
    assert again(roll).state == RollState.UNDOING

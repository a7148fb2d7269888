"""An opening roll from the file to the household page and back: checked, taken over by another, undone."""

from datetime import date

import pytest
from tests.support.cast import OTHER_VILLAGE, PASSWORD, SINCE, VILLAGE, acting, register, resident_household
from tests.support.process import on
from tests.support.rolls import award_row, family_row, member_row, number_of, workbook

from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import Award, AwardChange, PayoutAccount
from yimen.domains.awards.types import Origin
from yimen.domains.cases import actions as cases
from yimen.domains.cases.queries.round_report import report_of
from yimen.domains.cases.types import ReportFigure
from yimen.domains.command.queries.month import month_groups
from yimen.domains.command.types import Asked, Occasion, Span
from yimen.domains.exchange.actions import roll_loading, rolls
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load, run_undo
from yimen.domains.exchange.errors import RollNotFoundError, RollRefusedError
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.queries import rolls as found
from yimen.domains.exchange.types.roll import Agreement, RollState
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import About, Receiver, TransferTopic
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import DepartmentKind, Role
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household, Person
from yimen.foundation.accounts.models import User
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.jobs.models import Run, RunState
from yimen.kernel import Money, Month, Programme

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-PAY-5")]
DAY = date(2026, 11, 10)
MONTH = Month(2026, 11)
ACCOUNT = ("丘大伯", "平远县农村信用社", "6221 8888 0000 1234")


def a_file():
    return workbook(
        [family_row(1, "丘大伯", str(VILLAGE), income=0), family_row(2, "凌阿婆", str(OTHER_VILLAGE))],
        [member_row(1, "丘小妹")],
        [award_row(1, account=ACCOUNT), award_row(2, "特困", "凌阿婆", 1063)],
    )


def prepared(cast, content=None):
    """Handed in and checked."""
    by = cast.county_reviewer
    with acting(by):
        roll = rolls.prepare_roll(content=content or a_file(), title="低保名册", from_month=MONTH, by=by)
    run_check(roll.id)
    return again(roll)


def again(roll):
    with system_scope():
        return OpeningRoll.objects.select_related("run").get(id=roll.id)


def taken_over(cast, content=None):
    roll = prepared(cast, content)
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    return again(roll)


def undone(cast, roll):
    with acting(cast.county_confirmer):
        rolls.undo_roll(roll_id=roll.id, reason="列错了村", by=cast.county_confirmer)
    run_undo(roll.id)
    return again(roll)


def seat_of(cast, role):
    """Somebody else of the county in the same role."""
    by = cast.administrator
    user = User.objects.create_user("another", PASSWORD, name="曾另任")
    staff = network.add_staff(name="曾另任", user_id=user.id, by=by)
    station_id = cast.county_confirmer.station_id
    network.appoint(staff_id=staff.id, station_id=station_id, role=role, valid_from=SINCE, by=by)
    return network_queries.actor_for(user.id)


@pytest.fixture(autouse=True)
def _day():
    with on(DAY):
        yield


def test_checking_writes_nothing_but_the_roll(cast):
    roll = prepared(cast)
    assert roll.state == RollState.CHECKED
    assert (roll.families, roll.people, roll.awards, roll.faults) == (2, 3, 2, 0)
    with system_scope():
        assert (Household.objects.count(), Award.objects.count(), Person.objects.count()) == (0, 0, 0)
    with acting(cast.county_reviewer):
        sums = found.sums_of(roll)
    assert {(one.programme, one.awards, one.amount) for one in sums} == {
        (Programme.DIBAO, 1, Money(66400)), (Programme.TEKUN, 1, Money(106300))
    }  # fmt: skip


def test_what_was_taken_over_are_real_awards(cast):
    roll = taken_over(cast)
    assert roll.state == RollState.LOADED and roll.run.state == RunState.DONE
    with acting(cast.town_handler):
        home = Household.objects.get()
        (held,) = awards.awards_in_force(MONTH, by=cast.town_handler, household_id=home.id)
        assert (held.amount, held.origin, held.held_since) == (Money(66400), Origin.ROLL, Month(2024, 3))
        assert awards.accounts_of([held.award_id])[held.award_id].masked == "****1234"
        source = found.sources_of([held])[held.award_id]
        assert (source.roll_id, source.row) == (roll.id, 2)
        case = cases.open_review(household_id=home.id, by=cast.town_handler)
        assert case.applicant_name == "丘大伯"


def test_the_account_is_not_in_the_clear(cast):
    taken_over(cast)
    with system_scope():
        kept = PayoutAccount.objects.extra(select={"raw": "number"}).get()
    assert b"6221888800001234" not in bytes(kept.raw) and kept.number == "6221888800001234"


def test_the_report_counts_them_as_taken_over_and_not_as_new(cast):
    taken_over(cast)
    with acting(cast.county_confirmer):
        report = report_of(MONTH, by=cast.county_confirmer)
        later = report_of(MONTH.next(), by=cast.county_confirmer)
        earlier = report_of(MONTH.previous(), by=cast.county_confirmer)
    counts = {figure: report.figure(figure).households for figure in ReportFigure}
    assert (counts[ReportFigure.TAKEN_OVER], counts[ReportFigure.GRANTED]) == (2, 0)
    assert counts[ReportFigure.CLOSING] == 2
    assert report.figure(ReportFigure.TAKEN_OVER).amount == Money(172700)
    assert later.figure(ReportFigure.OPENING).households == 2
    assert earlier.figure(ReportFigure.CLOSING).households == 0


def test_a_review_is_planned_from_the_last_one(cast):
    taken_over(cast)
    with acting(cast.town_handler):
        (award,) = Award.objects.all()
        (row,) = awards.reviewed_awards([award.id])
    assert row.since == date(2026, 2, 1)


def test_whoever_prepared_it_never_takes_it_over(cast):
    roll = prepared(cast)
    with acting(cast.county_reviewer), pytest.raises(NotPermittedError):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_reviewer)
    with system_scope():
        OpeningRoll.objects.update(prepared_user_id=cast.county_confirmer.user_id)
    with acting(cast.county_confirmer), pytest.raises(RollRefusedError, match="不能自己接管"):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)


def test_the_first_page_of_the_second_person_asks_for_it(cast):
    roll = prepared(cast)
    for by, lines in ((cast.county_confirmer, [roll.id]), (cast.county_reviewer, [])):
        asked = Asked(MONTH, DAY, by.region)
        with acting(by):
            groups = month_groups(asked, by=by, span=Span(0, 10), only=[Occasion.ROLL])
        assert [line.subject for group in groups for line in group.found.lines] == lines


def test_others_neither_prepare_nor_see_it(cast):
    roll = prepared(cast)
    for by in (cast.town_reviewer, cast.administrator, cast.auditor):
        with acting(by), pytest.raises(NotPermittedError):
            rolls.prepare_roll(content=a_file(), title="名册", from_month=MONTH, by=by)
    with acting(cast.stranger), pytest.raises(RollNotFoundError):
        found.get_roll(roll.id, by=cast.stranger)


def test_faulty_families_stay_behind_and_say_why(cast):
    content = workbook(
        [
            family_row(1, "丘大伯", str(VILLAGE)),
            family_row(2, "凌阿婆", "不知道村"),
            family_row(3, "韩三", str(VILLAGE)),
        ],
        [],
        [award_row(1), award_row(2), award_row(3, "特困")],
    )
    roll = taken_over(cast, content)
    assert (roll.families, roll.faulty, roll.faults) == (1, 2, 2)
    with acting(cast.county_reviewer):
        faults = found.said(found.findings_of(roll))
    told = [(fault.sheet.value, fault.row, fault.column, str(fault.wrong)) for fault in faults]
    assert told == [
        ("家庭", 3, "村（社区）名称或代码", "县内没有叫“不知道村”的村（社区）。"),
        ("待遇", 4, "保障对象身份证号", "“特困人员救助供养”发给个人，没有写明是谁。"),
    ]
    with system_scope():
        assert Household.objects.count() == 1


def test_a_family_on_file_is_linked_and_what_it_receives_already_is_a_fault(cast):
    home = resident_household(cast.village_assistant, "丘大伯")
    content = workbook([family_row(1, "丘大伯", str(VILLAGE))], [], [award_row(1)])
    with system_scope():
        number = Person.objects.get().identity
        assert number == number_of("丘大伯")
    roll = taken_over(cast, content)
    with system_scope():
        assert Household.objects.get().id == home.id and Award.objects.get().household_id == home.id
    second = prepared(cast, content)
    with acting(cast.county_reviewer):
        (fault,) = found.said(found.findings_of(second))
    assert str(fault.wrong) == "该家庭的这项待遇已经在册。"
    assert undone(cast, roll).state == RollState.UNDONE
    with system_scope():
        assert Household.objects.count() == 1 and Award.objects.count() == 0


def test_somebody_known_elsewhere_is_only_said_to_be_elsewhere(cast):
    register(cast.outsider, "丘大伯", region=cast.outsider.region)
    roll = prepared(cast)
    with acting(cast.county_reviewer):
        (fault,) = found.said(found.findings_of(roll))
    assert str(fault.wrong) == "此人已在其他县登记。"


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
    assert standing.why == ("家庭或成员档案已有后续登记",)


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


def test_what_changed_since_the_check_is_left_out(cast):
    roll = prepared(cast)
    register(cast.town_handler, "丘大伯")
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    with system_scope():
        assert Award.objects.get().programme == Programme.TEKUN
        assert RollFamily.objects.filter(household_id__isnull=True).count() == 1


def test_a_file_nobody_can_read_is_refused_with_its_reason(cast):
    roll = prepared(cast, b"PK\x03\x04 not really")
    assert roll.state == RollState.REFUSED
    assert "无法读取" in str(found.refusal_of(roll))
    with acting(cast.county_reviewer):
        rolls.discard_roll(roll_id=roll.id, by=cast.county_reviewer)
    assert again(roll).state == RollState.DISCARDED


def test_what_the_rules_would_pay_stands_beside_it(cast):
    roll = prepared(cast)
    with acting(cast.county_reviewer):
        counts = found.counts_by_agreement(roll)
        lines = found.lines_of(list(found.compared_awards(roll)))
    assert sum(counts.values()) == 2 and counts[Agreement.UNSETTLED] == 1
    assert [line.name for line in lines] == ["丘大伯", "凌阿婆"]

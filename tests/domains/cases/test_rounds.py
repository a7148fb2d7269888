"""A town's March: what the round gathers and lacks, its meeting, notices and files together, its end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domains.cases.test_urgent import helped
from tests.domains.papers.test_documents import text_of
from tests.support.cast import OTHER_TOWN, TOWN, acting
from tests.support.process import MONDAY, family_of_three, on

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions.rounds import Meeting, MeetingItem
from yimen.domains.cases.errors import ReasonMissingError, RoundInvalidError
from yimen.domains.cases.models import MonthlyRound, Opinion, PlannedRounds, PublicNotice, RoundEntry
from yimen.domains.cases.queries import rounds
from yimen.domains.cases.types import MeetingResult, OutcomeState, RoundPlan, RoundStage
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.papers import actions as papers
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DocumentKind
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import set_year
from yimen.foundation.calendar.notices import YearNotice
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CAS-13")]
MARCH = Month(2026, 3)
MEETING, DECISION = date(2026, 3, 9), date(2026, 3, 17)
SAT = Meeting(MEETING, "镇政府会议室", "陈丽华", "陈丽华、张伟民、墩背村委会代表")


def the_round(walk, day=MONDAY, month=MARCH):
    with on(day), acting(walk.cast.town_handler):
        return rounds.round_of(month, by=walk.cast.town_handler)


def only(found, walk):
    (line,) = [line for line in found.lines if line.case_id == walk.case_id]
    return line


def ready(walk, surname="李"):
    with on(MONDAY):
        return (walk if surname == "李" else family_of_three(walk.cast, surname)).to_investigated()


def agreed(walk, **changes):
    by, outcome = walk.cast.town_reviewer, walk.outcome()
    with acting(by):
        amount = queries.preview_finding(outcome.id, by=by).amount
    said: dict[str, Any] = {"result": MeetingResult.AGREED, "shown_amount": amount} | changes
    return MeetingItem(outcome.id, outcome.version, **said)


def meet(walk, *resolved, by=None, meeting=SAT, month=MARCH):
    actor = by or walk.cast.town_reviewer
    with acting(actor):
        return actions.record_meeting(town=TOWN, month=month, meeting=meeting, resolved=resolved, by=actor)


def post(walk, *walks, month=MARCH):
    by = walk.cast.town_handler
    versions = {each.outcome().id: each.outcome().version for each in walks}
    with acting(by):
        return actions.post_together(town=TOWN, month=month, versions=versions, by=by)


def send(walk, *walks, month=MARCH):
    by = walk.cast.town_reviewer
    versions = {each.outcome().id: each.outcome().version for each in walks}
    with acting(by):
        return actions.send_together(town=TOWN, month=month, versions=versions, by=by)


def close(walk, note="", month=MARCH):
    by = walk.cast.town_handler
    with acting(by):
        return actions.close_round(town=TOWN, month=month, note=note, by=by)


def test_a_round_gathers_whoever_applied_before_intake_closes(walk):
    with on(MONDAY):
        walk.to_started()
    with on(date(2026, 3, 5)):
        late = family_of_three(walk.cast, "陈").to_started()
    found = the_round(walk)
    assert [line.case_id for line in found.lines] == [walk.case_id]
    assert found.days.closing == date(2026, 3, 4) and found.days.meeting == MEETING
    april = the_round(walk, date(2026, 3, 23), MARCH.next())
    assert {line.case_id for line in april.lines} == {walk.case_id, late.case_id}


def test_a_line_says_what_its_next_step_lacks_in_the_words_that_would_refuse_it(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
    assert [str(lack) for lack in only(the_round(walk), walk).lacks] == ["尚未启动调查和核对，请先启动。"]
    with on(MONDAY):
        walk.start()
    line = only(the_round(walk), walk)
    assert line.stage is RoundStage.LACKING
    assert [str(lack)[:5] for lack in line.lacks] == ["尚无双方签", "家庭经济状"]
    with on(MONDAY):
        walk.visit()
        walk.verify()
    assert only(the_round(walk), walk).stage is RoundStage.READY


def test_the_present_round_is_the_one_of_the_month_for_posts_of_a_town(walk):
    by, county = walk.cast.town_reviewer, walk.cast.county_reviewer
    with on(MONDAY):
        walk.to_started()
        assert (rounds.town_of(by), rounds.town_of(county)) == (TOWN, None)
        with acting(by):
            assert rounds.present_round_month(TOWN, MONDAY) == MARCH
        with acting(county):
            assert rounds.round_of(MARCH, by=county, town=TOWN).town == TOWN
            with pytest.raises(RoundInvalidError):
                rounds.round_of(MARCH, by=county)


def test_a_stranger_sees_no_round_of_another_town(walk):
    by = walk.cast.stranger
    with on(MONDAY), acting(by):
        assert rounds.round_of(MARCH, by=by).lines == ()
        with pytest.raises(OutOfScopeError):
            rounds.round_of(MARCH, by=by, town=TOWN)
        with pytest.raises(OutOfScopeError):
            actions.close_round(town=TOWN, month=MARCH, by=by)


def test_what_the_law_wants_before_the_round_decides_is_red_and_is_not_put_off(walk):
    ready(walk)
    april = the_round(walk, date(2026, 3, 23), MARCH.next())
    line = only(april, walk)
    assert line.cannot_wait and line.due_on < april.days.decision
    assert not only(the_round(walk), walk).cannot_wait
    later = Meeting(date(2026, 3, 23), SAT.place, SAT.chair, SAT.participants)
    with on(date(2026, 3, 23)):
        put_off = agreed(walk, result=MeetingResult.PUT_OFF, note="材料待补")
        together = meet(walk, put_off, meeting=later, month=MARCH.next())
    assert not together.done and "不能缓议" in str(together.refused[0].why)


def test_help_that_comes_first_never_waits_for_a_round(walk):
    with on(MONDAY):
        outcome = helped(walk)
    found = the_round(walk)
    assert [line.outcome_id for line in found.apart] == [outcome.id] and found.lines == ()


def test_a_meeting_resolves_many_each_by_its_own_opinion_in_the_reviewers_name(walk):
    ready(walk)
    other = ready(walk, "陈")
    with on(MEETING):
        together = meet(walk, agreed(walk), agreed(other))
    assert len(together.done) == 2 and not together.refused
    with acting(walk.cast.county_reviewer):
        opinions = Opinion.objects.all()
        assert {opinion.by_name for opinion in opinions} == {"陈丽华"}
        assert all("2026年3月审核会议定" in opinion.text for opinion in opinions)
        assert RoundEntry.objects.filter(result=MeetingResult.AGREED).count() == 2
        assert Entry.objects.filter(action="opinion:give").count() == 2
        assert Entry.objects.filter(action="round:meet").count() == 1
        minutes = OfficialDocument.objects.get(kind=DocumentKind.ROUND_MINUTES)
    with acting(walk.cast.town_reviewer):
        text = text_of(papers.open_document(minutes.id, by=walk.cast.town_reviewer).pdf)
    assert "李建明" in text and "陈建明" in text and "墩背村委会代表" in text


def test_what_is_refused_is_named_with_its_reason_and_nothing_of_it_is_half_done(walk):
    ready(walk)
    with on(MONDAY):
        lacking = family_of_three(walk.cast, "陈").to_started()
        stale = family_of_three(walk.cast, "钟").to_investigated()
    with on(MEETING):
        together = meet(walk, agreed(walk), agreed(lacking), agreed(stale, shown_amount=Money.yuan("1.00")))
    assert [line.case_id for line in together.done] == [walk.case_id]
    assert {refused.name: str(refused.why)[:6] for refused in together.refused} == {
        "陈建明": "尚无双方签字",
        "钟建明": "测算结果已变",
    }
    with acting(walk.cast.county_reviewer):
        assert Opinion.objects.count() == RoundEntry.objects.count() == 1
    assert {lacking.outcome().state, stale.outcome().state} == {OutcomeState.PROPOSED}


def test_only_whoever_may_give_opinions_records_a_meeting(walk):
    ready(walk)
    with on(MEETING), pytest.raises(NotPermittedError):
        meet(walk, agreed(walk), by=walk.cast.town_handler)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"chair": " "}, ReasonMissingError),
        ({"participants": ""}, ReasonMissingError),
        ({"place": ""}, ReasonMissingError),
        ({"held_on": MEETING + timedelta(1)}, RoundInvalidError),
    ],
)
def test_a_meeting_has_its_people_and_its_day(walk, changes, refusal):
    said = {"held_on": MEETING, "place": "会议室", "chair": "陈丽华", "participants": "陈丽华"} | changes
    with on(MEETING), pytest.raises(refusal):
        meet(walk, meeting=Meeting(**said))


def test_what_is_put_off_stays_where_it_is_and_may_be_resolved_at_a_second_sitting(walk):
    ready(walk)
    with on(MEETING):
        without = meet(walk, agreed(walk, result=MeetingResult.PUT_OFF))
        assert "缓议须写明原因" in str(without.refused[0].why)
        meet(walk, agreed(walk, result=MeetingResult.PUT_OFF, note="住房情况待核"))
        line = only(the_round(walk, MEETING), walk)
        assert (line.result, line.note) == (MeetingResult.PUT_OFF, "住房情况待核")
        assert walk.outcome().state == OutcomeState.PROPOSED
        meet(walk, agreed(walk))
    assert only(the_round(walk, MEETING), walk).result is MeetingResult.AGREED


def test_a_meeting_that_differs_from_the_rules_writes_why(walk):
    ready(walk)
    with on(MEETING):
        declined = agreed(walk, result=MeetingResult.DECLINED)
        assert "请写明理由" in str(meet(walk, declined).refused[0].why)
        done = meet(walk, agreed(walk, result=MeetingResult.DECLINED, note="申报后购买小汽车"))
    assert done.done
    with acting(walk.cast.county_reviewer):
        opinion = Opinion.objects.get()
    assert not opinion.is_positive and opinion.difference_reason == "申报后购买小汽车"


def test_notices_hang_together_and_files_go_up_together(walk):
    ready(walk)
    other = ready(walk, "陈")
    with on(MEETING):
        meet(walk, agreed(walk), agreed(other))
        assert len(post(walk, walk, other).done) == 2
        again = post(walk, walk)
        early = send(walk, walk)
    assert not again.done and "不能办理" in str(again.refused[0].why)
    assert "公示期至2026年3月16日止" in str(early.refused[0].why)
    with acting(walk.cast.county_reviewer):
        assert {notice.ends_on for notice in PublicNotice.objects.all()} == {date(2026, 3, 16)}
    assert only(the_round(walk, MEETING), walk).stage is RoundStage.ON_VIEW
    with on(DECISION):
        assert len(send(walk, walk, other).done) == 2
    assert only(the_round(walk, DECISION), walk).stage is RoundStage.WITH_CONFIRMER


def test_a_round_closes_when_what_it_agreed_to_is_up_and_the_rest_goes_over(walk):
    ready(walk)
    with on(MONDAY):
        lacking = family_of_three(walk.cast, "陈").to_started()
    with on(MEETING):
        with pytest.raises(ReasonMissingError):
            close(walk)
        meet(walk, agreed(walk))
        post(walk, walk)
        with pytest.raises(RoundInvalidError) as refused:
            close(walk)
    assert "李建明" in str(refused.value.message)
    with on(DECISION):
        send(walk, walk)
        row = close(walk)
        assert row.closed_on == DECISION
        with pytest.raises(RoundInvalidError):
            post(walk, walk)
    closed = the_round(walk, DECISION)
    assert only(closed, walk).result is MeetingResult.AGREED
    assert only(closed, lacking).result is MeetingResult.CARRIED_OVER
    by = walk.cast.town_handler
    with on(DECISION), acting(by):
        month = rounds.present_round_month(by.region, DECISION)
        following = rounds.round_of(month, by=by)
        report = OfficialDocument.objects.get(kind=DocumentKind.ROUND_REPORT)
        text = text_of(papers.open_document(report.id, by=by).pdf)
    assert following.month == MARCH.next()
    assert [line.case_id for line in following.lines] == [lacking.case_id]
    assert "本轮议定1项，转入下轮1项" in text


def test_a_month_that_has_not_come_is_looked_at_only(walk):
    ready(walk)
    april = MARCH.next()
    assert the_round(walk, MONDAY, april).lines
    with on(MONDAY):
        for step in (lambda: close(walk, "x", april), lambda: post(walk, walk, month=april)):
            with pytest.raises(RoundInvalidError, match="还没有开始"):
                step()
        by = walk.cast.town_handler
        with acting(by), pytest.raises(RoundInvalidError, match="还没有开始"):
            actions.issue_meeting_papers(town=TOWN, month=april, by=by)


def test_a_month_without_a_meeting_closes_with_its_reason(walk):
    with on(date(2026, 3, 18)):
        close(walk, note="本月无申请")
    with acting(walk.cast.county_reviewer):
        assert MonthlyRound.objects.get().closing_note == "本月无申请"


def test_the_papers_of_a_meeting_name_who_may_be_resolved_on_and_who_may_not(walk):
    ready(walk)
    with on(MONDAY):
        family_of_three(walk.cast, "陈").to_started()
    by = walk.cast.town_handler
    with on(date(2026, 3, 5)), acting(by):
        document = actions.issue_meeting_papers(town=TOWN, month=MARCH, by=by)
        text = text_of(papers.open_document(document, by=by).pdf)
        editable = papers.open_editable(document, by=by)
    for words in ("2026年3月9日", "李建明", "与申报一致", "陈建明", "尚无双方签字的入户调查表", "缓议"):
        assert words in text
    assert editable


def test_a_meeting_with_nothing_to_resolve_has_no_papers(walk):
    by = walk.cast.town_handler
    with on(MONDAY), acting(by), pytest.raises(RoundInvalidError):
        actions.issue_meeting_papers(town=TOWN, month=MARCH, by=by)


def test_a_town_sets_its_days_from_a_month_on_and_past_months_keep_theirs(walk):
    by = walk.cast.town_handler
    plan = RoundPlan(meeting_day=12, notice_days=8)
    with on(MONDAY), acting(by):
        assert not rounds.round_of(MARCH, by=by).is_own_plan
        actions.set_plan(town=TOWN, from_month=MARCH.next(), plan=plan, by=by)
        assert rounds.round_of(MARCH, by=by).days.meeting == MEETING
        april = rounds.round_of(MARCH.next(), by=by)
        assert (april.days.meeting, april.plan, april.is_own_plan) == (date(2026, 4, 13), plan, True)
        assert rounds.days_of(OTHER_TOWN, MARCH.next())[1] == RoundPlan()
        for month, wrong in ((MARCH.previous(), plan), (MARCH, RoundPlan(notice_days=6))):
            with pytest.raises(RoundInvalidError):
                actions.set_plan(town=TOWN, from_month=month, plan=wrong, by=by)
        assert PlannedRounds.objects.count() == Entry.objects.filter(action="round:plan").count() == 1
    with on(MEETING):
        meet(walk)
    with on(MEETING), acting(by), pytest.raises(RoundInvalidError):
        actions.set_plan(town=TOWN, from_month=MARCH, plan=plan, by=by)


def plan_rounds():
    with system_scope():
        return actions.plan_rounds(by=SYSTEM)


def test_the_end_of_intake_and_of_the_round_are_work_of_the_town(walk):
    with on(MONDAY):
        walk.to_started()
        assert plan_rounds() == 1 and plan_rounds() == 0
        item = walk.waiting(WorkKind.ROUND_CLOSING)
    assert item.due_on == date(2026, 3, 4) and item.owner_role == "town_handler"
    assert "法律没有规定" in item.article and "大柘镇 2026年3月审核" in item.subject_title
    with on(MONDAY):
        walk.visit()
        walk.verify()
        with acting(walk.cast.town_handler):
            actions.issue_meeting_papers(town=TOWN, month=MARCH, by=walk.cast.town_handler)
        assert WorkKind.ROUND_CLOSING not in walk.open_kinds() and plan_rounds() == 0
    with on(date(2026, 3, 5)):
        assert plan_rounds() == 1
        assert walk.waiting(WorkKind.ROUND_END).due_on == date(2026, 3, 20)
    with on(DECISION):
        close(walk, note="材料未齐，未开会")
    assert WorkKind.ROUND_END not in walk.open_kinds()


def test_a_day_that_moves_takes_its_work_item_with_it(walk):
    by = walk.cast.town_handler
    with on(MONDAY):
        walk.to_started()
        plan_rounds()
        with acting(by):
            plan = RoundPlan(meeting_day=10)
            actions.set_plan(town=TOWN, from_month=MARCH, plan=plan, by=by)
        assert plan_rounds() == 0
    assert walk.waiting(WorkKind.ROUND_CLOSING).due_on == date(2026, 3, 5)


def test_a_day_that_stays_is_no_longer_provisional_once_the_year_is_entered(walk):
    with on(date(2027, 1, 4)):
        walk.to_started()
        plan_rounds()
        before = walk.waiting(WorkKind.ROUND_CLOSING)
        set_year(notice=YearNotice(2027, {date(2027, 1, 1): "元旦"}), source="某通知", by=SYSTEM)
        plan_rounds()
        after = walk.waiting(WorkKind.ROUND_CLOSING)
    assert (before.is_provisional, after.is_provisional, after.due_on) == (True, False, before.due_on)


def test_the_round_costs_the_same_queries_however_many_it_gathers(walk):
    def counted():
        by = walk.cast.town_handler
        with on(MONDAY), acting(by), CaptureQueriesContext(connection) as made:
            found = rounds.round_of(MARCH, by=by)
        return len(found.lines), len(made)

    ready(walk)
    one = counted()
    for surname in ("陈", "钟", "黄"):
        ready(walk, surname)
    four = counted()
    assert (one[0], four[0]) == (1, 4) and one[1] == four[1]


def test_nothing_of_rounds_waits_in_a_town_without_work(walk):
    with on(MONDAY):
        assert plan_rounds() == 0
    with acting(walk.cast.county_reviewer):
        assert not WorkItem.objects.filter(kind=WorkKind.ROUND_CLOSING).exists()

"""The legal clocks on the official calendar: units, make-up days, extension, years without a notice."""

import json
from datetime import date, timedelta

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions.documents import PROVISIONAL
from yimen.domains.cases.queries.limits import limit_on
from yimen.domains.cases.rules.clocks import UNKNOWN, own_limit, parameter_names
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import CaseState, Clock, ExtensionReason
from yimen.domains.papers.actions import open_document
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist.jobs import recount_due_dates
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.calendar.actions import set_year
from yimen.foundation.calendar.notices import YearNotice
from yimen.kernel import Programme, RegionCode

pytestmark = pytest.mark.django_db
COUNTY = RegionCode("441426000000")


def item(walk, kind: str, subject) -> WorkItem:
    with acting(walk.cast.county_reviewer):
        return WorkItem.objects.get(kind=kind, subject_id=subject)


@pytest.mark.parametrize(
    ("accepted", "start_by", "total_by"),
    [
        # plain weeks: Monday 2 March + 3; the Qingming holiday Monday 6 April falls within the thirty
        (date(2026, 3, 2), date(2026, 3, 5), date(2026, 4, 14)),
        # Spring Festival 15-23 February with make-up Saturdays 14 and 28 February
        (date(2026, 2, 12), date(2026, 2, 24), date(2026, 4, 1)),
        # National Day 1-7 October with the make-up Saturday 10 October
        (date(2026, 9, 30), date(2026, 10, 10), date(2026, 11, 17)),
    ],
)
def test_working_days_follow_the_official_calendar_with_its_make_up_days(walk, accepted, start_by, total_by):
    with on(accepted):
        walk.to_submitted()
        walk.accept()
        start = item(walk, "investigation_start", walk.case_id)
        assert (start.due_on, start.limit_days, start.limit_unit) == (start_by, 3, "working")
        assert "第十五条" in start.article and not start.is_provisional
        total = item(walk, "whole_case", walk.outcome().id)
        assert (total.due_on, total.limit_days) == (total_by, 30)


def test_the_start_of_the_investigation_and_of_the_verification_close_their_clocks(walk):
    with on(date(2026, 3, 2)):
        walk.to_submitted()
        walk.accept()
    with on(date(2026, 3, 4)):
        walk.start()
        assert item(walk, "investigation_start", walk.case_id).done_at is not None
        with acting(walk.cast.county_verifier):
            request = find_latest_request(walk.case_id)
        asked = item(walk, "verification", request.id)
        assert (asked.due_on, asked.limit_days, asked.done_at) == (date(2026, 3, 9), 3, None)
        assert "第十七条" in asked.article
        walk.verify()
        with acting(walk.cast.county_verifier):
            kept = WorkItem.objects.filter(kind="verification", subject_id=request.id).order_by(
                "opened_on", "id"
            )
            started, answered = kept
        assert started.done_at is not None and answered.done_at is not None
        assert "未查到返回结果的法定时限" in answered.article and answered.limit_event == "启动核对"


def test_a_notice_counts_calendar_days_over_holidays(walk):
    with on(date(2026, 9, 28)):
        walk.to_investigated()
        walk.opine()
        notice = walk.post()
        assert notice.ends_on == date(2026, 10, 5)
        assert not {"notice", "notice_down"} & walk.open_kinds()  # it comes down by itself: nobody's work
    with on(date(2026, 10, 5)), pytest.raises(errors.NoticeRunningError):
        walk.send()
    with on(date(2026, 10, 6)):
        walk.send()
        # 8, 9, the make-up Saturday 10, then 12-16 and 19, 20 October
        assert item(walk, "confirmation", walk.outcome().id).due_on == date(2026, 10, 20)


def test_the_total_is_extended_once_for_a_reason_of_the_law(walk):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        with pytest.raises(errors.ReasonMissingError):
            walk.extend(ExtensionReason.LIVES_AWAY, note=" ")
        outcome = walk.extend(ExtensionReason.LIVES_AWAY, note="配偶常住外省，委托协查")
        with pytest.raises(errors.ExtensionInvalidError):
            walk.extend(ExtensionReason.OBJECTION)
        total = item(walk, "whole_case", outcome.id)
        assert total.limit_days == 45
        # 14 April is the thirtieth; fifteen more over Labour Day 1-5 May with the make-up Saturday 9 May
        assert total.due_on == date(2026, 5, 8)


def test_the_total_is_not_extended_for_an_objection_nobody_raised(walk):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        by, outcome = walk.cast.town_reviewer, walk.outcome()
        with acting(by), pytest.raises(errors.ExtensionInvalidError, match="没有公示异议"):
            actions.extend_total(
                outcome_id=outcome.id,
                version=outcome.version,
                reason=ExtensionReason.OBJECTION,
                note="以防万一",
                by=by,
            )


def test_only_the_grounds_of_the_programmes_own_rule_extend_it(walk):
    """刚性支出困难家庭认定办法 第八条 names neither an objection nor an application elsewhere."""
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        by, handler = walk.cast.town_reviewer, walk.cast.town_handler
        with acting(handler):
            outcome = actions.request_programme(
                case_id=walk.case_id, programme=Programme.RIGID_EXPENSE, by=handler
            )
        asked = {"outcome_id": outcome.id, "version": outcome.version, "note": "协查", "by": by}
        with acting(by):
            with pytest.raises(errors.ExtensionInvalidError, match="异地申办"):
                actions.extend_total(reason=ExtensionReason.APPLIED_ELSEWHERE, **asked)
            assert actions.extend_total(reason=ExtensionReason.LIVES_AWAY, **asked).extension == "lives_away"


def test_a_year_without_its_official_calendar_gives_a_provisional_deadline(walk):
    with on(date(2026, 12, 28)):
        walk.to_submitted()
        walk.accept()
        total = item(walk, "whole_case", walk.outcome().id)
        assert total.is_provisional
        assert total.due_on > date(2027, 1, 31)
        with acting(walk.cast.town_handler):
            notice = OfficialDocument.objects.get(kind="acceptance")
            assert json.loads(notice.content)["values"]["provisional"] == PROVISIONAL
            assert open_document(notice.id, by=walk.cast.town_handler).pdf.startswith(b"%PDF")


def test_the_total_moves_once_the_years_calendar_is_entered(walk):
    with on(date(2026, 12, 28)):
        walk.to_submitted()
        walk.accept()
        before = item(walk, "whole_case", walk.outcome().id)
        off = dict.fromkeys([date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)], "元旦")
        set_year(notice=YearNotice(2027, off), source="某通知", by=SYSTEM)
        recount_due_dates([])
        after = item(walk, "whole_case", walk.outcome().id)
        assert (before.is_provisional, after.is_provisional) == (True, False)
        # New Year's Day was left out already; two more days off in this invented notice
        assert (before.due_on, after.due_on) == (date(2027, 2, 9), date(2027, 2, 11))


def test_children_without_care_have_their_own_clocks_and_no_total():
    child = Programme.UNATTENDED_CHILD
    checked = limit_on(Clock.OPINION, child, COUNTY, date(2026, 3, 2))
    confirmed = limit_on(Clock.COUNTY_REVIEW, child, COUNTY, date(2026, 3, 2))
    assert [(limit.days, limit.unit, limit.article) for limit in (checked, confirmed)] == [
        (15, "working", "民发〔2019〕62号")
    ] * 2
    assert not procedure_of(child).has_total and parameter_names(Clock.TOTAL, child) == ()


def test_every_programme_has_clocks_of_its_own_and_each_is_declared():
    """No programme but those applied for as dibao borrows a limit of dibao."""
    for programme in Programme:
        for clock in Clock:
            names = parameter_names(clock, programme)
            limit_on(clock, programme, COUNTY, date(2026, 3, 2))  # refuses a name nobody declared
            is_like_dibao = programme in (Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN)
            if clock not in (Clock.ENDING_LETTER, Clock.HEARING, Clock.URGENT_PAPERS) and not is_like_dibao:
                assert all(name.startswith(f"clock_{programme}_") for name in names)


@pytest.mark.parametrize("programme", [Programme.ORPHAN, Programme.UNATTENDED_CHILD])
def test_childrens_programmes_have_no_clock_of_a_notice(programme):
    assert parameter_names(Clock.NOTICE, programme) == parameter_names(Clock.OBJECTION, programme) == ()


@pytest.mark.parametrize(
    ("programme", "clock", "days", "unit"),
    [
        (Programme.TEMPORARY, Clock.TOTAL, 30, "working"),
        (Programme.ORPHAN, Clock.TOTAL, 30, "working"),
        (Programme.ORPHAN, Clock.COUNTY_REVIEW, 3, "working"),
        (Programme.DISABILITY_LIVING, Clock.NOTICE, 7, "calendar"),
        (Programme.DISABILITY_CARE, Clock.REFUSAL_LETTER, 3, "working"),
    ],
)
def test_where_no_law_is_known_the_office_counts_its_own_days_and_says_so(programme, clock, days, unit):
    limit = limit_on(clock, programme, COUNTY, date(2026, 3, 2))
    assert limit == own_limit(clock, programme)
    assert (limit.days, limit.unit, limit.article) == (days, unit, UNKNOWN)


def test_a_place_that_shortened_a_step_of_dibao_has_its_own_limit():
    guangzhou = RegionCode("440103001000")
    opinion, review, objection = (
        limit_on(clock, Programme.DIBAO, guangzhou, date(2026, 3, 2))
        for clock in (Clock.OPINION, Clock.COUNTY_REVIEW, Clock.OBJECTION)
    )
    assert [limit.days for limit in (opinion, review, objection)] == [15, 5, 20]
    assert limit_on(Clock.COUNTY_REVIEW, Programme.DIBAO, COUNTY, date(2026, 3, 2)).days == 10


def test_an_unknown_limit_is_said_to_be_the_offices_own_on_screen_and_on_paper(walk):
    with on(date(2026, 3, 2)):
        walk.to_submitted(programmes=[Programme.DISABILITY_LIVING])
        walk.accept()
        total = walk.waiting("whole_case")
        assert (total.limit_days, total.article) == (30, UNKNOWN)
        with acting(walk.cast.town_handler):
            letter = OfficialDocument.objects.get(kind="acceptance")
            values = json.loads(letter.content)["values"]
            assert (values["time_limit"], values["article"]) == ("30个工作日", UNKNOWN)
        with pytest.raises(errors.ExtensionInvalidError, match="没有法定的延长期限"):
            walk.extend(ExtensionReason.LIVES_AWAY, Programme.DISABILITY_LIVING)


def test_clocks_of_an_ended_case_are_closed(walk):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        walk.withdraw()
    with on(date(2026, 3, 2) + timedelta(days=60)):
        assert walk.case().state == CaseState.WITHDRAWN
        with acting(walk.cast.county_reviewer):
            assert not WorkItem.objects.filter(done_at__isnull=True).exists()

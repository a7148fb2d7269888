"""The legal time limits as the library hands them out, and the programme cards."""

from datetime import date

import pytest

from yimen.domains.library import queries
from yimen.domains.library.errors import TimeLimitNotFoundError
from yimen.kernel import DayUnit, Programme, RegionCode

TOWN = RegionCode("441426100000")
TODAY = date(2026, 11, 20)

# facts.md §1.9 and §2: step, days, unit
LIMITS = [
    ("clock_dibao_investigation_start", 3, DayUnit.WORKING, "受理"),
    ("clock_verification_start", 3, DayUnit.WORKING, "提请核对"),
    ("clock_dibao_notice", 7, DayUnit.CALENDAR, "张贴公示"),
    ("clock_dibao_county_review", 10, DayUnit.WORKING, "收到报送材料"),
    ("clock_dibao_refusal_notice", 3, DayUnit.WORKING, "作出决定"),
    ("clock_tekun_opinion", 15, DayUnit.WORKING, "受理"),
]


@pytest.mark.requirement("R-DSK-8")
@pytest.mark.parametrize(("name", "days", "unit", "event"), LIMITS)
def test_each_step_has_its_legal_limit_and_article(name, days, unit, event):
    limit = queries.time_limit(name, TOWN, TODAY)
    assert (limit.days, limit.unit, limit.event) == (days, unit, event)
    assert limit.article


def test_the_whole_of_dibao_takes_thirty_days_or_forty_five_for_a_reason():
    limit = queries.time_limit("clock_dibao_total", TOWN, TODAY)
    assert (limit.days, limit.extended_days, limit.unit) == (30, 45, DayUnit.WORKING)
    assert "人户分离" in (limit.extension_reason or "")


def test_a_devolved_confirmation_has_twenty_days_since_the_notice_of_2022():
    assert queries.time_limit("clock_dibao_total_devolved", TOWN, TODAY).days == 20
    with pytest.raises(TimeLimitNotFoundError):
        queries.time_limit("clock_dibao_total_devolved", TOWN, date(2022, 10, 19))


@pytest.mark.parametrize("name", ["clock_of_nothing", "clock_objection_handling", "clock_review_yearly"])
def test_a_limit_that_is_unknown_or_not_in_days_is_refused(name):
    with pytest.raises(TimeLimitNotFoundError):
        queries.time_limit(name, TOWN, TODAY)


def test_every_clock_in_days_can_be_handed_out():
    clocks = {n: v.value for n, v in queries.parameters(TOWN, TODAY).items() if n.startswith("clock_")}
    counted = [name for name, value in clocks.items() if value and not value.get("months")]
    assert counted
    for name in counted:
        assert queries.time_limit(name, TOWN, TODAY).days > 0


def test_every_programme_has_a_card_with_articles():
    for programme in Programme:
        card = queries.card_on(programme, TODAY)
        assert card.programme is programme and card.summary
        assert all(condition.article for condition in card.conditions)


@pytest.mark.requirement("R-DSK-6")
def test_what_a_source_answers_is_not_asked():
    materials = queries.card_on(Programme.DIBAO, TODAY).materials
    asked = [m.title for m in materials if m.is_asked]
    assert asked == ["申请书及诚信承诺（签字）", "家庭经济状况核对授权书（成年家庭成员逐人签字）"]
    assert all(m.source for m in materials if not m.is_asked)

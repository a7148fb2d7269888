"""What a page must say beside a date, an amount and a choice of people."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.support.cast import VILLAGE, acting
from tests.support.process import on

from yimen.domains.cases import actions
from yimen.domains.cases import queries as cases
from yimen.domains.cases.types import Offer
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.permissions import Permission
from yimen.domains.worklist import queries as worklist
from yimen.doors.desk.formats import granted
from yimen.doors.desk.forms.cases import ConfirmForm, OpinionForm
from yimen.doors.desk.places import colleagues
from yimen.kernel import Money, Programme

UNPUBLISHED = date(2039, 3, 1)
"""A day of a year whose days off nobody has announced."""


@pytest.mark.parametrize("page", ["worklist", "deadlines"])
def test_a_due_date_of_an_unpublished_year_is_marked_provisional(page, walk, cast, desk):
    with on(UNPUBLISHED):
        walk.apply()
        assert "暂定" in desk(cast.village_assistant).get(reverse(f"desk:{page}")).content.decode()


def test_a_due_date_of_a_published_year_is_not_provisional(walk, cast, desk):
    with on(date(2026, 3, 2)):
        walk.apply()
        assert "暂定" not in desk(cast.village_assistant).get(reverse("desk:worklist")).content.decode()


def test_case_household_and_item_mark_a_provisional_date(walk, cast, desk):
    with on(UNPUBLISHED):
        walk.apply()
        by = cast.village_assistant
        with acting(by):
            (item,) = worklist.mine(by)
        for name, subject in (
            ("case", walk.case_id),
            ("household", walk.household_id),
            ("worklist-item", item.id),
        ):
            page = desk(by).get(reverse(f"desk:{name}", args=[subject])).content.decode()
            assert "暂定" in page, name


def test_the_spreadsheet_says_which_dates_are_provisional(walk, cast, desk):
    with on(UNPUBLISHED):
        walk.apply()
        answer = desk(cast.town_handler).get(reverse("desk:worklist-export"), {"list": "region"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    heads, line, *_more = sheet.get_sheet_by_index(0).to_python()
    assert line[heads.index("是否暂定")] == "暂定"


def test_a_contact_is_handed_only_to_who_may_answer_it(cast, desk):
    by = cast.village_assistant
    with acting(by):
        contact = intake.record_contact(
            channel=ContactChannel.VISIT, asked="问低保", region=VILLAGE, name="李建明", by=by
        )
    page = desk(by).get(reverse("desk:contact-hand-over", args=[contact.id])).content.decode()
    assert cast.town_handler.staff_name in page
    assert cast.town_confirmer.staff_name not in page
    with acting(cast.county_reviewer):
        offered = colleagues(cast.county_reviewer, may=Permission.CONTACT_RECORD)
    assert str(cast.auditor.post_id) not in dict(offered)


def test_the_county_seeks_its_second_investigator_among_its_own(cast):
    with acting(cast.county_reviewer):
        offered = dict(colleagues(cast.county_reviewer, same_role_first=True))
    assert str(cast.county_confirmer.post_id) in offered
    assert not {str(post) for post in (cast.town_handler.post_id, cast.village_assistant.post_id)} & set(
        offered
    )


def test_what_the_rules_find_besides_is_one_click_away(walk, cast, desk, monkeypatch):
    walk.to_submitted()
    walk.accept()
    offer = Offer(Programme.TEMPORARY, None, None, "")
    monkeypatch.setattr(cases, "programmes_not_requested", lambda case_id, *, by: (offer,))
    client, further = desk(cast.town_handler), reverse("desk:case-further", args=[walk.case_id])
    assert further in client.get(reverse("desk:case", args=[walk.case_id])).content.decode()
    part = client.get(further).content.decode()
    assert "增加项目" in part and 'value="temporary"' in part
    reviewer = desk(cast.auditor).get(reverse("desk:case", args=[walk.case_id])).content.decode()
    assert further not in reviewer
    url = reverse("desk:case-request", args=[walk.case_id])
    assert client.post(url, {"programme": "temporary"}).status_code == 302
    assert walk.outcome(Programme.TEMPORARY).state == "proposed"


def test_the_rules_themselves_find_the_allowances_of_a_disabled_member(walk, cast, desk):
    by = cast.village_assistant
    version = walk.apply().version
    disabled = {"members": [{"ref": "m2", "disability": {"kind": "physical", "level": 1}}]}
    with acting(by):
        actions.save_step(case_id=walk.case_id, version=version, declared=disabled, by=by)
    walk.complete()
    walk.submit()
    walk.accept()
    client, further = desk(cast.town_handler), reverse("desk:case-further", args=[walk.case_id])
    assert 'value="disability_care"' in client.get(further).content.decode()
    determination = client.get(reverse("desk:case-determination", args=[walk.case_id])).content.decode()
    assert f'name="person" value="{walk.adults[1]}"' in determination
    typed = {"programme": "disability_care", "person": str(walk.adults[1])}
    assert client.post(reverse("desk:case-request", args=[walk.case_id]), typed).status_code == 302
    assert walk.outcome(Programme.DISABILITY_CARE).person_id == walk.adults[1]
    assert 'value="disability_care"' not in client.get(further).content.decode()


def test_nothing_is_offered_where_the_family_asked_for_all_of_it(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    part = desk(cast.town_handler).get(reverse("desk:case-further", args=[walk.case_id])).content.decode()
    assert 'value="dibao"' not in part


@pytest.mark.parametrize("programme", list(Programme))
def test_what_is_given_once_is_never_said_to_be_monthly(programme):
    words = granted(Money.yuan("800.00"), programme)
    assert words == ("一次性 800.00 元" if programme.is_one_off else "800.00 元/月")


def test_the_form_asks_for_what_is_given_once_without_a_month():
    assert OpinionForm("temporary", Money(100))["amount"].field.widget.unit == "元（一次性）"
    assert ConfirmForm("dibao", Money(100))["amount"].field.widget.unit == "元/月"

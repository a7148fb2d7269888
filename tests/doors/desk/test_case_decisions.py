"""A case before those who decide: agreed, returned, refused, extended, ended early."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.doors.desk.case_steps import DAY, page_of, send
from tests.support.process import MONDAY, NOTICE_OVER, on, picture

from yimen.kernel import Programme


@pytest.fixture
def with_confirmer(walk):
    with on(DAY):
        walk.to_investigated()
        walk.opine()
        notice = walk.post()
    with on(notice.ends_on + timedelta(days=1)):
        walk.send()
        yield walk


def test_the_confirmer_agrees_and_the_letter_is_delivered(with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    page = (
        desk(cast.county_confirmer).get(reverse("desk:outcome-confirm", args=[outcome.id])).content.decode()
    )
    assert "与提出意见时的测算一致" in page
    shown = re.search(r'name="shown" value="([\d.]+)"', page)[1]
    typed = {"version": outcome.version, "shown": shown, "amount": shown}
    assert send(desk, cast.county_confirmer, "outcome-confirm", outcome.id, **typed).status_code == 302
    assert with_confirmer.outcome().state == "confirmed"
    handler = cast.town_handler
    today = with_confirmer.outcome().decided_on.isoformat()
    seen = SimpleUploadedFile("receipt.png", picture(), "image/png")
    delivery = {"method": "handed_over", "recipient": "李建明", "delivered_on": today, "proof": "本人签收"}
    bare = send(desk, handler, "outcome-deliver", outcome.id, **delivery)
    assert "请在凭证照片中选择" in bare.content.decode()
    delivery["scan"] = seen
    assert send(desk, handler, "outcome-deliver", outcome.id, **delivery).status_code == 302
    assert send(desk, handler, "outcome-publish", outcome.id).status_code == 302
    dossier = (
        desk(handler).get(reverse("desk:household", args=[with_confirmer.household_id])).content.decode()
    )
    assert "为什么是这个数" in dossier


def test_a_decision_that_differs_needs_a_reason(with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    typed = {"version": outcome.version, "amount": "10.00"}
    page = send(desk, cast.county_confirmer, "outcome-confirm", outcome.id, **typed).content.decode()
    assert "请写明理由" in page


def test_the_confirmer_of_a_subsidy_sees_what_it_waits_for_and_that_it_waits_in_vain(walk, cast, desk):
    living = Programme.DISABILITY_LIVING
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(corrections={"members": [{"ref": "m1", "disability": {"kind": "physical", "level": 2}}]})
        walk.request(living)
        for programme in (Programme.DIBAO, living):
            walk.opine(programme=programme)
            walk.post(programme)
    with on(NOTICE_OVER):
        walk.send()
        walk.send(living)
        confirmer, outcome = cast.county_confirmer, walk.outcome(living)
        page = page_of(desk, confirmer, "outcome-confirm", outcome.id)
        assert "该身份尚未确认" in page and 'name="shown"' not in page
        walk.refuse()
        page = page_of(desk, confirmer, "outcome-confirm", outcome.id)
        assert "最低生活保障已于2026年3月10日决定不予确认" in page
        assert reverse("desk:outcome-refuse", args=[outcome.id]) in page
        assert reverse("desk:outcome-return", args=[outcome.id]) in page
        assert "最低生活保障已于2026年3月10日决定不予确认" in page_of(
            desk, confirmer, "outcome-refuse", outcome.id
        )


@pytest.mark.parametrize(("page", "state"), [("outcome-return", "returned"), ("outcome-refuse", "refused")])
def test_the_confirmer_returns_or_refuses_with_reasons(page, state, with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    empty = send(desk, cast.county_confirmer, page, outcome.id, version=outcome.version, why="")
    assert empty.status_code == 200
    done = send(desk, cast.county_confirmer, page, outcome.id, version=outcome.version, why="材料不实")
    assert done.status_code == 302
    assert with_confirmer.outcome().state == state


def test_the_time_limit_is_extended_with_its_reason(walk, cast, desk):
    walk.to_investigated()
    outcome = walk.outcome()
    typed = {"version": outcome.version, "reason": "lives_away", "note": "户籍在外县"}
    assert send(desk, cast.town_reviewer, "outcome-extend", outcome.id, **typed).status_code == 302
    assert walk.outcome().extension == "lives_away"


@pytest.mark.parametrize(
    ("page", "typed", "state"),
    [
        ("case-withdraw", {"why": "已找到工作"}, "withdrawn"),
        ("case-not-accept", {"why": "不属本辖区受理"}, "terminated"),
        ("case-terminate", {"reason": "death", "note": "申请人去世", "died_on": "2026-01-05"}, "terminated"),
    ],
)
def test_a_case_ends_early_with_a_reason(page, typed, state, walk, cast, desk):
    walk.to_submitted()
    version = walk.case().version
    assert send(desk, cast.town_handler, page, walk.case_id, version=version, **typed).status_code == 302
    assert walk.case().state == state

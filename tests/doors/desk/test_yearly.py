"""A yearly review at its desks: planned with a preview, gone through door by door, watched, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.doors.desk.case_steps import send
from tests.support.cast import VILLAGE, acting
from tests.support.process import family_of_three, on, picture
from tests.support.reviewing import LATER, granted

from yimen.domains.cases.models import CampaignEntry, Case, ReviewCampaign

PLAN = {
    "year": "2026",
    "programmes": ["dibao"],
    "from_on": (LATER - timedelta(days=20)).isoformat(),
    "until_on": "2026-11-30",
}


@pytest.fixture
def other(cast, review):
    return granted(family_of_three(cast, "王"))


def page(desk, actor, name: str, *subjects, **asked) -> str:
    answer = desk(actor).get(reverse(f"desk:{name}", args=subjects), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(desk, actor, name: str, *subjects, **typed) -> str:
    return desk(actor).post(reverse(f"desk:{name}", args=subjects), typed).content.decode()


def planned(desk, cast) -> ReviewCampaign:
    done = desk(cast.town_reviewer).post(reverse("desk:yearly-review-open"), {**PLAN, "verb": "do"})
    with acting(cast.town_reviewer):
        made = ReviewCampaign.objects.get(closed_on__isnull=True)
    assert done.url == reverse("desk:yearly-review", args=[made.id])
    return made


def entry_of(cast, review) -> CampaignEntry:
    with acting(cast.town_reviewer):
        return CampaignEntry.objects.get(household=review.walk.household_id)


def test_a_town_plans_its_review_and_sees_first_who_is_in(review, other, cast, desk):
    with on(LATER):
        assert "未开展" in page(desk, cast.county_reviewer, "yearly-reviews")
        assert "预览" in page(desk, cast.town_reviewer, "yearly-review-open")
        shown = post(desk, cast.town_reviewer, "yearly-review-open", **PLAN, verb="preview")
        assert "共 2 户在本次核查中，0 户不在" in shown
        shown = post(desk, cast.town_reviewer, "yearly-review-open", **PLAN, only_due="on", verb="preview")
        assert "共 0 户在本次核查中，2 户不在" in shown and "不到核查日期" in shown
        backwards = {**PLAN, "until_on": PLAN["from_on"]}
        shown = post(desk, cast.town_reviewer, "yearly-review-open", **backwards, verb="preview")
        assert shown.count("结束日期须在开始日期之后") == 1 and "户在本次核查中" not in shown
        with acting(cast.town_reviewer):
            assert not ReviewCampaign.objects.exists()
        made = planned(desk, cast)
        shown = page(desk, cast.county_reviewer, "yearly-review", made.id)
        assert "完成 0%：2 户中 0 户已有结果" in shown
        assert "大柘" in page(desk, cast.county_reviewer, "yearly-reviews", year="2026")
        assert "2026年度核查" in page(desk, cast.village_assistant, "home")
        for name in ("yearly-review-export", "yearly-households-export"):
            sheet = desk(cast.town_reviewer).get(reverse(f"desk:{name}"), {"campaign": str(made.id)})
            assert sheet.status_code == 200 and sheet["Content-Type"].endswith("sheet")
            unasked = desk(cast.town_reviewer).get(reverse(f"desk:{name}"), {"campaign": "x"})
            assert unasked.status_code == 200


def test_a_village_goes_from_door_to_door_and_the_town_finishes(review, other, cast, desk):
    with on(LATER):
        made = planned(desk, cast)
        village, first, second = cast.village_assistant, entry_of(cast, review), entry_of(cast, other)
        listed = page(desk, village, "yearly-households", made.id, village=str(VILLAGE))
        assert "李建明" in listed and "王建明" in listed and "打印走访表" in listed
        for name in ("yearly-review-forms", "yearly-review-register", "yearly-review-report"):
            sheet = desk(village).get(reverse(f"desk:{name}", args=[made.id]), {"entry": str(first.id)})
            assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF")
        went = {"finding": "unchanged", "visited_on": LATER.isoformat()}
        wanting = post(desk, village, "yearly-household", first.id, **went)
        assert "走访不得少于2人" in wanting
        scan = SimpleUploadedFile("form.png", picture(), "image/png")
        done = send(
            desk, village, "yearly-household", first.id,
            **went, second_post=str(cast.town_handler.post_id), scan=scan,
        )  # fmt: skip
        assert done.url == reverse("desk:yearly-household", args=[second.id])
        typed: dict[str, Any] = {"entry": [str(second.id)]}
        assert "另一名走访人员" in post(desk, village, "yearly-unchanged", made.id, **typed)
        typed |= {"visited_on": LATER.isoformat(), "second_post": str(cast.town_handler.post_id)}
        assert "可以办 1 件" in post(desk, village, "yearly-unchanged", made.id, **typed, verb="preview")
        assert "办成 1 件" in post(desk, village, "yearly-unchanged", made.id, **typed, verb="do")
        assert send(desk, village, "yearly-household-undo", second.id).status_code == 302
        chosen: dict[str, Any] = {"entry": [str(first.id), str(second.id)]}
        foreseen = post(desk, cast.town_handler, "yearly-begin", made.id, **chosen)
        assert "可以办 1 件，不能办 1 件" in foreseen
        assert "办成 1 件" in post(desk, cast.town_handler, "yearly-begin", made.id, **chosen, verb="do")
        with acting(cast.county_reviewer):
            review.walk.case_id = Case.objects.get(kind="review").id
        review.walk.verify()
        chosen = {"entry": [str(first.id)], "verb": "do"}
        assert "办成 1 件" in post(desk, cast.town_reviewer, "yearly-propose", made.id, **chosen)
        assert "办成 1 件" in post(desk, cast.county_confirmer, "yearly-decide", made.id, **chosen)
        shown = page(desk, cast.town_reviewer, "yearly-households", made.id, result="kept")
        assert "李建明" in shown and "王建明" not in shown


def test_what_is_not_as_it_was_goes_its_own_way(review, other, cast, desk):
    with on(LATER):
        made, village = planned(desk, cast), cast.village_assistant
        first, second = entry_of(cast, review), entry_of(cast, other)
        went = {"visited_on": LATER.isoformat(), "note": "户主加工资"}
        done = send(
            desk, village, "yearly-household", first.id, **went, finding="changed", cause="income_changed"
        )
        with acting(cast.county_reviewer):
            case = Case.objects.get(kind="change")
        assert done.url == reverse("desk:application-means", args=[case.id])
        send(
            desk, village, "yearly-household", second.id,
            **went, finding="not_met", again_on=(LATER + timedelta(days=7)).isoformat(),
        )  # fmt: skip
        shown = page(desk, village, "yearly-households", made.id)
        assert "核查中" in shown and "再访 2026-09-28" in shown
        send(
            desk, village, "yearly-household", second.id, **went, finding="died", person=str(other.walk.child)
        )
        assert "变化报告" in page(desk, cast.town_handler, "yearly-household", second.id)


def test_the_town_refreshes_closes_and_reopens(review, cast, desk):
    with on(LATER):
        made, by = planned(desk, cast), cast.town_reviewer
        assert send(desk, by, "yearly-review-refresh", made.id).status_code == 302
        assert "还有 1 户没有完成" in post(desk, by, "yearly-review-close", made.id, note="")
        send(desk, by, "yearly-review-close", made.id, note="下月补办")
        assert "下月补办" in page(desk, by, "yearly-review", made.id)
        assert "重新打开" in page(desk, by, "yearly-review", made.id)
        assert "社救年报〔2026〕1号" in page(desk, by, "yearly-review", made.id)
        printed = desk(by).get(reverse("desk:yearly-review-report", args=[made.id]))
        assert printed.content.startswith(b"%PDF") and "filename" in printed["Content-Disposition"]
        send(desk, by, "yearly-review-reopen", made.id, reason="补登记")
        assert "办结" in page(desk, by, "yearly-review", made.id)
    with on(date(2026, 12, 5)):
        assert "已超期" in page(desk, by, "yearly-households", made.id, result="overdue")
        entry = entry_of(cast, review)
        scan = SimpleUploadedFile("form.png", picture(), "image/png")
        assert "先登记走访情况" in post(desk, by, "yearly-household-scan", entry.id, scan=scan)

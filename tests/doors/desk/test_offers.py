"""What is offered follows the state of the case: a closed one wants nothing but its letters delivered."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, RELATIVE, on

from yimen.domains.cases.models import Objection
from yimen.domains.cases.types import ObjectionMethod, TerminationReason
from yimen.domains.people import actions as people
from yimen.domains.people import queries as people_queries

pytestmark = pytest.mark.django_db


def shown(desk, actor, name: str, subject) -> str:
    return desk(actor).get(reverse(f"desk:{name}", args=[subject]), follow=True).content.decode()


def buttons(page: str) -> str:
    """What the main part of a page offers to press."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.findall(r'<(?:a|button)[^>]*class="btn[^>]*>(.*?)</(?:a|button)>', main, re.DOTALL))


def test_a_withdrawn_case_gives_no_more_orders_and_its_objection_ends_with_it(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted()
    with on(MONDAY + timedelta(days=1)):
        walk.object_to()
        walk.withdraw()
        outcome = walk.outcome()
        for actor in (cast.town_handler, cast.town_reviewer, cast.village_assistant, cast.county_confirmer):
            for name, subject in (("case", walk.case_id), ("outcome", outcome.id)):
                offered = buttons(shown(desk, actor, name, subject))
                for word in ("处理异议", "重新入户", "张贴", "提出意见", "延长", "登记异议", "撤回", "终止"):
                    assert word not in offered, (actor.role, name, word)
        with acting(cast.county_reviewer):
            objection = Objection.objects.get()
        assert objection.settled_on is not None
        assert objection.method == ObjectionMethod.CASE_ENDED
        assert "异议随办件结束" in shown(desk, cast.town_reviewer, "outcome", outcome.id)
        assert walk.open_kinds() == set()


def test_a_form_that_has_no_use_any_more_is_not_filled_in(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted()
        walk.withdraw()
        for actor, name, subject in (
            (cast.town_handler, "case-visit", walk.case_id),
            (cast.town_handler, "application-review", walk.case_id),
            (cast.town_handler, "case-withdraw", walk.case_id),
            (cast.town_reviewer, "outcome-opinion", walk.outcome().id),
            (cast.county_confirmer, "outcome-confirm", walk.outcome().id),
        ):
            page = shown(desk, actor, name, subject)
            assert "这一步不需要办理" in page, name
            assert reverse("desk:case", args=[walk.case_id]) in page
            assert "<textarea" not in page


def test_an_application_handed_in_is_not_handed_in_again(walk, cast, desk):
    walk.to_submitted()
    page = shown(desk, cast.village_assistant, "application-review", walk.case_id)
    assert "提交申请" not in buttons(page)


def test_who_may_not_settle_an_objection_is_not_led_there(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted()
        walk.object_to()
        outcome = walk.outcome().id
        assert "处理异议" not in buttons(shown(desk, cast.town_handler, "outcome", outcome))
        assert "处理异议" in buttons(shown(desk, cast.town_reviewer, "outcome", outcome))


def test_what_was_published_is_not_published_again(walk, cast, desk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.confirm()
        outcome = walk.outcome().id
        assert "公布" in buttons(shown(desk, cast.town_handler, "outcome", outcome))
        walk.publish()
        for name, subject in (("outcome", outcome), ("case", walk.case_id)):
            offered = buttons(shown(desk, cast.town_handler, name, subject))
            assert "公布" not in offered
            assert "登记送达" in offered


def test_of_a_terminated_case_only_its_letter_is_left(walk, cast, desk):
    walk.to_submitted()
    walk.terminate(TerminationReason.NO_COOPERATION, "三次约定均未到场")
    offered = buttons(shown(desk, cast.town_handler, "case", walk.case_id))
    assert "登记送达" in offered
    assert "终止" not in offered


def test_whoever_moves_a_household_is_told_of_its_notice_and_the_case_says_where_it_lives(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted()
        place = {"region": "441426100201", "address": "老围3号", "on": MONDAY.isoformat()}
        url = reverse("desk:household-move", args=[walk.household_id])
        client = desk(cast.town_handler)
        assert "公示正贴在原村" in client.get(url).content.decode()
        assert "公示正贴在原村" in client.post(url, place).content.decode()
        assert "现住" not in shown(desk, cast.town_handler, "case", walk.case_id)
        assert client.post(url, place | {"confirmed": "1"}).status_code == 302
        assert "老围3号" in shown(desk, cast.town_handler, "case", walk.case_id)


def test_a_member_forgotten_is_added_from_within_the_wizard(walk, cast, desk):
    walk.apply()
    by = cast.village_assistant
    page = shown(desk, by, "application-means", walk.case_id)
    assert reverse("desk:application-family", args=[walk.case_id]) in page
    url = reverse("desk:application-family", args=[walk.case_id])
    typed = {
        "add": "1",
        "name": "李小弟",
        "identity": "",
        "birth_date": "2018-05-01",
        "sex": "male",
        "relation": "child",
        "disability": "",
        "on": MONDAY.isoformat(),
    }
    assert desk(by).post(url, typed).status_code == 302
    assert "李小弟" in shown(desk, by, "application-means", walk.case_id)
    assert len(walk.case().declared["members"]) == 4


def test_a_draft_says_that_its_household_has_changed_and_follows(walk, cast, desk):
    walk.apply()
    by = cast.village_assistant
    with acting(by):
        rows = people_queries.members(walk.household_id)
        child = next(row for row in rows if row.person_id == walk.child)
        people.end_membership(
            membership_id=child.membership_id, on=timezone.localdate(), reason="随祖父母生活", by=by
        )
    page = shown(desk, by, "application-means", walk.case_id)
    assert "家庭档案已有变动" in page
    assert "不在本户：李小妹" in page
    url = reverse("desk:application-family", args=[walk.case_id])
    followed = desk(by).post(url, follow=True).content.decode()
    assert "已按家庭档案更新" in followed
    assert "家庭档案已有变动" not in followed
    assert len(walk.case().declared["members"]) == 2


def test_what_is_applied_for_changes_from_within_the_wizard_until_it_is_handed_in(walk, cast, desk):
    walk.apply()
    by = cast.village_assistant
    url = reverse("desk:application-programmes", args=[walk.case_id])
    assert url in shown(desk, by, "application-family", walk.case_id)
    assert url in shown(desk, by, "application-review", walk.case_id)
    answer = desk(by).post(url, {"programmes": ["temporary"], "version": walk.case().version}, follow=True)
    assert "申请项目已更改" in answer.content.decode()
    assert walk.case().requested == ["temporary"]
    walk.complete()
    walk.submit()
    page = shown(desk, by, "application-programmes", walk.case_id)
    assert "更改项目" not in page and 'name="programmes"' not in page


def test_while_the_county_s_visit_is_awaited_the_confirmer_may_send_the_file_back(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted(declaration=RELATIVE)
    with on(NOTICE_OVER):
        walk.send()
        outcome = walk.outcome()
        page = shown(desk, cast.county_confirmer, "outcome", outcome.id)
        assert reverse("desk:outcome-return", args=[outcome.id]) in page
        assert reverse("desk:outcome-return", args=[outcome.id]) not in shown(
            desk, cast.town_handler, "outcome", outcome.id
        )

"""Policies and stations for everybody: anonymous, the same for all, kept by caches, nobody named in them."""

from datetime import date

import pytest
from django.urls import reverse
from tests.support.cast import COUNTY

from yimen.domains.library import actions

pytestmark = pytest.mark.django_db


def page(client, name, **query):
    return client.get(reverse(f"portal:{name}"), query)


def words(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_policies_are_listed_by_department_and_found_by_word_and_group(client, cast):
    shown = words(page(client, "policies"))
    assert "最低生活保障" in shown and "农村危房改造" in shown and "教育" in shown
    assert "农村危房改造" not in words(page(client, "policies", words="低保边缘", group="ill"))
    assert "没有找到事项" in words(page(client, "policies", words="没有这个词"))
    assert "最低生活保障" in words(page(client, "policies", group="nonsense", place="1"))


def test_an_item_says_what_how_where_and_what_the_county_added(client, cast):
    says = {"phone": "0753-8820000"}
    actions.write_item(
        key="tekun", region=COUNTY, since=date(2026, 1, 1), says=says, why="公布电话", by=cast.county_reviewer
    )
    shown = words(page(client, "policy", item="tekun", place=COUNTY))
    for said in ("0753-8820000", "提出初审意见", "自张贴公示起7日", "民发〔2021〕43号", "<svg"):
        assert said in shown
    assert page(client, "policy", item="no-such").status_code == 404
    assert page(client, "policy").status_code == 404
    assert page(client, "policy", item="dibao\x00").status_code == 404


def test_a_guide_is_printed_without_an_account(client, cast):
    answer = page(client, "policy-sheet", item="dibao")
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_stations_are_shown_with_hours_and_hotline_but_no_staff(client, cast):
    shown = words(page(client, "stations", place=COUNTY))
    assert "大柘镇救助站" in shown and "0753-8821234" in shown and "墩背村" in shown
    assert "张伟民" not in shown


def test_caches_may_keep_them_and_nothing_is_written(client, cast):
    for name in ("policies", "stations"):
        answer = page(client, name)
        assert (
            "public" in answer.headers["Cache-Control"] and "max-age=300" in answer.headers["Cache-Control"]
        )
        assert not answer.cookies
        assert client.post(reverse(f"portal:{name}")).status_code == 405


def test_a_house_without_a_county_says_so(client, db):
    assert page(client, "policies").status_code == 404

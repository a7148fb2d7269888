"""Stations as places and trainings on the desk: lists, forms, completion, spreadsheets."""

import io
import zipfile

import pytest
from django.urls import reverse

from yimen.domains.network import actions, queries
from yimen.domains.network.types import TrainingKind

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(f"desk:{name}", args=args), query)


def words(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def cells(answer) -> str:
    return zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()


def test_the_seven_haves_of_every_station_with_what_is_missing(cast, desk):
    client = desk(cast.county_reviewer)
    shown = words(page(client, "stations-haves"))
    assert "大柘镇救助站" in shown and "没有登记建筑面积" in shown and "不少于 300 平方米" in shown
    assert "墩背村" not in words(page(client, "stations-haves", level="town"))
    assert "没有这样的站点" in words(page(client, "stations-haves", light="green"))
    assert "没有登记建筑面积" in cells(page(client, "stations-haves-export"))


def test_a_town_describes_its_rooms_once_and_sees_them(cast, desk):
    client, station = desk(cast.town_reviewer), cast.town_reviewer.station_id
    form = {
        "floor_area": "62.5", "has_sign": "on", "zones": ["window", "office"], "is_posted": "on",
        "equipment": ["kiosk", "screen", "printer"], "tasks": "低保申请\n临时救助",
    }  # fmt: skip
    assert client.post(reverse("desk:station-premises", args=[station]), form).status_code == 302
    shown = words(page(client, "network-station", station))
    assert "62.5" in shown and "日常办公区" in shown and "低保申请；临时救助" in shown
    assert 'value="62.5"' in words(page(client, "station-premises", station))
    wrong = client.post(reverse("desk:station-premises", args=[station]), {**form, "floor_area": "-1"})
    assert wrong.status_code == 200
    assert page(desk(cast.town_handler), "station-premises", station).status_code == 403


def test_a_training_is_recorded_corrected_and_counted(cast, desk):
    client = desk(cast.town_reviewer)
    form = {
        "station": str(cast.town_reviewer.station_id), "held_on": "2026-03-01", "title": "民发57号政策培训",
        "kind": "policy", "attendees": [str(cast.town_handler.staff_id)],
    }  # fmt: skip
    made = client.post(reverse("desk:training-record"), form)
    assert made.status_code == 302
    assert "张伟民" in words(client.get(made.headers["Location"]))
    training = queries.trainings_within(cast.town_reviewer, year=2026).get()
    new = {"attendees": [str(cast.town_investigator.staff_id)]}
    of_the_county = actions.record_training(
        station_id=cast.county_reviewer.station_id,
        held_on=training.held_on,
        title="全县培训",
        kind=TrainingKind.POLICY,
        staff_ids=[],
        by=cast.county_reviewer,
    )
    assert page(client, "training", of_the_county.id).status_code == 200
    assert page(client, "training-attendance", of_the_county.id).status_code in (403, 404)
    assert client.post(reverse("desk:training-attendance", args=[training.id]), new).status_code == 302
    assert "刘志强" in words(page(client, "training", training.id))
    assert "民发57号政策培训" in words(page(client, "trainings", year="2026"))
    assert "民发57号政策培训" in cells(page(client, "trainings-export", year="2026"))
    done = words(page(client, "training-completion", year="2026"))
    assert "1 / 2" in done and "还差 1 次" in done and "1 / 4" in done
    assert "刘志强" in cells(page(client, "training-completion-export", year="2026"))

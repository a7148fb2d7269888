"""Statistics at the desks: tables with bars, figures that lead to as many rows, what leads may see."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from tests.doors.desk.test_brought_by_the_public import rows_of
from tests.security.markup import Markup
from tests.security.reading import speak
from tests.security.test_english import known_words
from tests.support.process import on

STATISTICS = reverse("desk:statistics")
FIGURE = re.compile(rf'<a href="({reverse("desk:statistics-list")}[^"]*)">(\d+)</a>')
SPLITS = {
    "cases": ("place", "month", "kind"),
    "decisions": ("programme", "place", "month", "person"),
    "awards": ("programme", "place"),
    "steps": ("step", "place", "month", "person"),
}
EVERY = [(about, split) for about, splits in SPLITS.items() for split in splits]


def page(desk, actor, **query) -> str:
    answer = desk(actor).get(STATISTICS, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("about", "split"), EVERY)
def test_every_figure_leads_to_as_many_rows(review, cast, desk, about, split):
    with on(date(2026, 4, 20)):
        shown = page(desk, cast.county_confirmer, about=about, split=split)
        assert '<svg class="bar"' in shown
        figures = FIGURE.findall(shown)
        assert figures
        for url, n in figures:
            rows = desk(cast.county_confirmer).get(unescape(url)).content.decode()
            assert rows.count("data-row") == int(n)


def test_a_town_sees_its_villages_and_a_stranger_nothing(review, cast, desk):
    with on(date(2026, 4, 20)):
        assert "合计" in page(desk, cast.town_handler, about="cases", split="place")
        assert not FIGURE.findall(page(desk, cast.stranger, about="cases", split="place"))


def test_what_one_person_did_is_for_whoever_leads(review, cast, desk):
    with on(date(2026, 4, 20)):
        led = page(desk, cast.town_reviewer, about="steps", split="person")
        assert "按人员" in led
        own = page(desk, cast.town_handler, about="steps", split="person")
        assert "按人员" not in own and "按环节" in own
        someone = {"about": "steps", "person": str(cast.town_investigator.post_id)}
        rows = desk(cast.town_handler).get(reverse("desk:statistics-list"), someone)
        everybody = desk(cast.town_handler).get(reverse("desk:statistics-list"), {"about": "steps"})
        assert rows.content.count(b"data-row") == everybody.content.count(b"data-row")


def test_the_spreadsheets_say_what_the_pages_say(review, cast, desk):
    with on(date(2026, 4, 20)):
        client = desk(cast.town_handler)
        query = {"about": "decisions", "split": "programme"}
        table = client.get(reverse("desk:statistics-export"), query)
        rows = rows_of(table)
        assert tuple(rows[0][:3]) == ("救助项目", "作出决定", "新增") and tuple(rows[-1][:3]) == (
            "合计",
            1,
            1,
        )
        listed = client.get(reverse("desk:statistics-list-export"), query)
        assert len(rows_of(listed)) == 2


def test_a_wrong_address_narrows_nothing(review, cast, desk):
    with on(date(2026, 4, 20)):
        asked = {
            "about": "rocks",
            "split": "colour",
            "since": "x",
            "region": "1",
            "figure": "y",
            "person": "z",
        }
        assert "合计" in page(desk, cast.town_handler, **asked)
        assert desk(cast.town_handler).get(reverse("desk:statistics-list"), asked).status_code == 200


def test_english_readers_hear_no_unannounced_chinese(review, cast, desk):
    client = desk(cast.county_confirmer)
    speak(client, "en")
    with on(date(2026, 4, 20)):
        shown = [client.get(STATISTICS, {"about": about, "split": split}) for about, split in EVERY]
        lists = [client.get(reverse("desk:statistics-list"), {"about": about}) for about in SPLITS]
        shown.append(client.get(reverse("desk:home")))
    ours = known_words()
    for answer in (*shown, *lists):
        markup = Markup(answer.content.decode())
        assert (markup.unmarked, markup.kept & ours) == (set(), set())

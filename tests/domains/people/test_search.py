"""Search finds by every way a clerk asks, ranks, and shows a stranger nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number, person_facts

from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import ShareReason
from yimen.domains.people import actions, queries
from yimen.domains.people.models import SearchGram
from yimen.domains.people.types import MatchedBy
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast):
    with acting(cast.village_assistant):
        return actions.register_person(
            facts=person_facts("曾秀兰", phone="138 0013 8000"),
            region=VILLAGE,
            address="广东省梅州市平远县大柘镇墩背村12号",
            by=cast.village_assistant,
        )


def asked(by, text):
    with acting(by):
        return queries.search(text, by=by)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("曾秀兰", MatchedBy.NAME),
        ("秀兰", MatchedBy.NAME_PART),
        ("曾", MatchedBy.NAME_PART),
        ("zxl", MatchedBy.INITIALS),
        ("ZX", MatchedBy.INITIALS),
        ("xl", MatchedBy.INITIALS),
        ("zengxiulan", MatchedBy.PINYIN),
        ("Zeng Xiulan", MatchedBy.PINYIN),
        ("zeng xiu lan", MatchedBy.PINYIN),
        ("cengxiulan", MatchedBy.PINYIN),
        ("xiulan", MatchedBy.PINYIN),
        ("zengxl", MatchedBy.PINYIN),
        ("zeng 大柘", MatchedBy.PINYIN),
        ("墩背村12号", MatchedBy.ADDRESS),
        ("大柘", MatchedBy.ADDRESS),
        ("广东省梅州市平远县大柘镇墩背村12号", MatchedBy.ADDRESS),
        ("13800138000", MatchedBy.PHONE),
        ("+86 138-0013-8000", MatchedBy.PHONE),
        (str(identity_number("曾秀兰")), MatchedBy.IDENTITY),
        (str(identity_number("曾秀兰")).lower(), MatchedBy.IDENTITY),
        (identity_number("曾秀兰").last_four, MatchedBy.LAST_FOUR),
    ],
)
def test_a_resident_is_found(cast, resident, text, way):
    hit = asked(cast.town_handler, text)[0]

    assert (hit.person_id, hit.matched_by) == (resident.id, way)
    assert str(identity_number("曾秀兰")) not in repr(hit)


@pytest.mark.parametrize(
    "text", ["", "   ", "王", "cxl", "平远", "墩背村13号", "13800138001", "0000", "44142619800101"]
)
def test_what_does_not_match_finds_nobody(cast, resident, text):
    assert asked(cast.town_handler, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "曾秀兰",
        "秀兰",
        "zxl",
        "大柘",
        "13800138000",
        str(identity_number("曾秀兰")),
        identity_number("曾秀兰").last_four,
    ],
)
def test_a_stranger_finds_nothing_by_any_way(cast, resident, text):
    assert asked(cast.stranger, text) == []
    assert asked(cast.outsider, text) == []


def test_the_database_hides_grams_even_if_no_filter_is_written(cast, resident):
    with acting(cast.stranger):
        assert SearchGram.objects.count() == 0
    with acting(cast.town_handler):
        assert SearchGram.objects.count() > 0


def test_every_word_must_be_found(cast, resident):
    register(cast.village_assistant, "曾大牛", address="三角塘1号")

    assert [hit.name for hit in asked(cast.town_handler, "12号 曾")] == ["曾秀兰"]
    assert [hit.name for hit in asked(cast.town_handler, "三角塘 z")] == ["曾大牛"]


def test_the_whole_name_comes_before_a_part_of_one(cast):
    register(cast.village_assistant, "李小明")
    register(cast.village_assistant, "李小")

    assert [hit.name for hit in asked(cast.town_handler, "李小")] == ["李小", "李小明"]


def test_a_hit_shows_the_household(cast):
    household = resident_household(cast.village_assistant)

    hit = asked(cast.town_handler, "李小妹")[0]
    assert (hit.household_id, hit.household_number, hit.address) == (
        household.id,
        household.number,
        "墩背村12号",
    )


def test_the_number_of_queries_does_not_grow_with_the_hits(cast):
    def measured(names):
        for name in names:
            register(cast.village_assistant, f"赖阿{name}")
        with acting(cast.town_handler), CaptureQueriesContext(connection) as captured:
            found = queries.search("赖阿", by=cast.town_handler)
        return len(found), len(captured)

    few, many = measured("一二"), measured("三四五六七八九")

    assert (few[0], many[0]) == (2, 9)
    assert few[1] == many[1]


def test_rows_are_limited(cast):
    for number in range(5):
        register(cast.village_assistant, f"赖阿{'一二三四五'[number]}")

    with acting(cast.town_handler):
        assert len(queries.search("赖", by=cast.town_handler, limit=3)) == 3


def test_an_administrator_does_not_search(cast, resident):
    with acting(cast.administrator), pytest.raises(NotPermittedError):
        queries.search("曾秀兰", by=cast.administrator)


def test_grams_follow_a_corrected_name(cast, resident):
    with acting(cast.village_assistant):
        actions.correct_person(
            person_id=resident.id, facts=person_facts("曾绣兰"), by=cast.village_assistant, reason="户口簿"
        )

    assert asked(cast.town_handler, "秀兰") == []
    assert [hit.name for hit in asked(cast.town_handler, "绣兰")] == ["曾绣兰"]


def test_the_other_town_searches_its_own(cast, resident):
    register(cast.stranger, "曾秀兰二", region=OTHER_VILLAGE)

    assert [hit.name for hit in asked(cast.stranger, "曾秀兰")] == ["曾秀兰二"]


def test_what_is_shared_is_found_after_ones_own(cast, resident):
    register(cast.stranger, "曾秀兰", region=OTHER_VILLAGE, number="另一人")
    network.share_subjects(
        kind="person",
        subject_ids=[resident.id],
        region=VILLAGE,
        to_region=cast.stranger.region,
        reason=ShareReason.COOPERATION,
        by=cast.town_reviewer,
    )

    now = network_queries.actor_for(cast.stranger.user_id)
    assert [str(hit.region) for hit in asked(now, "曾秀兰")] == [str(OTHER_VILLAGE), str(VILLAGE)]


def test_residents_written_before_are_found_after_reindexing(cast, resident):
    seen = []
    with acting(cast.village_assistant):
        SearchGram.objects.filter(person=resident).exclude(gram__startswith="=").delete()
    assert asked(cast.town_handler, "zengxiulan") == []

    done = actions.reindex(by=SYSTEM, progress=lambda done, total: seen.append((done, total)))

    assert done >= 1 and seen[-1] == (done, done)
    for words in ("zengxiulan", "zxl", "墩背村12号"):
        assert [hit.person_id for hit in asked(cast.town_handler, words)] == [resident.id]


def test_that_people_were_shown_is_recorded_without_words_or_names(cast, resident):
    assert asked(cast.town_handler, "曾秀兰") and asked(cast.stranger, "曾秀兰") == []
    with acting(cast.county_reviewer):
        [entry] = Entry.objects.filter(action="person:search")
    assert (entry.subject, entry.rows, entry.purpose) == (cast.town_handler.post_id, 1, "")
    assert "曾秀兰" not in repr(entry.changes) and str(resident.id) not in repr(entry.changes)

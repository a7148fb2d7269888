"""Lists are sorted by their columns, pages repeat no row, and what is chosen may be kept under a name."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import reverse
from tests.support.cast import acting

from yimen.domains.intake.actions import record_contact
from yimen.domains.intake.types import ContactChannel
from yimen.doors.desk.lists import MOST_SORTED, Sorting, Words, columns, paged
from yimen.doors.desk.saved import KEPT
from yimen.foundation.accounts.models import SavedFilter
from yimen.foundation.calendar.actions import fill_official_calendar

TITLED = columns(("姓名", Words("name")), ("日期", "due__on"), "说明")


def asked(query: str):
    return RequestFactory().get(f"/list?{query}")


def row(name: str, day: int | None):
    return SimpleNamespace(name=name, due=SimpleNamespace(on=day and date(2026, 1, day)))


ROWS = [row("赵", 3), row("安", None), row("李", 1), row("白", 2)]


def names(query: str) -> str:
    return "".join(each.name for each in paged(asked(query), ROWS, TITLED).rows)


def test_rows_at_hand_are_put_in_the_order_of_a_dictionary_or_of_their_days() -> None:
    assert names("") == "赵安李白"
    assert names("sort=name") == "安白李赵"
    assert names("sort=-name") == "赵李白安"
    assert names("sort=due__on") == "李白赵安"
    assert names("sort=-due__on") == "赵白李安", "what is unknown stays last"
    assert names("sort=说明") == "赵安李白", "only columns that say so are sorted by"


def test_a_column_is_sorted_turned_and_let_go() -> None:
    assert Sorting.of(asked("show=all"), TITLED).url("name") == "/list?show=all&sort=name"
    assert Sorting.of(asked("sort=name&page=3"), TITLED).url("name") == "/list?sort=-name"
    assert Sorting.of(asked("sort=-name"), TITLED).url("name") == "/list?"


def test_a_list_that_is_too_long_keeps_its_own_order_and_says_so() -> None:
    sorting = Sorting.of(asked("sort=name"), TITLED, MOST_SORTED + 1)
    assert sorting.is_refused
    assert sorting.terms() == ()


@pytest.fixture
def contacts(cast):
    fill_official_calendar()
    with acting(cast.town_handler):
        return [
            record_contact(
                channel=ContactChannel.WINDOW,
                asked="低保",
                region=cast.town_handler.region,
                name=name,
                by=cast.town_handler,
            )
            for name in ("赵一", "安二", "李三") * 20
        ]


@pytest.mark.usefixtures("contacts")
def test_pages_of_a_sorted_list_repeat_no_row(cast, desk) -> None:
    client = desk(cast.town_handler)
    pages = [
        client.get(reverse("desk:contacts"), {"sort": "name", "page": n}).content.decode() for n in (1, 2)
    ]
    first, second = (
        [part for part in page.split('href="') if part.startswith("/contacts/0")] for page in pages
    )
    assert pages[0].index("安二") < pages[0].index("李三")
    assert "赵一" in pages[1]
    assert "安二" not in pages[1].split("<tbody>")[1]
    shown = [part[:50] for part in (*first, *second)]
    assert len(shown) == len(set(shown)) == 60
    assert 'aria-sort="ascending"' in pages[0]


LISTS = {
    "worklist": "town_handler",
    "contacts": "town_handler",
    "cases": "town_handler",
    "households": "town_handler",
    "notices": "town_handler",
    "reviews": "town_handler",
    "referrals": "town_handler",
    "complaints": "county_reviewer",
    "scenarios": "county_reviewer",
    "reports": "town_handler",
    "remedies": "county_reviewer",
    "differences": "county_reviewer",
    "near-relatives": "county_reviewer",
    "archives": "town_handler",
    "documents": "town_handler",
    "documents-undelivered": "town_handler",
    "cooperations": "town_handler",
    "attestations": "town_handler",
    "matters": "town_handler",
    "exchange": "town_handler",
    "exchange-differences": "town_handler",
    "findings": "town_handler",
    "holds": "town_handler",
    "accounts": "town_handler",
    "leads": "town_handler",
    "verification-batches": "county_verifier",
    "query-log": "county_reviewer",
    "connection-pushes": "administrator",
}


def test_every_list_that_keeps_filters_is_looked_at_here() -> None:
    assert set(LISTS) == set(KEPT)


@pytest.mark.parametrize("page", LISTS)
def test_a_filter_is_kept_under_a_name_opens_the_list_and_goes_again(page, cast, desk) -> None:
    client, address = desk(getattr(cast, LISTS[page])), reverse(f"desk:{page}")
    chosen = {"sort": "-number", "text": "张三", "number": "441426199001010012"}
    client.post(reverse("desk:filter-save", args=[page]), {"name": "常用", "back": "", **chosen})
    kept = SavedFilter.objects.get()
    assert kept.chosen == {"sort": "-number"}, "words that were sought are not kept"
    assert "常用" in client.get(address, {"page": "1"}).content.decode()
    client.post(reverse("desk:filter-default", args=[kept.id]))
    assert client.get(address).url == f"{address}?sort=-number"
    assert client.get(address, {"page": "1"}).status_code == 200
    client.post(reverse("desk:filter-rename", args=[kept.id]), {"name": "换个名"})
    assert "换个名" in client.get(reverse("desk:filters", args=[page])).content.decode()
    client.post(reverse("desk:filter-delete", args=[kept.id]))
    assert not SavedFilter.objects.exists()


def test_a_filter_is_its_owners_alone_and_its_name_is_no_number(cast, desk) -> None:
    mine, other = desk(cast.town_handler), desk(cast.town_reviewer)
    save = reverse("desk:filter-save", args=["cases"])
    mine.post(save, {"name": "441426199001010012", "sort": "number"})
    mine.post(save, {"name": "空的"})
    assert not SavedFilter.objects.exists()
    mine.post(save, {"name": "我的", "sort": "number"})
    kept = SavedFilter.objects.get()
    assert "我的" not in other.get(reverse("desk:cases"), {"page": "1"}).content.decode()
    assert other.post(reverse("desk:filter-delete", args=[kept.id])).status_code == 404
    assert SavedFilter.objects.exists()
    assert mine.post(reverse("desk:filter-save", args=["nowhere"]), {"name": "一"}).status_code == 404


@pytest.mark.usefixtures("contacts")
@pytest.mark.parametrize("page", LISTS)
def test_every_column_that_can_be_sorted_is(page, cast, desk, monkeypatch) -> None:
    """An empty list has no heads, so what is looked for is what the view declares."""
    declared, of = [], Sorting.of

    def watched(request, titled, total=0):
        declared.extend(titled)
        return of(request, titled, total)

    monkeypatch.setattr(Sorting, "of", watched)
    client, address = desk(getattr(cast, LISTS[page])), reverse(f"desk:{page}")
    client.get(address, {"page": "1"})
    keys = {str(each.sort) for each in declared if each.sort}
    assert len(keys) >= 3, keys
    for key in keys:
        for asked_for in (key, f"-{key}"):
            assert client.get(address, {"sort": asked_for}).status_code == 200, (page, asked_for)

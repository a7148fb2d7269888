"""Many things at once: what the preview says is what happens; what cannot is named and holds up nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.support.cast import acting, wearing
from tests.support.process import family_of_three

from yimen.domains.cases.models import Hand
from yimen.domains.intake.actions import record_contact
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.types import Role
from yimen.domains.worklist.actions import open_item
from yimen.domains.worklist.models import DeskHandOver, HandOver, WorkItem
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import system_scope
from yimen.foundation.models import make_id
from yimen.kernel import DayUnit, TimeLimit, deadline

SINCE = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _calendar(db):
    fill_official_calendar()


def waiting(
    cast, kind: WorkKind, *, owner=None, station=None, role=None, title="李小妹的低保申请"
) -> WorkItem:
    due = deadline(TimeLimit(10, DayUnit.WORKING, "受理", "第九条"), SINCE, load_calendar())
    with acting(cast.town_handler):
        return open_item(
            kind=kind,
            subject=Subject("case", make_id(), title, cast.town_handler.region),
            due=due,
            owner_post=owner and owner.post_id,
            owner_station=station,
            owner_role=role,
            event_on=SINCE,
            by=cast.town_handler,
        )


def items(cast) -> dict[str, WorkItem]:
    with system_scope():
        return {item.subject_title: item for item in WorkItem.objects.select_related("owner_post")}


def post(desk, actor, name: str, *subjects, **words):
    return desk(actor).post(reverse(f"desk:{name}", args=subjects), words)


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_many_are_taken_and_the_one_already_taken_is_named(cast, desk) -> None:
    station, role = cast.town_handler.station_id, Role.TOWN_HANDLER
    free = [
        waiting(cast, WorkKind.ACCEPTANCE, station=station, role=role, title=name) for name in ("甲", "乙")
    ]
    gone = waiting(cast, WorkKind.ACCEPTANCE, owner=cast.town_investigator, title="丙")
    chosen = [str(each.id) for each in (*free, gone)]
    said = text(post(desk, cast.town_handler, "worklist-take-many", item=chosen))
    assert "可以办 2 件，不能办 1 件" in said
    assert "已被同事领取" in said
    assert all(item.owner_post_id != cast.town_handler.post_id for item in items(cast).values()), (
        "only foreseen"
    )
    said = text(post(desk, cast.town_handler, "worklist-take-many", item=chosen, verb="do"))
    assert "办成 2 件，未办 1 件" in said
    now = items(cast)
    assert {now[name].owner_post_id for name in ("甲", "乙")} == {cast.town_handler.post_id}
    assert now["丙"].owner_post_id == cast.town_investigator.post_id
    with system_scope():
        assert Entry.objects.filter(action="work:take").count() == 2, (
            "an entry for each, none for the preview"
        )


def test_many_are_handed_over_with_a_reason(cast, desk) -> None:
    mine = [
        waiting(cast, WorkKind.INVESTIGATION, owner=cast.town_handler, title=name) for name in ("甲", "乙")
    ]
    barred = waiting(cast, WorkKind.COMPLAINT, owner=cast.town_handler, title="投诉")
    chosen = [str(each.id) for each in (*mine, barred)]
    assert "共 3 件" in text(post(desk, cast.town_handler, "worklist-hand-over-many", item=chosen))
    to = {"to_post": str(cast.town_investigator.post_id), "reason": "休假"}
    said = text(post(desk, cast.town_handler, "worklist-hand-over-many", item=chosen, verb="preview", **to))
    assert "可以办 2 件，不能办 1 件" in said and "投诉举报请在它的页面上指派" in said
    with system_scope():
        assert not HandOver.objects.exists(), "only foreseen"
    text(post(desk, cast.town_handler, "worklist-hand-over-many", item=chosen, verb="do", **to))
    now = items(cast)
    assert now["甲"].owner_post_id == now["乙"].owner_post_id == cast.town_investigator.post_id
    assert now["投诉"].owner_post_id == cast.town_handler.post_id


def test_only_who_may_reassigns_the_work_of_others(cast, desk) -> None:
    item = waiting(cast, WorkKind.INVESTIGATION, owner=cast.town_investigator, title="甲")
    to = {"to_post": str(cast.town_handler.post_id), "reason": "病假"}
    assert post(desk, cast.town_handler, "worklist-reassign-many", item=str(item.id), **to).status_code == 403
    text(post(desk, cast.town_reviewer, "worklist-reassign-many", item=str(item.id), verb="do", **to))
    assert items(cast)["甲"].owner_post_id == cast.town_handler.post_id


@pytest.fixture
def full_desk(cast):
    """A desk with two cases, a contact and a complaint."""
    for name in ("甲", "乙"):
        waiting(cast, WorkKind.INVESTIGATION, owner=cast.town_handler, title=name)
    waiting(cast, WorkKind.COMPLAINT, owner=cast.town_handler, title="投诉")
    with acting(cast.town_handler):
        record_contact(
            channel=ContactChannel.WINDOW, asked="低保", region=cast.town_handler.region, name="来访人",
            by=cast.town_handler,
        )  # fmt: skip


def handed(cast, desk, actor, **words):
    words = {"to-all": str(cast.town_investigator.post_id), "reason": "调离", "verb": "do", **words}
    address = reverse("desk:desk-hand-over")
    if actor != cast.town_handler:
        address += f"?post={cast.town_handler.post_id}"
    return desk(actor).post(address, words)


@pytest.mark.usefixtures("full_desk")
def test_a_whole_desk_goes_over_and_comes_back_while_nobody_touched_it(cast, desk) -> None:
    shown = text(desk(cast.town_handler).get(reverse("desk:desk-hand-over")))
    assert "全部事项（4 件）交给" in shown
    said = text(handed(cast, desk, cast.town_handler, verb="preview"))
    assert "可以办 3 件，不能办 1 件" in said and "待其接手" in said
    assert not any(each.owner_post_id == cast.town_investigator.post_id for each in items(cast).values())
    said = text(handed(cast, desk, cast.town_handler))
    assert "办成 3 件，未办 1 件" in said
    now = items(cast)
    assert now["甲"].owner_post_id == now["乙"].owner_post_id == cast.town_investigator.post_id
    assert now["投诉"].owner_post_id == cast.town_handler.post_id
    with system_scope():
        desk_id = DeskHandOver.objects.get().id
        offer = WorkItem.objects.get(kind="contact_hand_over")
        assert offer.owner_post_id == cast.town_investigator.post_id
        contact = WorkItem.objects.get(kind="contact")
        assert contact.owner_post_id == cast.town_handler.post_id, (
            "who was asked first answers until it is taken"
        )
    page = text(desk(cast.town_handler).get(reverse("desk:desk-handed-over", args=[desk_id])))
    assert "待接手" in page and "调离" in page
    sheet = desk(cast.town_handler).get(reverse("desk:desk-sheet", args=[desk_id]))
    assert sheet.content.startswith(b"%PDF")
    assert post(desk, cast.town_handler, "desk-undo", desk_id).status_code == 302
    now = items(cast)
    assert now["甲"].owner_post_id == now["乙"].owner_post_id == cast.town_handler.post_id
    with system_scope():
        assert not WorkItem.objects.filter(kind="contact_hand_over", done_at=None).exists()
    assert post(desk, cast.town_handler, "desk-undo", desk_id).status_code == 409


@pytest.mark.usefixtures("full_desk")
def test_a_touched_desk_does_not_come_back(cast, desk) -> None:
    handed(cast, desk, cast.town_handler)
    with system_scope():
        desk_id = DeskHandOver.objects.get().id
    passed = items(cast)["甲"]
    to = {"to_post": str(cast.town_handler.post_id), "reason": "退回"}
    desk(cast.town_investigator).post(reverse("desk:worklist-hand-over", args=[passed.id]), to)
    answer = post(desk, cast.town_handler, "desk-undo", desk_id)
    assert answer.status_code == 409 and "已经有人办理" in answer.content.decode()
    assert items(cast)["乙"].owner_post_id == cast.town_investigator.post_id, "nothing came back"


@pytest.mark.usefixtures("full_desk")
def test_a_colleagues_desk_is_for_whoever_may_reassign(cast, desk) -> None:
    assert handed(cast, desk, cast.town_investigator).status_code == 200, "shown their own, which is empty"
    with system_scope():
        assert not HandOver.objects.exists()
    text(handed(cast, desk, cast.town_reviewer))
    with system_scope():
        desk_id = DeskHandOver.objects.get().id
        moved = WorkItem.objects.get(kind="contact")
    assert moved.owner_post_id == cast.town_investigator.post_id, "the absent colleague cannot be asked first"
    assert desk(cast.stranger).get(reverse("desk:desk-handed-over", args=[desk_id])).status_code in (403, 404)


@pytest.mark.usefixtures("full_desk")
def test_parts_go_by_village_and_a_desk_that_goes_to_nobody_stays(cast, desk) -> None:
    address = reverse("desk:desk-hand-over") + "?split=village"
    assert 'name="to-0"' in desk(cast.town_handler).get(address).content.decode()
    nobody = {"to-0": "", "reason": "轮岗", "verb": "do"}
    assert "没有可以移交的事项" in text(desk(cast.town_handler).post(address, nobody))
    to = {"to-0": str(cast.town_investigator.post_id), "reason": "轮岗", "verb": "do"}
    assert "办成 3 件" in text(desk(cast.town_handler).post(address, to))


def test_parts_of_cases_go_by_programme(cast, desk) -> None:
    family_of_three(cast).to_started()
    with system_scope():
        WorkItem.objects.filter(kind="investigation").update(owner_post_id=cast.town_handler.post_id)
    shown = text(desk(cast.town_handler).get(reverse("desk:desk-hand-over"), {"split": "programme"}))
    assert "最低生活保障（1 件）交给" in shown


def test_who_had_a_hand_in_a_case_does_not_get_its_confirmation(cast, desk) -> None:
    """Somebody who handled the case, and now also wears the post of a confirmer."""
    walk = family_of_three(cast).to_sent()
    other = wearing(cast, cast.county_reviewer, Role.COUNTY_CONFIRMER)
    case = walk.case()
    with system_scope():
        Hand.objects.get_or_create(region=case.region, case=case, user_id=other.user_id, kind="handled")
        WorkItem.objects.filter(kind="confirmation").update(owner_post_id=cast.county_confirmer.post_id)
    words = {"to-all": str(other.post_id), "reason": "休假", "verb": "preview"}
    said = text(desk(cast.county_confirmer).post(reverse("desk:desk-hand-over"), words))
    assert "不能再确认" in said and "可以办 0 件" in said


def test_the_way_back_leads_to_the_list_as_it_was_narrowed(cast, desk):
    item = waiting(cast, WorkKind.CONTACT, owner=cast.town_handler)
    narrowed = reverse("desk:worklist") + "?list=mine&kind=contact"
    client, ticked = desk(cast.town_handler), {"item": [item.id]}
    address = reverse("desk:worklist-hand-over-many")
    came_from = {"Referer": f"http://testserver{narrowed}"}
    first = client.post(address, ticked, headers=came_from).content.decode()
    again = narrowed.replace("&", "&amp;")
    assert f'<meta name="again" content="{again}">' in first and f'href="{again}"' in first
    typed = ticked | {"verb": "preview", "back": narrowed}
    assert f'<meta name="again" content="{again}">' in client.post(address, typed).content.decode()
    elsewhere = ticked | {"back": "https://example.org/worklist-of-mine?a=1"}
    assert "example.org" not in client.post(address, elsewhere).content.decode()

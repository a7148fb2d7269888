"""The administrator's pages: staff, accounts, posts, stations, delegations; and the password they set."""

import base64
from datetime import date, timedelta
from time import time

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.cast import COUNTY, PASSWORD, TOWN, VILLAGE, Cast, acting

from yimen.domains.intake.actions import record_contact
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network import queries as network
from yimen.domains.network.models import DelegatedStep, Post, Staff, Station
from yimen.domains.network.types import Role, StationLevel
from yimen.foundation.accounts.models import User
from yimen.foundation.accounts.second_factor import begin, enable, has_second_factor
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

WANTED = "只有我知道的一句话 42"


@pytest.fixture
def office(cast: Cast, desk) -> Client:
    return desk(cast.administrator)


def sign_in(client: Client, username: str, password: str):
    return client.post(reverse("desk:login"), {"username": username, "password": password})


def hired(office: Client, username: str = "dazhe.handler9") -> tuple[Staff, str]:
    typed = {"name": "邹新来", "username": username, "phone": "13800001111"}
    page = office.post(reverse("desk:staff-hire"), typed)
    staff = Staff.objects.get(user__username=username)
    return staff, page.content.decode().split('<p class="h2 mono mt-3 mb-0">')[1].split("<")[0]


def code_of(secret: str) -> str:
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(time())).decode()  # noqa: S303 - RFC 6238


def actions_of(subject) -> list[str]:
    with system_scope():
        return list(Entry.objects.filter(subject=subject).values_list("action", flat=True))


def test_a_new_colleague_gets_a_password_once_a_post_and_begins_work(cast, office, client):
    staff, password = hired(office)
    assert password not in office.get(reverse("desk:staff-record", args=[staff.id])).content.decode()
    post = {
        "role": Role.TOWN_HANDLER.value,
        "station": str(cast.town_handler.station_id),
        "valid_from": "2024-01-01",
        "valid_until": "",
    }
    answer = office.post(reverse("desk:staff-appoint", args=[staff.id]), post)
    assert answer.url == reverse("desk:staff-record", args=[staff.id])
    assert staff.user is not None
    assert "account:open" in actions_of(staff.user.pk)
    assert actions_of(staff.id) == ["staff:add"]

    sign_in(client, "dazhe.handler9", password)
    for page in ("desk:home", "desk:worklist", "desk:hat", "desk:totp"):
        assert client.get(reverse(page)).url == reverse("desk:password")
    typed = {"present": password, "wanted": WANTED, "again": WANTED}
    assert client.post(reverse("desk:password"), typed).url == "/"
    assert client.get(reverse("desk:worklist")).status_code == 200


def test_no_fragment_opens_before_the_first_password_is_changed(cast, office, client):
    _staff, password = hired(office)
    sign_in(client, "dazhe.handler9", password)
    answer = client.post(reverse("desk:search-hits"), {"words": "李"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, reverse("desk:password"))


@pytest.mark.parametrize("username", ["town_handler", "有 空格", "AB", "../x"])
def test_a_user_name_taken_or_odd_is_refused_and_nothing_is_made(cast, office, username):
    before = User.objects.count()
    page = office.post(reverse("desk:staff-hire"), {"name": "邹新来", "username": username})
    assert "form-error" in page.content.decode() or "notice-bad" in page.content.decode()
    assert User.objects.count() == before


def test_nobody_appoints_themselves_nor_ends_their_own_post(cast, office):
    own = cast.administrator
    post = {"role": "county_confirmer", "station": str(own.station_id), "valid_from": "2024-01-01"}
    page = office.post(reverse("desk:staff-appoint", args=[own.staff_id]), post)
    assert "不能给自己任命岗位" in page.content.decode()
    page = office.post(reverse("desk:post-end", args=[own.post_id]), {"on": "2026-01-01"})
    assert "不能结束自己的岗位" in page.content.decode()


def test_a_role_sits_only_at_its_level_and_a_term_runs_forward(cast, office):
    station = str(cast.town_handler.station_id)
    url = reverse("desk:staff-appoint", args=[cast.county_verifier.staff_id])
    wrong = office.post(url, {"role": "county_confirmer", "station": station, "valid_from": "2024-01-01"})
    assert "不设在" in wrong.content.decode()
    typed = {"role": "town_handler", "station": station, "valid_from": "2024-02-01"}
    wrong = office.post(url, typed | {"valid_until": "2024-01-01"})
    assert "离任日期须晚于任职日期" in wrong.content.decode()
    assert office.post(url, typed | {"valid_until": "2024-03-01"}).status_code == 302
    assert Post.objects.get(staff=cast.county_verifier.staff_id, role="town_handler").valid_until == date(
        2024, 3, 1
    )
    assert office.post(url, typed | {"valid_from": "2024-03-01"}).status_code == 302
    assert "已在该站点担任" in office.post(url, typed).content.decode()


def test_an_ended_post_gives_no_right_and_is_not_ended_later(cast, office, desk):
    handler = desk(cast.town_handler)
    url = reverse("desk:post-end", args=[cast.town_handler.post_id])
    assert office.post(url, {"on": "2024-05-01"}).status_code == 302
    assert handler.get(reverse("desk:worklist")).url == reverse("desk:hat")
    assert "已于" in office.post(url, {"on": "2025-05-01"}).content.decode()
    assert "post:end" in actions_of(cast.town_handler.post_id)


def test_a_reset_ends_the_sessions_and_the_old_password(cast, office, desk, client):
    handler, staff_id = desk(cast.town_handler), cast.town_handler.staff_id
    url = reverse("desk:staff-reset-password", args=[staff_id])
    assert "只显示一次" in office.get(url).content.decode()
    assert handler.get(reverse("desk:worklist")).status_code == 200
    password = office.post(url).content.decode().split('<p class="h2 mono mt-3 mb-0">')[1].split("<")[0]
    assert handler.get(reverse("desk:worklist")).url.startswith(reverse("desk:login"))
    assert "不正确" in sign_in(client, "town_handler", PASSWORD).content.decode()
    assert sign_in(client, "town_handler", password).status_code == 302
    assert client.get(reverse("desk:worklist")).url == reverse("desk:password")
    assert "account:reset_password" in actions_of(cast.town_handler.user_id)


def test_a_locked_account_is_seen_and_unlocked(cast, office, client):
    record = reverse("desk:staff-record", args=[cast.town_handler.staff_id])
    for _attempt in range(5):
        sign_in(client, "town_handler", "wrong")
    assert sign_in(client, "town_handler", PASSWORD).status_code == 429
    assert "已锁定" in office.get(record).content.decode()
    assert "已锁定" in office.get(reverse("desk:staff")).content.decode()
    assert office.post(reverse("desk:staff-unlock", args=[cast.town_handler.staff_id])).url == record
    assert "已锁定" not in office.get(record).content.decode()
    assert sign_in(client, "town_handler", PASSWORD).status_code == 302


def test_a_switched_off_account_is_out_at_once_and_comes_back(cast, office, desk, client):
    handler, staff_id = desk(cast.town_handler), cast.town_handler.staff_id
    office.post(reverse("desk:staff-switch-off", args=[staff_id]))
    assert handler.get(reverse("desk:worklist")).status_code == 302
    assert sign_in(client, "town_handler", PASSWORD).status_code == 200
    listed = office.get(reverse("desk:staff"), {"state": "switched_off"}).content.decode()
    assert "town_handler" in listed
    office.post(reverse("desk:staff-switch-on", args=[staff_id]))
    assert sign_in(client, "town_handler", PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "page", ["reset-password", "reset-second-factor", "unlock", "switch-off", "switch-on"]
)
def test_the_own_account_is_left_to_another_administrator(page, cast, office):
    answer = office.post(reverse(f"desk:staff-{page}", args=[cast.administrator.staff_id]))
    assert (answer.status_code, "自己的账号" in answer.content.decode()) == (409, True)


def test_staff_of_another_county_are_not_there(cast, office, desk):
    far = cast.outsider
    listed = office.get(reverse("desk:staff")).content.decode()
    assert "town_handler" in listed
    assert User.objects.get(pk=far.user_id).username not in listed
    for name in (
        "record", "appoint", "reset-password", "reset-second-factor", "unlock", "switch-off", "switch-on",
    ):  # fmt: skip
        url = reverse(f"desk:staff-{name}", args=[far.staff_id])
        assert [office.get(url).status_code, office.post(url).status_code] in ([404, 404], [404, 405])
    assert office.post(reverse("desk:post-end", args=[far.post_id]), {"on": "2030-01-01"}).status_code == 404
    assert office.get(reverse("desk:station-change", args=[far.station_id])).status_code == 404


def test_the_list_is_searched_filtered_and_leaves_as_a_sheet(cast, office):
    found = office.post(reverse("desk:staff"), {"words": "town_hand"}).content.decode()
    assert (">town_handler<" in found, ">county_verifier<" in found) == (True, False)
    found = office.get(reverse("desk:staff"), {"role": "county_verifier"}).content.decode()
    assert (">county_verifier<" in found, ">town_handler<" in found) == (True, False)
    sheet = office.get(reverse("desk:staff-export"))
    assert sheet.headers["Content-Disposition"].endswith(".xlsx")


def test_a_station_is_changed_and_missing_ones_are_founded(cast, office):
    station = cast.town_handler.station_id
    typed = {
        "name": "大柘站",
        "address": "平城路1号",
        "hotline": "0753-8800000",
        "hours": "8:30—17:30",
    }
    assert office.post(reverse("desk:station-change", args=[station]), typed).status_code == 302
    assert Station.objects.get(id=station).hotline == "0753-8800000"
    missing = network.regions_without_station(cast.administrator).count()
    assert missing > 0
    assert str(missing) in office.get(reverse("desk:stations-found")).content.decode()
    office.post(reverse("desk:stations-found"))
    assert network.regions_without_station(cast.administrator).count() == 0
    assert network.station_of(TOWN, StationLevel.TOWN).name == "大柘站"


def test_a_delegation_is_given_by_its_rule_and_ended(cast, office):
    url = reverse("desk:delegation-give")
    typed = {
        "programme": "temporary",
        "region": str(TOWN),
        "role": "town_confirmer",
        "valid_from": "2026-01-01",
    }
    assert "form-error" in office.post(url, typed | {"rule": ""}).content.decode()
    typed |= {"rule": "粤民规字〔2023〕1号 第三条"}
    assert "终止日期须晚于" in office.post(url, typed | {"valid_until": "2025-01-01"}).content.decode()
    assert office.post(url, typed).status_code == 302
    assert "已经登记" in office.post(url, typed).content.decode()
    given = DelegatedStep.objects.get(programme="temporary", region=str(TOWN))
    end = reverse("desk:delegation-end", args=[given.id])
    assert "须晚于授权日期" in office.post(end, {"on": "2026-01-01"}).content.decode()
    assert office.post(end, {"on": "2026-02-01"}).status_code == 302
    given.refresh_from_db()
    assert given.valid_until == date(2026, 1, 1) + timedelta(days=31)
    assert actions_of(given.id) == ["delegation:give", "delegation:end"]
    assert str(COUNTY) not in office.get(reverse("desk:network-delegations")).content.decode()


@pytest.mark.parametrize(
    ("wanted", "again", "said"),
    [(WANTED, "etwas anderes", "不一致"), ("kurz", "kurz", "10"), (PASSWORD, PASSWORD, "相同")],
)
def test_a_poor_new_password_is_refused(cast, desk, wanted, again, said):
    client = desk(cast.town_handler)
    typed = {"present": PASSWORD, "wanted": wanted, "again": again}
    assert said in client.post(reverse("desk:password"), typed).content.decode()


def test_guessing_the_present_password_locks_the_account(cast, desk):
    client = desk(cast.town_handler)
    typed = {"present": "wrong", "wanted": WANTED, "again": WANTED}
    answers = [client.post(reverse("desk:password"), typed).status_code for _attempt in range(5)]
    assert answers[-1] == 429
    again = client.post(reverse("desk:password"), typed | {"present": PASSWORD})
    assert "已暂时锁定" in again.content.decode()
    assert User.objects.get(pk=cast.town_handler.user_id).check_password(PASSWORD)


def test_a_station_is_closed_with_its_heir_and_opened_again(cast, office):
    station = cast.village_assistant.station_id
    today = timezone.localdate().isoformat()
    page = office.get(reverse("desk:station-close", args=[station])).content.decode()
    assert str(cast.town_handler.station_id) in page and str(cast.outsider.station_id) not in page
    foreign = {"on": today, "heir": str(cast.outsider.station_id)}
    assert office.post(reverse("desk:station-close", args=[station]), foreign).status_code == 200
    office.post(reverse("desk:station-close", args=[station]), {"on": today, "heir": ""})
    assert Station.objects.get(id=station).closed_on == timezone.localdate()
    assert "已关闭的站点" in office.get(reverse("desk:network")).content.decode()
    office.post(reverse("desk:station-reopen", args=[station]))
    assert Station.objects.get(id=station).closed_on is None
    assert "station:close" in actions_of(station) and "station:reopen" in actions_of(station)


def test_staff_are_changed_and_leave(cast, office):
    staff = cast.town_handler.staff_id
    typed = {"name": "<i>张</i>", "phone": "13800001111"}
    office.post(reverse("desk:staff-change", args=[staff]), typed)
    page = office.get(reverse("desk:staff-record", args=[staff])).content.decode()
    assert "<i>张</i>" not in page and "&lt;i&gt;张" in page and "13800001111" in page
    office.post(reverse("desk:staff-leave", args=[staff]), {"on": timezone.localdate().isoformat()})
    assert Post.objects.get(id=cast.town_handler.post_id).valid_until == timezone.localdate()
    assert not User.objects.get(id=cast.town_handler.user_id).is_active


def test_what_is_in_hand_is_told_before_a_post_ends_and_asked_about(cast, office):
    pages = [("post-end", cast.town_handler.post_id), ("staff-leave", cast.town_handler.staff_id)]
    for name, subject in pages:
        assert "data-ask" not in office.get(reverse(f"desk:{name}", args=[subject])).content.decode()
    with acting(cast.town_handler):
        record_contact(
            channel=ContactChannel.WINDOW, asked="低保", region=VILLAGE, name="温三", by=cast.town_handler
        )
    for name, subject in pages:
        told = office.get(reverse(f"desk:{name}", args=[subject])).content.decode()
        assert "手上还有 1 件待办没有办结" in told and "确认退回本站" in told
        assert "温三" not in told, "the administrator sees no family"


def test_a_lost_authenticator_is_taken_off_by_the_administrator(cast, office, client):
    staff_id, user = cast.town_handler.staff_id, cast.user_of(cast.town_handler)
    record = reverse("desk:staff-record", args=[staff_id])
    url = reverse("desk:staff-reset-second-factor", args=[staff_id])
    assert url not in office.get(record).content.decode()
    begun = begin(user)
    enable(user, code=code_of(begun.secret))
    assert url in office.get(record).content.decode()
    assert sign_in(client, "town_handler", PASSWORD).url == reverse("desk:code")

    assert "当面确认" in office.get(url).content.decode()
    assert office.post(url).url == record
    assert not has_second_factor(user) and not user.recovery_codes.exists()
    assert sign_in(client, "town_handler", PASSWORD).url == "/"
    assert "account:reset_second_factor" in actions_of(user.pk)

"""Every URL × role × region: who may open which page stands in `rows`, and is asked of the house.

A new URL without its row fails; a row that no longer holds fails; an object of another town or county is
not found by anybody, whatever their role.
"""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.security.access_kinds import API, PORTAL, WITH_CODE
from tests.security.access_rows import addresses, entered, expected, url_of
from tests.security.reading import ABOUT_SOMETHING, FORBIDDEN, Reading, posted
from tests.security.rows import LETTERS, TABLE
from tests.support.cast import PASSWORD
from tests.support.stage import HOME, Stage, seats

from yimen.domains.network.types import Role
from yimen.doors.desk.access import ACCESS, Door
from yimen.foundation.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(300)]


def test_every_address_of_every_door_has_its_row():
    desk = {name.removeprefix("desk:") for name, _entry in addresses() if name.startswith("desk:")}
    portal = {name.removeprefix("portal:") for name, _entry in addresses() if name.startswith("portal:")}
    api = {name.removeprefix("api:") for name, _entry in addresses() if name.startswith("api:")}
    others = [name for name, _entry in addresses() if not name.startswith(("desk:", "portal:", "api:"))]
    assert (desk, portal, api, others) == (set(TABLE), PORTAL | WITH_CODE, set(API), [])
    assert set(ACCESS) == desk


def test_the_table_of_the_desk_says_the_same():
    for name, access in ACCESS.items():
        assert {role for role in Role if access.admits(role)} == {LETTERS[x] for x in TABLE[name]}, name


@pytest.mark.parametrize(
    ("role", "place"), [(role, place) for role in Role for place in seats(role)], ids=lambda part: str(part)
)
def test_each_role_at_each_place_gets_exactly_what_the_table_says(reading: Reading, role: Role, place: str):
    answers = {name: read.status for name, read in reading.by(role, place).items() if name in TABLE}
    wanted = {name: expected(name, role, place) for name in TABLE}
    assert {k: (v, wanted[k]) for k, v in answers.items() if v != wanted[k]} == {}
    left_out = {name for name in wanted if name not in answers}
    assert {wanted[name] for name in left_out} <= (set() if place == HOME else {FORBIDDEN})
    assert {TABLE[name] for name in left_out} <= {TABLE[name] for name in answers}


@pytest.mark.parametrize(
    ("role", "place"),
    [(role, place) for role in Role for place in seats(role) if place != HOME],
    ids=lambda part: str(part),
)
def test_nobody_from_elsewhere_moves_anything_by_a_post(reading: Reading, role: Role, place: str):
    answers = {name: read.status for name, read in reading.posted_from(role, place).items()}
    assert {name: status for name, status in answers.items() if status not in (403, 404, 405)} == {}


def test_a_guessed_id_and_one_of_another_town_get_the_same_answer(stage: Stage):
    client = entered(stage.staff[Role.TOWN_HANDLER, "neighbour"])
    guessed = {key: uuid4() if isinstance(real, UUID) else real for key, real in stage.objects.items()}
    for name in ABOUT_SOMETHING:
        real = client.get(url_of(name, stage.objects))
        made_up = client.get(url_of(name, guessed))
        assert real.status_code == made_up.status_code, name
        assert _without_ids(real, stage.objects) == _without_ids(made_up, guessed), name


def _without_ids(answer, objects: dict[str, UUID]) -> str:
    text: str = answer.content.decode()
    for given in objects.values():
        if isinstance(given, UUID):  # a number of a row is in many words
            text = text.replace(str(given), "ID")
    return "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())


def test_somebody_without_an_account_gets_the_login_and_nothing_else(stage: Stage):
    client = Client(raise_request_exception=False)
    for name in TABLE:
        url = url_of(name, stage.objects)
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            if ACCESS[name].door is Door.ANYONE:
                assert answer.status_code in (200, 302, 405), name
            else:
                assert answer.headers["Location"] == f"{reverse('desk:login')}?next={url}", name
                assert answer.content == b"", name


def test_a_user_without_a_post_can_only_sign_out_and_change_password_and_second_factor(stage: Stage):
    user = User.objects.create_user("no-post", PASSWORD, name="无岗位")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for name in TABLE:
        answer = client.get(url_of(name, stage.objects))
        if ACCESS[name].door is Door.POSTED:
            assert answer.headers["Location"] == reverse("desk:hat"), name
        else:
            assert answer.status_code in (200, 302, 405), name


def test_who_left_office_or_was_switched_off_is_out_at_once(stage: Stage):
    actor = stage.staff[Role.TOWN_HANDLER, HOME]
    client = entered(actor)
    assert client.get(reverse("desk:worklist")).status_code == 200
    User.objects.filter(id=actor.user_id).update(is_active=False)
    assert client.get(reverse("desk:worklist")).status_code == 302
    assert client.get(reverse("desk:case", args=[stage.objects["case_id"]])).status_code == 302


def test_a_page_asks_for_its_code_and_says_nothing_without_one(stage: Stage):
    client = Client(raise_request_exception=False)
    for name in WITH_CODE:
        url = reverse(f"portal:{name}")
        assert client.get(url).status_code == 200, name
        assert client.post(url, {"code": "23456789ABCDEFGHJKMN"}).status_code == 404, name


def test_the_portal_is_open_to_everybody_and_only_reads(stage: Stage):
    client = Client(raise_request_exception=False)
    for name in PORTAL:
        url = posted(name)
        assert client.get(url).status_code in (200, 404), name
        assert client.post(url).status_code == 405, name


MACHINES: dict[str, dict[str, object]] = {
    "set-version": {"set_key": "deaths"},
    "set-upload": {"set_key": "deaths"},
    "upload": {"upload_id": uuid4()},
    "upload-piece": {"upload_id": uuid4(), "offset": 0},
    "upload-finish": {"upload_id": uuid4()},
    "source-answers": {"source": "banks"},
    "source-batches": {"source": "banks"},
    "source-batch": {"source": "banks", "number": 1},
    "push": {"push_id": uuid4()},
    "quarantine": {"push_id": uuid4()},
}


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_no_role_and_no_cookie_opens_the_door_for_machines(stage: Stage, role: Role | None):
    assert {*MACHINES, "nothing-here"} == set(API)
    at_home = None if role is None else stage.staff.get((role, HOME))
    client = Client(raise_request_exception=False) if at_home is None else entered(at_home)
    for name, where in MACHINES.items():
        answer = getattr(client, API[name])(reverse(f"api:{name}", kwargs=where))
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "credential_invalid"), name
    assert client.get("/api/").status_code == 404

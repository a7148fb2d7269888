"""Pages of the network: staffing and populations, departments, organisations, the roster, shares."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.doors.desk.families import an_open_case
from tests.support.cast import COUNTY, TOWN, VILLAGE, Cast

from yimen.domains.network import queries as network
from yimen.domains.network.models import DutyMonth, Organisation, Post, Region, Share
from yimen.domains.network.types import Role
from yimen.kernel import Month

CODE = "91110000600037341L"


@pytest.fixture
def office(cast: Cast, desk) -> Client:
    return desk(cast.administrator)


def page(client: Client, name: str, /, *ids, **asked) -> str:
    answer = client.get(reverse(f"desk:{name}", args=ids), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, /, *ids, **typed):
    return client.post(reverse(f"desk:{name}", args=ids), typed)


def assert_sheet(client: Client, name: str, **asked) -> None:
    assert client.get(reverse(f"desk:{name}"), asked).headers["Content-Disposition"].endswith(".xlsx")


def add_department(office: Client, name: str = "平远县教育局"):
    post(office, "department-add", kind="education", name=name)
    return network.departments(COUNTY).get(name=name)


def add_organisation(office: Client) -> Organisation:
    post(office, "organisation-add", kind="provider", name="平远县社工站", credit_code=CODE.lower())
    return Organisation.objects.get()


def hired(office: Client, username: str = "dazhe.handler9"):
    post(office, "staff-hire", name="邹新来", username=username, phone="")
    return network.get_staff(network.staff_within(_actor(office), words=username).get().id, by=_actor(office))


def _actor(client: Client):
    return network.actor_for(client.session["_auth_user_id"])


def test_populations_are_typed_on_one_page_and_change_the_norm(cast, office):
    assert "达标" in page(office, "network-staffing", town=str(TOWN))
    shown = page(office, "network-population", town=str(TOWN))
    assert f'name="{VILLAGE}"' in shown
    answer = office.post(f"{reverse('desk:network-population')}?town={TOWN}", {str(VILLAGE): "1500"})
    assert answer.url.endswith(f"?town={TOWN}")
    assert Region.objects.get(code=str(VILLAGE)).population == 1500
    short = page(office, "network-staffing", state="short", town=str(TOWN))
    assert "缺 1 人" in short and "1500" in short
    assert "1500" in page(office, "network-station", cast.village_assistant.station_id)
    for wrong in ("-1", "很多", "9" * 12):
        again = office.post(f"{reverse('desk:network-population')}?town={TOWN}", {str(VILLAGE): wrong})
        assert again.status_code == 200 and "form-error" in again.content.decode()
    assert (
        office.get(reverse("desk:network-staffing-export")).headers["Content-Disposition"].endswith(".xlsx")
    )


def test_a_town_sees_its_own_staffing_and_no_other(cast, desk):
    shown = page(desk(cast.town_handler), "network-staffing")
    assert str(cast.village_assistant.station_id) in shown
    assert str(cast.stranger.station_id) not in shown
    assert post(desk(cast.town_handler), "network-population").status_code == 403


def test_departments_are_read_by_all_and_written_by_the_administrator(cast, office, desk):
    department = add_department(office)
    change = reverse("desk:department-change", args=[department.id])
    assert change in page(office, "network-departments", words="教育")
    assert change not in page(office, "network-departments", words="住建")
    read = page(desk(cast.village_assistant), "network-departments")
    assert "平远县教育局" in read and change not in read
    assert (
        "已经登记" in post(office, "department-add", kind="education", name="平远县教育局").content.decode()
    )
    assert post(
        office, "department-change", department.id, kind="education", name="平远县教育和体育局"
    ).status_code == 302  # fmt: skip
    assert "教育和体育局" in page(office, "network-departments")
    assert post(desk(cast.town_reviewer), "department-add", kind="other", name="某局").status_code == 403
    assert post(office, "department-change", uuid4(), kind="other", name="某局").status_code == 404
    assert_sheet(desk(cast.auditor), "network-departments-export")


def test_an_organisation_is_registered_renamed_and_sends_a_social_worker(cast, office):
    wrong = post(office, "organisation-add", kind="provider", name="某站", credit_code="1" * 18)
    assert "form-error" in wrong.content.decode()
    organisation = add_organisation(office)
    assert "已经登记" in post(
        office, "organisation-add", kind="provider", name="又一站", credit_code=CODE
    ).content.decode()  # fmt: skip
    post(office, "organisation-change", organisation.id, kind="charity", name="平远县慈善会")
    shown = page(office, "network-organisations", kind="charity")
    assert "平远县慈善会" in shown and CODE in shown and "慈善组织" in shown
    assert "平远县慈善会" not in page(office, "network-organisations", kind="provider").split("<table")[-1]

    staff = hired(office)
    typed = {
        "role": Role.SOCIAL_WORKER.value, "station": str(cast.town_handler.station_id), "department": "",
        "organisation": str(organisation.id), "valid_from": "2024-01-01", "valid_until": "",
    }  # fmt: skip
    refused = post(office, "staff-appoint", staff.id, **typed | {"role": "town_handler"})
    assert "只有社会工作者" in refused.content.decode()
    assert post(office, "staff-appoint", staff.id, **typed).status_code == 302
    assert Post.objects.get(staff=staff).organisation_id == organisation.id
    assert "平远县慈善会" in page(office, "staff-record", staff.id)
    assert_sheet(office, "network-organisations-export")


def test_a_year_of_duty_is_drawn_up_and_a_month_taken_off(cast, office, desk):
    department, staff = add_department(office), hired(office)
    appointed = {
        "role": Role.DEPARTMENT_LIAISON.value, "station": str(cast.administrator.station_id),
        "department": str(department.id), "organisation": "", "valid_from": "2024-01-01", "valid_until": "",
    }  # fmt: skip
    post(office, "staff-appoint", staff.id, **appointed)
    this = Month.of(timezone.localdate())
    months = [str(this), str(this.next())]
    station = cast.administrator.station_id
    typed = {"months": months, "department": str(department.id), "liaison": ""}
    assert post(office, "duty-stand", station, **typed).status_code == 302
    assert [turn.liaison.staff.name for turn in DutyMonth.objects.all()] == ["邹新来"] * 2
    shown = page(desk(cast.town_handler), "network-roster", year=str(this.year))
    assert "平远县教育局" in shown and "邹新来" in shown and "排轮值" not in shown.split("<table")[0]
    turn = DutyMonth.objects.get(month_first=this.first)
    assert post(desk(cast.town_reviewer), "duty-withdraw", turn.id).status_code == 404
    assert post(office, "duty-withdraw", turn.id).status_code == 302
    assert DutyMonth.objects.count() == 1
    past = post(office, "duty-stand", station, **typed | {"months": [str(this.previous())]})
    assert "form-error" in past.content.decode()
    assert_sheet(desk(cast.village_assistant), "network-roster-export", station="nonsense")


def test_a_town_draws_up_its_own_roster_and_not_the_countys(cast, office, desk):
    department = add_department(office)
    reviewer, own = desk(cast.town_reviewer), cast.town_reviewer.station_id
    typed = {"months": [str(Month.of(timezone.localdate()))], "department": str(department.id), "liaison": ""}
    assert post(reviewer, "duty-stand", own, **typed).status_code == 302
    assert post(reviewer, "duty-stand", cast.administrator.station_id, **typed).status_code == 404
    foreign = typed | {"department": str(own)}
    assert "form-error" in post(reviewer, "duty-stand", own, **foreign).content.decode()
    assert "平远县教育局" in page(reviewer, "network-roster", station=str(own))
    assert "平远县教育局" in page(reviewer, "network-station", own)


def a_share(**changes) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=10)
    typed = {
        "to_region": "广东省梅州市平远县石正镇", "to_organisation": "", "consented_on": "",
        "reason": "cooperation", "note": "协助核实住房", "valid_until": until.isoformat(),
    }  # fmt: skip
    return typed | changes


def test_a_household_is_shared_seen_elsewhere_and_ended(cast, desk):
    case = an_open_case(cast)
    home, reviewer, stranger = case.household_id, desk(cast.town_reviewer), desk(cast.stranger)
    receiver = network.region_path(cast.stranger.region, above=network.REGISTERS[0])
    assert reverse("desk:household-share", args=[home]) in page(reviewer, "household", home)
    assert stranger.get(reverse("desk:household", args=[home])).status_code == 404
    for wrong in (
        a_share(to_region=""),
        a_share(note=""),
        a_share(to_region="火星"),
        a_share(valid_until=""),
    ):
        answer = post(reviewer, "household-share", home, **wrong)
        assert answer.status_code == 200 and "notice-bad" in answer.content.decode()
    typed = a_share(to_region=receiver, is_with_cases="on")
    assert post(reviewer, "household-share", home, **typed).status_code == 302

    assert "李小妹" in page(stranger, "household", home)
    assert page(stranger, "case", case.id)
    listed = page(stranger, "network-shares")
    share = Share.objects.get(part_of__isnull=True)
    assert "李小妹" in listed and "协助核实住房" in listed
    assert reverse("desk:share-end", args=[share.id]) not in listed
    assert post(stranger, "household-share", home, **typed).status_code == 403
    assert post(stranger, "share-end", share.id).status_code == 403

    given = page(reviewer, "network-shares", direction="given")
    assert reverse("desk:share-end", args=[share.id]) in given
    assert "李小妹" not in page(reviewer, "network-shares", direction="received")
    assert "李小妹" in page(reviewer, "share-end", share.id)
    assert post(reviewer, "share-end", share.id).status_code == 302
    assert stranger.get(reverse("desk:household", args=[home])).status_code == 404
    assert "已终止" in page(reviewer, "network-shares", state="over")
    assert "李小妹" not in page(stranger, "network-shares", state="over")
    assert (
        reviewer.get(reverse("desk:network-shares-export")).headers["Content-Disposition"].endswith(".xlsx")
    )


def test_an_organisation_reads_with_consent_only(cast, office, desk):
    organisation, case = add_organisation(office), an_open_case(cast)
    reviewer = desk(cast.town_reviewer)
    typed = a_share(to_region="", to_organisation=str(organisation.id))
    answer = post(reviewer, "household-share", case.household_id, **typed)
    assert "单独同意" in answer.content.decode()
    agreed = typed | {"consented_on": timezone.localdate().isoformat()}
    assert post(reviewer, "household-share", case.household_id, **agreed).status_code == 302
    assert "平远县社工站" in page(reviewer, "network-shares")


def test_who_may_not_share_does_not(cast, desk):
    home = an_open_case(cast).household_id
    for actor, status in ((cast.town_handler, 403), (cast.administrator, 403), (cast.auditor, 403)):
        assert post(desk(actor), "household-share", home, **a_share()).status_code == status
    assert "共享" not in page(desk(cast.town_handler), "household", home).split("<h1")[1].split("</h1>")[0]
    assert desk(cast.administrator).get(reverse("desk:network-shares")).status_code == 403

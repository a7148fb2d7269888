"""The desk's pages of who lives or is found elsewhere than registered: permits, letters, identities."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.support.cast import OTHER_COUNTY_TOWN, OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number
from tests.support.process import MONDAY, family_of_three, on, picture

from yimen.domains.cases.models import Case, Cooperation
from yimen.domains.intake.models import ChangeReport
from yimen.domains.network import queries as network
from yimen.domains.people import actions as people
from yimen.domains.people.models import ResidencePermit, TemporaryIdentity
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.kernel import Programme, RegionLevel

pytestmark = pytest.mark.django_db

FOUND = {
    "kind": "unknown", "sex": "male", "age_from": "60", "age_to": "70", "features": "左手缺小指",
    "found_at": "墩背村汽车站", "found_on": "2026-03-01", "brought_by": "派出所民警", "region": str(VILLAGE),
    "address": "镇敬老院",
}  # fmt: skip


@pytest.fixture
def far(cast):
    fill_official_calendar()
    walk = family_of_three(cast)
    by = cast.village_assistant
    with on(MONDAY), acting(by):
        people.correct_household(
            household_id=walk.household_id, address="墩背村12号", registered_region=OTHER_COUNTY_TOWN,
            is_urban=False, reason="户籍在外县", by=by,
        )  # fmt: skip
    return walk


def shown(client, name, *about):
    return client.get(reverse(f"desk:{name}", args=about)).content.decode()


def sent(client, step, /, *about, **typed):
    return client.post(reverse(f"desk:{step}", args=about), typed)


def test_a_letter_from_the_case_to_the_answer(far, cast, desk):
    with on(MONDAY):
        far.apply()
        assert "登记居住证" in shown(desk(cast.village_assistant), "application-materials", far.case_id)
        permit = {"office": "平远县公安局", "issued_on": "2025-06-01", "lives_here_since": "2023-05-01"}
        scan = SimpleUploadedFile("permit.png", picture(), "image/png")
        person = far.adults[0]
        assert (
            sent(desk(cast.village_assistant), "person-permit", person, **permit, scan=scan).status_code
            == 302
        )
        card = shown(desk(cast.town_handler), "person", person)
        assert "平远县公安局" in card and "没有登记居住证" not in card
        far.complete()
        far.submit()
        far.accept()
        handler = desk(cast.town_handler)
        assert "发协助核查函" in shown(handler, "case", far.case_id)
        there = network.region_path(OTHER_COUNTY_TOWN, above=RegionLevel.PROVINCE)
        typed = {"to_region": there, "addressee": "古云镇人民政府", "way": "system"}
        assert there in shown(handler, "case-cooperation", far.case_id)
        assert sent(handler, "case-cooperation", far.case_id, **typed | {"addressee": " "}).status_code == 200
        assert sent(handler, "case-cooperation", far.case_id, **typed).status_code == 302
        with acting(cast.town_handler):
            letter = Cooperation.objects.get()
        page = shown(handler, "case", far.case_id)
        assert "登记复函" in page and "等待户籍地复函" in page
        asked = desk(cast.outsider)
        assert "请协助核查" in shown(asked, "worklist")
        page = shown(asked, "cooperation", letter.id)
        assert "李建明" in page and "复函" in page and "办件的协助核查" not in page
        assert asked.get(reverse("desk:case", args=[far.case_id])).status_code == 404
        vague = {"finding": "receives", "answerer": "孟庆安"}
        assert sent(asked, "cooperation-answer", letter.id, **vague).status_code == 200
        whole = {"finding": "receives", "answerer": "孟庆安", "programmes": ["dibao"]}
        assert sent(asked, "cooperation-answer", letter.id, **whole).status_code == 302
        page = shown(handler, "cooperation", letter.id)
        assert "正在户籍地享受社会救助" in page and "最低生活保障" in page
        assert "发协助核查函" in shown(handler, "case-cooperation", far.case_id)


def test_a_reply_by_mail_and_none_at_all(far, cast, desk):
    with on(MONDAY):
        far.apply()
        permit = {"office": "平远县公安局", "issued_on": "2025-06-01", "lives_here_since": "2023-05-01"}
        sent(desk(cast.village_assistant), "person-permit", far.adults[0], **permit)
        far.complete()
        far.submit()
        far.accept()
        there = network.region_path(OTHER_COUNTY_TOWN, above=RegionLevel.PROVINCE)
        typed = {"to_region": there, "addressee": "古云镇人民政府", "way": "post"}
        sent(desk(cast.town_handler), "case-cooperation", far.case_id, **typed)
        with acting(cast.town_handler):
            letter = Cooperation.objects.get()
        early = sent(desk(cast.town_handler), "cooperation-go-on", letter.id, reason="电话催办")
        assert "期满未复函的方可" in early.content.decode()
    with on(letter.due_on + timedelta(days=1)):
        handler = desk(cast.town_handler)
        assert "期满续办" in shown(handler, "cooperation", letter.id)
        assert sent(handler, "cooperation-go-on", letter.id, reason="电话催办两次").status_code == 302
        assert "电话催办两次" in shown(handler, "cooperation", letter.id)
        sent(handler, "case-cooperation", far.case_id, **typed)
        with acting(cast.town_handler):
            second = Cooperation.objects.latest("number")
        scan = SimpleUploadedFile("reply.png", picture(), "image/png")
        told = {"finding": "no_benefit", "answerer": "古云镇民政办", "scan": scan}
        assert sent(handler, "cooperation-reply", second.id, **told).status_code == 302
        assert "查看复函扫描件" in shown(handler, "cooperation", second.id)


def test_somebody_is_taken_in_and_later_known(cast, desk):
    resident_household(cast.village_assistant)
    client = desk(cast.village_assistant)
    photo = SimpleUploadedFile("face.png", picture(), "image/png")
    wrong = sent(client, "stranger-register", **FOUND | {"age_to": "50"})
    assert "不能小于前一栏的年龄" in wrong.content.decode()
    assert sent(client, "stranger-register", **FOUND, photo=photo).status_code == 302
    with acting(cast.town_handler):
        made = TemporaryIdentity.objects.get()
    page = shown(client, "person", made.person_id)
    assert made.number in page and "左手缺小指" in page and "查看照片" in page and "查明身份" not in page
    handler = desk(cast.town_handler)
    assert "查明身份" in shown(handler, "person", made.person_id)
    given = {"identity": str(identity_number("李小妹")), "name": "李小妹", "proof": "人像比对"}
    done = sent(handler, "person-identify", made.person_id, **given)
    assert done.status_code == 302 and str(made.person_id) not in done.headers["Location"]
    assert "这份临时档案已并入" in shown(handler, "person", made.person_id)
    assert "曾登记的临时身份" in handler.get(done.headers["Location"]).content.decode()
    assert sent(handler, "person-undo-identity", made.person_id, reason="比对有误").status_code == 302
    assert "查明身份" in shown(handler, "person", made.person_id)


def test_a_permit_that_cannot_be_says_so(cast, desk):
    person = register(cast.village_assistant)
    wrong = {
        "office": "公安局",
        "issued_on": "2025-06-01",
        "valid_until": "2025-01-01",
        "lives_here_since": "2023-05-01",
    }
    answer = sent(desk(cast.village_assistant), "person-permit", person.id, **wrong)
    assert "有效期应在签发日期之后" in answer.content.decode()
    with acting(cast.town_handler):
        assert not ResidencePermit.objects.exists()


def test_help_far_from_home_on_the_one_page(cast, desk):
    fill_official_calendar()
    resident_household(cast.stranger, region=OTHER_VILLAGE)
    typed = {
        "name": "李小妹", "phone": "13800000000", "identity": str(identity_number("李小妹")),
        "region": str(VILLAGE), "speed": "small_fast", "hardship": "accident", "happened": "途经时受伤",
        "amount": "500", "stages": "1",
    }  # fmt: skip
    with on(MONDAY):
        client = desk(cast.town_handler)
        other = sent(client, "urgent-start", **typed | {"name": "李大妹"})
        assert "身份证号与姓名不符" in other.content.decode()
        done = sent(client, "urgent-start", **typed)
        assert done.status_code == 302, done.content.decode()
        page = desk(cast.town_handler).get(done.headers["Location"]).content.decode()
        assert "途经时受伤" in page and "李小妹" in page
        with acting(cast.town_handler):
            assert Case.objects.get().region == str(VILLAGE)


def test_who_went_away_is_reported_and_looked_into_when_it_is_time(cast, desk):
    fill_official_calendar()
    walk = family_of_three(cast)
    with on(MONDAY):
        for step in (
            walk.apply,
            walk.complete,
            walk.submit,
            walk.accept,
            walk.start,
            walk.verify,
            walk.visit,
        ):
            step()
        walk.opine()
        walk.post()
    with on(MONDAY + timedelta(days=8)):
        walk.send()
        walk.confirm(programme=Programme.DIBAO)
    gone = {"name": "李建明", "person": str(walk.adults[0]), "kind": "away", "since": "2026-04-01"}
    with on(date(2026, 5, 4)):
        client = desk(cast.village_assistant)
        lacking = sent(client, "report-record", **gone | {"since": ""})
        assert "须填写自哪一天离开" in lacking.content.decode()
        assert sent(client, "report-record", **gone).status_code == 302
        with acting(cast.town_handler):
            report = ChangeReport.objects.get()
        early = sent(desk(cast.town_handler), "report-absence", report.id)
        assert early.status_code == 409
    with on(date(2026, 10, 8)):
        handler = desk(cast.town_handler)
        assert "开启核查" in shown(handler, "report", report.id)
        opened = sent(handler, "report-absence", report.id)
        assert opened.status_code == 302
        assert "迁出本地" in handler.get(opened.headers["Location"]).content.decode()


def listed(desk, actor, **asked):
    return desk(actor).get(reverse("desk:cooperations"), asked).content.decode()


def test_all_letters_of_a_place_are_listed_with_their_clocks_and_exported(far, cast, desk):
    with on(MONDAY):
        assert "没有协助核查函" in listed(desk, cast.town_handler)
        far.apply()
        with acting(cast.town_handler):
            Cooperation.objects.create(
                region=str(VILLAGE), to_region=str(OTHER_COUNTY_TOWN), case_id=far.case_id, number=1,
                addressee="外县某镇人民政府", sender="大柘镇人民政府", way="post", asked_of="[]",
                programmes=["dibao"], sent_on=MONDAY, due_on=MONDAY + timedelta(days=14),
                by_user_id=cast.town_handler.user_id, by_post_id=cast.town_handler.post_id,
                by_name=cast.town_handler.staff_name, done_at=timezone.now(),
            )  # fmt: skip
        shown_ = listed(desk, cast.town_handler, side="sent", standing="waiting")
        assert "外县某镇人民政府" in shown_ and "李建明" in shown_ and "本地发出" in shown_
        assert "没有协助核查函" in listed(desk, cast.town_handler, side="received")
        sheet = desk(cast.town_handler).get(reverse("desk:cooperations-export"))
        assert sheet.status_code == 200 and sheet["Content-Type"].endswith("sheet")
    with on(MONDAY + timedelta(days=20)):
        assert "超过期限未复函" in listed(desk, cast.town_handler, standing="late", sort="-due_on")
        assert "没有协助核查函" in listed(desk, cast.town_handler, standing="answered")

"""The pages of department data: upload, progress, what is in quarantine and its file, taking back."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.security.access_rows import entered
from tests.support.cast import acting, register
from tests.support.process import on

from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.models import SetAgreement, SetLoad, SetMatch
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
CONTENT = """公民身份号码,姓名,死亡日期
999999193001010000,温大伯,2026-03-01
99999919300101,=HYPERLINK("x"),2026-03-01
"""


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def uploaded(client, content=CONTENT, as_of="2026-11-01", **headers):
    file = SimpleUploadedFile("任何名字.csv", content.encode("gb18030"))
    sent = {"as_of": as_of, "file": file}
    return client.post(reverse("desk:set-hand-in", args=["deaths"]), sent, headers=headers)


def loaded(cast):
    client = entered(cast.county_verifier)
    assert uploaded(client).status_code == 302
    with system_scope():
        load = SetLoad.objects.get()
    waiting = client.get(reverse("desk:set", args=[load.id])).content.decode()
    assert "正在装载" in waiting
    run_set_load(load.id)
    return client, load


def test_from_the_upload_to_the_rows_that_were_set_aside(cast):
    client, load = loaded(cast)
    polled = client.get(reverse("desk:set", args=[load.id]), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    for name, args in (("sets", []), ("sets-export", []), ("sets-of", ["deaths"]), ("set", [load.id])):
        assert client.get(reverse(f"desk:{name}", args=args)).status_code == 200, name
    text = client.get(reverse("desk:set-quarantine", args=[load.id])).content.decode()
    assert "公民身份号码的位数、校验位或出生日期不对" in text and "99999919300101" in text


def test_the_file_of_the_quarantine_has_no_formula_and_is_recorded(cast):
    client, load = loaded(cast)
    address = reverse("desk:set-quarantine-file", args=[load.id])
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][0] == 3 and rows[1][4] == '\'=HYPERLINK("x")'
    content = b"".join(client.get(f"{address}?as=csv").streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK" in content
    with acting(cast.auditor):
        assert Entry.objects.filter(action="set:quarantine_export", subject=load.id).count() == 2


def test_a_version_is_taken_back_with_a_reason(cast):
    client, load = loaded(cast)
    again = client.post(reverse("desk:set-replay", args=[load.id]))
    assert again.status_code == 302
    address = reverse("desk:set-retract", args=[load.id])
    assert client.post(address, {"reason": " "}).status_code == 200
    assert client.post(address, {"reason": "公安机关来函"}).status_code == 302
    assert "已撤回" in client.get(reverse("desk:set", args=[load.id])).content.decode()


def test_who_may_not_load_sees_no_number(cast):
    _client, load = loaded(cast)
    auditor = entered(cast.auditor)
    assert auditor.get(reverse("desk:set", args=[load.id])).status_code == 200
    for name in ("set-quarantine", "set-quarantine-file", "set-retract"):
        assert auditor.get(reverse(f"desk:{name}", args=[load.id])).status_code == 403
    assert entered(cast.outsider).get(reverse("desk:set", args=[load.id])).status_code == 403
    assert entered(cast.town_handler).get(reverse("desk:sets")).status_code == 403


def test_what_is_no_table_is_refused_on_the_form(cast):
    client = entered(cast.county_verifier)
    answer = uploaded(client, "a\x00b")
    assert answer.status_code == 200 and "编码" in answer.content.decode()
    assert uploaded(client, as_of="2026-12-01").status_code == 200
    assert client.get(reverse("desk:sets-of", args=["no-such-set"])).status_code == 404


def test_a_file_sent_with_its_progress_shown_leads_to_the_same_page(cast):
    client = entered(cast.county_verifier)
    assert "data-sending" in client.get(reverse("desk:set-hand-in", args=["deaths"])).content.decode()
    answer = uploaded(client, **{"HX-Request": "true"})
    with system_scope():
        load = SetLoad.objects.get()
    assert answer["HX-Redirect"] == reverse("desk:set", args=[load.id])
    assert "文件已加密保存" in client.get(answer["HX-Redirect"]).content.decode()


def test_an_agreement_is_recorded_and_ended_on_the_page_of_its_set(cast):
    client, address = entered(cast.county_confirmer), reverse("desk:set-agree", args=["custody"])
    assert "不能装载" in client.get(reverse("desk:sets-of", args=["custody"])).content.decode()
    given = {"title": "数据协作备忘录1号", "agreed_on": "2026-11-01", "ends_on": ""}
    assert client.get(address).status_code == 200
    assert client.post(address, given).status_code == 302
    with system_scope():
        agreement = SetAgreement.objects.get()
    assert "有效" in entered(cast.auditor).get(reverse("desk:sets-of", args=["custody"])).content.decode()
    end = reverse("desk:set-agreement-end", args=[agreement.id])
    assert entered(cast.county_verifier).get(end).status_code == 403
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": "协议解除"}).status_code == 302
    assert "协议解除" in client.get(reverse("desk:sets-of", args=["custody"])).content.decode()


def test_a_row_without_a_valid_number_is_matched_on_its_page_and_the_match_taken_back(cast):
    person = register(cast.village_assistant)
    number = str(person.identity)
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    client = entered(cast.county_verifier)
    uploaded(client, CONTENT + f"{wrong},{person.name},2026-03-02\n")
    with system_scope():
        load = SetLoad.objects.get()
    run_set_load(load.id)
    assert "待人工对应" in client.get(reverse("desk:set", args=[load.id])).content.decode()
    listed = reverse("desk:set-unmatched", args=[load.id])
    assert person.name in client.get(f"{listed}?state=open").content.decode()
    address = reverse("desk:set-match", args=[load.id, 4])
    page = client.get(address).content.decode()
    assert "姓名相同" in page and str(person.id) in page
    assert client.post(address, {"chosen": str(person.id), "reason": ""}).status_code == 200
    assert client.post(address, {"chosen": str(person.id), "reason": "与户口簿一致"}).status_code == 302
    assert "与户口簿一致" in client.get(f"{listed}?state=decided").content.decode()
    book = client.get(reverse("desk:set-unmatched-file", args=[load.id])).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[-1][4] == person.name and not any(wrong in str(cell) for row in rows for cell in row)
    with system_scope():
        match = SetMatch.objects.get()
    revoke = reverse("desk:set-match-revoke", args=[match.id])
    assert client.get(revoke).status_code == 200
    assert client.post(revoke, {"reason": "另有其人"}).status_code == 302
    assert client.get(reverse("desk:set-match", args=[load.id, 2])).status_code == 404
    for name in ("set-unmatched", "set-unmatched-file"):
        assert entered(cast.auditor).get(reverse(f"desk:{name}", args=[load.id])).status_code == 403

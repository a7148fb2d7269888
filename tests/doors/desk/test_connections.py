"""The administrator issues and revokes what departments push under; the secret is shown once."""

import re
from datetime import date, timedelta

import pytest
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on
from tests.support.pushing import Machine, agreed, issued, terms

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.verification.actions import credentials
from yimen.domains.verification.errors import CredentialNotFoundError, CredentialRefusedError
from yimen.domains.verification.models import SetCredential
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today():
    with on(DAY):
        yield


def filled(cast, **changed):
    return {
        "title": "县公安局",
        "agreement": "数据接口协议2号",
        "set_keys": ["deaths"],
        "source": "",
        "receiver": str(cast.county_verifier.post_id),
        "expires_on": str(DAY + timedelta(days=30)),
        **changed,
    }


def test_the_secret_is_shown_once_and_revoked_at_once(cast):
    desk = entered(cast.administrator)
    assert "还没有签发过凭证" in desk.get("/connections").content.decode()
    assert "死亡登记" not in desk.get("/connections/issue").content.decode()
    agreed(cast, DAY)
    assert "死亡登记" in desk.get("/connections/issue").content.decode()
    page = desk.post("/connections/issue", filled(cast)).content.decode()
    (secret,) = re.findall(r"yimen_[A-Za-z0-9_-]{43}", page)
    machine = Machine(secret)
    assert machine.get(f"/api/v1/pushes/{cast.county_verifier.post_id}").status_code == 404
    with system_scope():
        credential = SetCredential.objects.get()
    page = desk.get("/connections").content.decode()
    assert secret not in page and "县公安局" in page and "未使用" not in page
    url = f"/connections/{credential.id}/revoke"
    assert "请" in desk.post(url, {"reason": ""}).content.decode()
    assert "凭证已撤销" in desk.post(url, {"reason": "换发"}, follow=True).content.decode()
    assert machine.get("/api/v1/pushes/" + str(credential.id)).status_code == 401
    assert "已经撤销" in desk.post(url, {"reason": "再次"}).content.decode()
    with system_scope():
        acts = Entry.objects.filter(subject=credential.id).values_list("action", flat=True)
        assert {"set:credential_issue", "set:credential_revoke", "set:push_refuse"} <= set(acts)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"set_keys": ("deaths", "vehicles")}, "书面约定：机动车登记"),
        ({"set_keys": ()}, "请选择"),
        ({"agreement": " "}, "约定文件"),
        ({"expires_on": DAY}, "失效日期"),
        ({"expires_on": DAY + timedelta(days=400)}, "失效日期"),
    ],
)
def test_what_a_credential_must_say(cast, changed, word):
    agreed(cast, DAY)
    with acting(cast.administrator), pytest.raises(CredentialRefusedError, match=word):
        credentials.issue_credential(terms=terms(cast, DAY, **changed), by=cast.administrator)


def test_whose_it_is_to_issue_receive_and_revoke(cast):
    agreed(cast, DAY)
    with acting(cast.administrator), pytest.raises(CredentialRefusedError, match="接收人"):
        taken = terms(cast, DAY, receiver=cast.county_confirmer.post_id)
        credentials.issue_credential(terms=taken, by=cast.administrator)
    made = issued(cast, DAY).credential
    for by in (cast.county_verifier, cast.county_confirmer, cast.auditor):
        with acting(by), pytest.raises(NotPermittedError):
            credentials.issue_credential(terms=terms(cast, DAY), by=by)
        with acting(by), pytest.raises(NotPermittedError):
            credentials.revoke_credential(credential_id=made.id, reason="x", by=by)
    with acting(cast.outsider), pytest.raises(CredentialNotFoundError):
        credentials.revoke_credential(credential_id=made.id, reason="x", by=cast.outsider)


def test_what_machines_sent_is_listed_and_both_lists_are_exported(cast, settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    agreed(cast, DAY)
    made = issued(cast, DAY)
    machine, desk = Machine(made.secret), entered(cast.administrator)
    assert "还没有推送" in desk.get("/connections/pushes").content.decode()
    content = "公民身份号码,姓名,死亡日期\n999999193001010000,温大伯,2026-03-01\n".encode()
    machine.push(content)
    machine.send(
        "POST", "/api/v1/sets/deaths/uploads?as_of=2026-11-02", b"", X_Content_Size="5000000",
        Idempotency_Key="larger",
    )  # fmt: skip
    page = desk.get(f"/connections/pushes?credential={made.credential.id}").content.decode()
    assert "死亡登记 第 1 版，截至 2026-11-01" in page and "正在分片上传" in page and "larger" in page
    assert "温大伯" not in page
    assert desk.get("/connections/pushes?credential=nobody").status_code == 200
    rows = read_sheet(desk.get("/connections/pushes/export").content)
    assert (rows[1][1], rows[1][2], rows[1][4]) == ("县公安局", "2026-11-01", "装载中")
    rows = read_sheet(desk.get("/connections/export").content)
    assert (rows[1][0], rows[1][2], rows[1][8]) == ("县公安局", "死亡登记", "有效")
    assert made.secret not in str(rows)
    assert entered(cast.county_verifier).get("/connections/pushes").status_code == 403

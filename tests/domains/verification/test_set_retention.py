"""Files of department data go when newer data count or the file was refused; what is disputed keeps them."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.verification.actions import set_retention, sets
from yimen.domains.verification.actions.set_loading import clear_left_sets, load_set
from yimen.domains.verification.errors import SetLoadNotFoundError, SetRefusedError
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries import set_retention as going
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.types.sets import SetState
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 3, 2)
HEAD = "公民身份号码,姓名,死亡日期\n"
GOOD = "999999193001010000,温大伯,2026-03-01\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"


def loaded(cast, content, as_of=DAY):
    by = cast.county_verifier
    with acting(by):
        load = sets.hand_in_set(
            set_key="deaths", as_of=as_of, stream=io.BytesIO(content.encode()), by=by, is_deferred=False
        )
    load_set(load.id, by=by)
    return load


def cleared(on_day) -> int:
    with system_scope():
        return set_retention.clear_due_loads(on=on_day, by=SYSTEM)


def state_of(load) -> str:
    with system_scope():
        return SetLoad.objects.get(id=load.id).state


@pytest.fixture
def versions(cast):
    with on(DAY):
        first = loaded(cast, HEAD + GOOD, DAY - timedelta(days=30))
        refused = loaded(cast, HEAD + "1,甲,2026-03-01\n")
    with on(DAY + timedelta(days=10)):
        second = loaded(cast, HEAD + GOOD, DAY)
    return first, second, refused


def test_what_was_superseded_or_refused_goes_after_its_days_and_not_before(
    cast, versions, settings, django_capture_on_commit_callbacks
):
    first, second, refused = versions
    since = DAY + timedelta(days=10)
    assert cleared(DAY + timedelta(days=29)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert cleared(DAY + timedelta(days=30)) == 1
    assert state_of(refused) == SetState.CLEARED
    assert cleared(since + timedelta(days=179)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert cleared(since + timedelta(days=180)) == 1
    assert cleared(since + timedelta(days=9_999)) == 0, "what counts never goes"
    with system_scope():
        row = SetLoad.objects.get(id=first.id)
        assert (row.state, row.stored, row.attempt_id) == (SetState.CLEARED, 1, None)
        assert Entry.objects.filter(action="set:clear").count() == 2
        with pytest.raises(SetLoadNotFoundError):
            found.read_shard(first.id, 0)
        assert len(found.read_shard(second.id, 0)) == 1
    names = {path.name for path in settings.YIMEN_FILES.rglob("sources/*")}
    assert names == {second.source_id.hex}
    with acting(cast.county_verifier), pytest.raises(SetRefusedError):
        sets.replay_set(load_id=first.id, by=cast.county_verifier)
    clear_left_sets()


def test_what_something_open_rests_on_stays(cast, versions, monkeypatch):
    first, _second, refused = versions
    monkeypatch.setattr(going, "_CITING", [lambda loads: {first.id} & set(loads)])
    late = DAY + timedelta(days=400)
    assert cleared(late) == 1 and state_of(refused) == SetState.CLEARED
    assert state_of(first) == SetState.LOADED
    monkeypatch.setattr(going, "_CITING", [])
    assert cleared(late) == 1 and state_of(first) == SetState.CLEARED


def test_a_file_that_another_version_was_read_from_stays(
    cast, versions, settings, django_capture_on_commit_callbacks
):
    first, _second, _refused = versions
    by = cast.county_verifier
    with on(DAY + timedelta(days=11)):
        with acting(by):
            again = sets.replay_set(load_id=first.id, by=by, is_deferred=False)
        load_set(again.id, by=by)
    with django_capture_on_commit_callbacks(execute=True), system_scope():
        assert set_retention.clear_load(load_id=first.id, by=SYSTEM)
        assert not set_retention.clear_load(load_id=first.id, by=SYSTEM)
    assert first.source_id.hex in {path.name for path in settings.YIMEN_FILES.rglob("sources/*")}
    with acting(by):
        assert found.verify_load(again.id).wrong == ()


def test_the_page_says_what_goes_and_what_keeps_it(cast, versions, monkeypatch):
    first, _second, _refused = versions
    monkeypatch.setattr(going, "_CITING", [lambda loads: {first.id}])
    with on(DAY + timedelta(days=120)):
        page = entered(cast.county_verifier).get(reverse("desk:verification-retention")).content.decode()
    assert "有，暂不删除" in page and str(DAY + timedelta(days=190)) in page
    assert state_of(first) == SetState.LOADED

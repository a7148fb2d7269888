"""`yimen roll`: a file checked, taken over and taken back by those whose step it is, from the server."""

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from tests.domains.exchange.opening import DAY, a_file
from tests.support.cast import PASSWORD, acting
from tests.support.process import on
from tests.support.rolls import award_row, family_row, workbook
from typer.testing import CliRunner

from yimen.domains.exchange.actions import roll_jobs
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household
from yimen.doors.cli import roll, standing
from yimen.foundation.accounts.models import User
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db
JOBS = {
    RollState.CHECKING: roll_jobs.run_check,
    RollState.LOADING: roll_jobs.run_load,
    RollState.UNDOING: roll_jobs.run_undo,
}


def newest() -> OpeningRoll:
    with system_scope():
        return OpeningRoll.objects.latest("prepared_at")


@pytest.fixture(autouse=True)
def house(monkeypatch, cast):
    """The house of the tests stands; its worker does its part while a command waits."""
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    monkeypatch.setattr(roll, "sleep", lambda _seconds: JOBS[RollState(newest().state)](newest().id))
    for actor in (cast.county_reviewer, cast.county_confirmer, cast.town_handler):
        user = User.objects.get(id=actor.user_id)
        user.set_password(PASSWORD)
        user.must_change_password = False
        user.save()
    with on(DAY):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "十一月名册.xlsx"
    path.write_bytes(a_file())
    return path


def asked(actor, *arguments: str, password: str = PASSWORD):
    username = User.objects.get(id=actor.user_id).username
    return CliRunner().invoke(roll.app, [*arguments, "-u", username], input=f"{password}\n")


def test_a_file_is_checked_taken_over_and_taken_back(cast, file):
    seen = asked(cast.county_reviewer, "preview", str(file))
    assert seen.exit_code == 0, seen.output
    assert "十一月名册：待接管" in seen.output and "家庭 2 户" in seen.output and "664.00" in seen.output
    number = str(newest().id)

    taken = asked(cast.county_confirmer, "take", number)
    assert taken.exit_code == 0 and "已接管" in taken.output
    listed = asked(cast.county_reviewer, "list")
    assert number in listed.output and "已接管" in listed.output

    back = asked(cast.county_confirmer, "undo", number, "--reason", "列错了村")
    assert back.exit_code == 0 and "已撤销" in back.output
    with system_scope():
        assert not Household.objects.filter(region__startswith="441426").exists()
        by = Entry.objects.get(action="roll:take_over")
    assert by.user_id == cast.county_confirmer.user_id


def test_whoever_prepared_does_not_take_over(cast, file):
    asked(cast.county_reviewer, "preview", str(file), "--title", "低保名册")
    refused = asked(cast.county_reviewer, "take", str(newest().id))
    assert refused.exit_code == 2 and newest().state == RollState.CHECKED


def test_what_is_wrong_is_said_and_the_rows_come_back_as_a_file(cast, tmp_path):
    path, back = tmp_path / "名册.xlsx", tmp_path / "有误.xlsx"
    path.write_bytes(workbook([family_row(1, "丘大伯", "没有这个村")], [], [award_row(1)]))
    answer = asked(cast.county_reviewer, "preview", str(path), "--faults", str(back))
    assert "✗ 家庭 第 2 行" in answer.output and back.read_bytes()[:2] == b"PK"
    assert back.stat().st_mode & 0o077 == 0


def test_a_file_nobody_can_read_is_refused_in_words(cast, tmp_path):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"PK nonsense")
    answer = asked(cast.county_reviewer, "preview", str(path))
    assert answer.exit_code == 2 and newest().state == RollState.REFUSED


@pytest.mark.parametrize(("part", "password"), [("county_reviewer", "wrong"), ("town_handler", PASSWORD)])
def test_without_password_or_right_nothing_is_kept(cast, file, part, password):
    answer = asked(getattr(cast, part), "preview", str(file), password=password)
    assert answer.exit_code == 2, answer.output
    with system_scope():
        assert not OpeningRoll.objects.exists()


def test_what_stands_in_the_way_is_named_by_its_row(cast, file):
    asked(cast.county_reviewer, "preview", str(file))
    number = str(newest().id)
    asked(cast.county_confirmer, "take", number)
    with system_scope():
        person = Household.objects.get(address="墩背村12号", region="441426100200").memberships.first()
    with on(DAY + timedelta(days=1)), acting(cast.town_handler):
        people.record_death(person_id=person.person_id, on=DAY, by=cast.town_handler)
    answer = asked(cast.county_confirmer, "undo", number, "--reason", "列错了村")
    assert answer.exit_code == 2 and "第 2 行" in answer.output
    assert newest().state == RollState.LOADED

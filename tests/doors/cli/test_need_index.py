"""`yimen index`: the county's verifier fits, checks and lists; too short a history is told in words."""

from contextlib import nullcontext

import pytest
from tests.support.cast import COUNTY, PASSWORD
from tests.support.need import families, plain_model
from typer.testing import CliRunner

from yimen.domains.cases.actions import need_index as actions
from yimen.doors.cli import need_index, standing
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]


@pytest.fixture(autouse=True)
def house(monkeypatch, cast):
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    user = User.objects.get(id=cast.county_verifier.user_id)
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()


def asked(cast, word):
    username = User.objects.get(id=cast.county_verifier.user_id).username
    return CliRunner().invoke(need_index.app, [word, "-u", username], input=f"{PASSWORD}\n")


def test_a_history_that_is_too_short_is_told_and_nothing_is_fitted(cast):
    refused = asked(cast, "fit")
    assert refused.exit_code == 2 and "200" in refused.output
    assert "本县还没有需求指数模型" in asked(cast, "list").output


def test_a_model_is_checked_and_the_next_one_fitted_and_listed(cast, monkeypatch):
    with system_scope():
        plain_model(str(COUNTY))
    assert "新办件太少" in asked(cast, "check").output
    monkeypatch.setattr(actions, "history_of", lambda _, since=None: families(210 if since is None else 0))
    assert "第2版" in asked(cast, "fit").output
    told = asked(cast, "list").output
    assert "第2版" in told and "第1版" in told

"""`yimen accounts first-administrator`: a county begins without the demonstration."""

from contextlib import nullcontext

import pytest
from tests.support.cast import COUNTY, OTHER_TOWN
from typer.testing import CliRunner

from yimen.domains.network import queries
from yimen.domains.network.actions import import_pilot_regions
from yimen.domains.network.types import Role
from yimen.doors.cli import standing
from yimen.doors.cli.accounts import app
from yimen.foundation.accounts.models import User
from yimen.foundation.audit import SYSTEM

pytestmark = pytest.mark.django_db
CHOSEN = "只有我知道的一句话 42"


@pytest.fixture(autouse=True)
def house(monkeypatch):
    """The house of the tests stands already."""
    import_pilot_regions(by=SYSTEM)
    monkeypatch.setattr(standing, "standing_house", nullcontext)


def opened(county: str = str(COUNTY), username: str = "liang", *more: str, typed: str = ""):
    arguments = ["first-administrator", county, username, "梁一", *more]
    return CliRunner().invoke(app, arguments, input=typed)


def test_the_first_administrator_is_in_office_with_a_password_printed_once():
    answer = opened()
    assert answer.exit_code == 0, answer.output
    user = User.objects.get(username="liang")
    assert user.check_password(answer.output.strip().split("：")[-1])
    assert user.must_change_password
    actor = queries.actor_for(user.pk)
    assert (actor.role, actor.region) == (Role.ADMINISTRATOR, COUNTY)


def test_a_password_typed_by_its_owner_need_not_be_changed_and_is_not_printed():
    answer = opened(str(COUNTY), "liang", "--ask", typed=f"{CHOSEN}\n{CHOSEN}\n")
    assert answer.exit_code == 0, answer.output
    user = User.objects.get(username="liang")
    assert (user.check_password(CHOSEN), user.must_change_password) == (True, False)
    assert CHOSEN not in answer.output


@pytest.mark.parametrize("county", [str(OTHER_TOWN), "110101000000", "nonsense"])
def test_what_is_no_county_or_not_imported_is_refused_and_nothing_is_made(county):
    assert opened(county).exit_code == 2
    assert not User.objects.exists()


def test_a_second_first_administrator_is_refused():
    opened()
    assert opened(str(COUNTY), "second").exit_code == 2
    assert User.objects.count() == 1


def test_a_weak_password_is_refused():
    assert opened(str(COUNTY), "liang", "--ask", typed="liang\nliang\n").exit_code == 2
    assert not User.objects.exists()

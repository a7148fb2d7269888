"""An opening roll brought to a point of its way, by those whose step it is."""

from datetime import date

from tests.support.cast import OTHER_VILLAGE, PASSWORD, SINCE, VILLAGE, acting
from tests.support.rolls import award_row, family_row, member_row, workbook

from yimen.domains.exchange.actions import rolls
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load, run_undo
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month

DAY = date(2026, 11, 10)
MONTH = Month(2026, 11)
ACCOUNT = ("丘大伯", "平远县农村信用社", "6221 8888 0000 1234")


def a_file():
    return workbook(
        [family_row(1, "丘大伯", str(VILLAGE), income=0), family_row(2, "凌阿婆", str(OTHER_VILLAGE))],
        [member_row(1, "丘小妹")],
        [award_row(1, account=ACCOUNT), award_row(2, "特困", "凌阿婆", 1063)],
    )


def prepared(cast, content=None):
    """Handed in and checked."""
    by = cast.county_reviewer
    with acting(by):
        roll = rolls.prepare_roll(content=content or a_file(), title="低保名册", from_month=MONTH, by=by)
    run_check(roll.id)
    return again(roll)


def again(roll):
    with system_scope():
        return OpeningRoll.objects.select_related("run").get(id=roll.id)


def taken_over(cast, content=None):
    roll = prepared(cast, content)
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    return again(roll)


def undone(cast, roll):
    with acting(cast.county_confirmer):
        rolls.undo_roll(roll_id=roll.id, reason="列错了村", by=cast.county_confirmer)
    run_undo(roll.id)
    return again(roll)


def seat_of(cast, role):
    """Somebody else of the county in the same role."""
    by = cast.administrator
    user = User.objects.create_user("another", PASSWORD, name="曾另任")
    staff = network.add_staff(name="曾另任", user_id=user.id, by=by)
    station_id = cast.county_confirmer.station_id
    network.appoint(staff_id=staff.id, station_id=station_id, role=role, valid_from=SINCE, by=by)
    return network_queries.actor_for(user.id)

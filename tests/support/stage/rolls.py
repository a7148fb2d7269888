"""An opening roll that was taken over: a family with its account, and one that stayed behind."""

from tests.support.cast import VILLAGE, acting
from tests.support.rolls import award_row, family_row, member_row, workbook
from yimen.domains.exchange.actions import rolls
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load
from yimen.kernel import Month

from .setting import TODAY, Stage

ACCOUNT = ("温大伯", "平远县农村信用社", "6221888800009876")


def roll_is_taken_over(stage: Stage) -> None:
    """Prepared by the county's reviewer, taken over by its confirmer."""
    content = workbook(
        [family_row(1, "温大伯", str(VILLAGE), income=0), family_row(2, "翁大伯", "无此村")],
        [member_row(1, "温小妹")],
        [award_row(1, account=ACCOUNT), award_row(2)],
    )
    by, second = stage.cast.county_reviewer, stage.cast.county_confirmer
    with acting(by):
        roll = rolls.prepare_roll(content=content, title="期初名册", from_month=Month.of(TODAY), by=by)
    run_check(roll.id)
    with acting(second):
        rolls.take_over_roll(roll_id=roll.id, by=second)
    run_load(roll.id)
    stage.objects["roll_id"] = roll.id

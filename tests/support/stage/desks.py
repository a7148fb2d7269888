"""At the desks: a colleague's desk that went over, a list that is being made, a filter that is kept."""

from django.conf import settings

from tests.support.cast import acting
from yimen.domains.cases.actions import hand_over_desk
from yimen.domains.worklist.actions import open_item
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.accounts.filters import save_filter
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.exports.actions import ask_for_list
from yimen.kernel import DayUnit, TimeLimit, deadline

from .setting import TODAY, Stage


def desk_goes_over(stage: Stage) -> None:
    """What the investigator had to look after goes to the handler."""
    cast = stage.cast
    by, household = cast.town_investigator, stage.awarded.household_id
    due = deadline(TimeLimit(30, DayUnit.CALENDAR, "批准渐退", "第三十三条"), TODAY, load_calendar())
    with acting(by):
        item = open_item(
            kind=WorkKind.GRACE_END,
            subject=Subject("household", household, "祝家渐退", by.region),
            due=due,
            owner_post=by.post_id,
            by=by,
        )
        to = {item.id: cast.town_handler.post_id}
        desk_id, _passed = hand_over_desk(from_post=by.post_id, receivers=to, reason="轮岗", by=by)
    stage.objects["desk_id"] = desk_id


def list_is_asked_for(stage: Stage) -> None:
    """A long list, sought by a name, and a filter of it."""
    by = stage.cast.town_investigator
    with acting(by):
        asked = {"chosen": {"show": "all", "sought": "1"}, "sought": {"contacts-sought": "祝"}}
        region, language = str(by.region), settings.LANGUAGE_CODE
        export = ask_for_list(
            "contacts", "接待登记", asked, total=3_000, language=language, region=region, by=by
        )
        kept = save_filter("contacts", "热线", {"channel": "hotline"}, by=by)
    stage.objects |= {"export_id": export.id, "filter_id": kept.id, "page": "near-relatives"}  # type: ignore[dict-item]

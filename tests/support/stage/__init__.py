"""A stage for the tests of trust: families at every point of the process, and staff of every role everywhere.

Everything is made by the cast through the actions of the house. A new table of household rows needs a row
here, a new kind of URL its object: write what happens, as a function of the stage, in the module it belongs
to; let it put the object into `stage.objects` under the name the URL gives it; add the function to
`ON_THE_FIRST_DAY` or `TODAY_S`.
"""

from collections.abc import Callable

from tests.support.cast import acting, build_cast
from tests.support.process import family_of_three, on
from tests.support.tekun import elder_alone
from yimen.domains.people.models import Person
from yimen.foundation.calendar.actions import fill_official_calendar

from . import (
    allowances,
    brought,
    compared,
    desks,
    families,
    hardship,
    kept,
    leads,
    living,
    need,
    partners,
    province,
    rolls,
    rounds,
    scenarios,
    sets,
    sources,
    yearly,
)
from .setting import AGENT_PHONE, CONTACT_PHONE, FIRST_DAY, PHONE, TODAY, Stage
from .staff import ABROAD, HOME, NEIGHBOUR, appoint_everywhere, seats

ON_THE_FIRST_DAY: tuple[Callable[[Stage], None], ...] = (
    brought.contact,
    families.decided_is_posted,
    families.awarded_is_posted,
    families.posted_is_objected_to,
    families.draft_is_begun,
    families.elder_is_asked_back,
    hardship.supported_is_posted,
    hardship.draft_is_helped_first,
)
TODAY_S: tuple[Callable[[Stage], None], ...] = (
    families.people_and_places,
    families.awarded_is_looked_into,
    families.decided_is_sent,
    families.decided_changes_hands,
    hardship.supported_is_to_end,
    brought.transfers,
    brought.complaint,
    brought.report,
    brought.remedy,
    brought.file_asked_for,
    living.letter_goes_home,
    living.somebody_is_taken_in,
    kept.letter_did_not_arrive,
    kept.archived,
    kept.packed,
    kept.sealed,
    partners.partners,
    partners.shared,
    rounds.month_is_under_way,
    yearly.town_is_gone_through,
    allowances.elder_is_proven_alive,
    desks.desk_goes_over,
    desks.list_is_asked_for,
    rolls.roll_is_taken_over,
    sets.deaths_are_loaded,
    compared.holders_are_compared,
    leads.people_are_found,
    need.model_is_fitted,
    sources.bank_is_asked,
    province.lists_are_exchanged,
    scenarios.a_standard_is_raised,
)
"""What happens on the day of the tests, in this order."""


def build_stage() -> Stage:
    """Everything above, from an empty database; the fixture `stage` makes it once for each test module."""
    cast = build_cast()
    fill_official_calendar()
    stage = Stage(
        cast,
        appoint_everywhere(cast),
        decided=family_of_three(cast, "李"),
        posted=family_of_three(cast, "赖"),
        draft=family_of_three(cast, "邹"),
        awarded=family_of_three(cast, "祝"),
        asked_back=elder_alone(cast, "卓阿婆"),
        supported=elder_alone(cast, "丘阿婆"),
    )
    for day, happenings in ((FIRST_DAY, ON_THE_FIRST_DAY), (TODAY, TODAY_S)):
        with on(day):
            for happens in happenings:
                happens(stage)
    return stage


def plain_numbers(stage: Stage) -> set[str]:
    """Every identity number and phone of the families in clear: what must be found nowhere."""
    with acting(stage.cast.county_reviewer):
        identities = {person.identity for person in Person.objects.all() if person.identity}
    return identities | {PHONE, AGENT_PHONE, CONTACT_PHONE}


__all__ = [
    "ABROAD",
    "FIRST_DAY",
    "HOME",
    "NEIGHBOUR",
    "TODAY",
    "Stage",
    "build_stage",
    "plain_numbers",
    "seats",
]

"""An elderly person alone on the way to support in extreme hardship, each step by its rightful actor."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from tests.support.cast import VILLAGE, Cast, acting
from tests.support.factories import person_facts
from tests.support.process import NOTICE_OVER, Walk
from yimen.domains.cases.actions import checks, tekun
from yimen.domains.cases.models import DrawnFile
from yimen.domains.cases.types import tekun as words
from yimen.domains.people import actions as people
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Programme, Sex

DRAWN = NOTICE_OVER + timedelta(days=1)
"""The working day after a file was sent, as its notice was over."""


def elder_alone(cast: Cast, name: str = "丘阿婆") -> Walk:
    """Seventy-six years old, nobody else in the household."""
    by = cast.village_assistant
    with acting(by):
        facts = person_facts(name, born=date(1950, 3, 1), sex=Sex.FEMALE)
        elder = people.register_person(facts=facts, region=VILLAGE, address="墩背村30号", by=by)
        household = people.found_household(
            head_id=elder.id,
            region=VILLAGE,
            address="墩背村30号",
            registered_region=VILLAGE,
            is_urban=False,
            by=by,
            on=date(2024, 1, 1),
        )
    return Walk(cast, household.id, (elder.id, elder.id), elder.id)


def to_investigated(walk: Walk) -> Walk:
    """Applied, accepted, verified and visited; what the programme needs besides is still open.

    The machine publishes its seeds meanwhile: nothing is drawn with one of the same day.
    """
    run_draws()
    walk.apply(reason="年老无人照料", programmes=(Programme.TEKUN,))
    walk.complete(people=walk.adults[:1])
    walk.submit()
    walk.accept()
    walk.start()
    walk.verify(wage_fen=0)
    walk.visit()
    return walk


def nobody_owes(walk: Walk) -> None:
    by = walk.cast.town_handler
    with acting(by):
        tekun.declare_no_obligors(case_id=walk.case_id, version=walk.case().version, by=by)


def assess(walk: Walk, *failed: words.Indicator) -> None:
    by = walk.cast.town_handler
    assessed = tekun.Assessed(
        timezone.localdate(), words.Assessor.COUNTY, "平远县民政局", "谢春梅、曾国平", frozenset(failed)
    )
    with acting(by):
        tekun.record_assessment(outcome_id=walk.outcome(Programme.TEKUN).id, assessed=assessed, by=by)


def at_home(**changes: object) -> tekun.Arranged:
    """An agreement with the neighbour for a year."""
    facts: dict[str, object] = {
        "form": words.CareForm.HOME,
        "valid_from": date(2026, 4, 1),
        "valid_until": date(2027, 4, 1),
        "signed_on": timezone.localdate(),
        "carer_name": "林阿姨",
        "carer_relation": "邻居",
        "duties": "一日三餐、换洗衣物、陪同就医",
        "payment": "照料护理费按月支付到照料人账户",
    }
    return tekun.Arranged(**(facts | changes))  # type: ignore[arg-type]


def arrange(walk: Walk, arranged: tekun.Arranged | None = None) -> None:
    by = walk.cast.town_handler
    with acting(by):
        tekun.arrange_care(outcome_id=walk.outcome(Programme.TEKUN).id, arranged=arranged or at_home(), by=by)


def run_draws() -> int:
    """What the machine does every hour; of what was sent before today all is sealed."""
    with system_scope():
        seal_pending()
        return checks.draw_due(by=SYSTEM)


def draw(walk: Walk) -> DrawnFile:
    """The draw of today, and the lot of this file."""
    run_draws()
    outcome = walk.outcome(Programme.TEKUN)
    with acting(walk.cast.county_reviewer):
        return DrawnFile.objects.get(outcome=outcome.id)


def check(walk: Walk, outcome_id: UUID | None = None) -> DrawnFile:
    by = walk.cast.county_reviewer
    checked = checks.Checked(timezone.localdate(), words.CheckMethod.VISIT, "入户核实，独居，情况属实", True)
    with acting(by):
        return checks.record_check(
            outcome_id=outcome_id or walk.outcome(Programme.TEKUN).id, checked=checked, by=by
        )

"""Support in extreme hardship from the application to its end, and help that comes before the papers."""

from tests.support import tekun as steps
from tests.support.cast import acting
from tests.support.process import NOTICE_OVER, on
from tests.support.reviewing import Review
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.types import Channel, Hardship, Speed
from yimen.domains.cases.types import tekun as words
from yimen.kernel import Money, Programme

from .setting import FIRST_DAY, Stage


def supported_is_posted(stage: Stage) -> None:
    """A person alone whom nobody owes support: assessed, cared for by a neighbour, and posted."""
    walk = steps.to_investigated(stage.supported)
    steps.nobody_owes(walk)
    steps.assess(walk)
    steps.arrange(walk)
    walk.opine(programme=Programme.TEKUN)
    walk.post(Programme.TEKUN)


def supported_is_to_end(stage: Stage) -> None:
    """Drawn for the county's check, confirmed; then it turns out that the support is to end."""
    walk, by = stage.supported, stage.cast.town_handler
    with on(NOTICE_OVER):
        walk.send(Programme.TEKUN)
    steps.draw(walk)
    steps.check(walk)
    walk.confirm(programme=Programme.TEKUN)
    review = Review(walk)
    review.open()
    review.begin()
    named = tekun.Exit(words.ExitGround.MEANS, "存款超过规定标准")
    with acting(by):
        tekun.name_exit(outcome_id=walk.outcome(Programme.TEKUN).id, named=named, by=by)


def draft_is_helped_first(stage: Stage) -> None:
    """An accident in the third family; a meeting resolved how much."""
    walk, handler, reviewer = stage.draft, stage.cast.town_handler, stage.cast.town_reviewer
    emergency = cases.Emergency(Speed.EMERGENCY, Hardship.ACCIDENT, "车祸住院", Money.yuan("3000"))
    with acting(handler):
        outcome = cases.help_first(
            household_id=walk.household_id,
            applicant_id=walk.adults[0],
            emergency=emergency,
            channel=Channel.WINDOW,
            by=handler,
        )
    resolved = cases.Resolved(FIRST_DAY, "镇党政班子成员", "同意救助", Money.yuan("3000"), "镇长")
    with acting(reviewer):
        cases.record_resolution(outcome_id=outcome.id, resolved=resolved, by=reviewer)

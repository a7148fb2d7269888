"""The allowance of an old person, and the proof that she lives."""

from tests.support.cast import acting
from yimen.domains.allowances import actions
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.queries import list_id
from yimen.domains.allowances.types import OLD_AGE, Per
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month

from .setting import TODAY, Stage


def elder_is_proven_alive(stage: Stage) -> None:
    """The elderly person who is asked back is given the allowance; she stands on the list of her village."""
    by, county = stage.cast.village_assistant, stage.cast.county_reviewer
    with acting(by):
        matter = actions.register_matter(item=OLD_AGE, person_id=stage.asked_back.child, by=by)
    with acting(county):
        actions.decide_matter(
            matter_id=matter.id,
            is_granted=True,
            amount=Money.yuan("30"),
            per=Per.MONTH,
            from_month=Month.of(TODAY),
            by=county,
        )
    with system_scope():
        actions.plan_attestations(by=SYSTEM)
    with acting(by):
        row = Attestation.objects.get(person_id=stage.asked_back.child)
    stage.objects |= {
        "matter_id": matter.id,
        "attestation_id": row.id,
        "list_id": list_id(row.kind, row.region, row.starts_on),
    }

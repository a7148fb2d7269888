"""A yearly review of the town: the families with something in force, one of them not met."""

import io
from datetime import timedelta

from tests.support.cast import TOWN, acting
from tests.support.process import picture
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions.campaigns import hand_in_scans, recognise_scans
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.types.campaigns import CampaignPlan, EntryStage
from yimen.kernel import Programme

from .setting import TODAY, Stage

PLAN = CampaignPlan(
    TODAY.year, (Programme.DIBAO, Programme.TEKUN), TODAY, TODAY + timedelta(days=60), note="今年的年度核查"
)


def town_is_gone_through(stage: Stage) -> None:
    """Begun today; the door that URLs lead to is one that waits for its visit, where there is one."""
    by = stage.cast.town_reviewer
    with acting(by):
        made = cases.open_campaign(town=TOWN, plan=PLAN, by=by)
        rows = list(campaigns.entries_of(made))
        waiting = [row for row in rows if vars(row)["stage"] == EntryStage.TO_VISIT]
        stage.objects |= {"campaign_id": made.id, "entry_id": (waiting or rows)[0].id}
    _forms_come_back(stage)


def _forms_come_back(stage: Stage) -> None:
    """The village handed in a signed form that nobody recognised yet."""
    by = stage.cast.village_assistant
    with acting(by):
        batch = hand_in_scans(
            campaign_id=stage.objects["campaign_id"], files=[("院门口拍的.png", io.BytesIO(picture()))], by=by
        )
    recognise_scans(batch.id)
    with acting(by):
        stage.objects |= {"pile_id": batch.id, "sheet_id": batch.sheets.get().id}

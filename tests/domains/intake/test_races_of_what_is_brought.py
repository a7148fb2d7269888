"""Two who act on the same report or complaint at once: one counts, the other is told so."""

import pytest
from tests.domains.intake.test_complaints import about_staff, assign, investigate, receive
from tests.domains.intake.test_reports import report, settle
from tests.domains.intake.test_transfer_races import at_once

from yimen.domains.intake.models import ChangeReport, Complaint
from yimen.domains.intake.types import ComplaintResult
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_handlers_settle_a_report_at_once(cast):
    one = report(cast.village_assistant)
    told = at_once(
        lambda: settle(cast.town_handler, one, note="甲看过"),
        lambda: settle(cast.town_investigator, one, note="乙看过"),
    )
    assert told == ["kept", "report_settled"]
    with system_scope():
        assert ChangeReport.objects.get(pk=one.id).note in ("甲看过", "乙看过")


def test_the_same_result_is_recorded_once(cast):
    got = receive(cast.village_assistant, about_staff(cast.town_handler))
    assign(cast.county_confirmer, got.id, cast.county_reviewer)
    told = at_once(
        lambda: investigate(cast.county_reviewer, got.id, result=ComplaintResult.TRUE),
        lambda: investigate(cast.county_reviewer, got.id, result=ComplaintResult.UNTRUE),
    )
    assert told == ["complaint_state", "kept"]
    with system_scope():
        assert Complaint.objects.get(pk=got.id).result in ("true", "untrue")

"""A payment goes on after it waited: what the family is told of, and what is promised."""

import json
from datetime import date

import pytest
from django.urls import reverse
from tests.domains.monitoring.test_comparisons import DIED, ended, reviewed
from tests.domains.monitoring.test_findings_over_time import settled
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on
from tests.support.refused_accounts import (
    DECEMBER,
    given,
    going_on,
    letters,
    released,
    told,
    whole,
)

from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import Award, PaymentHold
from yimen.kernel import Money

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]


def test_a_share_that_goes_on_after_a_death_nobody_died_is_told_with_what_is_paid_after(county):
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    (finding,), by = county.findings(), county.cast.town_reviewer
    settled(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        released(finding.id, by)
        with acting(by):
            (waited,) = awards.waited(PaymentHold.objects.all()).values()
    (letter,) = letters(county, "payment_goes_on")
    said = json.loads(letter.content)["values"]
    assert (said["kind"], said["total"]) == ("death", str(awards.sum_of(waited)))
    assert [row["first"] for row in said["back"]] == [str(waited[0].month)]
    assert [row["from_month"] for row in said["shares"]] == ["2026-12"]


def test_a_decision_that_ends_a_hold_is_told_by_the_town(county):
    reviewed(county, county.review.in_force()[0].amount)
    assert ended(county) == 1
    (letter,) = letters(county, "payment_goes_on")
    said = json.loads(letter.content)["values"]
    assert (said["decided"], said["back"]) == (True, []), "the decision says what is paid of those months"
    assert letter.region.startswith("441426100")


def test_let_go_in_the_month_that_came_back_that_month_is_paid_after(county):
    finding = told(county).finding_id
    given(county, finding, county.cast.town_handler)
    released(finding, county.cast.town_reviewer)
    said = going_on(county)
    assert (said["total"], [row["first"] for row in said["back"]]) == (str(whole(county)), ["2026-09"])
    assert [row["from_month"] for row in said["shares"]] == ["2026-10"]


def test_of_two_reasons_a_letter_promises_only_what_the_other_does_not_keep(county):
    handler, reviewer = county.cast.town_handler, county.cast.town_reviewer
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    (death,), total = county.findings(), whole(county)
    share = Money(total.fen // 3)
    finding = told(county).finding_id
    given(county, finding, handler)
    with on(DECEMBER):
        released(finding, reviewer)
        said = going_on(county)
        assert said["total"] == str(total + (total - share) * 2), "the share waits from October on"
        assert [row["amount"] for row in said["shares"]] == [str(total - share)]
        address = reverse("desk:household", args=[county.review.walk.household_id])
        shown = entered(reviewer).get(address).content.decode()
        assert f"恢复后补给其中 {said['total']} 元" in shown, "the page says what the letter says"
        assert "别的原因" in said["facts"]
        settled(county, death, handler)
        released(death.id, reviewer)
    said = going_on(county, "death")
    assert (said["total"], "别的原因" in said["facts"]) == (str(share * 2), False)


def test_of_an_award_that_ended_meanwhile_nothing_is_promised_for_later(county):
    finding = told(county).finding_id
    given(county, finding, county.cast.town_handler)
    with acting(county.cast.county_verifier):
        Award.objects.update(until_month=date(2026, 11, 1))
    with on(DECEMBER):
        released(finding, county.cast.town_reviewer)
    said = going_on(county)
    assert [row["amount"] for row in said["shares"]] == ["0.00"]
    assert [row["last"] for row in said["back"]] == ["2026-10"]

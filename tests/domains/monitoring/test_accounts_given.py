"""Another account in place of a refused one: who gives it, who lets the payment go."""

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.domains.monitoring.test_findings_over_time import items
from tests.support.cast import acting
from tests.support.process import on
from tests.support.refused_accounts import DECEMBER, NEW, OLD, given, letters, released, told

from yimen.domains.awards import queries as awards
from yimen.domains.awards.errors import AccountInvalidError, SecondPersonError
from yimen.domains.awards.models import AccountGiven, AccountRefusal, PaymentHold, PayoutAccount
from yimen.domains.awards.types.accounts import AccountFault
from yimen.domains.monitoring.actions import findings
from yimen.domains.monitoring.errors import FindingInvalidError
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.errors import NotPermittedError
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]


def months_between(since, until):
    found, month = [], Month.of(since)
    while month < Month.of(until):
        found.append(month)
        month = month.next()
    return found


def test_a_second_person_lets_it_go_and_the_new_account_is_in_force(county):
    handler, reviewer = county.cast.town_handler, county.cast.town_reviewer
    finding = told(county).finding_id
    with acting(reviewer), pytest.raises(FindingInvalidError):
        findings.open_review(finding_id=finding, by=reviewer)
    closed = given(county, finding, handler)
    assert closed.outcome == FindingOutcome.ACCOUNT_GIVEN
    assert items(county, closed) == [("hold_release", "town_reviewer")]
    with acting(handler), pytest.raises(NotPermittedError):
        findings.release_hold(finding_id=finding, because="好", by=handler)
    with pytest.raises(AccountInvalidError, match="不一致"):
        released(finding, reviewer, number=OLD)
    with on(DECEMBER):
        released(finding, reviewer)
        with acting(reviewer):
            hold, account = PaymentHold.objects.get(), PayoutAccount.objects.get()
            (waited,) = awards.waited([hold]).values()
    assert (account.number, hold.released_by) == (NEW, reviewer.staff_name)
    assert [each.month for each in waited] == months_between(hold.since, DECEMBER)
    with acting(reviewer):
        assert AccountRefusal.objects.get().ended_at is not None
    (letter,) = letters(county, "payment_goes_on")
    assert str(awards.sum_of(waited)) in str(letter.content) and "2026-12" in str(letter.content)


def test_whoever_gave_it_does_not_release_it(county):
    reviewer = county.cast.town_reviewer
    finding = told(county).finding_id
    closed = given(county, finding, reviewer)
    assert items(county, closed) == [("hold_release", "county_reviewer")]
    with acting(reviewer), pytest.raises(SecondPersonError):
        findings.release_hold(finding_id=finding, because="好", by=reviewer)
    with acting(reviewer), pytest.raises(IntegrityError, match="account_given_confirmed_by_a_second_person"):
        AccountGiven.objects.update(
            confirmed_at=timezone.now(), confirmed_user_id=reviewer.user_id, confirmed_by="本人"
        )


def test_given_again_counts_and_the_bank_may_be_wrong_as_well(county):
    handler, reviewer = county.cast.town_handler, county.cast.town_reviewer
    finding = told(county).finding_id
    given(county, finding, handler, number="62170000111122223")
    closed = given(county, finding, handler)
    assert items(county, closed) == [("hold_release", "town_reviewer")]
    released(finding, reviewer)
    with acting(reviewer):
        assert PayoutAccount.objects.get().number == NEW
    again = told(county, number=NEW, fault=AccountFault.FROZEN).finding_id
    assert again != finding
    with acting(handler):
        findings.close_finding(
            finding_id=again, outcome=FindingOutcome.DATA_WRONG, because="银行回复系误退", by=handler
        )
    released(again, reviewer)
    with acting(reviewer):
        assert not AccountRefusal.objects.filter(ended_at=None).exists()
        assert PayoutAccount.objects.get().number == NEW


def test_where_somebody_said_that_the_bank_is_wrong_no_other_account_is_given(county):
    handler, verifier = county.cast.town_handler, county.cast.county_verifier
    finding = told(county).finding_id
    with acting(handler):
        findings.close_finding(
            finding_id=finding, outcome=FindingOutcome.DATA_WRONG, because="银行回复系误退", by=handler
        )
    with acting(verifier):
        findings.tell_department(finding_id=finding, how="函告银行", by=verifier)
    with pytest.raises(FindingInvalidError, match="已经处理"):
        given(county, finding, handler)

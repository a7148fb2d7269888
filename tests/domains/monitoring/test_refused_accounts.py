"""An account that a bank refused: what waits, who is asked, what the family is told."""

import json
from contextlib import suppress
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from django.utils import timezone
from tests.domains.awards.test_granting_at_once import at_once
from tests.domains.monitoring.test_comparisons import DIED
from tests.domains.monitoring.test_findings_over_time import items
from tests.support.cast import acting
from tests.support.process import on
from tests.support.refused_accounts import (
    DECEMBER,
    OLD,
    given,
    going_on,
    letters,
    over,
    released,
    told,
    whole,
)
from tests.support.reviewing import LATER

from yimen.domains.awards import holding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.errors import AccountInvalidError
from yimen.domains.awards.models import AccountRefusal, Award, PaymentHold
from yimen.domains.awards.types import Hold, HoldReason
from yimen.domains.monitoring.actions import accounts
from yimen.domains.monitoring.models import Finding
from yimen.domains.network.errors import NotPermittedError
from yimen.kernel import Money, Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]


def test_a_refused_account_holds_the_whole_payment_of_that_payee_and_nothing_else(county):
    message = told(county)
    with acting(county.cast.county_verifier):
        finding, (hold,) = Finding.objects.get(), PaymentHold.objects.all()
        amounts = awards.held_amounts([hold])
        award = hold.award
        whole = sum(awards.amounts_of(award.id, Month.of(timezone.localdate())).values(), Money(0))
    assert message.finding_id == finding.id and not message.is_known
    assert (hold.reason, hold.person_id, hold.cause_id) == (HoldReason.INVALID_ACCOUNT, None, finding.id)
    assert amounts[hold.id] == whole == Money(finding.effect_fen)
    assert (finding.rule, finding.first_seen_id) == ("account_refused", None)
    assert items(county, finding) == [("account", "village_assistant")]
    (letter,) = letters(county, "payment_wait")
    assert "账户已经销户" in str(letter.content) and "5678" in str(letter.content)
    assert OLD not in str(letter.content)


def test_told_again_is_the_same_matter_and_the_comparison_meets_it_again(county):
    first, again = told(county), told(county)
    assert (again.finding_id, again.is_known) == (first.finding_id, True)
    county.told("deaths", (county.spouse, {"died_on": "2026-09-20"}))
    run = county.compared()
    with acting(county.cast.county_verifier):
        finding = Finding.objects.get(id=first.finding_id)
        assert (finding.last_seen_id, finding.first_seen_id) == (run.id, run.id)
        assert (run.differences, run.opened, run.known) == (2, 1, 1)
        assert set(PaymentHold.objects.values_list("reason", flat=True)) == {"death", "invalid_account"}
        assert AccountRefusal.objects.get().told_again_on is not None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"number": "12"}, "末 4 位"),
        ({"number": "not digits"}, "末 4 位"),
        ({"told_on": date(2030, 1, 1)}, "晚于今天"),
        ({"paid_for": Month(2030, 1)}, "晚于本月"),
    ],
)
def test_what_cannot_be_is_refused(county, said, why):
    with pytest.raises(AccountInvalidError, match=why):
        told(county, **said)


def test_whoever_is_not_paid_has_no_account_to_refuse(county):
    with pytest.raises(AccountInvalidError, match="没有按月发给"):
        told(county, person_id=county.spouse)
    with pytest.raises(NotPermittedError):
        told(county, by=county.cast.village_assistant)


def test_a_later_comparison_leaves_it_in_the_bulletin_of_its_month(county):
    finding = told(county).finding_id
    county.told("deaths", (county.spouse, DIED))
    with on(DECEMBER):
        run = county.compared()
    with acting(county.cast.county_verifier):
        row = Finding.objects.get(id=finding)
    assert (row.last_seen_id, row.seen_on, row.month) == (run.id, DECEMBER, LATER.replace(day=1))


def test_an_earlier_month_that_came_back_as_well_waits_with_the_others(county):
    month = Month.of(LATER)
    told(county)
    assert told(county, paid_for=month.previous()).is_known
    told(county, number=OLD[-4:], paid_for=month.plus(-2))
    with acting(county.cast.county_verifier):
        hold, finding = PaymentHold.objects.get(), Finding.objects.get()
        assert Month.of(hold.since) == month.plus(-2)
        assert [Month.of(each.paid_for) for each in awards.refusals_of([finding.id])] == [
            month, month.plus(-2),
        ]  # fmt: skip


def test_the_last_payment_of_an_award_that_ended_waits_and_is_paid_after_alone(county):
    total, ending = whole(county), date(2026, 9, 1)
    over(county, ending)
    month = Month(2026, 8)
    with pytest.raises(AccountInvalidError, match="没有按月发给"):
        told(county, paid_for=Month(2026, 9))
    finding = told(county, paid_for=month).finding_id
    assert told(county, paid_for=Month(2026, 6)).is_known
    with acting(county.cast.county_verifier):
        (hold,) = PaymentHold.objects.all()
        assert hold.months == [date(2026, 6, 1), date(2026, 8, 1)], "July was paid"
        assert awards.held_amounts([hold])[hold.id] == total
        assert Finding.objects.get().effect_fen == total.fen
    (letter,) = letters(county, "payment_wait")
    assert [row["from_month"] for row in json.loads(letter.content)["values"]["shares"]] == ["2026-08"]
    given(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        released(finding, county.cast.town_reviewer)
    said = going_on(county)
    assert [(row["programme"][-7:], row["amount"]) for row in said["shares"]] == [("（以后不再发）", "0.00")]
    assert said["total"] == str(total + total), "no later month is promised"
    assert [(row["first"], row["last"]) for row in said["back"]] == [
        ("2026-06", "2026-06"), ("2026-08", "2026-08"),
    ]  # fmt: skip


def test_what_was_given_once_and_came_back_waits_for_another_account(county):
    with acting(county.cast.county_verifier):
        row = Award.objects.get()
        row.programme, row.from_month, row.until_month = "temporary", date(2026, 8, 1), date(2026, 9, 1)
        row.save()
    told(county, paid_for=Month(2026, 8))
    with acting(county.cast.county_verifier):
        assert PaymentHold.objects.get().months == [date(2026, 8, 1)]
    with pytest.raises(AccountInvalidError, match="六个月"):
        told(county, paid_for=Month(2026, 3))


def test_what_ended_and_came_back_with_what_goes_on_waits_as_well(county):
    first = told(county)
    over(county, date(2026, 9, 1))
    with acting(county.cast.county_verifier):
        PaymentHold.objects.all().delete()
    assert told(county, paid_for=Month(2026, 8)) == accounts.Told(first.finding_id, is_known=True)
    with acting(county.cast.county_verifier):
        assert PaymentHold.objects.get().months == [date(2026, 8, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_hold_placed_at_the_same_moment_stands_once(county, monkeypatch):
    barrier, real = Barrier(2), holding._standing
    with acting(county.cast.county_verifier):
        award = Award.objects.get().id
    hold = Hold(award, None, HoldReason.INVALID_ACCOUNT, Month(2026, 9), "示例")

    def meeting(*said):
        found = real(*said)
        with suppress(BrokenBarrierError):
            barrier.wait(1)
        return found

    def placed():
        by = county.cast.county_verifier
        with acting(by):
            holding.place_holds(holds=[hold], by=by)

    monkeypatch.setattr(holding, "_standing", meeting)
    assert at_once([placed] * 2) == ["granted", "granted"], "neither breaks"
    with acting(county.cast.county_verifier):
        assert PaymentHold.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_of_it_at_once_tell_of_one_matter(county, monkeypatch):
    barrier, real = Barrier(2), accounts._found

    def meeting(*said):
        with suppress(BrokenBarrierError):
            barrier.wait(1)
        return real(*said)

    monkeypatch.setattr(accounts, "_found", meeting)
    assert at_once([lambda: told(county)] * 2) == ["granted", "granted"], "neither breaks"
    with acting(county.cast.county_verifier):
        assert Finding.objects.count() == PaymentHold.objects.count() == 1

"""Holds to their end: what later evidence leaves to the earlier, months that were paid, letters not sent."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.domains.monitoring.test_comparisons import ended, reviewed
from tests.domains.monitoring.test_findings_over_time import again, gone, holds, in_order, items, settled
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on
from tests.support.refused_accounts import DECEMBER, given, letters, told, whole
from tests.support.refused_accounts import released as let_go
from tests.support.reviewing import LATER

from yimen.domains.awards.models import PaymentHold
from yimen.domains.monitoring.actions import findings
from yimen.domains.monitoring.models import Finding
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network import actions as network
from yimen.domains.people.models import Person
from yimen.kernel import Money, Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
DAY = timedelta(days=1)
NOVEMBER = date(2026, 11, 23)


def died(day):
    return {"died_on": str(day)}


def said(county, kind="payment_goes_on"):
    return [json.loads(each.content)["values"] for each in letters(county, kind)]


def page(county, finding_id, by=None):
    address = reverse("desk:finding", args=[finding_id])
    return entered(by or county.cast.town_reviewer).get(address).content.decode()


def test_a_letter_nobody_in_post_may_sign_is_said_and_written_once_somebody_is(county, monkeypatch):
    reviewed(county, whole(county))
    administrator, cast = county.cast.administrator, county.cast
    writers = (cast.town_reviewer, cast.town_confirmer, cast.county_reviewer, cast.county_confirmer)
    with acting(administrator):
        for each in writers:
            network.end_post(post_id=each.post_id, on=timezone.localdate(), by=administrator)
    assert (ended(county), letters(county, "payment_goes_on")) == (1, [])
    (finding,) = county.findings()
    assert "告知书还没有写" in page(county, finding.id, cast.town_handler)
    listed = entered(cast.town_handler).get(reverse("desk:holds"), {"state": "untold"}).content.decode()
    assert "告知书还没有写" in listed
    with acting(administrator):
        back = writers[0]
        network.appoint(
            staff_id=back.staff_id,
            station_id=back.station_id,
            role=back.role,
            valid_from=timezone.localdate(),
            by=administrator,
        )
    assert (ended(county), ended(county)) == (0, 0)
    (letter,) = said(county)
    assert letter["decided"] and letter["handler"] == back.staff_name
    assert "告知书还没有写" not in page(county, finding.id, cast.town_handler)


def test_a_bank_that_was_wrong_is_not_called_a_department(county):
    finding, by = told(county).finding_id, county.cast.town_handler
    shown = page(county, finding, by)
    assert "银行误退" in shown and "部门数据有误" not in shown
    with acting(by):
        findings.close_finding(
            finding_id=finding, outcome=FindingOutcome.DATA_WRONG, because="银行说系误退", by=by
        )
    shown = page(county, finding, by)
    assert "银行误退：银行说系误退" in shown and "部门数据有误" not in shown
    with acting(by):
        assert Finding.objects.get(id=finding).outcome == "data_wrong", "what is kept is kept as before"


def test_a_department_that_was_wrong_is_called_one(county):
    again(county, "deaths", (county.spouse, died(LATER - 5 * DAY)))
    (finding,) = county.findings()
    shown = page(county, finding.id)
    assert "部门数据有误" in shown and "银行误退" not in shown


def test_a_letter_about_an_account_does_not_go_to_a_head_reported_dead(county):
    again(county, "deaths", (county.head, died(LATER - 5 * DAY)))
    finding = told(county).finding_id
    given(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        let_go(finding, county.cast.town_reviewer)
    with acting(county.cast.county_verifier):
        head = Person.objects.get(id=county.head).name
    waits = [letter.get("addressee") for letter in said(county, "payment_wait")]
    assert waits == [f"{head}的家属"] * 2
    (letter,) = said(county)
    assert (letter["kind"], letter["addressee"]) == ("invalid_account", f"{head}的家属")


def test_whoever_turned_out_to_live_is_written_to(county):
    again(county, "deaths", (county.head, died(LATER - 5 * DAY)))
    (finding,) = county.findings()
    settled(county, finding, county.cast.town_handler)
    let_go(finding.id, county.cast.town_reviewer)
    assert [letter.get("addressee") for letter in said(county)] == [None]


def test_where_another_matter_keeps_all_of_it_no_letter_says_that_it_goes_on(county):
    again(county, "deaths", (county.head, died(LATER - 5 * DAY)))
    (death,) = county.findings()
    with acting(county.cast.county_verifier):
        hold = PaymentHold.objects.get()
        hold.award.person_id = county.head
        hold.award.save()
    with on(date(2026, 10, 8)):
        finding = told(county).finding_id
        given(county, finding, county.cast.town_handler)
    with on(DECEMBER):
        let_go(finding, county.cast.town_reviewer)
        assert said(county) == []
        settled(county, death, county.cast.town_handler)
        let_go(death.id, county.cast.town_reviewer)
    (letter,) = said(county)
    total = Money(whole(county).fen * 2)
    assert (letter["kind"], letter["total"]) == ("death", str(total)), "October and November at once"


def test_a_later_death_leaves_the_months_before_it_to_the_old_evidence(county):
    handler, reviewer = county.cast.town_handler, county.cast.town_reviewer
    again(county, "deaths", (county.spouse, died(LATER - 5 * DAY)), days=-1)
    with on(NOVEMBER):
        county.told("deaths", (county.spouse, died("2026-11-02")), as_of=NOVEMBER)
        county.compared()
        old, new = in_order(county)
        left, carried = sorted(holds(county), key=lambda hold: hold.cause_id == new.id)
        assert (carried.cause_id, carried.since, carried.months) == (new.id, date(2026, 12, 1), [])
        assert (left.cause_id, left.months) == (old.id, [date(2026, 10, 1), date(2026, 11, 1)])
        assert left.is_unfounded and not carried.is_unfounded
        assert items(county, old) == [("finding_gone", "town_reviewer")]
        county.compared()
        assert len(holds(county)) == 2, "the same again changes nothing"
    with on(DECEMBER):
        gone(old, reviewer)
        (letter,) = said(county)
        share = Money(whole(county).fen // 3)
        assert [(row["first"], row["last"]) for row in letter["back"]] == [("2026-10", "2026-11")]
        assert (letter["total"], "别的原因" in letter["facts"]) == (str(share * 2), True)
        settled(county, new, handler)
        let_go(new.id, reviewer)
    assert said(county)[1]["total"] == "0.00", "nothing twice"


def test_evidence_there_and_back_leaves_no_month_twice_and_none_out(county):
    first, second, third = (died(day) for day in ("2026-09-16", "2026-11-02", "2027-01-05"))
    again(county, "deaths", (county.spouse, first), days=-1)
    for day, row in (
        (NOVEMBER, second),
        (DECEMBER, first),
        (date(2027, 1, 20), third),
    ):
        with on(day):
            county.told("deaths", (county.spouse, row), as_of=day)
            county.compared()
    standing = holds(county)
    (main,) = [hold for hold in standing if not hold.months]
    left = sorted(month for hold in standing for month in hold.months)
    assert main.since == date(2027, 2, 1)
    assert left == [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_an_earlier_death_and_the_same_one_again_move_no_month(county):
    again(county, "deaths", (county.spouse, died("2026-09-16")), days=-1)
    with on(NOVEMBER):
        county.told("deaths", (county.spouse, died("2026-09-01")), as_of=NOVEMBER)
        county.compared()
    (hold,) = holds(county)
    assert (hold.since, hold.cause_id) == (date(2026, 10, 1), in_order(county)[1].id)


def test_a_hold_that_was_unfounded_is_not_once_later_evidence_takes_it_over(county):
    again(county, "deaths", (county.spouse, died("2026-09-16")), days=-2)
    again(county, "deaths", (county.review.walk.child, died("2026-09-16")), days=-1)
    again(county, "deaths", (county.spouse, died("2026-09-17")))
    (hold,) = [hold for hold in holds(county) if hold.person_id == county.spouse]
    assert not hold.is_unfounded, "one person alone does not release it"


def test_a_hold_that_was_unfounded_is_not_once_its_evidence_is_back(county):
    again(county, "deaths", (county.spouse, died("2026-09-16")), days=-2)
    again(county, "deaths", (county.review.walk.child, died("2026-09-16")), days=-1)
    finding = next(each for each in in_order(county) if each.person_id == county.spouse)
    gone(finding, county.cast.town_handler)
    again(county, "deaths", (county.spouse, died("2026-09-16")))
    (hold,) = [hold for hold in holds(county) if hold.person_id == county.spouse]
    assert (hold.is_unfounded, hold.settled_at) == (False, None), "nobody looked into it as it is now"
    assert items(county, finding) == [("finding", "village_assistant")]


def test_months_that_were_paid_all_the_same_are_not_paid_after(county):
    handler, reviewer = county.cast.town_handler, county.cast.town_reviewer
    with on(NOVEMBER):
        finding = told(county, paid_for=Month(2026, 8)).finding_id
        given(county, finding, handler)
    with on(DECEMBER):
        client, address = entered(reviewer), reverse("desk:finding-release", args=[finding])
        shown = client.get(address).content.decode()
        (hold,) = holds(county)
        offered = [f"{hold.id} 2026-{month:02}" for month in (8, 9, 10, 11)]
        assert all(each in shown for each in offered) and f"{hold.id} 2026-12" not in shown
        assert shown.count("没有说退回，请查发放记录") == 2, "of September and October nobody said anything"
        given_in = {"number": "6217000087654321", "because": "存折与本人相符", "paid": offered[1:3]}
        assert client.post(address, given_in).status_code == 302
        assert "2026-09、2026-10已经发过" in page(county, finding)
    (letter,) = said(county)
    assert [(row["first"], row["last"]) for row in letter["back"]] == [
        ("2026-08", "2026-08"), ("2026-11", "2026-11"),
    ]  # fmt: skip
    assert letter["total"] == str(whole(county) * 2) and "2026年9月、2026年10月已经发过" in letter["facts"]


def test_a_month_of_another_hold_is_no_month_of_this_one(county):
    with on(NOVEMBER):
        finding = told(county, paid_for=Month(2026, 8)).finding_id
        given(county, finding, county.cast.town_handler)
        address = reverse("desk:finding-release", args=[finding])
        wrong = {"number": "6217000087654321", "because": "好", "paid": [f"{finding} 2026-09"]}
        assert entered(county.cast.town_reviewer).post(address, wrong).status_code == 200
    (hold,) = holds(county)
    assert hold.released_at is None

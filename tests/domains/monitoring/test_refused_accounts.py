"""An account that a bank refused: what waits, who is asked, who lets it go, what the family is told."""

import json
from contextlib import suppress
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from tests.domains.awards.test_granting_at_once import at_once
from tests.domains.monitoring.test_comparisons import DIED, ended, reviewed
from tests.domains.monitoring.test_findings_over_time import items, settled
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import holding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.errors import AccountInvalidError, AccountListInvalidError, SecondPersonError
from yimen.domains.awards.models import AccountGiven, AccountRefusal, Award, PaymentHold, PayoutAccount
from yimen.domains.awards.types import Account, Hold, HoldReason
from yimen.domains.awards.types.accounts import AccountFault, ListState, Refused
from yimen.domains.monitoring.actions import accounts, findings
from yimen.domains.monitoring.errors import FindingInvalidError
from yimen.domains.monitoring.models import Finding
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.queries.identified import homes_of, numbered
from yimen.foundation.models import make_id
from yimen.kernel import Money, Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
OLD, NEW = "6217000012345678", "6217000087654321"
DECEMBER = LATER.replace(month=12, day=3)


def refused(county, **said):
    with acting(county.cast.county_verifier):
        home = homes_of([county.head], timezone.localdate())[county.head]
    given = {
        "household_id": home, "person_id": county.head, "number": OLD, "fault": AccountFault.CLOSED,
        "told_by": "示例农商银行", "told_on": timezone.localdate(),
        "paid_for": Month.of(timezone.localdate()),
    }  # fmt: skip
    return Refused(**{**given, **said})


def told(county, by=None, **said):
    by = by or county.cast.county_verifier
    with acting(by):
        return accounts.tell_refused(refused=refused(county, **said), by=by)


def given(county, finding_id, by, number=NEW, note=""):
    with acting(by):
        holder = Finding.objects.get(id=finding_id).person.name
        account = Account(holder, "示例银行示例支行", number)
        return accounts.give_account(
            finding_id=finding_id, account=account, note=note, file_id=make_id(), by=by
        )


def released(finding_id, by, number=NEW):
    with acting(by):
        return findings.release_hold(finding_id=finding_id, because="存折与本人相符", number=number, by=by)


def letters(county, kind):
    with acting(county.cast.county_verifier):
        return list(OfficialDocument.objects.filter(kind=kind).order_by("issued_at"))


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


def months_between(since, until):
    found, month = [], Month.of(since)
    while month < Month.of(until):
        found.append(month)
        month = month.next()
    return found


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


def sheet(county, *rows):
    with acting(county.cast.county_verifier):
        known = numbered([county.head, county.spouse])
    lines = ["姓名,身份证号,银行账号,退回日期,退回原因,发放月份"]
    for person, number, fault in rows:
        one = known.get(person)
        name, identity = (one.name, one.number) if one else ("张三", "11010119900307889X")
        lines.append(
            f"{name},{identity},{number},{timezone.localdate()},{fault},{Month.of(timezone.localdate())}"
        )
    return "\n".join(lines).encode()


def prepared(county, *rows):
    by = county.cast.county_verifier
    with acting(by):
        return awarding.prepare_account_list(content=sheet(county, *rows), told_by="示例农商银行", by=by)


def test_a_list_is_checked_then_taken_over_and_bad_rows_are_named(county):
    by = county.cast.county_verifier
    rows = [
        (county.head, OLD, "账号已销户"), (county.head, OLD, "重复"), (county.spouse, NEW, "户名不符"),
        (county.head, "x1", "账号不存在"), (None, NEW, "账号不存在"),
    ]  # fmt: skip
    kept = prepared(county, *rows)
    with acting(by):
        assert not PaymentHold.objects.exists(), "a check changes nothing"
        (row,) = awards.account_list_rows(kept)
        wrong = {each.row: (each.column, str(each.wrong)) for each in awards.account_list_faults(kept)}
    assert (row.row, row.refused.fault) == (2, AccountFault.CLOSED)
    assert {row: column for row, (column, _why) in wrong.items()} == {
        3: "银行账号", 4: "发放月份", 5: "银行账号", 6: "身份证号",
    }  # fmt: skip
    assert (kept.sound, kept.faulty) == (1, 4)
    with pytest.raises(AccountListInvalidError, match="已经上传过"):
        prepared(county, *rows)


def test_taken_over_twice_nothing_is_doubled(county):
    by = county.cast.county_verifier
    for fault in ("账号已销户", "账户已经注销"):
        kept = prepared(county, (county.head, OLD, fault))
        with acting(by):
            accounts.take_over_list(list_id=kept.id, by=by)
    with acting(by):
        kept.refresh_from_db()
        assert (kept.state, kept.sound, kept.known) == (ListState.TAKEN, 1, 1)
        assert Finding.objects.count() == PaymentHold.objects.count() == 1
        with pytest.raises(AccountListInvalidError, match="已经接收"):
            awarding.discard_account_list(list_id=kept.id, by=by)
        assert not awards.account_list_rows(kept), "what was read is not kept twice"


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


def test_two_months_of_one_account_are_two_rows_of_a_list(county):
    by = county.cast.county_verifier
    with acting(by):
        one = numbered([county.head])[county.head]
        lines = ["姓名,身份证号,银行账号,退回日期,退回原因,发放月份"]
        lines += [f"{one.name},{one.number},{OLD},{LATER},已销户,2026-{month}" for month in ("09", "08")]
        kept = awarding.prepare_account_list(content="\n".join(lines).encode(), told_by="示例农商银行", by=by)
        assert (kept.sound, kept.faulty) == (2, 0)
        accounts.take_over_list(list_id=kept.id, by=by)
        assert str(Month.of(PaymentHold.objects.get().since)) == "2026-08"


def going_on(county, kind="invalid_account"):
    """What the letter about a hold of this kind says."""
    said = [json.loads(each.content)["values"] for each in letters(county, "payment_goes_on")]
    return next(each for each in said if each["kind"] == kind)


def whole(county):
    return county.review.in_force()[0].amount


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


def test_the_list_of_lists_reads_no_rows_and_an_old_month_is_no_month_of_a_list(county):
    by = county.cast.county_verifier
    with acting(by):
        one = numbered([county.head])[county.head]
        lines = ["姓名,身份证号,银行账号,退回日期,退回原因,发放月份"]
        lines += [f"{one.name},{one.number},{OLD},{LATER},已销户,2026-{month}" for month in ("03", "04")]
        kept = awarding.prepare_account_list(content="\n".join(lines).encode(), told_by="示例农商银行", by=by)
        (row,) = awards.account_lists(by)
        assert (kept.sound, kept.faulty, row.get_deferred_fields()) == (1, 1, {"content"})
        (fault,) = awards.account_list_faults(kept)
    assert (fault.row, "六个月" in str(fault.wrong)) == (2, True)


def over(county, until):
    with acting(county.cast.county_verifier):
        Award.objects.update(until_month=until)


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


def test_a_row_that_does_not_say_which_month_is_set_aside(county):
    by = county.cast.county_verifier
    with acting(by):
        one = numbered([county.head])[county.head]
        lines = ["姓名,身份证号,银行账号,退回日期,退回原因,发放月份"]
        lines.append(f"{one.name},{one.number},{OLD},{LATER},已销户,")
        lines.append(f"{one.name},{one.number},{OLD},{LATER},已销户,2026-08")
        kept = awarding.prepare_account_list(content="\n".join(lines).encode(), told_by="示例农商银行", by=by)
        (row,), (fault,) = awards.account_list_rows(kept), awards.account_list_faults(kept)
    assert (row.refused.paid_for, fault.row, fault.column) == (Month(2026, 8), 2, "发放月份")
    assert fault.wrong and fault.remedy


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

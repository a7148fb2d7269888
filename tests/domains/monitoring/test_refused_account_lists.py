"""What a bank refused comes as a list: checked, then taken over, each row of it once."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import acting
from tests.support.refused_accounts import NEW, OLD
from tests.support.reviewing import LATER

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.errors import AccountListInvalidError
from yimen.domains.awards.models import AccountRefusal, Award, PaymentHold, PayoutAccount
from yimen.domains.awards.types.accounts import AccountFault, ListState
from yimen.domains.monitoring.actions import accounts
from yimen.domains.monitoring.models import Finding
from yimen.domains.people.queries.identified import numbered
from yimen.foundation.models import make_id
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]

OF_A_ROW = 32
"""Statements for one row more: what was told before, what is locked and written, the letter."""


def sheet(county, *rows):
    """A bank's list: of whom, which number, why, of which month where it is not this one."""
    with acting(county.cast.county_verifier):
        known = numbered([county.head, county.spouse])
    lines = ["姓名,身份证号,银行账号,退回日期,退回原因,发放月份"]
    for person, number, fault, *months in rows:
        one, month = known.get(person), months[0] if months else Month.of(LATER)
        name, identity = (one.name, one.number) if one else ("张三", "11010119900307889X")
        lines.append(f"{name},{identity},{number},{LATER},{fault},{month}")
    return "\n".join(lines).encode()


def prepared(county, *rows):
    by = county.cast.county_verifier
    with acting(by):
        return awarding.prepare_account_list(content=sheet(county, *rows), told_by="示例农商银行", by=by)


def taken_over(kept, by):
    with acting(by):
        accounts.start_taking(list_id=kept.id, by=by, is_deferred=False)
    accounts.take_list(kept.id, by=by)


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
        taken_over(kept, by)
    with acting(by):
        kept.refresh_from_db()
        assert (kept.state, kept.sound, kept.known) == (ListState.TAKEN, 1, 1)
        assert Finding.objects.count() == PaymentHold.objects.count() == 1
        with pytest.raises(AccountListInvalidError, match="已经接收"):
            awarding.discard_account_list(list_id=kept.id, by=by)
        assert not awards.account_list_rows(kept), "what was read is not kept twice"


def test_two_months_of_one_account_are_two_rows_of_a_list(county):
    by = county.cast.county_verifier
    kept = prepared(county, *[(county.head, OLD, "已销户", f"2026-{month}") for month in ("09", "08")])
    assert (kept.sound, kept.faulty) == (2, 0)
    taken_over(kept, by)
    with acting(by):
        assert str(Month.of(PaymentHold.objects.get().since)) == "2026-08"


def test_the_list_of_lists_reads_no_rows_and_an_old_month_is_no_month_of_a_list(county):
    by = county.cast.county_verifier
    kept = prepared(county, *[(county.head, OLD, "已销户", f"2026-{month}") for month in ("03", "04")])
    with acting(by):
        (row,) = awards.account_lists(by)
        assert (kept.sound, kept.faulty, row.get_deferred_fields()) == (1, 1, {"content"})
        (fault,) = awards.account_list_faults(kept)
    assert (fault.row, "六个月" in str(fault.wrong)) == (2, True)


def test_a_row_that_does_not_say_which_month_is_set_aside(county):
    kept = prepared(county, *[(county.head, OLD, "已销户", month) for month in ("", "2026-08")])
    with acting(county.cast.county_verifier):
        (row,), (fault,) = awards.account_list_rows(kept), awards.account_list_faults(kept)
    assert (row.refused.paid_for, fault.row, fault.column) == (Month(2026, 8), 2, "发放月份")
    assert fault.wrong and fault.remedy


def page_of(kept, by, **headers):
    return entered(by).get(reverse("desk:account-list", args=[kept.id]), headers=headers)


def test_a_list_is_taken_over_by_a_job_that_says_how_far_it_is_and_goes_on(county, monkeypatch):
    by = county.cast.county_verifier
    kept = prepared(county, *[(county.head, OLD, "已销户", f"2026-{month}") for month in ("09", "08", "07")])
    take = reverse("desk:account-list-take-over", args=[kept.id])
    monkeypatch.setattr(accounts, "CHUNK", 1)
    assert entered(by).post(take).status_code == 302
    with acting(by):
        assert not PaymentHold.objects.exists(), "the page only asks for it"
        with pytest.raises(AccountListInvalidError, match="正在接收"):
            awarding.discard_account_list(list_id=kept.id, by=by)
        with pytest.raises(AccountListInvalidError, match="请等它完成"):
            accounts.start_taking(list_id=kept.id, by=by, is_deferred=False)
    assert "0 / 3 行" in page_of(kept, by, **{"HX-Request": "true"}).content.decode()
    write = accounts._write
    monkeypatch.setattr(accounts, "_write", broken_at(2, write))
    with pytest.raises(RuntimeError):
        accounts.take_list(kept.id, by=by)
    shown = page_of(kept, by).content.decode()
    assert "1 / 3 行已经办完" in shown and "继续接收" in shown
    listed = entered(by).get(reverse("desk:account-lists")).content.decode()
    assert "接收中断</span>" in shown and "接收中断</span>" in listed and "正在接收" not in shown + listed
    monkeypatch.setattr(accounts, "_write", write)
    taken_over(kept, by)
    with acting(by):
        kept.refresh_from_db()
        assert (kept.state, kept.sound, kept.known, kept.faulty) == (ListState.TAKEN, 3, 2, 0)
        assert Finding.objects.count() == AccountRefusal.objects.count() == 1
        assert Month.of(PaymentHold.objects.get().since) == Month(2026, 7)


def broken_at(number, act):
    calls = iter(range(1, number + 1))

    def broken(*given):
        if next(calls) == number:
            raise RuntimeError
        return act(*given)

    return broken


def test_a_row_that_does_not_stand_any_more_is_said_on_the_page_and_leaves_nothing(county):
    by = county.cast.county_verifier
    kept = prepared(county, (county.head, OLD, "已销户"), (county.head, NEW, "已销户"))
    with acting(by):
        award = Award.objects.get()
        PayoutAccount.objects.create(region=award.region, award=award, holder="甲", bank="某银行", number=OLD)
    taken_over(kept, by)
    with acting(by):
        kept.refresh_from_db()
        assert (kept.state, kept.sound, kept.faulty) == (ListState.TAKEN, 1, 1)
        assert AccountRefusal.objects.count() == Finding.objects.count() == 1
    assert "与登记的发放账户" in page_of(kept, by).content.decode()


def test_what_many_rows_need_is_read_once_for_all_of_them(county):
    by = county.cast.county_verifier
    paid_as_well(county.spouse, by)
    rows = [(county.head, OLD, "已销户"), (county.spouse, NEW, "已销户")]

    def asked(*rows):
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            taken_over(prepared(county, *rows), by)
            transaction.set_rollback(True)
        return len(captured)

    one, two = asked(rows[0]), asked(*rows)
    assert two - one <= OF_A_ROW, (one, two)


def paid_as_well(person_id, by):
    """An award of their own beside that of the household."""
    with acting(by):
        award = Award.objects.get()
        changes = list(award.changes.all())
        award.pk, award.outcome_id = make_id(), make_id()
        award.person_id, award.programme = person_id, "tekun"
        award.save(force_insert=True)
        for change in changes:
            change.pk, change.award = make_id(), award
            change.save(force_insert=True)

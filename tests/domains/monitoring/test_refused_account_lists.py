"""What a bank refused comes as a list: checked, then taken over, each row of it once."""

import pytest
from tests.support.cast import acting
from tests.support.refused_accounts import NEW, OLD
from tests.support.reviewing import LATER

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.errors import AccountListInvalidError
from yimen.domains.awards.models import PaymentHold
from yimen.domains.awards.types.accounts import AccountFault, ListState
from yimen.domains.monitoring.actions import accounts
from yimen.domains.monitoring.models import Finding
from yimen.domains.people.queries.identified import numbered
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]


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


def test_two_months_of_one_account_are_two_rows_of_a_list(county):
    by = county.cast.county_verifier
    kept = prepared(county, *[(county.head, OLD, "已销户", f"2026-{month}") for month in ("09", "08")])
    assert (kept.sound, kept.faulty) == (2, 0)
    with acting(by):
        accounts.take_over_list(list_id=kept.id, by=by)
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

"""The province's list beside ours: what differs is kept, settled, given to the town, and compared again."""

import io
import json
from typing import Any

import pytest
import xlsxwriter
from django.db import transaction
from tests.support.cast import COUNTY, OTHER_TOWN, TOWN, VILLAGE, acting, build_cast
from tests.support.process import NOTICE_OVER, family_of_three, on

from yimen.domains.awards.queries import awards_in_force
from yimen.domains.exchange.actions import differences as acts
from yimen.domains.exchange.actions.reconciling import begin_reconciliation, compare_file
from yimen.domains.exchange.errors import (
    DifferenceNotFoundError,
    DifferenceRefusedError,
    ReconciliationRefusedError,
)
from yimen.domains.exchange.models import Difference, Reconciliation
from yimen.domains.exchange.queries import reconciling
from yimen.domains.exchange.types.reconciling import DifferenceFilters, DifferenceKind, DifferenceState
from yimen.domains.network import queries as network_queries
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.people.models import Person
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.spreadsheets.errors import HeadingsNotFoundError
from yimen.kernel import Month

pytestmark = pytest.mark.django_db
HEADINGS = ("救助类别", "姓名", "身份证号", "家庭人口", "月保障金额", "享受起始月", "行政区划代码")
APRIL = Month(2026, 4)
LATER = NOTICE_OVER.replace(month=4, day=20)
K, S = DifferenceKind, DifferenceState


def sheet(*rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *rows)):
            page.write_row(number, 0, row)
    return file.getvalue()


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """Two families hold dibao since April; made once, every test runs in a savepoint of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        fill_official_calendar()
        walks = [family_of_three(cast, surname).to_sent() for surname in ("李", "祝")]
        with on(NOTICE_OVER):
            for walk in walks:
                walk.confirm()
        yield walks
        transaction.set_rollback(True)


@pytest.fixture
def families(county):
    with on(LATER):
        yield county


@pytest.fixture
def cast(families):
    return families[0].cast


def head(walk):
    with system_scope():
        return Person.objects.get(id=walk.adults[0])


def row(walk, *, programme="低保", name=None, size=3, amount=None, month="2026-04", number=None):
    person = head(walk)
    money = str(granted(walk.cast)) if amount is None else amount
    return (programme, name or person.name, number or person.identity, size, money, month, str(VILLAGE))


def granted(cast):
    """What our rules granted a family, so that no test knows the figures of law."""
    with acting(cast.county_reviewer):
        return awards_in_force(APRIL, by=cast.county_reviewer)[0].amount


def compared(cast, *rows, by=None, region=COUNTY):
    by = by or cast.county_reviewer
    with acting(by):
        made = begin_reconciliation(
            profile_key="example_awards", region=region, month=APRIL, content=sheet(*rows), by=by
        )
    compare_file(made.id)
    with system_scope():
        made.refresh_from_db()
    return made


def found(cast, by=None, **filters):
    by = by or cast.county_reviewer
    with acting(by):
        return list(reconciling.differences(by=by, filters=DifferenceFilters(**filters)))


def test_lists_that_agree_differ_in_nothing(cast, families):
    made = compared(cast, *(row(walk) for walk in families))
    assert (made.rows, made.ours, made.matched, made.run.state) == (2, 2, 2, "done")
    assert found(cast) == []


def test_what_differs_is_kept_with_both_sides_under_the_village(cast, families):
    li, _zhu = families
    compared(cast, row(li, amount="1.00", size=2), row(li, number="110101199003070652", name="外人"))
    rows = {(each.kind, each.name): each for each in found(cast)}
    assert set(rows) == {
        ("amount", "李建明"), ("size", "李建明"), ("only_here", "祝建明"), ("only_there", "外人"),
    }  # fmt: skip
    amount, ours = rows["amount", "李建明"], granted(cast)
    assert json.loads(amount.ours)["amount"] == str(ours) and json.loads(amount.theirs)["amount"] == "1.00"
    assert (amount.region, amount.household_id, amount.row) == (str(VILLAGE), li.household_id, 2)
    assert amount.gap_fen == 100 - ours.fen
    assert (
        rows["only_there", "外人"].region == str(VILLAGE) and rows["only_there", "外人"].gap_fen == ours.fen
    )
    assert "110101" in json.loads(rows["only_there", "外人"].theirs)["number"]
    assert "19900307" not in rows["only_there", "外人"].theirs, "the number is kept masked"


def test_a_town_sees_its_own_and_a_stranger_nothing(cast, families):
    compared(cast, row(families[0], amount="1.00"))
    assert {each.kind for each in found(cast, by=cast.town_reviewer)} == {"amount", "only_here"}
    assert found(cast, by=cast.stranger) == []
    (one, *_others) = found(cast)
    with acting(cast.stranger), pytest.raises(DifferenceNotFoundError):
        reconciling.get_difference(one.id, by=cast.stranger)


def test_filters_and_the_summary_of_towns(cast, families):
    made = compared(cast, row(families[0], amount="1.00"))
    assert [each.kind for each in found(cast, kind=K.AMOUNT)] == ["amount"]
    assert found(cast, region=OTHER_TOWN) == [] and found(cast, month=Month(2026, 3)) == []
    with acting(cast.county_reviewer):
        (town,) = reconciling.summary_by_town(by=cast.county_reviewer, reconciliation_id=made.id)
    assert (town.town, town.open, town.settled, town.total) == (str(TOWN), 2, 0, 2)
    assert town.gap.fen == 100 - 2 * granted(cast).fen


def settled(cast, kind=K.AMOUNT, reason="省平台录入有误，已通知更正"):
    by = cast.town_reviewer
    (one,) = found(cast, kind=kind)
    with acting(by):
        return acts.settle_difference(difference_id=one.id, reason=reason, by=by)


def test_settled_stays_settled_until_it_rests_on_something_else(cast, families):
    compared(cast, row(families[0], amount="1.00"), row(families[1]))
    settled(cast)
    again = compared(cast, row(families[0], amount="1.00", name="李建民"), row(families[1]))
    assert again.times == 2
    assert {(each.kind, each.state) for each in found(cast)} == {("name", "open")}
    compared(cast, row(families[0], amount="2.00"), row(families[1]))
    (amount,) = found(cast)
    assert (amount.kind, amount.state, amount.reason, amount.settled_at) == ("amount", "open", "", None)
    assert [each["what"] for each in amount.story] == ["found", "settled", "changed"]
    assert amount.story[1]["why"].startswith("省平台录入有误")
    compared(cast, row(families[0]), row(families[1]))
    assert found(cast) == []
    (gone,) = [each for each in found(cast, state=S.GONE) if each.kind == "amount"]
    assert gone.story[-1]["what"] == "gone"
    compared(cast, row(families[0], amount="2.00"), row(families[1]))
    (back,) = found(cast)
    assert (back.id, back.state, back.story[-1]["what"]) == (amount.id, "open", "found_again")


def test_given_to_the_town_it_waits_on_its_list_until_it_is_settled_or_gone(cast, families):
    compared(cast, row(families[0], amount="1.00"), row(families[1], amount="1.00"))
    by = cast.county_reviewer
    li, zhu = sorted(found(cast), key=lambda each: each.name)
    with acting(by):
        for one in (li, zhu):
            acts.assign_difference(difference_id=one.id, by=by)
        items = list(WorkItem.objects.filter(kind="exchange_difference", done_at=None))
    assert {item.subject_title for item in items} == {"李建明：金额不同", "祝建明：金额不同"}
    assert {item.owner_role for item in items} == {"town_handler"}
    assert "非法定期限" in items[0].article
    with acting(cast.town_handler):
        acts.settle_difference(difference_id=li.id, reason="已更正", by=cast.town_handler)
    compared(cast, row(families[0], amount="1.00"), row(families[1]))
    with system_scope():
        assert not WorkItem.objects.filter(kind="exchange_difference", done_at=None).exists()
        assert Difference.objects.get(id=zhu.id).state == S.GONE


def test_settling_needs_a_reason_and_happens_once(cast, families):
    compared(cast, row(families[0], amount="1.00"), row(families[1]))
    with pytest.raises(DifferenceRefusedError, match="理由"):
        settled(cast, reason="  ")
    one = settled(cast)
    by = cast.county_reviewer
    with acting(by):
        for act in (
            lambda: acts.settle_difference(difference_id=one.id, reason="再", by=by),
            lambda: acts.assign_difference(difference_id=one.id, by=by),
        ):
            with pytest.raises(DifferenceRefusedError, match="已处理"):
                act()
        acts.reopen_difference(difference_id=one.id, reason="弄错了", by=by)
    assert [each.state for each in found(cast)] == ["open"]


def test_the_file_is_discarded_and_everything_is_recorded(cast, families):
    made = compared(cast, row(families[0]), row(families[1]))
    with system_scope():
        assert not StoredFile.objects.filter(kind="exchanged_file").exists()
        actions = set(Entry.objects.filter(subject=made.id).values_list("action", flat=True))
    assert {"exchange:reconcile", "exchange:compare"} <= actions
    compare_file(made.id)
    with system_scope():
        assert Reconciliation.objects.get().times == 1, "a second attempt of the job changes nothing"


def test_where_the_post_has_ended_the_file_is_handed_in_again(cast, families, monkeypatch):
    by = cast.county_reviewer
    asked = {"profile_key": "example_awards", "region": COUNTY, "month": APRIL, "by": by}
    with acting(by):
        made = begin_reconciliation(content=sheet(row(families[0])), **asked)

    def ended(*_posts):
        raise NotPermittedError("岗位已经终止。")

    with monkeypatch.context() as patched:
        patched.setattr(network_queries, "actor_for", ended)
        with pytest.raises(NotPermittedError):
            compare_file(made.id)
    assert compared(cast, row(families[0]), row(families[1])).matched == 2


def test_rows_that_cannot_be_read_are_told_and_the_others_compared(cast, families):
    made = compared(
        cast,
        row(families[0]),
        row(families[1], number="123"),
        row(families[1], month="2026-13", programme="五保"),
    )
    assert found(cast) == []
    faults = reconciling.faults_of(made)
    assert "五保" in next(each.wrong for each in faults if each.column == "救助类别")
    assert {(each.row, each.column) for each in faults} == {
        (3, "身份证号"), (4, "享受起始月"), (4, "救助类别"),
    }  # fmt: skip


def test_who_may_compare_what(cast, families):
    content = sheet(row(families[0]))

    def begin(by, region=TOWN, **changed):
        asked: dict[str, Any] = {
            "profile_key": "example_awards",
            "month": APRIL,
            "content": content,
        } | changed
        with acting(by):
            return begin_reconciliation(region=region, by=by, **asked)

    with pytest.raises(NotPermittedError):
        begin(cast.town_handler)
    with pytest.raises(OutOfScopeError):
        begin(cast.town_reviewer, COUNTY)
    with pytest.raises(ReconciliationRefusedError, match="还没有到"):
        begin(cast.town_reviewer, month=Month(2026, 5))
    with pytest.raises(ReconciliationRefusedError, match="不用于核对"):
        begin(cast.town_reviewer, profile_key="example_contacts")
    with pytest.raises(ReconciliationRefusedError, match="没有名单"):
        begin(cast.town_reviewer, content=sheet())
    with pytest.raises(HeadingsNotFoundError):
        begin(cast.town_reviewer, content="甲,乙\n1,2".encode())
    begin(cast.town_reviewer)
    with pytest.raises(ReconciliationRefusedError, match="正在核对"):
        begin(cast.town_reviewer)

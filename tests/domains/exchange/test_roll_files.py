"""Files handed in as opening rolls: a plain list is read, anything else is refused and leaves nothing."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.db import DatabaseError, transaction
from tests.support.cast import VILLAGE, acting
from tests.support.process import on
from tests.support.rolls import award_row, family_row, number_of, workbook

from yimen.domains.awards.actions import give_back_awards
from yimen.domains.awards.errors import GivenBackTooLateError
from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.exchange.actions import rolls
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load
from yimen.domains.exchange.models import OpeningRoll, RollAward, RollFamily
from yimen.domains.exchange.queries.rolls import refusal_of
from yimen.domains.exchange.types.roll import RollState
from yimen.domains.people.models import Household
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-PAY-5")]
TITLES = "家庭编号,姓名,与户主关系,身份证号,村（社区）名称或代码,住址,城乡,救助项目,月金额,享受起始月"


@pytest.fixture(autouse=True)
def _day():
    with on(date(2026, 11, 10)):
        yield


def handed_in(cast, content):
    by = cast.county_reviewer
    with acting(by):
        roll = rolls.prepare_roll(content=content, title="名册", from_month=Month(2026, 11), by=by)
    run_check(roll.id)
    with system_scope():
        return OpeningRoll.objects.get(id=roll.id)


def a_list(rows=1):
    lines = [f"1,丘大伯,户主,{number_of('丘大伯')},{VILLAGE},墩背村1号,农村,低保,664,2024-03"] * rows
    return "\n".join((TITLES, *lines))


def without_sheets():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("家庭").write_row(0, 0, ["家庭编号", "户主姓名"])
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_plain_list_is_read_in_every_usual_encoding(cast, encoding):
    roll = handed_in(cast, a_list().encode(encoding))
    assert (roll.state, roll.families, roll.awards, roll.faults) == (RollState.CHECKED, 1, 1, 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_list(100_000).encode(), "表格太大"),
        (without_sheets(), "缺少工作表：成员、待遇"),
        (b"\x00\xff\xfe\x81" * 50, "无法"),
        (b"%PDF-1.7 not a table", "不是表格"),
        ("姓名,年龄\n丘大伯,60".encode(), "表头缺少"),
    ],
)
def test_what_is_no_roll_says_so_and_leaves_nothing(cast, content, why):
    roll = handed_in(cast, content)
    assert roll.state == RollState.REFUSED and why in str(refusal_of(roll))
    with system_scope():
        assert [table.objects.count() for table in (RollFamily, RollAward, Household)] == [0, 0, 0]


def test_a_formula_counts_as_nothing_but_its_value(cast):
    family = list(family_row(1, "丘大伯", str(VILLAGE)))
    family[5] = '=HYPERLINK("http://example.org","墩背村")'
    roll = handed_in(cast, workbook([family], [], [award_row(1)]))
    assert roll.faulty + roll.families == 1


def test_the_database_gives_back_only_what_a_roll_brought_and_nobody_changed(cast):
    roll = handed_in(cast, a_list().encode())
    with acting(cast.county_confirmer):
        rolls.take_over_roll(roll_id=roll.id, by=cast.county_confirmer)
    run_load(roll.id)
    with acting(cast.county_confirmer):
        award = Award.objects.get()
        start = AwardChange.objects.get()
        later = {"kind": "increase", "before_fen": start.after_fen, "after_fen": 70000, "reason": "提标"}
        AwardChange.objects.create(
            region=award.region, award=award, component="base", from_month=date(2026, 12, 1),
            by_user_id=start.by_user_id, by_post_id=start.by_post_id, **later,
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AwardChange.objects.all().delete()
        with pytest.raises(GivenBackTooLateError):
            give_back_awards(award_ids=[award.id], by=cast.county_confirmer)

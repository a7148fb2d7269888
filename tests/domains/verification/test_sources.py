"""Batches to sources: only about who permits it, each question once, until it is answered or given up."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.banks import MONDAY, sheet
from tests.support.cast import OTHER_COUNTY, acting
from tests.support.process import on

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.verification import actions, queries
from yimen.domains.verification.errors import (
    AuthorisationMissingError,
    BatchNotFoundError,
    BatchRefusedError,
)
from yimen.domains.verification.models import SourceAnswer, SourceQuery
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import (
    AskedState,
    BatchState,
    QueryAct,
    QueryOutcome,
)
from yimen.domains.worklist import queries as worklist
from yimen.foundation.spreadsheets.reading import read_sheet

pytestmark = pytest.mark.django_db


def test_a_batch_holds_the_whole_family_once_and_starts_a_clock(bank):
    batch = bank.send()
    assert (batch.size, batch.number, batch.due_on) == (3, 1, date(2026, 3, 16))
    with acting(bank.by):
        (item,) = worklist.open_items_of([batch.id])
        assert (item.kind, item.subject_title) == ("source_answer", "银行存款 第1批")
        assert not next(
            each for each in queries.source_counts(by=bank.by) if each.source.key == "banks"
        ).waiting
    with pytest.raises(BatchRefusedError, match="没有需要"):
        bank.send()
    sent = bank.entries(act=QueryAct.SEND, source="banks")
    assert {entry.person_id for entry in sent} == {*bank.walk.adults, bank.walk.child}
    assert all(entry.authorisation_id for entry in sent)


def test_the_file_says_what_the_profile_names_and_nothing_else(bank):
    batch = bank.send()
    with acting(bank.by):
        made = actions.file_of_batch(batch_id=batch.id, by=bank.by)
    rows = read_sheet(made.content)
    assert rows[0] == ["查询编号", "姓名", "身份证号", "查询目的", "查询依据", "授权日期", "请于此日前返回"]
    assert [row[1] for row in rows[1:]] == [
        bank.people[each].name for each in (*bank.walk.adults, bank.walk.child)
    ]
    assert rows[1][0] == "2026-0001-0001" and made.name == "银行存款查询第1批.xlsx"
    assert len(bank.entries(act=QueryAct.EXPORT)) == 3


def test_the_file_names_the_signature_that_stands_when_it_is_made(bank):
    batch, wife = bank.send(), bank.walk.adults[1]
    with on(MONDAY + timedelta(days=1)):
        signed = bank.sign_anew(wife)
        with acting(bank.by):
            rows = read_sheet(actions.file_of_batch(batch_id=batch.id, by=bank.by).content)
    days = {row[1]: str(row[5])[:10] for row in rows[1:]}
    assert days[bank.people[wife].name] == "2026-03-03"
    assert bank.asked(wife).authorisation_id == signed.id


def test_who_took_the_permission_back_is_in_no_batch_no_file_and_no_answer(bank):
    head, wife = bank.walk.adults
    batch = bank.send()
    bank.revoke(wife)
    with acting(bank.by):
        rows = read_sheet(actions.file_of_batch(batch_id=batch.id, by=bank.by).content)
    assert bank.people[wife].name not in [row[1] for row in rows]
    assert bank.asked(wife).state == AskedState.WITHHELD
    taken = bank.take(bank.row(head, "无记录"), bank.row(wife, amount=500))
    assert (taken.fresh, taken.left_out) == (1, 1)
    assert bank.asked(wife).state == AskedState.WITHHELD
    assert bank.send("insurance").size == 2
    refused = bank.entries(person_id=wife, outcome=QueryOutcome.REFUSED)
    assert {(entry.act, entry.source) for entry in refused} == {
        ("send", "banks"), ("send", "insurance"), ("take", "banks"),
    }  # fmt: skip


def test_who_could_not_be_looked_up_goes_into_the_next_batch(bank):
    first = bank.send()
    bank.take(
        *(bank.row(person, "无记录") for person in bank.walk.adults), bank.row(bank.walk.child, "无法查询")
    )
    assert bank.asked(bank.walk.child).state == AskedState.UNABLE
    second = bank.send()
    assert (second.size, second.number) == (1, 2)
    with acting(bank.by):
        assert not worklist.open_items_of([first.id]) and worklist.open_items_of([second.id])


def test_a_source_that_never_answers_is_reminded_and_then_closed_with_a_reason(bank):
    batch = bank.send()
    with on(batch.due_on + timedelta(days=1)), acting(bank.by):
        overdue = queries.batches(by=bank.by, state=BatchState.OVERDUE)
        assert [vars(batch)["owed"] for batch in overdue] == [3]
        letter = actions.remind_source(batch_id=batch.id, by=bank.by)
        assert letter.startswith(b"%PDF")
        with pytest.raises(BatchRefusedError, match="为什么"):
            actions.close_batch(batch_id=batch.id, reason="", by=bank.by)
        closed = actions.close_batch(batch_id=batch.id, reason="多次催办未返回", by=bank.by)
        assert closed.finished_at is not None and closed.reminders == 1
        assert not worklist.open_items_of([batch.id])
        results = queries.results_of_request(bank.request.id, by=bank.by)
        banks = next(each for each in results.sources if each.source.key == "banks")
        assert {line.remark for line in banks.lines} == {"多次催办未返回"} and banks.is_complete


def test_the_county_of_somebody_else_sees_no_batch_and_the_town_sends_none(bank):
    batch = bank.send()
    for by in (bank.walk.cast.outsider, bank.walk.cast.town_handler):
        with acting(by), pytest.raises(BatchNotFoundError):
            actions.file_of_batch(batch_id=batch.id, by=by)
    by = bank.walk.cast.town_handler
    with acting(by), pytest.raises(NotPermittedError):
        actions.send_batch(source_key="banks", by=by)


def test_a_family_that_is_only_shown_to_another_county_is_not_asked_about_nor_answered_there(bank):
    one, outsider = bank.walk.adults[0], bank.walk.cast.outsider
    shown = (bank.walk.case_id, *bank.people)
    scope = replace(outsider.scope, lo=OTHER_COUNTY.lo, hi=OTHER_COUNTY.hi, shared=shown)
    by = replace(outsider, role=Role.COUNTY_VERIFIER, region=OTHER_COUNTY, scope=scope)
    with acting(by):
        assert queries.find_latest_request(bank.walk.case_id) is not None
        assert not any(each.waiting for each in queries.source_counts(by=by))
        assert not queries.requests_awaiting_answer(by=by)
        with pytest.raises(BatchRefusedError, match="没有需要"):
            actions.send_batch(source_key="banks", by=by)
    bank.send()
    with acting(by):
        assert not any(each.outstanding for each in queries.source_counts(by=by))
        file = actions.hand_in_answers(
            source_key="banks", content=sheet(bank.row(one, amount=1)), name="返回.xlsx", by=by
        )
        assert actions.take_answers(file_id=file.id, by=by).left_out == 1
    assert bank.asked(one).state == AskedState.SENT


def test_a_case_that_ends_stops_its_questions_and_takes_no_answer_any_more(bank):
    batch = bank.send()
    bank.walk.withdraw()
    assert bank.asked(bank.walk.adults[0]).state == AskedState.CLOSED
    with acting(bank.by):
        assert not worklist.open_items_of([batch.id])
    assert bank.take(bank.row(bank.walk.adults[0], amount=1)).left_out == 1
    with acting(bank.by):
        assert not SourceAnswer.objects.exists()


def test_nobody_is_asked_about_when_everybody_took_the_permission_back(bank):
    for person in bank.walk.adults:
        bank.revoke(person)
    with pytest.raises(AuthorisationMissingError, match="3人"):
        bank.send()
    with acting(bank.by):
        assert not SourceQuery.objects.exists()


def test_a_csv_source_writes_and_reads_its_own_encoding(bank):
    batch = bank.send("housing_fund")
    with acting(bank.by):
        made = actions.file_of_batch(batch_id=batch.id, by=bank.by)
    assert made.content.decode("gb18030").startswith("查询编号,姓名")
    assert source_named("housing_fund").encoding == "gb18030"
    assert io.BytesIO(made.content).read(1)

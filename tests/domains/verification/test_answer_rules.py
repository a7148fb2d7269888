"""Answers that repeat, contradict, come partly; profiles of sources; the play. No database."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.network.types import Role
from yimen.domains.verification.errors import SourceNotFoundError, SourceRefusedError
from yimen.domains.verification.rules.answers import Settled, are_counted_twice, state_after
from yimen.domains.verification.rules.duties import duties, ground_of_view
from yimen.domains.verification.rules.grounds import grounds, is_of_age
from yimen.domains.verification.rules.simulating import Played, play
from yimen.domains.verification.rules.sources import every_source, expected, read_source, source_named
from yimen.domains.verification.types import (
    NO_GROUND,
    AnswerResult,
    AskedState,
    Ground,
    GroundKind,
    Kept,
    LineKind,
    RowFate,
    Said,
    Standing,
)
from yimen.foundation.spreadsheets.tables import read_table
from yimen.kernel import Money

DAY = date(2026, 3, 2)
NOTHING = Said(None, "", None, None)


def deposit(fen: int, item: str = "尾号0001", day: date = DAY) -> Said:
    return Said(LineKind.DEPOSIT, item, Money(fen), day)


def test_the_same_answer_again_changes_nothing_whatever_its_day():
    settled = Settled()
    assert settled.take(deposit(100)) is RowFate.FRESH
    assert settled.take(deposit(100)) is RowFate.REPEATED
    assert settled.take(deposit(100, day=date(2026, 3, 9))) is RowFate.REPEATED
    assert len(settled.fresh) == 1 and not settled.is_doubted


def test_two_amounts_of_one_account_stand_beside_each_other_in_doubt():
    kept = Kept(uuid4(), deposit(100), Standing.COUNTS)
    settled = Settled([kept])
    assert settled.take(deposit(250)) is RowFate.DOUBTED
    assert settled.doubted == {kept.id}
    assert settled.fresh == [(deposit(250), Standing.DOUBTED)]


@pytest.mark.parametrize(
    ("item", "other", "is_twice"), [("尾号1", "尾号1", True), ("尾号1", "尾号2", False), ("", "", False)]
)
def test_one_named_account_is_not_counted_twice_but_two_without_a_name_may_be_two(item, other, is_twice):
    deposit, day = LineKind.DEPOSIT, date(2026, 2, 28)
    chosen = [Said(deposit, item, Money(100), day), Said(deposit, other, Money(250), day)]
    assert are_counted_twice(chosen) is is_twice
    assert not are_counted_twice(chosen[:1])


def test_another_account_is_no_contradiction_but_something_beside_nothing_is():
    settled = Settled()
    assert settled.take(deposit(100, "尾号0001")) is RowFate.FRESH
    assert settled.take(deposit(100, "尾号0002")) is RowFate.FRESH
    assert settled.take(NOTHING) is RowFate.DOUBTED
    assert {standing for _, standing in settled.fresh} == {Standing.DOUBTED}


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3)), max_size=12))
def test_whatever_comes_twice_is_kept_once_and_doubt_needs_two_amounts_of_one_thing(rows):
    settled = Settled()
    for item, fen in rows:
        settled.take(deposit(fen, item))
    said = [(one.item, one.amount) for one, _ in settled.fresh]
    assert sorted(set(said), key=str) == sorted(said, key=str)
    amounts = {item: {fen for other, fen in rows if other == item} for item, _ in rows}
    assert settled.is_doubted == any(len(each) > 1 for each in amounts.values())
    again = Settled([Kept(uuid4(), one, standing) for one, standing in settled.fresh])
    assert {again.take(deposit(fen, item)) for item, fen in rows} <= {RowFate.REPEATED}


@pytest.mark.parametrize(
    ("before", "results", "has_answers", "is_doubted", "after"),
    [
        (AskedState.SENT, [AnswerResult.FOUND], True, False, AskedState.ANSWERED),
        (AskedState.SENT, [AnswerResult.NOTHING], True, False, AskedState.ANSWERED),
        (AskedState.SENT, [AnswerResult.FOUND, AnswerResult.PARTLY], True, False, AskedState.PARTLY),
        (AskedState.PARTLY, [AnswerResult.FOUND], True, False, AskedState.ANSWERED),
        (AskedState.SENT, [AnswerResult.UNABLE], False, False, AskedState.UNABLE),
        (AskedState.ANSWERED, [AnswerResult.UNABLE], True, False, AskedState.ANSWERED),
        (AskedState.CLOSED, [AnswerResult.UNABLE], False, False, AskedState.CLOSED),
        (AskedState.CLOSED, [AnswerResult.FOUND], True, False, AskedState.ANSWERED),
        (AskedState.SENT, [AnswerResult.FOUND], True, True, AskedState.DOUBTED),
    ],
)
def test_where_a_question_stands_after_a_file(before, results, has_answers, is_doubted, after):
    assert state_after(before, results, has_answers=has_answers, is_doubted=is_doubted) is after


def test_every_grown_up_signs_and_a_child_stands_under_the_family():
    grown, child, family, own = uuid4(), uuid4(), uuid4(), uuid4()
    births = {grown: date(2008, 3, 2), child: date(2008, 3, 3)}
    assert is_of_age(births[grown], DAY) and not is_of_age(births[child], DAY)
    assert set(grounds(births, {}, family, DAY)) == {child}
    assert grounds(births, {grown: own}, family, DAY)[grown] == Ground(GroundKind.AUTHORISATION, own)
    assert not grounds(births, {}, None, DAY)


def test_who_handles_looks_under_a_signature_or_while_the_case_is_open_and_who_supervises_always():
    signed = Ground(GroundKind.AUTHORISATION, uuid4())
    handler = Role.TOWN_HANDLER
    assert ground_of_view(handler, signed, is_purpose_open=False) == signed
    assert ground_of_view(handler, None, is_purpose_open=True).duty == "decide"
    assert ground_of_view(handler, None, is_purpose_open=False) == NO_GROUND
    assert ground_of_view(Role.AUDITOR, None, is_purpose_open=False).duty == "supervise"
    assert all(duty.article for duty in duties().values())


def test_every_profile_is_read_and_says_what_it_rests_on():
    assert len(every_source()) == 8
    for source in every_source().values():
        assert source.basis and source.note and source.answers
        assert {column.key for column in expected(source)} >= {"name", "number", "result"}
    with pytest.raises(SourceNotFoundError):
        source_named("no_such_bank")


def test_a_profile_that_asks_for_what_it_does_not_answer_is_refused():
    given_ = {
        "title": "甲", "basis": "乙", "answers": ["deposit"], "file": "xlsx",
        "out": {"name": "姓名", "number": "号码"},
        "in": {"name": ["姓名"], "number": ["号码"], "result": ["结果"]},
        "results": {"found": ["有"]}, "kinds": {"deposit": ["存款"]},
    }  # fmt: skip
    assert read_source("mine", given_).answers == (LineKind.DEPOSIT,)
    for wrong in (
        {"kinds": {"wage": ["工资"]}},
        {"answers": ["gold"]},
        {"in": {"name": ["姓名"], "result": ["结果"]}},
        {"in": {"name": ["姓名"], "number": ["姓名"], "result": ["结果"]}},
        {"surprise": 1},
    ):
        with pytest.raises(SourceRefusedError):
            read_source("mine", {**given_, **wrong})


def test_the_play_says_the_same_for_the_same_seed_and_every_file_can_be_read():
    asked = [Played(f"2026-0001-{n:04d}", f"人{n}", "440000199001010000") for n in range(60)]
    for source in every_source().values():
        files = play(source, asked, seed=4, on=DAY)
        assert [file.after_days for file in files] == [3, 20]
        columns = [column for column in expected(source) if column.key != "number"]
        rows = [row for file in files for row in read_table(file.content, columns).rows]
        assert rows and not any(row.faults for row in rows)
        results = {row.values["result"] for row in rows}
        assert results == {"found", "nothing", "partly", "unable"}
        again = [
            row
            for file in play(source, asked, seed=4, on=DAY)
            for row in read_table(file.content, columns).rows
        ]
        assert rows == again

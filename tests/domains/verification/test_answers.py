"""What sources answer: each answer once, doubts decided, wrong rows set aside and shown to who may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.banks import MONDAY, sheet
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.cases import actions as cases
from yimen.domains.verification import actions, queries
from yimen.domains.verification.actions.answers import SET_ASIDE_FOR, clear_set_aside
from yimen.domains.verification.errors import (
    AnswerFileNotFoundError,
    AnswersRefusedError,
    DecisionRefusedError,
    WrongStateError,
)
from yimen.domains.verification.models import AnswerFile, SourceAnswer, SourceQuery
from yimen.domains.verification.queries.set_aside import rows_set_aside
from yimen.domains.verification.types import (
    AskedState,
    BatchState,
    LineKind,
    QueryAct,
    QueryOutcome,
    RowFate,
)
from yimen.domains.worklist import queries as worklist
from yimen.kernel import Money

pytestmark = pytest.mark.django_db


def test_answers_come_partly_late_and_again_and_are_each_kept_once(bank):
    head, wife = bank.walk.adults
    batch = bank.send()
    taken = bank.take(bank.row(head, amount=1200.5), bank.row(wife, "部分返回", amount=80))
    assert (taken.fresh, taken.repeated) == (2, 0)
    assert bank.asked(head).state == AskedState.ANSWERED
    assert bank.asked(wife).state == AskedState.PARTLY
    again = bank.take(bank.row(head, amount=1200.5), bank.row(head, amount=30, item="尾号9"))
    assert (again.fresh, again.repeated) == (1, 1)
    with on(batch.due_on + timedelta(days=2)):
        bank.take(bank.row(wife, amount=80), bank.row(bank.walk.child, "无记录"))
        assert bank.asked(wife).state == AskedState.ANSWERED
        late = bank.asked(bank.walk.child)
        assert late.state == AskedState.ANSWERED and late.is_late
        with acting(bank.by):
            assert not worklist.open_items_of([batch.id])
            assert [row.id for row in queries.batches(by=bank.by, state=BatchState.DONE)] == [batch.id]


def test_a_file_is_taken_and_a_batch_goes_out_in_as_many_queries_for_one_as_for_many(bank):
    """Nobody waits longer, nor holds what others wait for, because a county asks about thousands."""
    head, wife = bank.walk.adults
    batch = bank.send()
    files = [
        bank.hand_in(bank.row(head, amount=1)),
        bank.hand_in(*(bank.row(each, amount=2, item="尾号9") for each in (head, wife))),
    ]
    counts = []
    for file in files:
        with acting(bank.by), CaptureQueriesContext(connection) as asked:
            actions.take_answers(file_id=file.id, by=bank.by)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert (bank.asked(head).state, bank.asked(wife).state) == (AskedState.ANSWERED, AskedState.ANSWERED)
    for person in bank.walk.adults:
        bank.sign_anew(person)
    with acting(bank.by):
        SourceQuery.objects.filter(person=wife).update(state=AskedState.SENT)
        with CaptureQueriesContext(connection) as of_two:
            actions.file_of_batch(batch_id=batch.id, by=bank.by)
        SourceQuery.objects.filter(person=head).update(state=AskedState.SENT)
    bank.sign_anew(wife)
    bank.sign_anew(head)
    with acting(bank.by), CaptureQueriesContext(connection) as of_three:
        actions.file_of_batch(batch_id=batch.id, by=bank.by)
    assert len(of_two) == len(of_three)


def test_the_same_file_sent_again_changes_nothing(bank):
    bank.send()
    rows = (bank.row(bank.walk.adults[0], amount=10), bank.row(bank.walk.adults[1], "无记录"))
    bank.take(*rows)
    content = sheet(*rows)
    with acting(bank.by):
        before = list(SourceAnswer.objects.order_by("id").values())
        with pytest.raises(AnswersRefusedError, match="已经登记过"):
            actions.hand_in_answers(source_key="banks", content=content, name="x", by=bank.by)
    resaved = bank.take(*rows, bank.row(bank.walk.adults[0], amount=10))
    assert (resaved.fresh, resaved.repeated) == (0, 3)
    with acting(bank.by):
        assert list(SourceAnswer.objects.order_by("id").values()) == before


def test_contradicting_answers_are_both_kept_until_a_person_decides_with_a_reason(bank):
    head = bank.walk.adults[0]
    bank.send()
    bank.take(bank.row(head, amount=100))
    assert bank.take(bank.row(head, amount=250)).doubted == 1
    asked = bank.asked(head)
    assert asked.state == AskedState.DOUBTED
    with acting(bank.by):
        answers = list(asked.answers.order_by("id"))
        assert {answer.standing for answer in answers} == {"doubted"}
        with pytest.raises(WrongStateError, match="互相矛盾"):
            cases.report_verification(
                request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
            )
        deciding = {"asked_id": asked.id, "by": bank.by}
        with pytest.raises(DecisionRefusedError, match="为什么"):
            actions.decide_answers(counting=[answers[1].id], reason=" ", **deciding)
        with pytest.raises(DecisionRefusedError, match="请选择"):
            actions.decide_answers(counting=[], reason="无", **deciding)
        with pytest.raises(DecisionRefusedError, match="重复计算"):
            both = [each.id for each in answers]
            actions.decide_answers(counting=both, reason="都采用", **deciding)
        actions.decide_answers(counting=[answers[1].id], reason="银行书面更正", **deciding)
        (line,) = queries.answered_lines(bank.request.id, by=bank.by)
        assert (line.person_id, line.kind, line.amount) == (head, LineKind.DEPOSIT, Money(25_000))
    assert bank.asked(head).state == AskedState.ANSWERED


def test_what_counts_becomes_lines_of_the_result_beside_those_entered_by_hand(bank):
    head = bank.walk.adults[0]
    bank.send()
    bank.take(bank.row(head, amount=3000), bank.row(bank.walk.adults[1], "无记录"))
    with acting(bank.by):
        cases.report_verification(
            request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
        )
        (found,) = queries.found_lines(bank.walk.case_id, {head: "m1"})
        assert (found.kind, found.amount) == (LineKind.DEPOSIT, Money(300_000))
        results = queries.results_of_request(bank.request.id, by=bank.by)
    banks = next(each for each in results.sources if each.source.key == "banks")
    assert [line.state for line in banks.lines] == ["answered", "answered", "closed"]
    assert banks.lines[2].remark == "核对结果已经返回"
    late = bank.take(bank.row(bank.walk.child, amount=5))
    assert late.fresh == 1 and bank.asked(bank.walk.child).state == AskedState.ANSWERED
    with acting(bank.by):
        assert len(queries.found_lines(bank.walk.case_id, {bank.walk.child: "m3", head: "m1"})) == 1


def test_a_wrong_row_is_set_aside_and_the_others_are_taken(bank):
    bank.send()
    head, wife = bank.walk.adults
    child = bank.walk.child
    taken = bank.take(
        bank.row(head, amount=10),
        bank.row(head, amount="一百", item="尾号9"),
        bank.row(wife, amount=5, day="2026-02-30"),
        bank.row(child, amount=1, name="别人"),
        ("", "某某", "1234", "有记录", "银行存款", "尾号", 9, "2026-02-28", ""),
    )
    assert (taken.rows, taken.fresh, taken.quarantined) == (5, 1, 4)
    with acting(bank.by):
        rows = rows_set_aside(taken, by=bank.by)
        assert [(row.row, row.faults[0].column) for row in rows] == [
            (3, "金额"), (4, "数据日期"), (5, "姓名"), (6, "身份证号"),
        ]  # fmt: skip
        assert (rows[0].cells["金额"], rows[3].cells["身份证号"]) == ("一百", "1234")
        assert SourceAnswer.objects.count() == 1
        (banks,) = [
            each for each in queries.results_of_request(bank.request.id, by=bank.by).sources
            if each.source.key == "banks"
        ]  # fmt: skip
        said = {line.person_id: (line.state, line.faulty) for line in banks.lines}
    assert said[head] == (AskedState.PARTLY, 1)
    assert said[wife] == (AskedState.SENT, 1)
    assert not banks.is_complete
    exported = {entry.person_id for entry in bank.entries(act=QueryAct.EXPORT, outcome=QueryOutcome.DONE)}
    assert {head, wife} <= exported


def test_rows_put_right_complete_what_was_missing(bank):
    bank.send()
    head, _wife = bank.walk.adults
    bank.take(bank.row(head, amount=10), bank.row(head, amount="一百", item="尾号9"))
    bank.take(bank.row(head, amount=100, item="尾号9"))
    asked = bank.asked(head)
    assert (asked.state, asked.faulty, asked.is_whole) == (AskedState.ANSWERED, 0, True)


def test_a_file_without_one_usable_row_saves_nothing_and_names_row_and_column(bank):
    bank.send()
    head, wife = bank.walk.adults
    file = bank.hand_in(bank.row(wife, amount="一百"), bank.row(head, amount=1, name="别人"))
    with acting(bank.by):
        read = queries.look_through(file, by=bank.by).read
        assert [(fault.row, fault.column) for fault in read.faults] == [(2, "金额"), (3, "姓名")]
        with pytest.raises(AnswersRefusedError, match="2 行里没有一行可用"):
            actions.take_answers(file_id=file.id, by=bank.by)
        assert not SourceAnswer.objects.exists()
        actions.leave_answers(file_id=file.id, by=bank.by)
        with pytest.raises(AnswerFileNotFoundError):
            actions.take_answers(file_id=file.id, by=bank.by)


def test_what_is_set_aside_about_somebody_who_took_the_permission_back_is_neither_kept_nor_shown(bank):
    bank.send()
    head, wife = bank.walk.adults
    bank.revoke(wife)
    taken = bank.take(
        bank.row(head, amount=10), bank.row(head, amount="x", item="尾号9"), bank.row(wife, amount="一百")
    )
    assert (taken.quarantined, taken.left_out) == (1, 1)
    bank.revoke(head)
    with acting(bank.by):
        assert rows_set_aside(taken, by=bank.by) == []
    refused = bank.entries(act=QueryAct.EXPORT, outcome=QueryOutcome.REFUSED)
    assert [entry.person_id for entry in refused] == [head]


def test_whoever_looks_takes_and_hands_back_is_logged_with_the_signature_that_stands(bank):
    bank.send()
    wife = bank.walk.adults[1]
    with on(MONDAY + timedelta(days=1)):
        signed = bank.sign_anew(wife)
        file = bank.hand_in(bank.row(wife, amount=10), bank.row(wife, amount="x", item="尾号9"))
        assert not bank.entries(act=QueryAct.VIEW)
        with acting(bank.by):
            queries.look_through(file, by=bank.by)
            rows_set_aside(actions.take_answers(file_id=file.id, by=bank.by), by=bank.by)
    logged = [
        *bank.entries(act=QueryAct.VIEW),
        *bank.entries(act=QueryAct.TAKE),
        *bank.entries(act=QueryAct.EXPORT),
    ]
    assert [(each.act, each.person_id) for each in logged] == [
        ("view", wife),
        ("take", wife),
        ("export", wife),
    ]
    assert {each.authorisation_id for each in logged} == {signed.id}


def test_what_was_set_aside_goes_after_its_days_and_its_count_stays(bank):
    bank.send()
    head, wife = bank.walk.adults
    taken = bank.take(bank.row(head, amount=10), bank.row(wife, amount="一百"))
    with acting(bank.by):
        assert clear_set_aside() == 0
        AnswerFile.objects.filter(id=taken.id).update(taken_at=timezone.now() - SET_ASIDE_FOR * 2)
        assert (clear_set_aside(), clear_set_aside()) == (1, 0)
        taken.refresh_from_db()
        assert (taken.quarantined, taken.quarantine_id) == (1, None)
        with pytest.raises(AnswerFileNotFoundError, match="保存期限"):
            rows_set_aside(taken, by=bank.by)


def test_a_row_about_somebody_nobody_asked_about_is_not_kept_and_that_is_recorded(bank):
    bank.send()
    stranger = ("", "陈某", "11010519491231002X", "有记录", "银行存款", "尾号", 9, "2026-02-28", "")
    rows = (stranger, bank.row(bank.walk.adults[0], "无记录"))
    file = bank.hand_in(*rows)
    with acting(bank.by):
        seen = queries.look_through(file, by=bank.by).read.rows[0]
    assert (seen.fate, seen.said.amount, seen.result) == (RowFate.LEFT_OUT, None, None)
    taken = bank.take(*rows)
    assert (taken.fresh, taken.left_out) == (1, 1)
    (entry,) = bank.entries(act=QueryAct.TAKE, outcome=QueryOutcome.REFUSED)
    assert entry.person_id is None

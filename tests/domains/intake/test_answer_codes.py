"""A receiver without an account answers by a link: once, for a while, and without seeing who it is about."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import on
from tests.support.transfers import (
    code_for,
    items,
    kept,
    to_housing,
)

from yimen.domains.intake import actions
from yimen.domains.intake.errors import (
    CodeNotFoundError,
    TransferIncompleteError,
    TransferStateError,
)
from yimen.domains.intake.models import TransferCode
from yimen.domains.intake.rules import without_name
from yimen.domains.intake.types import (
    TransferState,
    Verdict,
)
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def test_a_receiver_without_an_account_answers_once_by_its_link(cast, link):
    transfer, token = link
    shown = actions.open_by_code(token)
    assert (shown.masked_name, shown.state) == ("温**", TransferState.SENT)
    assert "温石生" not in shown.need and "13900139000" not in repr(shown)
    kept_now = actions.answer_by_code(token, verdict=Verdict.ACCEPT, text="", answerer="李会长")
    with pytest.raises(CodeNotFoundError):
        actions.answer_by_code(token, verdict=Verdict.REFUSE, text="改主意", answerer="李会长")
    following = kept_now.following.code
    actions.answer_by_code(following, verdict=Verdict.HELPED, text="救助2000元", answerer="李会长")
    assert kept(transfer).state == TransferState.HELPED and kept(transfer).way == "link"
    assert list(items(transfer)) == [WorkKind.TRANSFER_FEEDBACK]
    for used in (token, following):
        with pytest.raises(CodeNotFoundError):
            actions.open_by_code(used)


def test_only_a_digest_of_the_token_is_kept(link):
    _transfer, token = link
    with system_scope():
        row = TransferCode.objects.get()
        assert token.encode() not in bytes(row.digest) and len(bytes(row.digest)) == 32


def test_no_paper_no_row_and_no_address_bears_the_code(cast, link):
    transfer, token = link
    plain = token.replace("-", "")
    with system_scope():
        for document in OfficialDocument.objects.filter(subject_id=transfer.id):
            assert token not in document.content and plain not in document.content
            assert "/public/transfers" in document.content
        assert plain not in repr(list(Entry.objects.values_list("changes", "purpose")))


def test_typing_something_wrong_counts_as_an_opening(link):
    _transfer, token = link
    actions.open_by_code(token)
    for _time in range(3):
        actions.look_again(token)
    with system_scope():
        assert TransferCode.objects.get(closed_at__isnull=True).openings == 4


def test_a_receiver_with_a_liaison_needs_no_code(cast, housing, liaison):
    transfer = to_housing(cast, housing)
    with acting(cast.town_handler), pytest.raises(TransferStateError):
        actions.send_code(transfer_id=transfer.id, by=cast.town_handler)


@pytest.mark.parametrize("wrong", ["", "x", "x.y", "'; DROP TABLE intake_transfer; --", "中" * 40])
def test_a_guess_opens_nothing(link, wrong):
    _transfer, token = link
    for guess in (wrong, token[:-1] + ("A" if token[-1] != "A" else "B"), f"X{token}"):
        with pytest.raises(CodeNotFoundError):
            actions.open_by_code(guess)
        with pytest.raises(CodeNotFoundError):
            actions.answer_by_code(guess, verdict=Verdict.ACCEPT, text="", answerer="谁")


def test_a_link_expires_is_replaced_and_is_not_opened_without_end(cast, link):
    transfer, token = link
    with on(date(2026, 4, 2)), pytest.raises(CodeNotFoundError):
        actions.open_by_code(token)
    newer = code_for(cast, transfer)
    with pytest.raises(CodeNotFoundError):
        actions.open_by_code(token)
    for _time in range(50):
        actions.open_by_code(newer)
    with pytest.raises(CodeNotFoundError):
        actions.open_by_code(newer)
    with pytest.raises(CodeNotFoundError):
        actions.look_again(newer)
    kept_now = actions.answer_by_code(newer, verdict=Verdict.ACCEPT, text="", answerer="李会长")
    assert kept_now.state == TransferState.ACCEPTED  # whoever has it open still answers
    with acting(cast.auditor), pytest.raises(NotPermittedError):
        actions.send_code(transfer_id=transfer.id, by=cast.auditor)


def test_a_wrong_answer_does_not_use_the_link_up(link):
    _transfer, token = link
    with pytest.raises(TransferIncompleteError):
        actions.answer_by_code(token, verdict=Verdict.REFUSE, text=" ", answerer="李会长")
    with pytest.raises(TransferStateError):
        actions.answer_by_code(token, verdict=Verdict.HELPED, text="给了", answerer="李会长")
    with pytest.raises(TransferIncompleteError):
        actions.answer_by_code(token, verdict=Verdict.ACCEPT, text="", answerer=" ")
    assert actions.open_by_code(token).state == TransferState.SENT


def test_withdrawing_closes_the_link(cast, link):
    transfer, token = link
    with acting(cast.town_handler):
        actions.withdraw_transfer(transfer_id=transfer.id, reason="重复", by=cast.town_handler)
        with pytest.raises(TransferStateError):
            actions.send_code(transfer_id=transfer.id, by=cast.town_handler)
    with pytest.raises(CodeNotFoundError):
        actions.open_by_code(token)


def test_a_link_shows_no_number_by_which_somebody_is_known():
    said = without_name(
        "温石生（441426195003120017，139 0013-9000）住3号楼，2026-09-21 断药，欠5000元", "温石生"
    )
    assert said == "温**（" + "*" * 18 + "，" + "*" * 13 + "）住3号楼，2026-09-21 断药，欠5000元"

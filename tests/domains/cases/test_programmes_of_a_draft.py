"""What a draft asks for changes until it is handed in; its papers follow, signed ones are signed anew."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.cast import VILLAGE, acting
from tests.support.process import MONDAY, Walk, on

from yimen.domains.cases import actions
from yimen.domains.cases.errors import DeclarationInvalidError, NotDraftError, OpenCaseExistsError
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as registered
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.worklist.types import Subject
from yimen.kernel import Programme

pytestmark = pytest.mark.django_db


def changed(walk: Walk, *programmes: Programme):
    by = walk.cast.village_assistant
    with acting(by):
        version = walk.case().version
    with acting(by):
        return actions.change_programmes(case_id=walk.case_id, version=version, programmes=programmes, by=by)


def committed(walk: Walk, signature: str = "") -> None:
    """A commitment that names low-income support; signed on the screen or left for the pen."""
    by = walk.cast.town_handler
    signer: dict[str, Json] = {"name": "李建明", "role": "申请人"}
    if signature:
        signer["signature"] = signature
    with acting(by):
        papers.issue_document(
            kind=DocumentKind.COMMITMENT,
            subject=Subject("case", walk.case_id, "诚信承诺书", VILLAGE),
            values={
                "applicant": "李建明", "id_number": "未登记", "address": "墩背村12号", "programme": "dibao",
                "signed_on": timezone.localdate().isoformat(), "signers": [signer],
            },
            by=by,
            household_id=walk.household_id,
        )  # fmt: skip


def papers_of(walk: Walk):
    by = walk.cast.town_handler
    with acting(by):
        found = registered.documents_of_subjects([walk.case_id], by=by)
        return [(paper.id, paper.is_valid) for paper in reversed(found)]


def test_until_it_is_handed_in_a_draft_asks_for_something_else_and_keeps_what_was_typed(walk):
    with on(MONDAY):
        walk.apply()
        changed(walk, Programme.TEKUN, Programme.TEMPORARY)
        case = walk.case()
    assert case.requested == ["tekun", "temporary"]
    assert case.declared["members"][0]["income"] == [{"kind": "wage", "amount": "900.00"}]
    assert case.reason


def test_handed_in_it_stays_as_it_is(walk):
    with on(MONDAY):
        walk.apply()
        walk.complete()
        walk.submit()
        with pytest.raises(NotDraftError):
            changed(walk, Programme.TEKUN)


@pytest.mark.parametrize("programmes", [(), (Programme.DIBAO, Programme.TEMPORARY)])
def test_nothing_and_what_already_runs_elsewhere_is_refused(walk, programmes):
    with on(MONDAY):
        walk.apply(programmes=(Programme.TEMPORARY,))
        other = walk.case_id
        walk.apply(programmes=(Programme.TEKUN,))
        assert walk.case_id != other
        with pytest.raises((DeclarationInvalidError, OpenCaseExistsError)):
            changed(walk, *programmes)


def test_a_paper_that_names_what_is_no_longer_asked_for_is_made_anew(walk):
    with on(MONDAY):
        walk.apply()
        committed(walk)
        remade = changed(walk, Programme.TEMPORARY)
        (_old, was_valid), (new, is_valid) = papers_of(walk)
    assert [paper.id for paper in remade.documents] == [new] and not remade.to_sign
    assert not was_valid and is_valid


def test_a_paper_that_still_fits_stays(walk):
    with on(MONDAY):
        walk.apply()
        committed(walk)
        remade = changed(walk, Programme.DIBAO, Programme.TEMPORARY)
        ((_paper, is_valid),) = papers_of(walk)
    assert is_valid and not remade.documents


def test_a_signed_paper_is_withdrawn_and_waits_for_a_new_signature(walk):
    with on(MONDAY + timedelta(days=1)):
        walk.apply()
        with acting(walk.cast.town_handler):
            signature = str(walk.file(walk.cast.town_handler))
        committed(walk, signature)
        remade = changed(walk, Programme.TEMPORARY)
        ((_paper, is_valid),) = papers_of(walk)
    assert not is_valid and remade.to_sign == ("社会救助诚信承诺书",) and not remade.documents

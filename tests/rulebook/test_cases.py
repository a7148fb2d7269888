"""Every worked example is a test of its own; a published figure we do not follow is recorded as a
disagreement."""

import pytest

from yimen.rulebook.cases import WorkedCase, worked_cases

CASES = worked_cases()


@pytest.mark.requirement("R-POL-3")
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_worked_example(case: WorkedCase) -> None:
    assert case.found() == case.expected()


@pytest.mark.parametrize("case", [c for c in CASES if "dibao" in c.published], ids=lambda case: case.id)
def test_documented_disagreement(case: WorkedCase) -> None:
    assert case.found()["dibao.amount"] != case.published["dibao"]
    assert case.published["why"]

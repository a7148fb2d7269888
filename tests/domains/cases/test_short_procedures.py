"""Applied for alone: subsidies by card and children's programmes skip what their law does not ask."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import NO_RELATIVE, Walk, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, queries
from yimen.domains.cases.errors import DeclarationInvalidError, VerificationMissingError
from yimen.domains.cases.models import Case, PublicNotice
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.domains.papers.models import OfficialDocument
from yimen.kernel import Money, Programme

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 9, 21), date(2026, 9, 29)
CARE, ORPHAN = Programme.DISABILITY_CARE, Programme.ORPHAN


def handed_in(walk: Walk, programme: Programme, whom, declared) -> None:
    """By the village assistant, without any authorisation."""
    by = walk.cast.village_assistant
    walk.apply(programmes=(programme,))
    with acting(by):
        case = Case.objects.get(pk=walk.case_id)
        actions.save_step(case_id=case.id, version=case.version, for_person_id=whom, declared=declared, by=by)
        for kind in ("commitment", "receipts"):
            actions.record_material(case_id=case.id, kind=kind, by=by)
        version = Case.objects.get(pk=case.id).version
        actions.declare_near_relative(case_id=case.id, version=version, declaration=NO_RELATIVE, by=by)
    walk.submit()
    walk.accept()


def card(ref: str) -> dict[str, object]:
    return {"members": [{"ref": ref, "disability": {"kind": "physical", "level": 1}}]}


@pytest.mark.requirement("R-CAS-10")
def test_the_care_subsidy_goes_from_acceptance_straight_to_the_opinion(walk):
    with on(DAY):
        handed_in(walk, CARE, walk.adults[1], card("m2"))
        case, outcome = walk.case(), walk.outcome(CARE)
        assert (case.state, outcome.state) == (CaseState.INVESTIGATING, OutcomeState.PROPOSED)
        assert outcome.person_id == walk.adults[1]
        assert "opinion" in walk.open_kinds()
        assert not {"verification", "investigation", "investigation_start"} & walk.open_kinds()
        walk.opine(programme=CARE)
        walk.post(CARE)
    with on(LATER):
        walk.send(CARE)
        decided = walk.confirm(programme=CARE)
    assert decided.state == OutcomeState.CONFIRMED
    with acting(walk.cast.county_reviewer):
        award = Award.objects.get()
        assert (award.person_id, award.from_month) == (walk.adults[1], date(2026, 10, 1))
        letter = OfficialDocument.objects.get(kind="acceptance")
        assert "授权" not in letter.content


def test_nobody_has_to_permit_what_is_not_verified(walk):
    by = walk.cast.village_assistant
    with on(DAY):
        walk.apply(programmes=(CARE,))
        with acting(by):
            keys = [item.key for item in queries.checklist_of_case(walk.case_id, by=by)]
    assert not [key for key in keys if key.startswith("authorisation")]


def test_an_orphan_is_decided_without_any_sheet_in_the_village(walk):
    lost = {"members": [{"ref": "m3", "parents": ["dead", "missing"]}]}
    with on(DAY):
        handed_in(walk, ORPHAN, walk.child, lost)
        walk.start()
        assert "verification" not in walk.open_kinds()
        walk.visit()
        walk.opine(difference_reason="按散居孤儿", amount=Money(1484_00), programme=ORPHAN)
        walk.send(ORPHAN)
        walk.confirm(amount=Money(1484_00), reason="按散居孤儿", programme=ORPHAN)
    with acting(walk.cast.county_reviewer):
        assert not PublicNotice.objects.exists()
        assert Award.objects.get().person_id == walk.child


def test_only_for_a_member_of_the_family(walk):
    by = walk.cast.village_assistant
    with on(DAY):
        case = walk.apply(programmes=(CARE,))
        with acting(by), pytest.raises(DeclarationInvalidError):
            actions.save_step(case_id=case.id, version=case.version, for_person_id=walk.household_id, by=by)


def with_dibao(walk: Walk) -> None:
    with on(date(2026, 3, 2)):
        walk.to_posted()
    with on(date(2026, 3, 10)):
        walk.send()
        walk.confirm()


def test_whoever_holds_dibao_is_recognised_and_its_means_are_not_verified_again(walk):
    by = walk.cast.village_assistant
    with_dibao(walk)
    number = walk.case().number
    request = {"request": {"kind": "expenditure", "amount": "800.00"}}
    with on(DAY):
        handed_in(walk, Programme.TEMPORARY, None, request)
        case = walk.case()
        with acting(by):
            assert [one.case_number for one in queries.recognitions_of_case(case.id, by=by)] == [number]
            file = file_of(case, DAY)
        assert file["members"][0]["other_awards"][0]["programme"] == "dibao"
        assert file["members"][0]["income"], "the means behind the recognition are taken over"
        walk.start()
        assert "verification" not in walk.open_kinds() and "investigation" in walk.open_kinds()
        walk.visit()
        walk.opine(programme=Programme.TEMPORARY)


def test_without_a_recognition_expenditure_aid_is_verified(walk):
    with on(DAY):
        walk.to_submitted(programmes=(Programme.TEMPORARY,))
        by = walk.cast.village_assistant
        with acting(by):
            actions.record_material(case_id=walk.case_id, kind="receipts", by=by)
        walk.accept()
        walk.start()
        walk.visit()
        with pytest.raises(VerificationMissingError):
            walk.opine(programme=Programme.TEMPORARY)

"""The wizard: drafts that lose nothing, declarations that can be read, one running application each."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts
from tests.support.process import on

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.types import CaseState, Channel
from yimen.domains.network.errors import OutOfScopeError
from yimen.domains.people import actions as people_actions
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation
from yimen.kernel import Programme, Sex, YimenError

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def save(walk, **step):
    by = walk.cast.village_assistant
    with acting(by):
        return actions.save_step(case_id=walk.case_id, version=walk.case().version, by=by, **step)


def apply_again(walk, programme: Programme):
    by = walk.cast.town_handler
    with acting(by):
        return actions.open_application(
            household_id=walk.household_id,
            applicant_id=walk.adults[1],
            channel=Channel.WINDOW,
            programmes=[programme],
            by=by,
        )


@pytest.mark.requirement("R-DSK-6")
def test_a_draft_already_holds_what_we_know_and_asks_for_none_of_it(walk):
    walk.apply()
    case = walk.case()
    with acting(walk.cast.village_assistant):
        members = list(case.members.order_by("ref").values_list("ref", "name", "relation", "is_adult"))
    assert members == [
        ("m1", "李建明", "head", True),
        ("m2", "李门陈氏", "spouse", True),
        ("m3", "李小妹", "child", False),
    ]
    assert case.declared["household"]["registered_region"] == "441426100200"
    assert case.declared["members"][2]["birth_date"] == "2014-07-01"
    assert case.address == "墩背村12号" and case.number is None


@pytest.mark.requirement("R-DSK-5")
def test_every_saved_step_stays(walk):
    walk.apply(reason="")
    save(walk, declared={"household": {"vehicles": [{"kind": "e_bike", "value": "500.00"}]}})
    save(walk, declared={"members": [{"ref": "m2", "work_ability": "none"}]}, agent_name="王村长")
    case = save(walk, reason="失业")
    assert case.declared["household"]["homes"] == 1
    assert case.declared["household"]["vehicles"][0]["kind"] == "e_bike"
    assert case.declared["members"][0]["income"] == [{"kind": "wage", "amount": "900.00"}]
    assert case.declared["members"][1]["work_ability"] == "none"
    assert (case.agent_name, case.reason) == ("王村长", "失业")


def test_a_stranger_in_the_declaration_or_an_unknown_field_is_refused(walk):
    walk.apply()
    with pytest.raises(errors.DeclarationInvalidError):
        save(walk, declared={"members": [{"ref": "m9", "age": 3}]})
    with pytest.raises(errors.DeclarationInvalidError):
        save(walk, number="1")
    with pytest.raises(errors.DeclarationInvalidError):
        save(walk, programmes=[])


def test_a_declaration_the_rules_cannot_read_is_refused_before_it_is_submitted(walk):
    with on(MONDAY):
        walk.apply()
        save(walk, declared={"household": {"homes": "几间"}})
        with pytest.raises(YimenError) as refused:
            walk.submit()
        assert "homes" in refused.value.message
        assert walk.case().state == CaseState.DRAFT and walk.case().number is None


def test_an_application_says_why_and_how_to_be_reached(walk):
    walk.apply(reason=" ")
    with pytest.raises(errors.ReasonMissingError):
        walk.submit()


def test_a_submitted_application_is_not_edited_any_more(walk):
    with on(MONDAY):
        walk.to_submitted()
        with pytest.raises(errors.NotDraftError):
            save(walk, reason="改")


def test_a_household_has_one_running_application_for_a_programme(walk):
    with on(MONDAY):
        walk.apply()
        with pytest.raises(errors.OpenCaseExistsError):
            apply_again(walk, Programme.DIBAO)
        assert apply_again(walk, Programme.RIGID_EXPENSE).state == CaseState.DRAFT
        by = walk.cast.village_assistant
        with acting(by):
            actions.withdraw_application(
                case_id=walk.case_id, version=walk.case().version, why="重新申请", by=by
            )
        assert apply_again(walk, Programme.DIBAO).state == CaseState.DRAFT


def test_only_a_member_of_the_household_applies_for_it(walk):
    by = walk.cast.village_assistant
    with acting(by), pytest.raises(errors.DeclarationInvalidError):
        actions.open_application(
            household_id=walk.household_id, applicant_id=by.user_id, channel=Channel.VILLAGE, by=by
        )


def test_an_investigator_from_elsewhere_does_not_sign(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        with pytest.raises(errors.InvestigationInvalidError):
            walk.visit(second=walk.cast.stranger)
        with pytest.raises((errors.CaseNotFoundError, OutOfScopeError)):
            walk.visit(by=walk.cast.stranger)


def test_materials_may_still_come_until_the_case_ends(walk):
    with on(MONDAY):
        walk.to_investigated()
        by = walk.cast.town_handler
        with acting(by):
            actions.record_material(case_id=walk.case_id, kind="receipts", by=by)
            given = {item.key for item in queries.checklist_of_case(walk.case_id, by=by) if item.is_given}
            actions.withdraw_application(case_id=walk.case_id, version=walk.case().version, why="撤回", by=by)
            with pytest.raises(errors.NotDraftError):
                actions.record_material(case_id=walk.case_id, kind="other", by=by)
    assert "commitment" in given


def test_the_same_programme_is_not_asked_for_twice(walk):
    with on(MONDAY):
        walk.to_investigated()
        by = walk.cast.town_handler
        with acting(by), pytest.raises(errors.ProgrammeAlreadyRequestedError):
            actions.request_programme(case_id=walk.case_id, programme=Programme.DIBAO, by=by)


def test_who_joins_or_leaves_the_household_joins_or_leaves_its_draft(walk):
    by = walk.cast.village_assistant
    with on(MONDAY):
        walk.apply()
        with acting(by):
            child = people.members(walk.household_id)[2]
            people_actions.end_membership(
                membership_id=child.membership_id, on=MONDAY, by=by, reason="随祖父母生活"
            )
            facts = person_facts("李新生", born=date(2026, 2, 1), sex=Sex.FEMALE)
            born = people_actions.register_person(
                facts=facts, region=VILLAGE, address="墩背村12号", by=by, lives_here_since=date(2026, 2, 1)
            )
            people_actions.add_member(
                household_id=walk.household_id, person_id=born.id, relation=Relation.CHILD, by=by
            )
        walk.complete()
        case = walk.submit()
        with acting(by):
            assert [m.name for m in case.members.order_by("ref")] == ["李建明", "李门陈氏", "李新生"]
        assert [member["ref"] for member in case.declared["members"]] == ["m1", "m2", "m4"]
        assert case.declared["members"][0]["income"] == [{"kind": "wage", "amount": "900.00"}]
        assert case.declared["members"][2]["birth_date"] == "2026-02-01"


def test_a_draft_whose_applicant_left_goes_no_further(walk):
    by = walk.cast.village_assistant
    with on(MONDAY):
        walk.apply()
        with acting(by):
            people_actions.record_death(person_id=walk.adults[0], on=MONDAY, by=by)
        with pytest.raises(errors.DeclarationInvalidError, match="申请人已不在"):
            walk.submit()

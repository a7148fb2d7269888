"""What a step refuses before it writes anything, each with a sentence that names the way out."""

from dataclasses import replace

import pytest
from django.utils import timezone
from tests.support.cast import acting, register
from tests.support.process import MONDAY, NOTICE_OVER, RELATIVE, on

from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions import Visit
from yimen.domains.cases.models import HomeInvestigation
from yimen.domains.cases.queries.determinations import file_of
from yimen.kernel import Money, Programme, YimenError

pytestmark = pytest.mark.django_db


def form(cast, **more) -> Visit:
    written = {
        "second_post_id": cast.town_investigator.post_id,
        "visited_on": timezone.localdate(),
        "findings": [("住房", "砖瓦房一处")],
        "conclusion": "与申报一致",
    }
    return Visit(**{**written, **more})


def record(walk, visit: Visit):
    by = walk.cast.town_handler
    with acting(by):
        return actions.record_investigation(case_id=walk.case_id, visit=visit, by=by)


def declare(walk) -> None:
    by, case = walk.cast.village_assistant, walk.case()
    with acting(by):
        actions.declare_near_relative(case_id=case.id, version=case.version, declaration=RELATIVE, by=by)


def test_nothing_is_declared_on_a_case_that_has_ended(walk):
    with on(MONDAY):
        walk.apply()
        walk.withdraw()
        with pytest.raises(errors.NotDraftError, match="已经结束"):
            declare(walk)


def test_only_papers_that_are_asked_for_are_taken(walk):
    with on(MONDAY):
        walk.apply()
        by = walk.cast.village_assistant
        with acting(by), pytest.raises(errors.DeclarationInvalidError, match="材料清单"):
            actions.record_material(case_id=walk.case_id, kind="身份证" * 20, by=by)


def test_a_programme_is_asked_for_only_for_a_member_of_the_family(walk, cast):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        neighbour, by = register(cast.village_assistant, "王秀英"), cast.town_handler
        with acting(by), pytest.raises(errors.DeclarationInvalidError, match="不是本件的家庭成员"):
            actions.request_programme(
                case_id=walk.case_id, programme=Programme.TEKUN, person_id=neighbour.id, by=by
            )
        with acting(by):
            asked = actions.request_programme(
                case_id=walk.case_id, programme=Programme.TEKUN, person_id=walk.adults[1], by=by
            )
        assert asked.person_id == walk.adults[1]


@pytest.mark.parametrize("part", ["auditor", "administrator"])
def test_who_only_looks_on_or_keeps_accounts_investigates_nobody(walk, cast, part):
    with on(MONDAY):
        walk.to_started()
        with pytest.raises(errors.InvestigationInvalidError, match="不办理业务"):
            record(walk, form(cast, second_post_id=getattr(cast, part).post_id))


def test_a_form_sent_twice_is_one_form_and_a_corrected_one_another(walk, cast):
    with on(MONDAY):
        walk.to_started()
        written = form(cast)
        record(walk, written)
        with pytest.raises(errors.InvestigationInvalidError, match="尚待签字"):
            record(walk, written)
        record(walk, replace(written, conclusion="收入高于申报"))
        with acting(cast.town_handler):
            assert HomeInvestigation.objects.count() == 2


@pytest.mark.parametrize(
    "corrections",
    [
        {"members": [{"ref": "m9", "student": "compulsory"}]},
        {"household": {"homes": "许多"}},
        {"region": "441426000000"},
    ],
)
def test_a_correction_the_rules_cannot_read_is_refused_at_the_visit(walk, cast, corrections):
    with on(MONDAY):
        walk.to_started()
        with pytest.raises(YimenError):
            record(walk, form(cast, corrections=corrections))
        with acting(cast.town_handler):
            assert not HomeInvestigation.objects.exists()


def test_a_later_visit_adds_to_what_an_earlier_one_corrected(walk, cast):
    with on(MONDAY):
        walk.to_started()
        walk.visit(
            corrections={"household": {"homes": 2}, "members": [{"ref": "m1", "work_ability": "none"}]}
        )
        walk.visit(corrections={"household": {"non_residential": 1}})
        walk.county_visit()
        by = cast.county_reviewer
        with acting(by):
            file = file_of(walk.case(), timezone.localdate())
        assert (file["household"]["homes"], file["household"]["non_residential"]) == (2, 1)
        assert file["members"][0]["work_ability"] == "none"


def test_a_programme_that_pays_is_not_granted_for_nothing(walk):
    with on(MONDAY):
        walk.to_investigated()
        with pytest.raises(errors.AmountInvalidError, match="须填写救助金额"):
            walk.opine(amount=Money(0), difference_reason="暂不发放")
        walk.opine()
        walk.post()
    with on(NOTICE_OVER):
        walk.send()
        for wrong in (Money(0), Money(-100)):
            with pytest.raises(errors.AmountInvalidError):
                walk.confirm(amount=wrong, reason="议定")


def test_the_county_itself_records_a_complaint_that_reaches_it(walk, cast):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.complain(by=cast.county_reviewer)
        assert walk.waiting("investigation").owner_role == "county_reviewer"
        with pytest.raises(errors.CountyVisitMissingError):
            walk.confirm()

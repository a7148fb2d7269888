"""Tekun differs: for a person, posted again after an objection; obligors, assessment, care, a drawn check."""

from datetime import date

import pytest
from tests.support import tekun as steps
from tests.support.cast import VILLAGE, acting, register
from tests.support.factories import identity_number
from tests.support.process import MONDAY, NOTICE_OVER, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.models import Obligor
from yimen.domains.cases.queries import tekun as queries_of
from yimen.domains.cases.types import ObjectionMethod, OutcomeState
from yimen.domains.cases.types import tekun as words
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.verification.types import SigningMethod
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit.models import Entry
from yimen.kernel import Money, Programme, ResidentId

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN


@pytest.fixture
def elder(walk):
    """A person alone, looked into; the calendar came with the family of the other tests."""
    with on(MONDAY):
        return steps.to_investigated(steps.elder_alone(walk.cast))


@pytest.fixture
def ready(elder):
    with on(MONDAY):
        steps.nobody_owes(elder)
        steps.assess(elder, words.Indicator.BATHE, words.Indicator.WALK)
        steps.arrange(elder)
    return elder


def named(walk, name="丘大儿"):
    by = walk.cast.village_assistant
    with acting(by):
        return tekun.name_obligor(
            case_id=walk.case_id,
            name=name,
            obligation=words.Obligation.CHILD,
            address="深圳市宝安区",
            by=by,
        )


def consent(walk, obligor, number="丘大儿"):
    by = walk.cast.village_assistant
    with acting(by):
        return tekun.record_consent(
            obligor_id=obligor.id,
            identity=ResidentId(str(identity_number(number))),
            method=SigningMethod.SCREEN,
            signature=walk.file(by),
            by=by,
        )


def judge(walk, obligor, ability=words.Ability.SEVENTY):
    by = walk.cast.town_handler
    with acting(by):
        return tekun.judge_obligor(obligor_id=obligor.id, ability=ability, evidence="户口簿、核对报告", by=by)


def test_the_applicant_asks_for_themselves_and_the_notice_promises_fifteen_days(elder):
    outcome = elder.outcome(TEKUN)
    assert outcome.person_id == elder.adults[0]
    with acting(elder.cast.town_handler):
        opinion = WorkItem.objects.get(kind="opinion", subject_id=outcome.id)
        assert (opinion.limit_days, opinion.limit_unit, opinion.event_on) == (15, "working", MONDAY)
        assert OfficialDocument.objects.filter(kind="acceptance").exists()
        found = queries.preview_finding(outcome.id, by=elder.cast.town_handler)
        assert found.programme is TEKUN and found.member == "m1"


def test_the_written_statement_is_one_of_the_materials(walk):
    elder = steps.elder_alone(walk.cast)
    with on(MONDAY):
        elder.apply(programmes=(TEKUN,))
        with acting(elder.cast.village_assistant):
            items = queries.checklist_of_case(elder.case_id, by=elder.cast.village_assistant)
    assert "statement" in {item.key for item in items if item.is_missing}


def test_the_opinion_waits_for_obligors_assessment_and_care(elder):
    with on(MONDAY):
        for step, refusal in (
            (steps.nobody_owes, errors.ObligorsOpenError),
            (steps.assess, errors.AssessmentMissingError),
            (steps.arrange, errors.CareMissingError),
        ):
            with pytest.raises(refusal):
                elder.opine(programme=TEKUN, amount=Money(1))
            step(elder)
        assert elder.opine(programme=TEKUN).is_positive


def test_the_level_of_care_and_the_place_change_what_the_rules_say(elder):
    by = elder.cast.town_handler
    with on(MONDAY):
        steps.nobody_owes(elder)
        amounts = []
        for failed in ((), tuple(words.Indicator)[:3], tuple(words.Indicator)):
            steps.assess(elder, *failed)
            with acting(by):
                amounts.append(queries.preview_finding(elder.outcome(TEKUN).id, by=by).amount)
        assert amounts == sorted(set(amounts))  # each level more than the one before
        with acting(by):
            levels = [made.level for made in tekun_rows(elder.outcome(TEKUN).assessments)]
            assert levels == ["full", "half", "self"]
            assert OfficialDocument.objects.filter(kind="self_care_assessment").count() == 3


def tekun_rows(rows):
    return list(rows.order_by("-number"))


@pytest.mark.requirement("R-CAS-12")
def test_an_agreement_names_its_parties_duties_payment_and_term(elder):
    with on(MONDAY):
        for lacking in ({"carer_name": " "}, {"duties": ""}, {"payment": ""}, {"valid_until": None}):
            with pytest.raises(errors.CareInvalidError):
                steps.arrange(elder, steps.at_home(**lacking))
        with pytest.raises(errors.CareInvalidError):
            steps.arrange(elder, steps.at_home(valid_until=date(2026, 4, 1)))
        with pytest.raises(errors.CareInvalidError):
            steps.arrange(elder, steps.at_home(form=words.CareForm.INSTITUTION))
        home = steps.at_home(form=words.CareForm.INSTITUTION, institution="平远县中心敬老院")
        steps.arrange(elder, home)
        with acting(elder.cast.town_handler):
            made = elder.outcome(TEKUN).arrangements.get()
            assert (made.form, made.carer_name) == ("institution", "")
            assert OfficialDocument.objects.filter(kind="care_agreement").count() == 1


def test_only_whoever_consented_is_verified(elder):
    with on(MONDAY):
        agrees, refuses = named(elder), named(elder, "丘二女")
        consent(elder, agrees)
        by = elder.cast.town_handler
        with acting(by):
            tekun.record_refused_consent(obligor_id=refuses.id, note="电话征求，本人不同意", by=by)
            actions.request_verification(case_id=elder.case_id, by=by)
            asked = {person["name"] for person in find_latest_request(elder.case_id).people}
    assert asked == {"丘阿婆", "丘大儿"}


def test_an_able_obligor_settles_it_and_one_not_looked_into_leaves_it_open(elder):
    by = elder.cast.town_handler
    with on(MONDAY):
        obligor = named(elder)
        consent(elder, obligor)
        steps.assess(elder)
        steps.arrange(elder)
        with pytest.raises(errors.ObligorsOpenError):
            elder.opine(programme=TEKUN, amount=Money(1), difference_reason="一事一议")
        with acting(by):
            assert queries.preview_finding(elder.outcome(TEKUN).id, by=by).is_eligible is None
        judge(elder, obligor, words.Ability.ABLE)
        with acting(by):
            assert queries.preview_finding(elder.outcome(TEKUN).id, by=by).is_eligible is False
        judge(elder, obligor)
        assert elder.opine(programme=TEKUN).is_positive


def test_a_consent_is_signed_under_the_number_of_the_obligor_and_stays(elder):
    with on(MONDAY):
        obligor = named(elder)
        register(elder.cast.village_assistant, "丘小叔")
        with pytest.raises(errors.ObligorInvalidError):
            consent(elder, obligor, "丘小叔")
        by = elder.cast.village_assistant
        with acting(by), pytest.raises(errors.ObligorInvalidError):
            tekun.record_refused_consent(obligor_id=obligor.id, note="  ", by=by)
        consent(elder, obligor)
        with pytest.raises(errors.ObligorInvalidError):
            steps.nobody_owes(elder)


def test_a_name_typed_twice_or_by_mistake(elder):
    with on(MONDAY):
        obligor = named(elder)
        with pytest.raises(errors.ObligorInvalidError):
            named(elder)
        by = elder.cast.village_assistant
        with acting(by), pytest.raises(errors.ObligorInvalidError):
            tekun.end_obligor(obligor_id=obligor.id, reason=" ", by=by)
        with acting(by):
            tekun.end_obligor(obligor_id=obligor.id, reason="重复登记", by=by)
        steps.nobody_owes(elder)
        assert elder.case().declared["obligors"] == []
        with acting(by):
            kept = Obligor.objects.get()
            assert (kept.ended_on, kept.ended_because) == (MONDAY, "重复登记")
            assert Entry.objects.filter(action="obligor:end", subject=kept.id).exists()
        with pytest.raises(errors.ObligorInvalidError):
            consent(elder, obligor)
        named(elder)
        assert "obligors" not in elder.case().declared


def test_who_died_after_signing_stays_on_the_file_and_is_asked_for_no_more(elder):
    with on(MONDAY):
        obligor = named(elder)
        consent(elder, obligor)
        by = elder.cast.village_assistant
        with acting(by):
            tekun.end_obligor(obligor_id=obligor.id, reason="2月28日死亡", by=by)
            assert queries_of.consented_people(elder.case()) == []
            assert "obligors" not in queries_of.found_out(elder.case())
            (kept,) = queries_of.obligors_of_case(elder.case_id, by=by)
        assert kept.consent == words.Consent.GIVEN


def test_whom_the_town_judged_the_village_does_not_end(elder):
    with on(MONDAY):
        obligor = named(elder)
        village, town = elder.cast.village_assistant, elder.cast.town_handler
        with acting(town):
            tekun.judge_obligor(obligor_id=obligor.id, ability=words.Ability.ABLE, evidence="有工资", by=town)
        with acting(village), pytest.raises(NotPermittedError):
            tekun.end_obligor(obligor_id=obligor.id, reason="重复登记", by=village)
        with acting(town):
            ended = tekun.end_obligor(obligor_id=obligor.id, reason="1月解除收养关系", by=town)
    assert ended.ended_on == MONDAY


def test_a_stranger_neither_sees_nor_judges_an_obligor(elder):
    with on(MONDAY):
        obligor = named(elder)
        stranger = elder.cast.stranger
        with acting(stranger), pytest.raises(errors.ObligorNotFoundError):
            tekun.judge_obligor(obligor_id=obligor.id, ability=words.Ability.ABLE, evidence="x", by=stranger)
        village = elder.cast.village_assistant
        with acting(village), pytest.raises(NotPermittedError):
            tekun.judge_obligor(obligor_id=obligor.id, ability=words.Ability.ABLE, evidence="x", by=village)


def test_dibao_is_asked_none_of_this(walk):
    with on(MONDAY):
        walk.to_investigated()
        by = walk.cast.town_handler
        with acting(by), pytest.raises(errors.ObligorInvalidError):
            tekun.declare_no_obligors(case_id=walk.case_id, version=walk.case().version, by=by)
        assessed = tekun.Assessed(MONDAY, words.Assessor.COUNTY, "县", "甲", frozenset())
        with acting(by), pytest.raises(errors.AssessmentInvalidError):
            tekun.record_assessment(outcome_id=walk.outcome().id, assessed=assessed, by=by)
        with acting(by), pytest.raises(errors.CareInvalidError):
            tekun.arrange_care(outcome_id=walk.outcome().id, arranged=steps.at_home(), by=by)
        assert walk.opine().is_positive


def test_after_an_objection_tekun_hangs_again(ready):
    with on(MONDAY):
        ready.opine(programme=TEKUN)
        ready.post(TEKUN)
        by, outcome = ready.cast.town_reviewer, ready.outcome(TEKUN)
        with acting(by):
            objection = actions.record_objection(
                outcome_id=outcome.id, version=outcome.version, text="有子女赡养", by=by
            )
            actions.settle_objection(
                objection_id=objection.id,
                method=ObjectionMethod.DEMOCRATIC_REVIEW,
                conclusion="子女无赡养能力",
                attendance=11,
                by=by,
            )
        ready.opine(programme=TEKUN)
        ready.post(TEKUN)
        with acting(by):
            again = ready.outcome(TEKUN)
            assert again.state == OutcomeState.POSTED and again.notices.count() == 2
            assert again.notices.filter(taken_down_on__isnull=True).count() == 1


def test_a_further_programme_joins_the_same_case(ready):
    with on(MONDAY):
        by = ready.cast.town_handler
        with acting(by):
            added = actions.request_programme(case_id=ready.case_id, programme=Programme.DIBAO, by=by)
            assert added.state == OutcomeState.PROPOSED
            offers = queries.programmes_not_requested(ready.case_id, by=by)
            assert Programme.DIBAO not in {offer.programme for offer in offers}


@pytest.mark.requirement("R-CAS-12")
def test_from_the_application_to_the_award_with_the_drawn_check(ready):
    with on(MONDAY):
        ready.opine(programme=TEKUN)
        ready.post(TEKUN)
    with on(NOTICE_OVER):
        ready.send(TEKUN)
        with pytest.raises(errors.CountyCheckMissingError):
            ready.confirm(programme=TEKUN)
    with on(steps.DRAWN):
        lot = steps.draw(ready)
        assert lot.is_drawn and "county_check" in ready.open_kinds()
        with pytest.raises(errors.CountyCheckMissingError):
            ready.confirm(programme=TEKUN)
        steps.check(ready)
        assert "county_check" not in ready.open_kinds()
        confirmed = ready.confirm(programme=TEKUN)
    with acting(ready.cast.county_confirmer):
        award = Award.objects.get(outcome_id=confirmed.id)
        assert set(award.changes.values_list("component", flat=True)) == {"basic", "care"}
        assert str(award.region) == str(VILLAGE)
        assert "半护理" in award.changes.first().reason
        letter = OfficialDocument.objects.get(kind="confirmation").content
        assert "半护理" in letter and "在家分散供养" in letter and "第二十二条" in letter

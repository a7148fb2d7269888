"""Applying where one lives: permit, years, the letter home and its answer, and nothing given twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.cast import (
    COUNTY,
    OTHER_COUNTY,
    OTHER_COUNTY_TOWN,
    OTHER_VILLAGE,
    VILLAGE,
    acting,
)
from tests.support.process import MONDAY, Walk, on

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions.opinion import refuse_given_elsewhere
from yimen.domains.cases.errors import (
    CooperationInvalidError,
    CooperationNotFoundError,
    CooperationOpenError,
    GivenTwiceError,
    IllegalMoveError,
    LivingElsewhereError,
    MaterialsMissingError,
)
from yimen.domains.cases.models import CaseOutcome, Cooperation
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.living import is_given_elsewhere
from yimen.domains.cases.rules.living import (
    Living,
    first_month_after,
    is_away,
    is_given_twice,
    not_permitted,
)
from yimen.domains.cases.types import CooperationFinding, CooperationWay, Letter, Reply
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people import actions as people
from yimen.domains.people.types import Permit
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Month, Programme, RegionCode

pytestmark = pytest.mark.django_db

PERMIT = Permit(COUNTY, "平远县公安局", date(2025, 6, 1), date(2023, 5, 1))
LETTER = Letter(OTHER_COUNTY_TOWN, "莘县古云镇人民政府", CooperationWay.SYSTEM)
POSTED = replace(LETTER, way=CooperationWay.POST)
NOTHING = Reply(CooperationFinding.NO_BENEFIT, "古云镇民政办 孟庆安")


@pytest.fixture
def far(walk) -> Walk:
    """The family lives here and is registered in another county."""
    with on(MONDAY):
        by = walk.cast.village_assistant
        with acting(by):
            people.correct_household(
                household_id=walk.household_id, address="墩背村12号", registered_region=OTHER_COUNTY_TOWN,
                is_urban=False, reason="户籍在外县", by=by,
            )  # fmt: skip
    return walk


def permitted(walk, permit=PERMIT):
    by = walk.cast.village_assistant
    with acting(by):
        people.record_permit(person_id=walk.adults[0], permit=permit, by=by)


def accepted(walk):
    walk.apply()
    walk.complete()
    walk.submit()
    return walk.accept()


def ready(walk):
    """Everything but the letter: verified and visited."""
    permitted(walk)
    accepted(walk)
    walk.start()
    walk.verify()
    walk.visit()


def sent(walk, letter=LETTER, by=None):
    actor = by or walk.cast.town_handler
    with acting(actor):
        return actions.send_cooperation(case_id=walk.case_id, letter=letter, by=actor)


def answered(walk, reply=NOTHING):
    by = walk.cast.outsider
    with acting(by):
        made = Cooperation.objects.get()
        return actions.answer_cooperation(cooperation_id=made.id, reply=reply, by=by)


def recorded(walk, reply=NOTHING):
    by = walk.cast.town_handler
    with acting(by):
        made = Cooperation.objects.latest("number")
        return actions.record_reply(cooperation_id=made.id, reply=reply, by=by)


def waiting(actor, kind):
    with acting(actor):
        return list(WorkItem.objects.filter(kind=kind, done_at__isnull=True))


def test_a_permit_is_a_material_of_who_is_registered_elsewhere(far):
    with on(MONDAY):
        with pytest.raises(MaterialsMissingError) as refused:
            accepted(far)
        assert "居住证" in str(refused.value)
        permitted(far)
        assert far.accept().accepted_on == MONDAY


def test_who_is_registered_here_shows_none(walk):
    with on(MONDAY):
        accepted(walk)
        with acting(walk.cast.town_handler):
            items = queries.checklist_of_case(walk.case_id, by=walk.cast.town_handler)
        assert "residence_permit" not in {item.key for item in items}
        with pytest.raises(CooperationInvalidError):
            sent(walk)


def test_years_and_programmes_as_the_place_rules():
    living = Living(True, date(2024, 3, 2), 2, frozenset({Programme.DIBAO}))

    assert not_permitted(living, [Programme.DIBAO], date(2026, 3, 2)) is None
    assert isinstance(not_permitted(living, [Programme.DIBAO], date(2026, 3, 1)), LivingElsewhereError)
    assert isinstance(not_permitted(living, [Programme.TEKUN], date(2026, 3, 2)), LivingElsewhereError)
    assert not_permitted(replace(living, programmes=None, years=None), [Programme.TEKUN], MONDAY) is None
    assert not_permitted(None, [Programme.DIBAO], MONDAY) is None


@pytest.mark.parametrize(
    ("registered", "is_it"),
    [(VILLAGE, False), (OTHER_VILLAGE, False), (COUNTY, False), (OTHER_COUNTY, True), ("440000000000", True)],
)
def test_elsewhere_is_another_county(registered, is_it):
    assert is_away(str(registered), str(VILLAGE)) is is_it


def test_the_rules_are_told_who_is_not_registered_here(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        with acting(far.cast.town_handler):
            file = file_of(far.case(), MONDAY)
    assert file["household"]["residence_permit"] is True
    assert file["household"]["lives_here_since"] == "2023-05-01"
    assert [member["registered_here"] for member in file["members"]] == [False] * 3


@pytest.mark.requirement("R-DSK-4")
def test_no_opinion_before_the_place_of_registration_has_spoken(far):
    with on(MONDAY):
        ready(far)
        with pytest.raises(CooperationOpenError):
            far.opine(amount=Money(600_00), difference_reason="家庭困难")
        sent(far)
        with pytest.raises(CooperationOpenError):
            far.opine(amount=Money(600_00), difference_reason="家庭困难")
        answered(far)
        assert far.opine(amount=Money(600_00), difference_reason="家庭困难").is_positive


def test_a_place_that_works_here_finds_the_letter_on_its_list(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        made = sent(far)
        (there,) = waiting(far.cast.outsider, "cooperation")
        assert (there.subject_id, there.due_on) == (made.id, made.due_on)
        assert waiting(far.cast.stranger, "cooperation") == []
        assert len(waiting(far.cast.town_handler, "cooperation_reply")) == 1
        with acting(far.cast.outsider):
            seen = queries.get_cooperation(made.id, by=far.cast.outsider)
            assert (seen.sender, len(queries.asked_of(seen))) == ("大柘镇救助站", 3)
            assert seen.case_id == far.case_id
            assert not type(far.case()).objects.filter(pk=far.case_id).exists()
        answered(far)
        assert waiting(far.cast.outsider, "cooperation") == []
        assert waiting(far.cast.town_handler, "cooperation_reply") == []


def test_the_letter_is_a_paper_with_its_clock(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        made = sent(far, replace(POSTED, remark="名下有无承包地"))
        with acting(far.cast.town_handler):
            paper = OfficialDocument.objects.get(pk=made.document_id)
    assert (paper.kind, made.due_on) == ("cooperation", date(2026, 3, 16))
    assert waiting(far.cast.outsider, "cooperation") == []


def test_a_reply_that_came_by_mail_is_written_down(far):
    with on(MONDAY):
        ready(far)
        sent(far, POSTED)
        made = recorded(far)
        assert (made.finding, made.answered_on) == ("no_benefit", MONDAY)
        assert far.opine(amount=Money(600_00), difference_reason="家庭困难").is_positive
        with pytest.raises(CooperationInvalidError):
            recorded(far)


def test_what_goes_on_there_is_not_given_here(far):
    with on(MONDAY):
        ready(far)
        sent(far, POSTED)
        recorded(far, replace(NOTHING, finding=CooperationFinding.RECEIVES, programmes=(Programme.TEKUN,)))
        with pytest.raises(GivenTwiceError):
            far.opine(amount=Money(600_00), difference_reason="家庭困难")
        sent(far, POSTED)
        with pytest.raises(CooperationOpenError):
            far.opine(amount=Money(600_00), difference_reason="家庭困难")
        stops = Reply(CooperationFinding.WILL_STOP, "古云镇", (Programme.DIBAO,), date(2026, 5, 31))
        recorded(far, stops)
        assert far.opine(amount=Money(600_00), difference_reason="家庭困难").is_positive


def test_what_will_stop_there_begins_here_the_month_after(far):
    with on(MONDAY):
        ready(far)
        sent(far, POSTED)
        recorded(far, Reply(CooperationFinding.WILL_STOP, "古云镇", (Programme.DIBAO,), date(2026, 5, 31)))
        far.opine(amount=Money(600_00), difference_reason="家庭困难")
        far.post()
    with on(MONDAY + timedelta(days=8)):
        far.send()
        far.confirm(amount=Money(600_00), reason="家庭困难")
    with acting(far.cast.county_reviewer):
        assert Award.objects.get().from_month == date(2026, 6, 1)


def test_silence_is_gone_on_from_with_a_reason_once_the_time_is_over(far):
    with on(MONDAY):
        ready(far)
        made = sent(far, POSTED)
    by = far.cast.town_handler
    with on(made.due_on), acting(by), pytest.raises(CooperationInvalidError):
        actions.go_on_without_reply(cooperation_id=made.id, reason="两次电话催办未复", by=by)
    with on(made.due_on + timedelta(days=1)):
        with acting(by):
            with pytest.raises(CooperationInvalidError):
                actions.go_on_without_reply(cooperation_id=made.id, reason=" ", by=by)
            actions.go_on_without_reply(cooperation_id=made.id, reason="两次电话催办未复", by=by)
        assert waiting(by, "cooperation_reply") == []
        assert far.opine(amount=Money(600_00), difference_reason="家庭困难").is_positive


@pytest.mark.parametrize(
    "vague",
    [
        replace(NOTHING, answerer=" "),
        replace(NOTHING, programmes=(Programme.DIBAO,)),
        replace(NOTHING, finding=CooperationFinding.RECEIVES),
        replace(NOTHING, finding=CooperationFinding.WILL_STOP, programmes=(Programme.DIBAO,)),
        replace(NOTHING, stops_on=date(2026, 5, 31)),
    ],
)
def test_a_reply_says_what_it_must(far, vague):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        sent(far, POSTED)
        with pytest.raises(CooperationInvalidError):
            recorded(far, vague)


def test_a_letter_goes_once_and_to_the_right_place(far):
    with on(MONDAY):
        permitted(far)
        far.apply()
        with pytest.raises(IllegalMoveError):
            sent(far)
        far.complete()
        far.submit()
        far.accept()
        for wrong in (replace(LETTER, addressee=" "), replace(LETTER, to_region=COUNTY),
                      replace(LETTER, to_region=RegionCode("370102000000"))):  # fmt: skip
            with pytest.raises(CooperationInvalidError):
                sent(far, wrong)
        sent(far)
        with pytest.raises(CooperationInvalidError):
            sent(far)


def test_who_may_not(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        with pytest.raises(NotPermittedError):
            sent(far, by=far.cast.village_assistant)
        made = sent(far)
        with acting(far.cast.stranger), pytest.raises(CooperationNotFoundError):
            actions.answer_cooperation(cooperation_id=made.id, reply=NOTHING, by=far.cast.stranger)
        with acting(far.cast.town_handler), pytest.raises(OutOfScopeError):
            actions.answer_cooperation(cooperation_id=made.id, reply=NOTHING, by=far.cast.town_handler)
        with acting(far.cast.outsider), pytest.raises(OutOfScopeError):
            actions.record_reply(cooperation_id=made.id, reply=NOTHING, by=far.cast.outsider)
        with acting(far.cast.stranger), pytest.raises(CooperationNotFoundError):
            queries.get_cooperation(made.id, by=far.cast.stranger)


@pytest.mark.requirement("R-DSK-4")
def test_what_another_county_gives_is_known_by_yes_or_no(walk):
    """The household moved away from where it goes on receiving."""
    with on(MONDAY):
        ready(walk)
        walk.opine(amount=Money(600_00), difference_reason="家庭困难")
        walk.post()
    with on(MONDAY + timedelta(days=8)):
        walk.send()
        walk.confirm(amount=Money(600_00), reason="家庭困难")
        case = walk.case()
        case.region = str(OTHER_COUNTY_TOWN)
        with acting(walk.cast.county_reviewer):
            case = type(case).objects.get(pk=case.pk)
            assert not is_given_elsewhere(case, Programme.DIBAO, Month(2026, 4))
            case.region = str(OTHER_COUNTY_TOWN)
            assert is_given_elsewhere(case, Programme.DIBAO, Month(2026, 4))
            assert is_given_elsewhere(case, Programme.TEKUN, Month(2026, 4))
            assert not is_given_elsewhere(case, Programme.ORPHAN, Month(2026, 4))


def test_months_and_groups():
    assert first_month_after(None, Month(2026, 4)) == Month(2026, 4)
    assert first_month_after(date(2026, 5, 31), Month(2026, 4)) == Month(2026, 6)
    assert first_month_after(date(2026, 1, 31), Month(2026, 4)) == Month(2026, 4)
    assert not is_given_twice("will_stop", ["dibao"], Programme.DIBAO)
    assert not is_given_twice("receives", ["disability_care"], Programme.DIBAO)


def test_the_county_may_be_asked_by_another_hat(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        assert sent(far, by=far.cast.town_reviewer).number == 1


def test_a_family_that_withdraws_keeps_nobody_waiting(far):
    with on(MONDAY):
        permitted(far)
        accepted(far)
        sent(far)
        far.withdraw()
        assert waiting(far.cast.outsider, "cooperation") == []
        assert waiting(far.cast.town_handler, "cooperation_reply") == []


def test_what_goes_on_elsewhere_stops_the_opinion_and_the_decision(walk):
    with on(MONDAY):
        ready(walk)
        walk.opine(amount=Money(600_00), difference_reason="家庭困难")
        walk.post()
    with on(MONDAY + timedelta(days=8)):
        walk.send()
        walk.confirm(amount=Money(600_00), reason="家庭困难")
        with acting(walk.cast.county_reviewer):
            outcome = CaseOutcome.objects.select_related("case").get()
            refuse_given_elsewhere(outcome)
            outcome.case.region = str(OTHER_COUNTY_TOWN)
            with pytest.raises(GivenTwiceError) as refused:
                refuse_given_elsewhere(outcome)
    assert "平远" not in str(refused.value)

"""Authorisations and requests: nothing is queried without a standing signature, nothing moves out of turn."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts
from tests.support.process import family_of_three, on

from yimen.domains.cases import actions as cases
from yimen.domains.cases.errors import DeclarationInvalidError, NotDraftError
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people import actions as people
from yimen.domains.verification import actions, queries
from yimen.domains.verification.errors import (
    AuthorisationInvalidError,
    AuthorisationMissingError,
    LineInvalidError,
    RequestNotFoundError,
    RequestOpenError,
    WrongStateError,
)
from yimen.domains.verification.types import LineKind, ReportedLine, SigningMethod
from yimen.domains.worklist import queries as worklist
from yimen.kernel import Money, Sex

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def sign(walk, person_id, **more):
    by = walk.cast.village_assistant
    with acting(by):
        values = {
            "case_id": walk.case_id,
            "region": str(VILLAGE),
            "person_id": person_id,
            "signed_by_id": person_id,
            "method": SigningMethod.SCAN,
            "signature": walk.file(by),
            **more,
        }
        return actions.record_authorisation(**values, by=by)


def test_a_signature_is_needed_and_a_later_one_replaces_the_earlier(walk):
    walk.apply()
    with pytest.raises(AuthorisationInvalidError):
        sign(walk, walk.adults[0], signature=None)
    first, second = sign(walk, walk.adults[0]), sign(walk, walk.adults[0])
    with acting(walk.cast.town_handler):
        first.refresh_from_db()
        assert first.revoked_at is not None and second.revoked_at is None
        today = timezone.localdate()
        assert queries.authorised_people(walk.case_id, today) == {walk.adults[0]}


def test_an_authorisation_ends_on_its_date_and_by_revocation(walk):
    with on(MONDAY):
        walk.apply()
        until = MONDAY + timedelta(days=30)
        signed = sign(walk, walk.adults[0], valid_until=until)
        by = walk.cast.town_handler
        with acting(by):
            assert queries.authorised_people(walk.case_id, until - timedelta(days=1))
            assert not queries.authorised_people(walk.case_id, until)
            with pytest.raises(AuthorisationInvalidError):
                actions.revoke_authorisation(authorisation_id=signed.id, reason=" ", by=by)
            actions.revoke_authorisation(authorisation_id=signed.id, reason="本人要求", by=by)
            assert not queries.authorised_people(walk.case_id, MONDAY)
            with pytest.raises(AuthorisationInvalidError):
                actions.revoke_authorisation(authorisation_id=signed.id, reason="再撤", by=by)


def test_nothing_is_asked_once_a_permission_was_taken_back(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        by = walk.cast.town_handler
        with acting(by):
            signed = queries.authorisations_of_case(walk.case_id, by=by).first()
            actions.revoke_authorisation(authorisation_id=signed.id, reason="本人要求", by=by)
        with pytest.raises(AuthorisationMissingError) as refused:
            walk.start()
        assert refused.value.facts["people"] == ["李建明"]


def test_a_request_is_answered_in_turn_by_the_county_verifier_only(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        town, county = walk.cast.town_handler, walk.cast.county_verifier
        with acting(town):
            request = queries.find_latest_request(walk.case_id)
            with pytest.raises(RequestOpenError):
                cases.request_verification(case_id=walk.case_id, by=town)
            with pytest.raises(NotPermittedError):
                actions.start_verification(request_id=request.id, by=town)
        with acting(county):
            answer = {"request_id": request.id, "is_passed": True, "conclusion": "符合", "by": county}
            with pytest.raises(WrongStateError):
                actions.report_result(lines=[], **answer)
            assert [r.id for r in queries.requests_awaiting_answer(by=county)] == [request.id]
            actions.start_verification(request_id=request.id, by=county)
            (running,) = worklist.open_items_of([request.id])
            assert running.subject_title.startswith("返回核对结果")
            assert (running.owner_post_id, running.due_on) == (county.post_id, date(2026, 3, 16))
            stranger = ReportedLine(request.id, LineKind.WAGE, Money(1), "社保", MONDAY)
            with pytest.raises(LineInvalidError):
                actions.report_result(lines=[stranger], **answer)
            line = ReportedLine(walk.child, LineKind.DEPOSIT, Money(100), "某银行", MONDAY)
            actions.report_result(lines=[line], **answer)
            (found,) = queries.found_lines(walk.case_id, {walk.child: "m3"})
            assert (found.ref, found.kind, found.amount) == ("m3", LineKind.DEPOSIT, Money(100))
            assert not worklist.open_items_of([request.id])
            with pytest.raises(WrongStateError):
                actions.start_verification(request_id=request.id, by=county)


def test_a_stranger_sees_no_request_no_line_and_no_signature(walk):
    with on(MONDAY):
        walk.to_investigated()
        with acting(walk.cast.county_verifier):
            request = queries.find_latest_request(walk.case_id)
        by = walk.cast.stranger
        with acting(by):
            with pytest.raises(RequestNotFoundError):
                queries.get_request(request.id, by=by)
            assert queries.find_latest_request(walk.case_id) is None
            assert queries.authorised_people(walk.case_id, MONDAY) == frozenset()
            assert queries.found_lines(walk.case_id, {walk.adults[0]: "m1"}) == ()


def test_a_failure_is_told_before_anything_is_asked_again(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        walk.verify(is_passed=False)
        by = walk.cast.town_handler
        with acting(by), pytest.raises(WrongStateError, match="先告知"):
            cases.request_verification(case_id=walk.case_id, by=by)


def test_only_the_family_signs_and_for_another_only_an_adult_of_it(walk):
    with on(MONDAY):
        walk.apply()
        by = walk.cast.village_assistant
        stranger = family_of_three(walk.cast, "王").adults[0]
        with acting(by):
            signing = {"case_id": walk.case_id, "method": SigningMethod.SCREEN, "signature": walk.file(by)}
            head, spouse = walk.adults
            for person, signer in ((stranger, stranger), (head, stranger), (head, walk.child)):
                with pytest.raises(DeclarationInvalidError):
                    cases.authorise_verification(person_id=person, signed_by_id=signer, by=by, **signing)
            cases.authorise_verification(person_id=spouse, signed_by_id=head, by=by, **signing)
            assert queries.authorised_people(walk.case_id, MONDAY) == {spouse}
            case = walk.case()
            cases.withdraw_application(case_id=case.id, version=case.version, why="撤回", by=by)
            with pytest.raises(NotDraftError):
                cases.authorise_verification(person_id=head, signed_by_id=head, by=by, **signing)


def test_an_uploaded_sheet_is_read_by_whoever_answers(walk):
    with on(MONDAY):
        walk.to_submitted()
        walk.accept()
        walk.start()
        sheet = "姓名,类别,金额,来源,日期\n李建明,工资性收入,900,社会保险,2026-03-01".encode()
        with acting(walk.cast.county_verifier):
            request = queries.find_latest_request(walk.case_id)
            (line,) = queries.lines_of_sheet(request.id, sheet, by=walk.cast.county_verifier)
            assert (line.person_id, line.amount) == (walk.adults[0], Money(90000))
        with acting(walk.cast.town_handler), pytest.raises(NotPermittedError):
            queries.lines_of_sheet(request.id, sheet, by=walk.cast.town_handler)


def test_the_longest_name_can_be_verified(walk):
    name = "阿依古丽·" * 12
    with on(MONDAY):
        by = walk.cast.town_handler
        with acting(by):
            facts = person_facts(name, born=date(1980, 5, 1), sex=Sex.FEMALE)
            people.correct_person(person_id=walk.adults[0], facts=facts, reason="更名", by=by)
        walk.to_submitted()
        walk.accept()
        walk.start()
        with acting(by):
            assert queries.find_latest_request(walk.case_id).title.startswith(name)

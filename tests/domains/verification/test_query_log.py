"""Nothing is asked or looked at without a ground; every time is logged; what has to go, goes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.banks import MONDAY
from tests.support.cast import OTHER_COUNTY, acting
from tests.support.process import on

from yimen.domains.cases import actions as cases
from yimen.domains.cases.queries.need_index import need_index_of_case
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import Contested, RemedyKind, RemedyResult
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.verification import actions, jobs, queries
from yimen.domains.verification.actions.log import log_deed
from yimen.domains.verification.errors import (
    AuthorisationInvalidError,
    AuthorisationMissingError,
    BatchNotFoundError,
    RequestNotFoundError,
)
from yimen.domains.verification.models import (
    AnswerFile,
    Authorisation,
    QueryEntry,
    SourceAnswer,
    VerificationLine,
    VerificationRequest,
)
from yimen.domains.verification.types import (
    Deed,
    Ground,
    GroundKind,
    LogFilters,
    Purpose,
    QueryAct,
    QueryOutcome,
    SigningMethod,
)
from yimen.domains.verification.types.index import Refusal, RefusalKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.models import StoredFile
from yimen.kernel import RegionCode

pytestmark = pytest.mark.django_db


def without_signatures(bank) -> None:
    for person in bank.walk.adults:
        bank.revoke(person)


ENTRIES = {
    "request by who may not": (
        lambda bank, by: actions.request_verification(
            case_id=bank.walk.case_id, region=bank.request.region, title="x",
            people=queries.people_of_request(bank.request), adults=frozenset(), by=by,
        ),
        "village_assistant", NotPermittedError,
    ),
    "request without a signature": (
        lambda bank, by: actions.request_verification(
            case_id=bank.walk.case_id, region=bank.request.region, title="x",
            people=queries.people_of_request(bank.request), adults=frozenset(bank.walk.adults), by=by,
        ),
        "town_handler", AuthorisationMissingError,
    ),
    "batch by who may not": (
        lambda bank, by: actions.send_batch(source_key="tax", by=by), "town_handler", NotPermittedError,
    ),
    "batch without a signature": (
        lambda bank, by: actions.send_batch(source_key="tax", by=by),
        "county_verifier", AuthorisationMissingError,
    ),
    "answers by who may not": (
        lambda bank, by: actions.hand_in_answers(source_key="tax", content=b"", name="x", by=by),
        "town_handler", NotPermittedError,
    ),
    "look at a request of elsewhere": (
        lambda bank, by: queries.get_request(bank.request.id, by=by), "stranger", RequestNotFoundError,
    ),
    "look at results of elsewhere": (
        lambda bank, by: queries.results_of_request(bank.request.id, by=by), "outsider", RequestNotFoundError,
    ),
    "look at lines of elsewhere": (
        lambda bank, by: queries.lines_of_request(bank.request.id, by=by), "stranger", RequestNotFoundError,
    ),
    "look at answers of elsewhere": (
        lambda bank, by: queries.answered_lines(bank.request.id, by=by), "stranger", RequestNotFoundError,
    ),
    "look as who sees no family": (
        lambda bank, by: queries.results_of_request(bank.request.id, by=by),
        "administrator", NotPermittedError,
    ),
}  # fmt: skip
"""Every way to somebody's data, by whom it is tried, and the refusal."""


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_way_in_is_refused_without_a_ground_and_the_refusal_stays_when_all_is_rolled_back(bank, entry):
    way, part, refusal = ENTRIES[entry]
    without_signatures(bank)
    with system_scope():  # refusals of other tests stay, also those of another county
        before = set(QueryEntry.objects.values_list("id", flat=True))
    by = getattr(bank.walk.cast, part)
    with pytest.raises(refusal), transaction.atomic(), acting(by):
        way(bank, by)
    kept = [each for each in bank.entries(user_id=by.user_id) if each.id not in before]
    if part in ("stranger", "outsider", "administrator"):
        with acting(by):
            kept = list(QueryEntry.objects.filter(user_id=by.user_id).exclude(id__in=before))
    assert kept and {each.outcome for each in kept} == {QueryOutcome.REFUSED}
    assert {each.refusal for each in kept} == {refusal.code}
    assert {each.ground for each in kept} == {GroundKind.NONE}


def test_a_file_and_a_letter_are_made_of_nobody_once_all_took_the_permission_back(bank):
    batch = bank.send()
    without_signatures(bank)
    for making in (actions.file_of_batch, actions.remind_source):
        with acting(bank.by), pytest.raises(AuthorisationMissingError):
            making(batch_id=batch.id, by=bank.by)
    refused = bank.entries(act=QueryAct.SEND, source="banks", outcome=QueryOutcome.REFUSED)
    assert {entry.person_id for entry in refused} == {*bank.walk.adults, bank.walk.child}
    for by in (bank.walk.cast.outsider, bank.walk.cast.town_handler):
        with acting(by), pytest.raises(BatchNotFoundError):
            actions.remind_source(batch_id=batch.id, by=by)
        with acting(by):
            tried = QueryEntry.objects.filter(user_id=by.user_id, refusal=BatchNotFoundError.code)
            assert tried.exclude(id__in=bank.before).exists()


def test_every_query_says_about_whom_and_on_what_signature_it_rests(bank):
    asked = bank.entries(act=QueryAct.REQUEST, outcome=QueryOutcome.DONE)
    with acting(bank.by):
        asked = asked or list(QueryEntry.objects.filter(request_id=bank.request.id, act=QueryAct.REQUEST))
        signed = {row.person_id: row.id for row in Authorisation.objects.filter(case_id=bank.walk.case_id)}
    head, wife = bank.walk.adults
    grounds = {entry.person_id: entry.authorisation_id for entry in asked}
    assert grounds == {head: signed[head], wife: signed[wife], bank.walk.child: signed[head]}
    assert {entry.purpose for entry in asked} == {Purpose.APPLICATION}


def test_every_view_of_a_result_is_logged_and_who_supervises_looks_by_duty(bank):
    head = bank.walk.adults[0]
    bank.send()
    bank.take(bank.row(head, amount=3000))
    for by in (bank.by, bank.walk.cast.town_handler, bank.walk.cast.auditor):
        with acting(by):
            queries.results_of_request(bank.request.id, by=by)
    views = bank.entries(act=QueryAct.VIEW)
    assert {(view.person_id, view.ground, view.duty, view.purpose) for view in views} == {
        (head, "authorisation", "", "application"), (head, "duty", "supervise", "supervision"),
    }  # fmt: skip
    assert len(views) == 3


def test_after_the_end_nobody_looks_at_results_of_who_took_the_permission_back(bank):
    head, wife = bank.walk.adults
    bank.send()
    bank.take(bank.row(head, amount=10), bank.row(wife, amount=20))
    bank.revoke(head)
    town = bank.walk.cast.town_handler
    with acting(town):  # while the application is open the duty to decide it remains
        assert not queries.results_of_request(bank.request.id, by=town).hidden
    bank.walk.withdraw()
    with acting(town):
        results = queries.results_of_request(bank.request.id, by=town)
    assert results.hidden == [bank.people[head].name] and len(results.answers) == 1
    refused = bank.entries(act=QueryAct.VIEW, outcome=QueryOutcome.REFUSED)
    assert [entry.person_id for entry in refused] == [head]


def remarked(bank, by):
    """What a post reads of the words of the source on the page of the request."""
    with acting(by):
        results = queries.results_of_request(bank.request.id, by=by)
    return [line.remark for source in results.sources for line in source.lines if line.remark]


def test_a_remark_of_a_source_is_a_result_logged_and_hidden_like_any(bank):
    head, cast = bank.walk.adults[0], bank.walk.cast
    batch = bank.send()
    bank.take((*bank.row(head, "无记录")[:-1], "客户已身故，账户冻结"))

    def on_the_batch():
        with acting(bank.by):
            rows = list(queries.questions_of_batch(batch))
            return [each for each in queries.remarks_of(rows, by=bank.by).values() if each]

    assert remarked(bank, cast.town_handler) == on_the_batch() == ["客户已身故，账户冻结"]
    assert remarked(bank, cast.village_assistant) == [], "who opens no report reads none"
    looked = {(each.user_id, each.person_id) for each in bank.entries(act=QueryAct.VIEW)}
    assert looked == {
        (cast.town_handler.user_id, head),
        *((bank.by.user_id, person) for person in (*bank.walk.adults, bank.walk.child)),
    }
    bank.revoke(head)
    bank.walk.withdraw()
    assert not {"客户已身故，账户冻结"} & {*remarked(bank, cast.town_handler), *on_the_batch()}
    with acting(cast.town_handler):
        results = queries.results_of_request(bank.request.id, by=cast.town_handler)
    assert results.hidden == [bank.people[head].name]
    refused = bank.entries(act=QueryAct.VIEW, outcome=QueryOutcome.REFUSED)
    assert {each.person_id for each in refused} == {head}


def test_the_index_tells_nothing_of_who_took_the_permission_back_and_its_views_are_logged(bank):
    head, town = bank.walk.adults[0], bank.walk.cast.town_handler
    bank.send()
    bank.take(bank.row(head, amount=3000))
    with acting(bank.by):
        cases.report_verification(
            request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
        )
    with acting(town):
        assert need_index_of_case(bank.walk.case_id, by=town).facts is not None
    assert [each.person_id for each in bank.entries(act=QueryAct.VIEW, user_id=town.user_id)] == [head]
    bank.revoke(head)
    bank.walk.withdraw()
    with acting(town):
        found = need_index_of_case(bank.walk.case_id, by=town)
        page = entered(town).get(reverse("desk:case-need-index", args=[bank.walk.case_id]))
    assert isinstance(found.score, Refusal)
    assert (found.facts, found.score.reasons[0].kind) == (None, RefusalKind.HIDDEN)
    assert page.status_code == 200 and "不再显示" in page.content.decode()


def test_the_log_is_searched_by_who_supervises_and_nobody_changes_it(bank):
    bank.send()
    by = bank.walk.cast.auditor
    with acting(by):
        about = LogFilters(people=(bank.walk.child,), act=QueryAct.SEND, since=MONDAY, until=MONDAY)
        (entry,) = queries.query_entries(by=by, filters=about).exclude(id__in=bank.before)
        assert (entry.by_name, entry.source) == (bank.by.staff_name, "banks")
        assert not queries.query_entries(by=by, filters=LogFilters(until=MONDAY - timedelta(days=1)))
        with pytest.raises(DatabaseError), transaction.atomic():
            QueryEntry.objects.filter(id=entry.id).update(by_name="别人")
        with pytest.raises(DatabaseError), transaction.atomic():
            QueryEntry.objects.filter(id=entry.id).delete()
    with acting(bank.by), pytest.raises(NotPermittedError):
        queries.query_entries(by=bank.by, filters=LogFilters())


def test_a_resident_is_told_who_looked_and_why(bank):
    bank.send()
    by = bank.walk.cast.town_handler
    with acting(by):
        entries = queries.entries_about(bank.walk.child, bank.request.region, by=by)
        words = queries.ground_words(entries)
        assert {words[entry.id] for entry in entries if entry.outcome == "done"} == {("本人授权", "")}
        columns = ("at", "by", "act", "purpose", "ground", "article", "source", "outcome")
        paper = queries.log_sheet("某某", [dict.fromkeys(columns, "x")], office="某县")
        assert paper.startswith(b"%PDF")
    with acting(bank.by), pytest.raises(NotPermittedError):
        queries.entries_about(bank.walk.child, bank.request.region, by=bank.by)


def test_a_child_signs_nothing_and_an_obligor_only_for_themselves(bank):
    by = bank.walk.cast.village_assistant
    with acting(by), pytest.raises(AuthorisationInvalidError, match="未满 18"):
        actions.record_authorisation(
            case_id=bank.walk.case_id, region=bank.request.region, person_id=bank.walk.child,
            signed_by_id=bank.walk.child, method=SigningMethod.SCAN, signature=bank.walk.file(by), by=by,
        )  # fmt: skip
    with acting(bank.by), pytest.raises(DatabaseError), transaction.atomic():
        row = Authorisation.objects.filter(case_id=bank.walk.case_id).first()
        Authorisation.objects.filter(id=row.id).update(purpose="obligor", signed_by=bank.walk.child)


def test_answers_go_a_year_after_their_purpose_ended_and_report_and_log_stay(bank):
    head = bank.walk.adults[0]
    bank.send()
    bank.take(bank.row(head, amount=3000))
    with acting(bank.by):
        cases.report_verification(
            request_id=bank.request.id, is_passed=True, conclusion="符合", lines=[], by=bank.by
        )
    bank.walk.withdraw()
    with on(MONDAY + timedelta(days=364)):
        with acting(bank.by):
            (going,) = [
                each for each in queries.answers_going(by=bank.by) if each.request.id == bank.request.id
            ]
            assert (going.goes_on, going.lines, going.answers) == (MONDAY + timedelta(days=365), 1, 1)
        jobs.reduce_answers()
        with acting(bank.by):
            assert SourceAnswer.objects.exists() and VerificationLine.objects.exists()
            logged = QueryEntry.objects.count()
    with on(MONDAY + timedelta(days=365)):
        jobs.reduce_answers()
        jobs.reduce_answers()
        with acting(bank.by):
            assert not SourceAnswer.objects.exists() and not VerificationLine.objects.exists()
            request = VerificationRequest.objects.get(id=bank.request.id)
            assert request.reduced_at and request.conclusion == "符合" and request.asked.count() == 3
            assert QueryEntry.objects.count() == logged
            assert Entry.objects.filter(action="verification:reduce", subject=request.id).count() == 1


def test_the_paper_for_a_resident_names_what_the_county_tried_and_was_refused_as_well(bank):
    by, child = bank.walk.cast.town_handler, bank.walk.child
    without_signatures(bank)
    with pytest.raises(AuthorisationMissingError):
        bank.send()
    with acting(by):
        entries = queries.entries_about(child, bank.request.region, by=by)
    assert (QueryAct.SEND, QueryOutcome.REFUSED) in {(entry.act, entry.outcome) for entry in entries}


def test_what_is_contested_stays_until_that_is_over(bank):
    by = bank.walk.cast.county_reviewer
    bank.send()
    bank.take(bank.row(bank.walk.adults[0], amount=3000))
    bank.walk.withdraw()
    contested = Contested(
        bank.walk.case_id, None, "终止办理", "李建明", RegionCode(bank.request.region), MONDAY, MONDAY
    )
    filing = intake.Filing("县人民政府", "没有同意撤回", MONDAY, MONDAY)
    kind = RemedyKind.RECONSIDERATION
    with acting(by):
        remedy = intake.receive_remedy(kind=kind, against=contested, filing=filing, by=by)
    with on(MONDAY + timedelta(days=400)):
        jobs.reduce_answers()
        with acting(bank.by):
            assert SourceAnswer.objects.exists()
            assert bank.request.id not in {each.request.id for each in queries.answers_going(by=bank.by)}
        with acting(by):
            intake.settle_remedy(
                remedy_id=remedy.id, result=RemedyResult.WITHDRAWN, result_on=MONDAY, note="申请人撤回", by=by
            )
        jobs.reduce_answers()
        with acting(bank.by):
            assert not SourceAnswer.objects.exists()


def test_a_file_of_answers_that_nobody_took_in_goes(bank):
    bank.send()
    file = bank.hand_in(bank.row(bank.walk.adults[0], amount=3000))
    with on(MONDAY + timedelta(days=6)):
        jobs.clear_answers()
        with acting(bank.by):
            assert AnswerFile.objects.filter(id=file.id).exists()
    with on(MONDAY + timedelta(days=8)):
        jobs.clear_answers()
        with acting(bank.by):
            assert not AnswerFile.objects.filter(id=file.id).exists()
            assert not StoredFile.objects.filter(id=file.file_id).exists()


def test_a_page_of_queries_refused_at_its_door_is_recorded(bank):
    by, request_id = bank.walk.cast.village_assistant, bank.request.id
    client = entered(by)
    for name, arguments in (("verification-sources", []), ("verification-report", [request_id])):
        assert client.get(reverse(f"desk:{name}", args=arguments)).status_code == 403
    person = bank.walk.adults[0]
    liaison = entered(bank.walk.cast.administrator)
    assert liaison.get(reverse("desk:person-query-log", args=[person])).status_code == 403
    tried = [each for each in bank.entries(user_id=by.user_id) if each.refusal == NotPermittedError.code]
    assert {each.request_id for each in tried} == {None, request_id}
    with system_scope():
        asked = QueryEntry.objects.filter(user_id=bank.walk.cast.administrator.user_id, person_id=person)
        assert asked.get().outcome == QueryOutcome.REFUSED


def test_the_log_of_a_county_holds_nothing_of_what_another_did_on_a_shared_case(bank):
    reviewer = bank.walk.cast.county_reviewer
    elsewhere = Deed(QueryAct.VIEW, str(OTHER_COUNTY), case_id=bank.walk.case_id)
    duty = Ground(GroundKind.DUTY, duty="decide")
    with system_scope():
        log_deed(elsewhere, {bank.walk.adults[0]: duty}, by=bank.walk.cast.outsider)
    sees = replace(reviewer, scope=replace(reviewer.scope, shared=(bank.walk.case_id,)))
    with acting(sees):
        listed = queries.query_entries(by=sees, filters=LogFilters(act=QueryAct.VIEW))
        assert not listed.filter(region=str(OTHER_COUNTY)).exists()

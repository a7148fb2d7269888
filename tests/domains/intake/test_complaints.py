"""A complaint is handled apart from whom it is about, by somebody who alone knows who complained."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from tests.support.cast import COUNTY, TOWN, acting, wearing
from tests.support.process import family_of_three, on, picture

from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions.moves import note_hand
from yimen.domains.cases.errors import IllegalMoveError
from yimen.domains.cases.types import HandKind
from yimen.domains.intake import actions, queries
from yimen.domains.intake.actions import Said
from yimen.domains.intake.errors import (
    ComplaintIncompleteError,
    ComplaintNotFoundError,
    ComplaintStateError,
    NotApartError,
    NotHandlerError,
)
from yimen.domains.intake.models import Complaint
from yimen.domains.intake.queries import ComplaintFilters
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintResult,
    ComplaintState,
    ComplaintTarget,
)
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.papers import queries as papers
from yimen.domains.papers.errors import DocumentNotFoundError
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.errors import NotForThisPostError
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.files.actions import open_file, store
from yimen.foundation.files.errors import FileMissingError

pytestmark = pytest.mark.django_db

SAID = Said("办理时索要烟酒，不给就拖着不办")


def about_staff(actor) -> ComplaintTarget:
    return ComplaintTarget(ComplaintAbout.STAFF, actor.staff_name, actor.staff_id)


def receive(by, target, said=SAID, channel=ComplaintChannel.PHONE):
    with acting(by):
        return cases.receive_complaint(channel=channel, target=target, said=said, by=by)


def item_of(complaint_id) -> WorkItem | None:
    with system_scope():
        return WorkItem.objects.filter(
            subject_id=complaint_id, kind=WorkKind.COMPLAINT, done_at__isnull=True
        ).first()


def seen_by(actor, complaint_id) -> bool:
    with acting(actor):
        return Complaint.objects.filter(pk=complaint_id).exists()


def assign(by, complaint_id, to):
    with acting(by):
        return actions.assign_complaint(complaint_id=complaint_id, to_post_id=to.post_id, by=by)


def investigate(by, complaint_id, **more):
    values = {"findings": "约谈三户，均未反映", "result": ComplaintResult.UNTRUE, **more}
    with acting(by):
        return actions.investigate_complaint(complaint_id=complaint_id, by=by, **values)


def answer(by, complaint_id, text="经核查，反映的情况不属实"):
    with acting(by):
        return actions.answer_complaint(complaint_id=complaint_id, text=text, by=by)


def test_whoever_receives_it_gives_a_receipt_and_sees_nothing_of_it_afterwards(cast):
    got = receive(cast.town_handler, about_staff(cast.town_reviewer))
    assert not got.is_referred
    assert not seen_by(cast.town_handler, got.id)
    assert not seen_by(cast.town_reviewer, got.id)
    assert seen_by(cast.county_reviewer, got.id)
    with acting(cast.town_handler), pytest.raises(ComplaintNotFoundError):
        queries.get_complaint(got.id, by=cast.town_handler)
    with acting(cast.town_handler):
        receipt = papers.get_document(got.receipt_id, by=cast.town_handler)
        assert receipt.number == got.number
        assert SAID.text not in receipt.content
    item = item_of(got.id)
    assert item is not None
    assert item.region == str(COUNTY)
    assert cast.town_reviewer.staff_name not in item.subject_title
    assert item.due_on == got.due_on


def test_it_is_due_in_the_office_s_own_days_which_say_so(cast):
    with on(date(2026, 3, 2)):
        got = receive(cast.town_handler, about_staff(cast.town_reviewer))
        item = item_of(got.id)
    assert item is not None
    assert (item.limit_days, item.limit_unit, item.article) == (15, "working", "未查到法定时限，为本平台暂定")
    assert item.due_on == date(2026, 3, 23)


@pytest.mark.parametrize(
    "said", [Said(" "), Said("有事", phone="13800000000")], ids=["nothing said", "a phone without a name"]
)
def test_it_says_what_and_a_contact_has_a_name(cast, said):
    with pytest.raises(ComplaintIncompleteError):
        receive(cast.town_handler, about_staff(cast.town_reviewer), said)


def test_who_may_not_receive_one(cast):
    with pytest.raises(NotPermittedError):
        receive(cast.county_verifier, about_staff(cast.town_reviewer))


@pytest.mark.requirement("R-CAS-9")
def test_nobody_it_is_about_sees_it_or_is_given_it(cast):
    got = receive(cast.town_handler, about_staff(cast.county_reviewer))
    assert not seen_by(cast.county_reviewer, got.id)
    assert seen_by(cast.county_confirmer, got.id)
    assert item_of(got.id).owner_post_id == cast.county_confirmer.post_id
    for read in (queries.get_complaint, queries.complainant_of):
        with acting(cast.county_reviewer), pytest.raises(ComplaintNotFoundError):
            read(got.id, by=cast.county_reviewer)
    with acting(cast.county_reviewer):
        assert list(queries.complaints(by=cast.county_reviewer)) == []
        assert Complaint.objects.filter(pk=got.id).update(lessons="没事") == 0
    with pytest.raises(NotApartError):
        assign(cast.county_confirmer, got.id, cast.county_reviewer)
    assert assign(cast.county_confirmer, got.id, cast.county_confirmer).handler_id


def test_another_post_of_the_same_person_sees_no_more(cast):
    got = receive(cast.town_handler, about_staff(cast.county_reviewer))
    assert not seen_by(wearing(cast, cast.county_reviewer, Role.COUNTY_CONFIRMER), got.id)


def test_one_about_the_county_s_office_goes_to_the_superior(cast):
    target = ComplaintTarget(ComplaintAbout.STATION, "平远县救助中心", cast.county_reviewer.station_id)
    got = receive(cast.town_handler, target)
    assert got.is_referred
    assert item_of(got.id) is None
    assert not seen_by(cast.county_reviewer, got.id)
    assert not seen_by(cast.auditor, got.id)  # of the same office
    with system_scope():
        kept = Complaint.objects.get(pk=got.id)
        assert (kept.state, kept.referred_to) == (ComplaintState.REFERRED, "上一级民政部门")


def test_whoever_had_a_hand_in_the_case_or_decided_it_is_kept_from_it(cast):
    walk = family_of_three(cast, "李")
    with on(date(2026, 3, 2)):
        walk.to_investigated()
    with on(date(2026, 3, 2)):
        target = ComplaintTarget(ComplaintAbout.CASE, "", walk.case_id)
        got = receive(cast.village_assistant, target)
        case = walk.case()
        assert case.county_visit_reason == "complaint"
        assert SAID.text not in case.county_visit_note
        assert got.number in case.county_visit_note
        assert seen_by(cast.county_reviewer, got.id)
        with acting(cast.county_reviewer):
            note_hand(walk.case(), HandKind.INVESTIGATED, cast.county_reviewer)
        assert not seen_by(cast.county_reviewer, got.id)
        assert seen_by(cast.county_confirmer, got.id)


def named(cast):
    got = receive(
        cast.village_assistant,
        about_staff(cast.town_handler),
        Said("不给一次性告知，跑了四趟", name="李大叔", phone="13800000000"),
    )
    assign(cast.county_confirmer, got.id, cast.county_reviewer)
    return got


def test_only_the_handler_sees_who_complained(cast):
    got = named(cast)
    with acting(cast.county_reviewer):
        who = queries.complainant_of(got.id, by=cast.county_reviewer)
        assert (who.name, who.phone) == ("李大叔", "13800000000")
        assert Entry.objects.filter(action="open", kind="complainant", subject=got.id).exists()
    with acting(cast.county_confirmer), pytest.raises(NotHandlerError):
        queries.complainant_of(got.id, by=cast.county_confirmer)
    with acting(cast.auditor):
        assert queries.get_complaint(got.id, by=cast.auditor).get_deferred_fields() >= {"name", "phone"}
        with pytest.raises(NotPermittedError):
            queries.complainant_of(got.id, by=cast.auditor)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, text FROM intake_complaint WHERE id = %s", [got.id])
        raw = b"".join(bytes(value) for value in cursor.fetchone())
    assert "李大叔".encode() not in raw


@pytest.mark.requirement("R-CAS-9")
def test_a_named_one_is_answered_in_writing_delivered_and_learnt_from(cast):
    got, by = named(cast), cast.county_reviewer
    investigate(by, got.id, result=ComplaintResult.TRUE, findings="查台账和监控，四次到窗口属实")
    answered = answer(by, got.id, "情况属实，已责令改正，并上门一次性告知")
    assert answered.state == ComplaintState.ANSWERED
    assert item_of(got.id) is not None  # until it has reached whoever complained
    with acting(by):
        letter = papers.get_document(answered.answer_id, by=by)
        assert "李大叔" not in letter.content
        with pytest.raises(ComplaintStateError):
            actions.learn_from_complaint(complaint_id=got.id, lessons="窗口贴清单", by=by)
        actions.deliver_complaint_answer(
            complaint_id=got.id,
            method=DeliveryMethod.BY_POST,
            delivered_on=timezone.localdate(),
            proof="XA12345678944",
            by=by,
        )
        learnt = actions.learn_from_complaint(complaint_id=got.id, lessons="窗口张贴一次性告知清单", by=by)
    assert learnt.state == ComplaintState.LEARNT
    assert item_of(got.id) is None


def test_the_answer_is_kept_from_whom_it_is_about(cast):
    got = receive(cast.town_handler, about_staff(cast.county_confirmer), Said("催要好处", name="李大叔"))
    by = cast.county_reviewer
    assign(by, got.id, by)
    investigate(by, got.id)
    letter = answer(by, got.id).answer_id
    with acting(cast.county_confirmer), pytest.raises(DocumentNotFoundError):
        papers.get_document(letter, by=cast.county_confirmer)
    with acting(by):
        assert papers.get_document(letter, by=by)


def test_no_item_receipt_or_gap_tells_whom_it_is_about(cast):
    about, by = cast.county_confirmer, cast.county_reviewer
    got = receive(cast.town_handler, about_staff(about), Said("催要好处", name="李大叔"))
    assign(by, got.id, by)
    investigate(by, got.id)
    answer(by, got.id)
    year = timezone.localdate().year
    with acting(about):
        assert not WorkItem.objects.filter(subject_id=got.id).exists()
        assert [row.title for row in papers.register(papers.RegisterFilter(), by=about)] == []
        with pytest.raises(DocumentNotFoundError):
            papers.get_document(got.receipt_id, by=about)
        assert [proof.missing for proof in papers.sequence_proofs(year, by=about)] == [(), ()]
    with acting(by):
        assert WorkItem.objects.filter(subject_id=got.id).exists()
        assert papers.get_document(got.receipt_id, by=by)


def test_a_scan_of_it_opens_for_nobody_it_is_about(cast):
    got = receive(cast.town_handler, about_staff(cast.county_confirmer), Said("催要好处", name="李大叔"))
    by = cast.county_reviewer
    with acting(by):
        scan = store(picture(), kind="proof_of_delivery", subject=got.id, region=str(by.region), by=by)
        assert b"".join(open_file(scan.id, by=by).chunks)
    with acting(cast.county_confirmer), pytest.raises(FileMissingError):
        open_file(scan.id, by=cast.county_confirmer)


def test_a_database_that_divides_its_work_keeps_it_from_them_too(cast):
    """What sets a parameter may not run in a parallel plan: PostgreSQL would break the count off."""
    about = cast.county_confirmer
    receive(cast.town_handler, about_staff(about), Said("催要好处", name="李大叔"))
    with acting(about), connection.cursor() as cursor:
        for name, value in (("debug_parallel_query", "on"), ("parallel_setup_cost", "0")):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        assert not WorkItem.objects.filter(kind=WorkKind.COMPLAINT).exists()
        assert not papers.register(papers.RegisterFilter(), by=about).exists()


def test_its_answer_is_not_delivered_like_any_other_paper(cast):
    got, by = named(cast), cast.county_reviewer
    investigate(by, got.id)
    letter = answer(by, got.id).answer_id
    receipt = cases.Receipt(DeliveryMethod.BY_POST, "李大叔", timezone.localdate(), "XA12345678944")
    with acting(by), pytest.raises(IllegalMoveError):
        cases.deliver_document(document_id=letter, receipt=receipt, by=by)


def test_whoever_writes_one_down_about_themselves_keeps_the_receipt(cast):
    got = receive(cast.county_reviewer, about_staff(cast.county_reviewer))
    with acting(cast.county_reviewer):
        assert papers.get_document(got.receipt_id, by=cast.county_reviewer).number == got.number


def test_an_anonymous_one_is_answered_on_file(cast):
    got, by = receive(cast.village_assistant, about_staff(cast.town_handler)), cast.county_reviewer
    assign(by, got.id, by)
    investigate(by, got.id)
    answered = answer(by, got.id)
    assert answered.answer_id is None
    assert item_of(got.id) is None
    with acting(by), pytest.raises(ComplaintStateError):
        actions.deliver_complaint_answer(
            complaint_id=got.id,
            method=DeliveryMethod.BY_POST,
            delivered_on=timezone.localdate(),
            proof="挂号信",
            by=by,
        )


def test_each_step_has_its_turn_and_its_handler(cast):
    got = receive(cast.village_assistant, about_staff(cast.town_handler))
    with pytest.raises(NotHandlerError):
        investigate(cast.county_reviewer, got.id)
    assign(cast.county_reviewer, got.id, cast.county_reviewer)
    with pytest.raises(ComplaintStateError):
        answer(cast.county_reviewer, got.id)
    with pytest.raises(NotHandlerError):
        investigate(cast.county_confirmer, got.id)
    with pytest.raises(ComplaintIncompleteError):
        investigate(cast.county_reviewer, got.id, findings="  ")
    investigate(cast.county_reviewer, got.id)
    with pytest.raises(ComplaintStateError):
        assign(cast.county_reviewer, got.id, cast.county_confirmer)


def test_it_is_never_passed_on_through_the_worklist(cast):
    got = receive(cast.village_assistant, about_staff(cast.town_handler))
    item = item_of(got.id)
    with acting(cast.county_reviewer):
        with pytest.raises(NotForThisPostError):
            worklist.reassign(
                item_id=item.id, to_post=cast.county_verifier.post_id, reason="忙", by=cast.county_reviewer
            )
        with pytest.raises(NotForThisPostError):
            worklist.hand_over(
                item_id=item.id, to_post=cast.county_verifier.post_id, reason="忙", by=cast.county_reviewer
            )
        with pytest.raises(NotForThisPostError):
            worklist.put_back(item_id=item.id, reason="忙", by=cast.county_reviewer)
        assert waiting.find_open(WorkKind.COMPLAINT, got.id).owner_post_id == cast.county_reviewer.post_id


def test_it_may_be_referred_to_whoever_it_belongs_to(cast):
    got, by = receive(cast.village_assistant, about_staff(cast.town_handler)), cast.county_reviewer
    with acting(by):
        with pytest.raises(ComplaintIncompleteError):
            actions.refer_complaint(complaint_id=got.id, to=" ", by=by)
        assert actions.refer_complaint(complaint_id=got.id, to="县纪委监委", by=by).state == "referred"
        with pytest.raises(ComplaintStateError):
            actions.refer_complaint(complaint_id=got.id, to="县纪委监委", by=by)
    assert item_of(got.id) is None


def test_the_list_narrows(cast):
    staff = receive(cast.village_assistant, about_staff(cast.town_handler))
    family = receive(cast.village_assistant, ComplaintTarget(ComplaintAbout.HOUSEHOLD, "墩背村赖家"))
    by = cast.county_reviewer
    with acting(by):
        found = queries.complaints(by=by, filters=ComplaintFilters(about=ComplaintAbout.HOUSEHOLD))
        assert [row.id for row in found] == [family.id]
        found = queries.complaints(by=by, filters=ComplaintFilters(number=staff.number))
        assert [row.id for row in found] == [staff.id]
        assert {one.post_id for one in queries.handlers_of(staff.id, by=by)} == {
            cast.county_reviewer.post_id,
            cast.county_confirmer.post_id,
        }


def test_another_county_sees_nothing(cast):
    got = receive(cast.village_assistant, about_staff(cast.town_handler))
    assert not seen_by(cast.outsider, got.id)
    assert not seen_by(cast.stranger, got.id)
    with scoped(cast.stranger.scope), pytest.raises(NotPermittedError):
        queries.complaints(by=cast.stranger)
    assert str(TOWN) != str(COUNTY)

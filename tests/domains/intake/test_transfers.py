"""A need is handed to a department or charity, answered there, and the family is told what became of it."""

from datetime import date
from uuid import uuid4

import pytest
from tests.support.cast import COUNTY, OTHER_COUNTY, acting, resident_household
from tests.support.process import on
from tests.support.transfers import (
    DAY,
    again,
    appointed,
    asked,
    items,
    kept,
    say,
    sent,
    sheets,
    to_housing,
    told,
)

from yimen.domains.intake import actions, queries
from yimen.domains.intake.errors import (
    ContactAnsweredError,
    NotReceiverError,
    TransferIncompleteError,
    TransferNotFoundError,
    TransferPapersError,
    TransferReceiverError,
    TransferStateError,
)
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import (
    About,
    Answer,
    Receiver,
    TransferFilters,
    TransferState,
    TransferTopic,
    Verdict,
)
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.models import Share
from yimen.domains.network.types import DepartmentKind
from yimen.domains.papers import actions as papers
from yimen.domains.papers.models import Delivery
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people.errors import HouseholdNotFoundError
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.errors import NotForThisPostError
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.accounts.models import User
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


def test_the_whole_way_from_the_window_to_the_family(cast, housing, liaison):
    transfer = to_housing(cast, housing, wants=["房屋照片", " "])
    with system_scope():
        assert Contact.objects.get(id=transfer.contact_id).answer == Answer.TRANSFER
    waiting = items(transfer)[WorkKind.TRANSFER_REPLY]
    assert waiting.owner_post_id == liaison.post_id and "未查到时限" in waiting.article
    assert [kind for kind, _row in sheets(transfer)] == [DocumentKind.TRANSFER]
    assert kept(transfer).wants == ["房屋照片"]

    say(liaison, transfer, Verdict.ACCEPT)
    assert items(transfer)[WorkKind.TRANSFER_RESULT].owner_post_id == liaison.post_id
    say(liaison, transfer, Verdict.HELPED, "列入第四批危房改造")
    assert list(items(transfer)) == [WorkKind.TRANSFER_FEEDBACK]
    assert items(transfer)[WorkKind.TRANSFER_FEEDBACK].owner_post_id == cast.village_assistant.post_id

    told(cast, transfer)
    assert items(transfer) == {} and kept(transfer).told_on == DAY
    with system_scope():
        assert Delivery.objects.get().recipient == "温石生"
        done = set(Entry.objects.filter(subject=transfer.id).values_list("action", flat=True))
    assert {"transfer:send", "transfer:accept", "transfer:helped", "transfer:tell"} <= done


def test_the_liaison_sees_this_transfer_while_it_is_under_way_and_nothing_else(cast, housing, liaison):
    other = network.add_department(
        region=COUNTY, kind=DepartmentKind.EDUCATION, name="平远县教育局", by=cast.administrator
    )
    stranger = appointed(cast, other, "other-liaison")
    transfer = to_housing(cast, housing)
    for actor, sees in ((liaison, True), (stranger, False)):
        by = again(actor)
        with acting(by):
            assert [row.id for row in queries.transfers_to(by)] == ([transfer.id] if sees else [])
            if not sees:
                with pytest.raises(TransferNotFoundError):
                    queries.get_transfer(transfer.id, by=by)
            with pytest.raises(NotPermittedError):
                queries.transfers_found(by=by)
    with pytest.raises(TransferNotFoundError):
        say(stranger, transfer, Verdict.ACCEPT)

    say(liaison, transfer, Verdict.REFUSE, "不属于本县户籍")
    assert Share.objects.get(subject_id=transfer.id).valid_until == date(2026, 3, 3)
    with on(date(2026, 3, 3)):
        by = again(liaison)
        with acting(by):
            with pytest.raises(TransferNotFoundError):
                queries.get_transfer(transfer.id, by=by)
            (done,) = queries.concluded_for(by)
    assert (done.masked_name, done.state) == ("温**", TransferState.REFUSED)


@pytest.mark.parametrize(
    ("verdicts", "texts"),
    [
        ([Verdict.HELPED], ["给了"]),
        ([Verdict.ACCEPT, Verdict.ACCEPT], ["", ""]),
        ([Verdict.ACCEPT, Verdict.REFUSE], ["", "晚了"]),
        ([Verdict.REFUSE, Verdict.ACCEPT], ["不属于", ""]),
    ],
)
def test_an_answer_that_does_not_fit_the_state_is_refused(cast, housing, liaison, verdicts, texts):
    transfer = to_housing(cast, housing)
    for verdict, text in list(zip(verdicts, texts, strict=True))[:-1]:
        say(liaison, transfer, verdict, text)
    with pytest.raises(TransferStateError):
        say(liaison, transfer, verdicts[-1], texts[-1])


def test_refusals_and_results_say_why(cast, housing, liaison):
    transfer = to_housing(cast, housing)
    with pytest.raises(TransferIncompleteError):
        say(liaison, transfer, Verdict.REFUSE, "  ")
    say(liaison, transfer, Verdict.ACCEPT)
    with pytest.raises(TransferIncompleteError):
        say(liaison, transfer, Verdict.NOT_HELPED)


def test_who_may_answer_is_the_liaison_and_only_without_one_the_sender(cast, housing, charity, liaison):
    transfer = to_housing(cast, housing)
    with pytest.raises(NotReceiverError):
        say(cast.village_assistant, transfer, Verdict.ACCEPT, answerer="张局长，电话")
    for actor in (cast.auditor, cast.county_confirmer):
        with pytest.raises(NotReceiverError):
            say(actor, transfer, Verdict.ACCEPT)
    with pytest.raises(TransferNotFoundError):
        say(cast.stranger, transfer, Verdict.ACCEPT)

    given = sent(cast, Receiver(organisation_id=charity.id), topic=TransferTopic.CHARITY)
    assert items(given)[WorkKind.TRANSFER_REPLY].owner_post_id == cast.village_assistant.post_id
    with pytest.raises(TransferIncompleteError):
        say(cast.village_assistant, given, Verdict.ACCEPT)
    say(cast.town_handler, given, Verdict.ACCEPT, answerer="李会长，电话")
    assert items(given)[WorkKind.TRANSFER_RESULT].owner_post_id == cast.village_assistant.post_id
    assert (kept(given).way, kept(given).answerer) == ("relayed", "李会长，电话")


def test_withdrawn_it_ends_for_the_receiver_and_the_family_is_told(cast, housing, liaison):
    transfer, by = to_housing(cast, housing), cast.town_handler
    with acting(by):
        with pytest.raises(TransferIncompleteError):
            actions.withdraw_transfer(transfer_id=transfer.id, reason=" ", by=by)
        actions.withdraw_transfer(transfer_id=transfer.id, reason="群众已自行办理", by=by)
        with pytest.raises(TransferStateError):
            actions.withdraw_transfer(transfer_id=transfer.id, reason="再撤", by=by)
    assert list(items(transfer)) == [WorkKind.TRANSFER_FEEDBACK]
    with pytest.raises(TransferStateError):
        say(liaison, transfer, Verdict.ACCEPT)
    with acting(cast.auditor), pytest.raises(NotPermittedError):
        actions.withdraw_transfer(transfer_id=transfer.id, reason="x", by=cast.auditor)


def test_the_family_is_told_once_and_after_the_end(cast, housing, liaison):
    transfer = to_housing(cast, housing)
    with pytest.raises(TransferStateError):
        told(cast, transfer)
    say(liaison, transfer, Verdict.REFUSE, "不属于")
    with acting(cast.village_assistant):
        ready = actions.prepare_feedback(transfer_id=transfer.id, by=cast.village_assistant)
    told(cast, transfer)
    feedback = [row.id for kind, row in sheets(transfer) if kind is DocumentKind.TRANSFER_FEEDBACK]
    assert feedback == [ready]
    with pytest.raises(TransferStateError):
        told(cast, transfer)


@pytest.mark.parametrize(
    ("lacking", "refusal"),
    [
        ({"need": " "}, TransferIncompleteError),
        ({"about": About()}, TransferIncompleteError),
        ({"receiver": Receiver()}, TransferReceiverError),
        ({"receiver": Receiver(department_id=uuid4())}, TransferReceiverError),
        ({"receiver": Receiver(department_id=uuid4(), organisation_id=uuid4())}, TransferReceiverError),
        ({"about": About(household_id=uuid4())}, HouseholdNotFoundError),
        ({"papers_shared": [uuid4()]}, TransferPapersError),
    ],
)
def test_a_transfer_says_who_what_and_to_whom(cast, housing, lacking, refusal):
    receiver = lacking.pop("receiver", Receiver(department_id=housing.id)) if lacking else None
    with pytest.raises(refusal):
        sent(cast, receiver, **lacking)


def test_a_department_of_another_county_and_a_family_of_another_town_are_out_of_reach(cast, housing):
    away = network_queries.actor_for(User.objects.get(username="other_administrator").id)
    far = network.add_department(
        region=OTHER_COUNTY, kind=DepartmentKind.HOUSING, name="阳谷县住建局", by=away
    )
    with pytest.raises(TransferReceiverError):
        to_housing(cast, far)
    household = resident_household(cast.village_assistant)
    about = About(household_id=household.id)
    with pytest.raises(HouseholdNotFoundError):
        to_housing(cast, housing, about=about, by=cast.stranger)
    for by in (cast.auditor, cast.county_confirmer):
        with pytest.raises(NotPermittedError):
            to_housing(cast, housing, about=about, by=by)


def test_an_answered_contact_is_split_between_two_receivers_but_not_answered_twice(cast, housing, charity):
    contact = asked(cast)
    about = About(contact_id=contact.id)
    first = to_housing(cast, housing, about=about)
    second = sent(cast, Receiver(organisation_id=charity.id), about=about, topic=TransferTopic.CHARITY)
    with acting(cast.town_handler):
        rows = queries.transfers_of(contact_id=contact.id, by=cast.town_handler)
        assert {row.id for row in rows} == {first.id, second.id}
    answered = asked(cast)
    by = cast.village_assistant
    with acting(by):
        actions.answer_contact(contact_id=answered.id, answer=Answer.ON_THE_SPOT, text="说明了", by=by)
    with pytest.raises(ContactAnsweredError):
        to_housing(cast, housing, about=About(contact_id=answered.id))


def test_only_chosen_papers_of_the_family_go_with_it_and_only_while_it_is_under_way(cast, housing, liaison):
    household = resident_household(cast.village_assistant)
    by = cast.village_assistant
    first = to_housing(cast, housing, about=About(household_id=household.id))
    paper = sheets(first)[0][1]
    other = to_housing(cast, housing)
    foreign = sheets(other)[0][1]
    with pytest.raises(TransferPapersError):
        to_housing(cast, housing, about=About(household_id=household.id), papers_shared=[foreign.id])
    transfer = to_housing(cast, housing, about=About(household_id=household.id), papers_shared=[paper.id])
    assert transfer.name == "李小妹" and transfer.household_id == household.id

    def opened(document, actor=liaison):
        wearer = again(actor)
        with acting(wearer):
            return actions.open_shared_paper(transfer_id=transfer.id, document_id=document.id, by=wearer)

    assert opened(paper).pdf.startswith(b"%PDF")
    with pytest.raises(TransferPapersError):
        opened(foreign)
    say(liaison, transfer, Verdict.REFUSE, "不属于")
    with pytest.raises(TransferPapersError):
        opened(paper)
    with acting(by), pytest.raises(TransferPapersError):
        actions.open_shared_paper(transfer_id=transfer.id, document_id=paper.id, by=by)
    with acting(again(liaison)), pytest.raises(NotPermittedError):
        papers.open_document(paper.id, by=again(liaison))


def test_lists_are_narrowed_by_stage_topic_and_words(cast, housing, charity, liaison):
    here = to_housing(cast, housing)
    there = sent(cast, Receiver(organisation_id=charity.id), topic=TransferTopic.CHARITY)
    say(liaison, here, Verdict.REFUSE, "不属于")

    def found(by=cast.town_handler, **filters):
        with acting(by):
            return {row.id for row in queries.transfers_found(by=by, filters=TransferFilters(**filters))}

    assert found() == {here.id, there.id}
    assert found(stage="untold") == {here.id} and found(stage="sent") == {there.id}
    assert found(topic=TransferTopic.CHARITY) == {there.id} == found(text="慈善")
    assert found(cast.stranger) == set()


def test_when_the_sender_is_gone_the_station_tells_the_family(cast, housing, liaison):
    transfer = to_housing(cast, housing)
    with on(date(2026, 3, 5)):
        worklist.leave_post(
            post_id=cast.village_assistant.post_id, on=date(2026, 3, 5), by=cast.administrator
        )
        say(liaison, transfer, Verdict.REFUSE, "不属于")
    item = items(transfer)[WorkKind.TRANSFER_FEEDBACK]
    assert item.owner_post_id is None and item.owner_station_id == cast.village_assistant.station_id


@pytest.mark.requirement("R-CAS-6")
def test_a_liaison_seated_in_another_town_is_not_the_one_for_this_family(cast, housing):
    away = appointed(cast, housing, "away", cast.stranger.station_id)
    transfer = to_housing(cast, housing)
    assert items(transfer)[WorkKind.TRANSFER_REPLY].owner_post_id == cast.village_assistant.post_id
    by = again(away)
    with acting(by), pytest.raises(TransferNotFoundError):
        queries.get_transfer(transfer.id, by=by)


def test_a_liaison_hands_on_only_within_the_department(cast, housing, liaison):
    colleague = appointed(cast, housing, "colleague")
    transfer = to_housing(cast, housing)
    item, by = items(transfer)[WorkKind.TRANSFER_REPLY], liaison
    other = colleague if item.owner_post_id == liaison.post_id else liaison
    by = liaison if other is colleague else colleague
    with acting(by):
        with pytest.raises(NotForThisPostError):
            worklist.hand_over(item_id=item.id, to_post=cast.county_reviewer.post_id, reason="休假", by=by)
        worklist.hand_over(item_id=item.id, to_post=other.post_id, reason="休假", by=by)
    assert items(transfer)[WorkKind.TRANSFER_REPLY].owner_post_id == other.post_id

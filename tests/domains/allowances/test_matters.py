"""Civil matters: from a contact to a register, decided by another, ended after a hearing."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from tests.support.cast import VILLAGE, acting
from tests.support.process import on

from yimen.domains.allowances import actions, queries
from yimen.domains.allowances.errors import MatterHandledError, MatterInvalidError, MatterStateError
from yimen.domains.allowances.models import Attestation, CivilMatter
from yimen.domains.allowances.types import OLD_AGE, EndReason, MatterState, Per
from yimen.domains.cases.actions import Receipt
from yimen.domains.intake import actions as intake
from yimen.domains.intake.errors import AnswerIncompleteError
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.papers import queries as papers
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod
from yimen.domains.people import actions as people
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 3)
SEPTEMBER = Month(2026, 9)


@pytest.fixture
def elder(walk):
    return walk.adults[0]


def contact(by) -> Contact:
    with acting(by):
        return intake.record_contact(
            channel=ContactChannel.WINDOW,
            asked="家里老人八十多了，有没有补贴",
            region=VILLAGE,
            name="李建明",
            by=by,
        )


def register(by, person_id, **said) -> CivilMatter:
    with acting(by):
        return actions.register_matter(item=OLD_AGE, person_id=person_id, by=by, **said)


def grant(by, matter, amount="30.00", per=Per.MONTH, from_month=SEPTEMBER) -> CivilMatter:
    with acting(by):
        return actions.decide_matter(
            matter_id=matter.id,
            is_granted=True,
            amount=Money.yuan(amount),
            per=per,
            from_month=from_month,
            by=by,
        )


def open_work(by) -> list[WorkItem]:
    with acting(by):
        return list(WorkItem.objects.filter(done_at__isnull=True).order_by("id"))


def test_a_contact_becomes_a_civil_matter_with_a_clock_for_the_reviewer(walk, elder):
    by = walk.cast.village_assistant
    with on(TODAY):
        asked = contact(by)
        matter = register(by, elder, contact_id=asked.id, note="八十三岁")
        with acting(by):
            asked.refresh_from_db()
            assert (asked.answer, asked.matter_id, asked.person_id) == (Answer.REGISTERED, matter.id, elder)
            assert matter.title == "高龄津贴" and matter.state == MatterState.REGISTERED
        [item] = open_work(walk.cast.town_reviewer)
        assert (item.kind, item.owner_role, item.due_on) == (
            "civil_matter",
            "town_reviewer",
            date(2026, 8, 31),
        )
        assert "未查到" in item.article
        with pytest.raises(MatterStateError):
            register(by, elder)


def test_the_sheet_to_take_home_tells_of_items_as_of_programmes(walk):
    by = walk.cast.village_assistant
    with on(TODAY):
        asked = contact(by)
        with acting(by):
            intake.answer_contact(contact_id=asked.id, answer=Answer.ADVISED, items=[OLD_AGE], by=by)
            sheet = OfficialDocument.objects.get(kind="advice")
        assert "高龄津贴" in sheet.content and "年龄和标准由各地规定" in sheet.content
        assert open_work(by) == []
        with acting(by), pytest.raises(AnswerIncompleteError):
            intake.answer_contact(contact_id=contact(by).id, answer=Answer.ADVISED, by=by)


def test_who_registered_does_not_decide_and_nobody_decides_twice(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = register(by, elder)
        with pytest.raises(MatterHandledError):
            grant(by, matter)
        decided = grant(walk.cast.county_reviewer, matter)
        assert (decided.state, decided.amount_fen, decided.per) == (MatterState.GRANTED, 3000, "month")
        assert open_work(by) == []
        with pytest.raises(MatterStateError):
            grant(walk.cast.county_reviewer, matter)


def test_a_no_has_its_reason(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = register(walk.cast.village_assistant, elder)
        with acting(by):
            with pytest.raises(MatterInvalidError):
                actions.decide_matter(matter_id=matter.id, is_granted=False, reason=" ", by=by)
            refused = actions.decide_matter(
                matter_id=matter.id, is_granted=False, reason="未满当地规定的年龄", by=by
            )
        assert refused.state == MatterState.REFUSED and open_work(by) == []
        again = register(walk.cast.village_assistant, elder)
        with acting(by):
            assert actions.withdraw_matter(matter_id=again.id, by=by).state == MatterState.WITHDRAWN


def test_what_is_a_programme_of_assistance_is_applied_for_and_not_registered_here(walk, elder):
    by = walk.cast.village_assistant
    with on(TODAY), acting(by):
        keys = {item.key for item in queries.items_offered(VILLAGE, TODAY)}
        assert OLD_AGE in keys and "dibao" not in keys
        with pytest.raises(MatterInvalidError):
            actions.register_matter(item="dibao", person_id=elder, by=by)


def test_whoever_is_given_the_allowance_is_proven_alive_twice_a_year(walk, elder):
    with on(TODAY):
        grant(walk.cast.county_reviewer, register(walk.cast.village_assistant, elder))
    with on(date(2026, 10, 8)):
        with system_scope():
            assert actions.plan_attestations(by=SYSTEM) == 1
        with acting(walk.cast.town_handler):
            row = Attestation.objects.get()
            assert (row.person_id, row.rests_on) == (elder, [OLD_AGE])
            assert queries.rests_on_words(row) == ["高龄津贴"]


def test_missed_twice_the_allowance_itself_is_looked_into_where_there_is_no_award(walk, elder):
    with on(TODAY):
        matter = grant(walk.cast.county_reviewer, register(walk.cast.village_assistant, elder))
    for day in (date(2026, 10, 8), date(2027, 1, 20)):
        with on(day), system_scope():
            actions.plan_attestations(by=SYSTEM)
    items = {item.kind: item for item in open_work(walk.cast.town_reviewer)}
    assert items["civil_matter"].subject_id == matter.id and "review" not in items
    assert matter.until_month is None


def test_an_allowance_ends_after_a_hearing_or_after_a_registered_death(walk, elder):
    by = walk.cast.county_reviewer
    with on(TODAY):
        matter = grant(by, register(walk.cast.village_assistant, elder))
        ending = {"matter_id": matter.id, "reason": "户口迁到梅江区", "from_month": Month(2026, 9), "by": by}
        with acting(by):
            with pytest.raises(MatterInvalidError, match="听取意见"):
                actions.propose_end(because=EndReason.MOVED, **ending)
            with pytest.raises(MatterInvalidError, match="登记死亡"):
                actions.propose_end(because=EndReason.DIED, **ending)
            with pytest.raises(MatterInvalidError, match="已经过去"):
                actions.propose_end(
                    because=EndReason.MOVED, statement="同意", **ending | {"from_month": Month(2026, 7)}
                )
            proposed = actions.propose_end(because=EndReason.MOVED, statement="本人同意", **ending)
        assert (proposed.state, proposed.until_month) == (MatterState.ENDING, None)
        [item] = open_work(by)
        assert (item.subject_id, item.owner_role) == (matter.id, "town_reviewer")
        with acting(walk.cast.town_reviewer):
            ended = actions.end_matter(matter_id=matter.id, by=walk.cast.town_reviewer)
        assert (ended.state, ended.until_month) == (MatterState.ENDED, date(2026, 9, 1))
        assert ended.reason == "户口迁到梅江区" and open_work(by) == []


def propose(by, matter, because=EndReason.MOVED, **said) -> CivilMatter:
    words: dict[str, Any] = {
        "reason": "户口迁到梅江区",
        "from_month": SEPTEMBER,
        "statement": "本人同意",
    } | said
    with acting(by):
        return actions.propose_end(matter_id=matter.id, because=because, by=by, **words)


def end(by, matter) -> CivilMatter:
    with acting(by):
        return actions.end_matter(matter_id=matter.id, by=by)


def test_whoever_heard_the_person_does_not_end_it_and_the_database_says_so_too(walk, elder):
    by, county = walk.cast.town_reviewer, walk.cast.county_reviewer
    with on(TODAY):
        matter = grant(county, register(walk.cast.village_assistant, elder))
        propose(by, matter)
        [item] = open_work(by)
        assert item.owner_role == "county_reviewer"  # the town's reviewer heard them
        with pytest.raises(MatterHandledError, match="他人"):
            end(by, matter)
        with acting(by), pytest.raises(MatterHandledError):
            actions.keep_matter(matter_id=matter.id, reason="误报", by=by)
        ending = {"state": MatterState.ENDED, "ended_on": TODAY, "ended_by": by.user_id, "reason": "迁出"}
        with acting(by), pytest.raises(IntegrityError, match="matter_ended_by_another"):
            CivilMatter.objects.filter(pk=matter.id).update(**ending)


def test_until_another_confirms_everything_goes_on_and_a_refused_end_leaves_it_so(walk, elder):
    by, county = walk.cast.town_handler, walk.cast.county_reviewer
    with on(TODAY):
        matter = grant(county, register(walk.cast.village_assistant, elder))
        propose(by, matter)
        with acting(by):
            assert queries.is_holding([elder]) == {elder: matter.id}
        with pytest.raises(MatterStateError):
            register(walk.cast.village_assistant, elder)
        with acting(county):
            with pytest.raises(MatterInvalidError, match="理由"):
                actions.keep_matter(matter_id=matter.id, reason=" ", by=county)
            kept = actions.keep_matter(matter_id=matter.id, reason="户口没有迁走", by=county)
        assert (kept.state, kept.ended_because, kept.until_month) == (MatterState.GRANTED, "", None)
        assert open_work(by) == []


def test_a_month_that_passed_while_the_end_waited_was_given(walk, elder):
    with on(TODAY):
        matter = grant(walk.cast.county_reviewer, register(walk.cast.village_assistant, elder))
        propose(walk.cast.town_handler, matter)
    with on(date(2026, 10, 12)):
        assert end(walk.cast.town_reviewer, matter).until_month == date(2026, 10, 1)


def test_who_registered_does_not_decide_by_any_way_past_the_action(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = register(by, elder)
        deciding = {"state": MatterState.GRANTED, "decided_on": TODAY, "decided_by": by.user_id}
        with acting(by), pytest.raises(IntegrityError, match="matter_decided_by_another"):
            CivilMatter.objects.filter(pk=matter.id).update(**deciding)


def test_a_registered_death_asks_for_the_end_and_ends_nothing(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = grant(walk.cast.county_reviewer, register(walk.cast.village_assistant, elder))
        with acting(walk.cast.town_handler):
            people.record_death(person_id=elder, on=TODAY, by=walk.cast.town_handler)
        for _ in range(2):
            with system_scope():
                actions.plan_attestations(by=SYSTEM)
        [item] = open_work(by)
        assert (item.subject_id, item.kind) == (matter.id, "civil_matter")
        propose(walk.cast.town_handler, matter, EndReason.DIED, reason="8月3日去世", statement="")
        end(by, matter)
        assert open_work(by) == []


def letters(by, matter) -> list[OfficialDocument]:
    with acting(by):
        return list(OfficialDocument.objects.filter(subject_id=matter.id).order_by("issued_at", "id"))


def by_post(recipient: str, relation: str = "") -> Receipt:
    return Receipt(DeliveryMethod.BY_POST, recipient, TODAY, "XA12345678944", relation=relation)


def test_what_is_given_and_its_end_are_told_in_numbered_letters_with_reasons(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = grant(by, register(walk.cast.village_assistant, elder))
        words = {"reason": "已在外地领取", "statement": "我在惠州领了，这里不要了。"}
        propose(walk.cast.town_handler, matter, EndReason.GIVEN_UP, from_month=Month(2026, 10), **words)
        end(by, matter)
    given, ended = letters(by, matter)
    assert (given.number, ended.number) == ("大柘民政办〔2026〕1号", "大柘民政终〔2026〕1号")
    assert "按月发给30.00元，自2026年9月起" in given.content and "符合高龄津贴的条件" in given.content
    assert all(words in ended.content for words in ("已在外地领取", "我在惠州领了", "2026-10", "本人放弃"))
    assert given.household_id == matter.household_id


def test_a_no_is_a_letter_that_reaches_the_person_once(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = register(walk.cast.village_assistant, elder)
        with acting(by):
            actions.decide_matter(matter_id=matter.id, is_granted=False, reason="未满八十周岁。", by=by)
        [letter] = letters(by, matter)
        assert letter.kind == "matter_refusal" and '"未满八十周岁"' in letter.content
        with acting(by):
            assert letter in papers.undelivered(papers.RegisterFilter(), by=by)
            with pytest.raises(MatterInvalidError, match="关系"):
                actions.deliver_result(document_id=letter.id, receipt=by_post("过路人"), by=by)
            actions.deliver_result(document_id=letter.id, receipt=by_post("李小明", "儿子"), by=by)
            [delivery] = papers.deliveries_of(letter.id, by=by)
            assert "儿子" in delivery.proof
            with pytest.raises(MatterStateError, match="已经送达"):
                actions.deliver_result(document_id=letter.id, receipt=by_post("李小明", "儿子"), by=by)


def test_the_letter_of_somebody_dead_goes_to_the_family(walk, elder):
    by = walk.cast.town_reviewer
    with on(TODAY):
        matter = grant(by, register(walk.cast.village_assistant, elder), per=Per.YEAR)
        with acting(walk.cast.town_handler):
            people.record_death(person_id=elder, on=TODAY, by=walk.cast.town_handler)
        propose(walk.cast.town_handler, matter, EndReason.DIED, reason="8月3日去世", statement="")
        end(by, matter)
    ended = letters(by, matter)[-1]
    assert "的家属" in ended.content and "死亡已经登记" in ended.content


def test_a_death_ends_no_month_before_it_and_nothing_once_it_is_withdrawn(walk, elder):
    by, handler = walk.cast.town_reviewer, walk.cast.town_handler
    died = {"because": EndReason.DIED, "reason": "8月3日去世", "statement": ""}
    with on(TODAY):
        matter = grant(walk.cast.county_reviewer, register(walk.cast.village_assistant, elder))
        with acting(handler):
            people.record_death(person_id=elder, on=TODAY, by=handler)
        with pytest.raises(MatterInvalidError, match="去世以前"):
            propose(handler, matter, from_month=Month(2026, 7), **died)
        propose(handler, matter, from_month=Month(2026, 8), **died)
        with acting(handler):
            people.withdraw_death(person_id=elder, reason="登记错了人", by=handler)
        with pytest.raises(MatterInvalidError, match="没有死亡登记"):
            end(by, matter)
        with acting(by):
            kept = actions.keep_matter(matter_id=matter.id, reason="死亡登记已撤销", by=by)
    assert (kept.state, kept.until_month) == (MatterState.GRANTED, None)

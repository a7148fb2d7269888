"""A yearly review of a town: who is in, what the doors say, what each household comes to, its end."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.cast import OTHER_VILLAGE, TOWN, VILLAGE, acting
from tests.support.process import family_of_three, on, picture
from tests.support.reviewing import LATER, granted

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.actions.campaigns import opening
from yimen.domains.cases.models import CampaignEntry, Case, CaseOutcome, HomeInvestigation, ReviewCampaign
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.types import ChangeCause, Effect, FileKind
from yimen.domains.cases.types.campaigns import (
    CampaignPlan,
    EntryFilter,
    EntryResult,
    EntryStage,
    LeftOut,
    Visited,
    VisitFinding,
)
from yimen.domains.intake.models import ChangeReport
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.actions.households import move
from yimen.domains.people.models import Household
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit.models import Entry
from yimen.foundation.files.actions import store
from yimen.foundation.files.queries import stored_files
from yimen.kernel import Programme

pytestmark = pytest.mark.django_db
PLAN = CampaignPlan(2026, (Programme.DIBAO,), LATER - timedelta(days=20), date(2026, 11, 30))
WENT = Visited(LATER)


@pytest.fixture
def second(cast, review):
    """Another family of the village with the same award."""
    return granted(family_of_three(cast, "王"))


def opened(cast, plan: CampaignPlan = PLAN) -> ReviewCampaign:
    by = cast.town_reviewer
    with acting(by):
        return actions.open_campaign(town=TOWN, plan=plan, by=by)


def entry_of(cast, review) -> CampaignEntry:
    with acting(cast.town_reviewer):
        return CampaignEntry.objects.get(household=review.walk.household_id, result="")


def stands(cast, review) -> tuple[EntryStage, EntryResult]:
    by = cast.town_reviewer
    with acting(by):
        row = vars(campaigns.get_entry(entry_of(cast, review).id, by=by))
    return EntryStage(row["stage"]), EntryResult(row["stands"])


def visit(cast, review, finding=VisitFinding.UNCHANGED, by=None, cause=None, **said):
    by = by or cast.village_assistant
    entry = entry_of(cast, review)
    if finding is VisitFinding.UNCHANGED:
        said.setdefault("second_post_id", cast.town_handler.post_id)
    with acting(by):
        return actions.record_visit(
            entry_id=entry.id, finding=finding, visited=replace(WENT, **said), cause=cause, by=by
        )


def begun(cast, review) -> Case:
    by = cast.town_handler
    with acting(by):
        case = actions.begin_unchanged(entry_id=entry_of(cast, review).id, by=by)
    review.walk.case_id = case.id
    return case


def scanned(cast, review) -> None:
    """The form that the family and both visitors signed, as a picture."""
    by, entry = cast.village_assistant, entry_of(cast, review)
    with acting(by):
        file = store(
            picture(), kind=FileKind.SIGNED_SCAN, subject=entry.household_id, region=str(VILLAGE), by=by
        )
        actions.keep_scan(entry_id=entry.id, scan_id=file.id, by=by)


def signed(cast, review) -> None:
    """Without a picture of the form both sides sign the visit of the case."""
    by = cast.town_handler
    with acting(by):
        made = HomeInvestigation.objects.get(case_id=review.walk.case_id)
        files = [review.walk.file(by) for _ in range(3)]
        actions.sign_investigation(
            investigation_id=made.id, signatures=actions.Signatures(review.walk.adults[0], *files), by=by
        )


def kept(cast, review) -> None:
    """From the door to the decision, nothing of the process left out."""
    visit(cast, review)
    scanned(cast, review)
    begun(cast, review)
    review.walk.verify()
    for by, step in (
        (cast.town_reviewer, actions.propose_kept),
        (cast.county_confirmer, actions.decide_kept),
    ):
        with acting(by):
            step(entry_id=entry_of(cast, review).id, by=by)


def test_a_review_holds_the_households_of_its_plan_and_says_who_is_left_out(cast, review, second):
    with on(LATER):
        by = cast.town_reviewer
        with acting(by):
            found = campaigns.foresee_campaign(TOWN, PLAN, by=by)
            assert [each.left_out for each in found] == [None, None]
            not_due = campaigns.foresee_campaign(TOWN, replace(PLAN, only_due=True), by=by)
            assert {each.left_out for each in not_due} == {LeftOut.NOT_DUE}
            elsewhere = campaigns.foresee_campaign(TOWN, replace(PLAN, villages=(str(OTHER_VILLAGE),)), by=by)
            assert elsewhere == []
        made = opened(cast)
        with acting(by):
            assert [row.position for row in campaigns.entries_of(made)] == [1, 2]
            assert {each.left_out for each in campaigns.foresee_campaign(TOWN, PLAN, by=by)} == {
                LeftOut.IN_ANOTHER
            }
            item = WorkItem.objects.get(kind="yearly_review", done_at__isnull=True)
            assert (item.subject_id, item.due_on, item.owner_role) == (
                made.id, date(2026, 11, 30), "town_reviewer",
            )  # fmt: skip
        with acting(cast.village_assistant):
            assert campaigns.get_campaign(made.id, by=cast.village_assistant).year == 2026
        with acting(cast.stranger), pytest.raises(errors.CampaignNotFoundError):
            campaigns.get_campaign(made.id, by=cast.stranger)


def test_whom_another_review_takes_in_at_the_same_moment_is_left_to_it(cast, review, second, monkeypatch):
    first = opened(cast, replace(PLAN, villages=(str(VILLAGE),)))
    monkeypatch.setattr(opening, "left_out", lambda each, plan: None)  # looked before the other committed
    with pytest.raises(errors.CampaignInvalidError, match="没有应当核查的家庭"):
        opened(cast)
    with acting(cast.town_reviewer):
        assert list(CampaignEntry.objects.values_list("campaign", flat=True).distinct()) == [first.id]


def test_only_whoever_plans_opens_one_and_none_without_households(cast, review):
    with on(LATER):
        by = cast.town_handler
        with acting(by), pytest.raises(NotPermittedError):
            actions.open_campaign(town=TOWN, plan=PLAN, by=by)
        with pytest.raises(errors.CampaignInvalidError):
            opened(cast, replace(PLAN, programmes=(Programme.TEKUN,)))
        with pytest.raises(errors.CampaignInvalidError):
            opened(cast, replace(PLAN, until_on=date(2026, 9, 1)))
        with acting(cast.town_reviewer):
            assert not ReviewCampaign.objects.exists()


def test_a_household_in_which_nothing_changed_is_kept_by_every_step_of_a_review(cast, review):
    with on(LATER):
        made = opened(cast)
        assert stands(cast, review) == (EntryStage.TO_VISIT, EntryResult.OPEN)
        visit(cast, review)
        assert stands(cast, review) == (EntryStage.TO_BEGIN, EntryResult.OPEN)
        begun(cast, review)
        assert stands(cast, review) == (EntryStage.IN_REVIEW, EntryResult.OPEN)
        entry, by = entry_of(cast, review), cast.town_reviewer
        with acting(by), pytest.raises(errors.InvestigationMissingError):
            actions.propose_kept(entry_id=entry.id, by=by)  # neither verified nor signed
        review.walk.verify()
        signed(cast, review)
        with acting(by):
            actions.propose_kept(entry_id=entry.id, by=by)
        with acting(cast.county_confirmer):
            actions.decide_kept(entry_id=entry.id, by=cast.county_confirmer)
        assert stands(cast, review) == (EntryStage.DONE, EntryResult.KEPT)
        with acting(by):
            outcome = CaseOutcome.objects.get(case__kind="review")
            assert (outcome.effect, outcome.case.state) == (Effect.KEEP, "concluded")
            (row,) = campaigns.progress_of(made)
            assert (row.total, row.visited, row.done, row.kept, row.percent) == (1, 1, 1, 1, 100)
        with pytest.raises(errors.CampaignInvalidError):
            visit(cast, review)


def test_what_the_rules_would_change_is_not_kept_in_bulk(cast, review):
    with on(LATER):
        opened(cast)
        visit(cast, review)
        scanned(cast, review)
        begun(cast, review)
        review.walk.verify(wage_fen=150000)
        by = cast.town_reviewer
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="测算与现在的救助不同"):
            actions.propose_kept(entry_id=entry_of(cast, review).id, by=by)


def test_the_review_is_begun_by_one_of_the_two_who_went(cast, review):
    with on(LATER):
        opened(cast)
        visit(cast, review)
        by = cast.town_investigator
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="参加走访"):
            actions.begin_unchanged(entry_id=entry_of(cast, review).id, by=by)
        with acting(cast.county_reviewer):
            assert not Case.objects.filter(kind="review").exists()


def test_a_visit_of_before_the_case_counts_from_the_beginning_of_the_review(cast, review):
    with on(LATER):
        opened(cast)
        visit(cast, review, visited_on=LATER - timedelta(days=12))
        assert begun(cast, review).accepted_on == LATER


def test_a_change_opens_its_case_and_the_decision_says_what_it_came_to(cast, review):
    with on(LATER):
        opened(cast)
        made = visit(cast, review, VisitFinding.CHANGED, note="户主加工资", cause=ChangeCause.INCOME_CHANGED)
        review.walk.case_id = made.case_id
        assert stands(cast, review) == (EntryStage.IN_REVIEW, EntryResult.OPEN)
        review.earns("1500.00")
        review.begin()
        review.look_into(150000)
        review.heard(review_amount(review))
        review.walk.opine()
        review.walk.send()
        review.decide(review_amount(review))
        assert stands(cast, review) == (EntryStage.DONE, EntryResult.LOWERED)


def review_amount(review):
    by = review.cast.county_confirmer
    with acting(by):
        return queries.preview_finding(review.walk.outcome().id, by=by).amount


def test_not_met_has_a_second_day_and_a_death_goes_to_the_town(cast, review, second):
    with on(LATER):
        opened(cast)
        again = LATER + timedelta(days=7)
        visit(cast, review, VisitFinding.NOT_MET, note="外出务工", again_on=again)
        assert stands(cast, review) == (EntryStage.VISIT_AGAIN, EntryResult.OPEN)
        visit(cast, review)
        assert stands(cast, review)[0] is EntryStage.TO_BEGIN
        visit(cast, second, VisitFinding.DIED, person_id=second.walk.child)
        assert stands(cast, second) == (EntryStage.REPORTED, EntryResult.OPEN)
        with acting(cast.town_handler):
            report = ChangeReport.objects.get()
            assert (report.kind, report.household_id) == ("death", second.walk.household_id)
        by = cast.village_assistant
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="变化报告"):
            actions.undo_visit(entry_id=entry_of(cast, second).id, by=by)


def test_what_was_written_by_mistake_is_taken_back_until_a_case_rests_on_it(cast, review):
    with on(LATER):
        opened(cast)
        visit(cast, review)
        by = cast.village_assistant
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="已经登记"):
            actions.record_visit(
                entry_id=entry_of(cast, review).id, finding=VisitFinding.NOT_MET,
                visited=replace(WENT, note="外出", again_on=LATER), by=by,
            )  # fmt: skip
        with acting(by):
            actions.undo_visit(entry_id=entry_of(cast, review).id, by=by)
        assert stands(cast, review)[0] is EntryStage.TO_VISIT
        visit(cast, review)
        begun(cast, review)
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="开启核查"):
            actions.undo_visit(entry_id=entry_of(cast, review).id, by=by)
        with acting(cast.county_reviewer):
            assert Entry.objects.filter(action="campaign:undo").count() == 1


def test_a_signed_form_that_is_replaced_or_undone_stays_with_the_household(cast, review):
    by = cast.village_assistant
    with on(LATER):
        opened(cast)
        visit(cast, review)
        scanned(cast, review)
        first = entry_of(cast, review).scan_id
        scanned(cast, review)
        second = entry_of(cast, review).scan_id
        assert entry_of(cast, review).set_aside == [first] != [second]
        with acting(by):
            actions.undo_visit(entry_id=entry_of(cast, review).id, by=by)
            left = entry_of(cast, review)
            assert (left.scan_id, left.set_aside) == (None, [first, second])
            assert len(stored_files(left.set_aside)) == 2
            told = Entry.objects.get(action="campaign:undo").changes
        assert "set_aside" in told


def test_two_go_and_one_of_them_may_look_into_awards(cast, review):
    with on(LATER):
        opened(cast)
        with pytest.raises(errors.InvestigationInvalidError, match="不得少于2人"):
            visit(cast, review, by=cast.town_handler, second_post_id=cast.town_handler.post_id)
        with pytest.raises(errors.CampaignInvalidError, match="不得少于2人"):
            visit(cast, review, second_post_id=None)


def test_a_refresh_takes_in_what_came_between_and_an_award_that_ended_is_a_result(cast, review):
    with on(LATER):
        made = opened(cast)
    later = granted(family_of_three(cast, "赵"))
    with on(LATER):
        by = cast.town_reviewer
        with acting(by):
            told = actions.refresh_campaign(campaign_id=made.id, by=by)
            assert (told.added, told.moved) == (1, 0)
            assert [row.position for row in campaigns.entries_of(made)] == [1, 2]
            assert actions.refresh_campaign(campaign_id=made.id, by=by).added == 0
    with on(LATER):
        review.open(ChangeCause.INCOME_CHANGED)
        review.earns("9000.00")
        review.begin()
        review.look_into(900000)
        review.heard()
        review.walk.opine(is_positive=False)
        review.walk.send()
        review.decide(None, "收入超过标准")
        assert stands(cast, review) == (EntryStage.DONE, EntryResult.ENDED)
        assert stands(cast, later) == (EntryStage.TO_VISIT, EntryResult.OPEN)


def test_a_household_that_left_the_town_stays_in_its_review_and_is_the_last_door(cast, review):
    with on(LATER):
        made, left = opened(cast), review.walk.household_id
        county = cast.county_reviewer
        with acting(county):
            move(Household.objects.get(id=left), OTHER_VILLAGE, "新村1号", LATER, county)
    later = granted(family_of_three(cast, "赵"))
    with on(LATER), acting(cast.town_reviewer):
        told = actions.refresh_campaign(campaign_id=made.id, by=cast.town_reviewer)
        assert (told.added, told.moved) == (1, 0)
        doors = campaigns.entries_of(made).order_by("position")
        assert [row.household_id for row in doors] == [later.walk.household_id, left]


def test_the_end_writes_down_what_the_lists_show_and_can_be_taken_back(cast, review, second):
    with on(LATER):
        made, by = opened(cast), cast.town_reviewer
        kept(cast, review)
        with acting(by):
            with pytest.raises(errors.ReasonMissingError):
                actions.close_campaign(campaign_id=made.id, by=by)
            actions.close_campaign(campaign_id=made.id, note="一户外出，下月补办", by=by)
            made.refresh_from_db()
            whole = campaigns.count_of(campaigns.progress_of(made))
            assert (whole.total, whole.kept, whole.open, whole.done) == (2, 1, 1, 1)
            for result in EntryResult:
                listed = campaigns.entries_of(made, EntryFilter(result=result)).count()
                assert listed == getattr(whole, result.value)
            assert not WorkItem.objects.filter(kind="yearly_review", done_at__isnull=True).exists()
    with on(LATER):
        review.open(ChangeCause.INCOME_CHANGED)  # what comes afterwards does not change the summary
        with acting(by):
            assert campaigns.entries_of(made, EntryFilter(result=EntryResult.KEPT)).count() == 1
            with pytest.raises(errors.CampaignInvalidError, match="已经办结"):
                actions.refresh_campaign(campaign_id=made.id, by=by)
            actions.reopen_campaign(campaign_id=made.id, reason="补登记", by=by)
            made.refresh_from_db()
            assert campaigns.count_of(campaigns.progress_of(made)).open == 2
            assert WorkItem.objects.filter(kind="yearly_review", done_at__isnull=True).exists()


def test_the_report_is_a_numbered_paper_of_the_end_and_withdrawn_where_the_review_goes_on(
    cast, review, second
):
    with on(LATER):
        made, by = opened(cast), cast.town_reviewer
        kept(cast, review)
        with acting(by):
            assert campaigns.report_of(made, by=by) is None
            actions.close_campaign(campaign_id=made.id, note="一户外出，下月补办", by=by)
            made.refresh_from_db()
            first = campaigns.report_of(made, by=by)
            assert first.number == "大柘社救年报〔2026〕1号"
            told = json.loads(first.content)["values"]
            assert [(row["name"], row["total"], row["kept"], row["open"]) for row in told["places"]] == [
                ("墩背村委会", 2, 1, 1),
                ("合计", 2, 1, 1),
            ]
            actions.reopen_campaign(campaign_id=made.id, reason="补登记", by=by)
            first.refresh_from_db()
            assert first.withdrawn_reason == "补登记"
            actions.close_campaign(campaign_id=made.id, note="仍外出", by=by)
            made.refresh_from_db()
            assert campaigns.report_of(made, by=by).number == "大柘社救年报〔2026〕2号"
        with acting(cast.village_assistant):
            assert campaigns.report_of(made, by=cast.village_assistant) is None


def test_a_review_is_not_reopened_over_a_newer_one(cast, review):
    with on(LATER):
        made, by = opened(cast), cast.town_reviewer
        with acting(by):
            actions.close_campaign(campaign_id=made.id, note="改期", by=by)
        opened(cast)
        with acting(by), pytest.raises(errors.CampaignInvalidError, match="新的一次"):
            actions.reopen_campaign(campaign_id=made.id, reason="补", by=by)


def test_late_households_light_the_village_red(cast, review):
    with on(LATER):
        made = opened(cast)
    with on(date(2026, 12, 1)), acting(cast.village_assistant):
        (row,) = campaigns.progress_of(made)
        assert (row.overdue, row.light(made.until_on, date(2026, 12, 1), 30)) == (1, "red")
        late = campaigns.entries_of(made, EntryFilter(is_overdue=True))
        assert [line.is_late for line in campaigns.entry_lines(list(late))] == [True]


def test_the_forms_of_a_village_are_printed_and_it_is_recorded(cast, review):
    with on(LATER):
        made, by = opened(cast), cast.village_assistant
        with acting(by):
            assert campaigns.visit_forms(made, VILLAGE, by=by).startswith(b"%PDF")
            assert campaigns.village_register(made, VILLAGE, by=by).startswith(b"%PDF")
        with acting(cast.county_reviewer):
            assert Entry.objects.filter(action="campaign:print").count() == 2

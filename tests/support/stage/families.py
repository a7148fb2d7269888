"""Families at every point of the process; each function is what happens to one of them on one day."""

from tests.support.cast import COUNTY, TOWN, acting
from tests.support.reviewing import Review
from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import tekun
from yimen.domains.cases.types import ExpenseKind
from yimen.domains.cases.types import tekun as words
from yimen.domains.library import actions as library
from yimen.domains.network import actions as network
from yimen.domains.network.types import Role, TrainingKind
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.queries import find_latest_request
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Month, Programme, Step

from .setting import AGENT_PHONE, FIRST_DAY, Stage
from .staff import HOME


def decided_is_posted(stage: Stage) -> None:
    """The first family, on its way to the confirmer."""
    stage.decided.to_posted()


def posted_is_objected_to(stage: Stage) -> None:
    """The second family: an objection against its notice."""
    walk, by = stage.posted.to_posted(), stage.cast.town_handler
    outcome = walk.outcome()
    with acting(by):
        objection = cases.record_objection(
            outcome_id=outcome.id, version=outcome.version, text="该户有小汽车", raised_by="凌无名", by=by
        )
    stage.objects["objection_id"] = objection.id


def draft_is_begun(stage: Stage) -> None:
    """The third family: an application by an agent, not handed in yet."""
    walk, by = stage.draft, stage.cast.village_assistant
    case = walk.apply()
    with acting(by):
        cases.save_step(
            case_id=case.id,
            version=case.version,
            agent_name="余代办",
            agent_relation="邻居",
            agent_phone=AGENT_PHONE,
            by=by,
        )
        bill = cases.PaidBill(
            walk.adults[0], cases.Spent(ExpenseKind.MEDICAL, Month.of(FIRST_DAY), Money(300_00))
        )
        receipt = cases.record_receipt(case_id=case.id, bill=bill, by=by)
    stage.objects |= {"receipt_id": receipt.id, "draft_id": case.id}


def awarded_is_posted(stage: Stage) -> None:
    """A further family, which is assisted by the day of the tests."""
    stage.awarded.to_posted()


def elder_is_asked_back(stage: Stage) -> None:
    """A person alone names a son who lives elsewhere, and has not brought everything yet."""
    walk, by = stage.asked_back, stage.cast.village_assistant
    case = walk.apply(programmes=(Programme.TEKUN,))
    with acting(by):
        obligor = tekun.name_obligor(case_id=case.id, name="卓大儿", obligation=words.Obligation.CHILD, by=by)
    stage.objects["obligor_id"] = obligor.id
    walk.submit()
    walk.tell_missing()


def decided_is_sent(stage: Stage) -> None:
    """The first family is with the confirmer; most kinds of object have their example with it."""
    walk = stage.decided
    walk.send()
    case, outcome = walk.case(), walk.outcome()
    with acting(stage.cast.county_reviewer):
        request = find_latest_request(case.id)
        investigation = case.investigations.get()
        assert request is not None and investigation.family_signature is not None
        stage.objects |= {
            "authorisation_id": Authorisation.objects.filter(case_id=case.id).latest("signed_at").id,
            "case_id": case.id,
            "outcome_id": outcome.id,
            "request_id": request.id,
            "visit_id": investigation.id,
            "file_id": investigation.family_signature,
            "household_id": walk.household_id,
            "person_id": walk.adults[0],
            "document_id": OfficialDocument.objects.get(kind="acceptance", subject_id=case.id).id,
            "item_id": WorkItem.objects.get(
                kind="confirmation", subject_id=outcome.id, done_at__isnull=True
            ).id,
        }


def decided_changes_hands(stage: Stage) -> None:
    """One confirmer takes the first family's decision and hands it to another."""
    by, item_id = stage.cast.county_confirmer, stage.objects["item_id"]
    with acting(by):
        worklist.take(item_id=item_id, by=by)
        to_post = stage.staff[Role.COUNTY_CONFIRMER, HOME].post_id
        worklist.hand_over(item_id=item_id, to_post=to_post, reason="出差", by=by)


def awarded_is_looked_into(stage: Stage) -> None:
    """Assisted and told so; then its income rose, and it is told of what is intended."""
    walk = stage.awarded
    first = walk.case()
    walk.send()
    walk.confirm()
    walk.deliver()
    review = Review(walk)
    review.open()
    review.begin()
    hearing, outcome = review.invite(Money.yuan("100")), walk.outcome()
    with acting(stage.cast.county_reviewer):
        stage.objects |= {
            "award_outcome_id": outcome.id,
            "award_hearing_id": hearing.id,
            "award_case_id": walk.case().id,
            "award_document_id": OfficialDocument.objects.get(kind="acceptance", subject_id=first.id).id,
            "other_id": walk.household_id,
        }


def people_and_places(stage: Stage) -> None:
    """Who handled it, and a step that the county has left to the town."""
    cast = stage.cast
    delegation = network.delegate_step(
        programme=Programme.TEMPORARY,
        step=Step.CONFIRM,
        region=TOWN,
        role=Role.COUNTY_CONFIRMER,
        rule="粤民规字〔2023〕1号 第三条",
        valid_from=FIRST_DAY,
        by=cast.administrator,
    )
    training = network.record_training(
        station_id=cast.town_handler.station_id,
        held_on=FIRST_DAY,
        title="低保审核确认业务培训",
        kind=TrainingKind.WORK,
        staff_ids=[cast.town_handler.staff_id],
        by=cast.town_reviewer,
    )
    library.withdraw_item(
        key="funeral-relief",
        region=COUNTY,
        since=FIRST_DAY,
        why="改由民政局直接办理",
        by=cast.county_reviewer,
    )
    stage.objects |= {
        "training_id": training.id,
        "station_id": cast.town_handler.station_id,
        "item_key": "dibao",
        "withdrawn_key": "funeral-relief",
        "staff_id": cast.town_handler.staff_id,
        "post_id": cast.town_handler.post_id,
        "delegation_id": delegation.id,
    }

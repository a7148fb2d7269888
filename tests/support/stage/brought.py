"""What people bring, what is handed on to others, and who asks for a file from elsewhere."""

from tests.support.cast import OTHER_COUNTY_TOWN, VILLAGE, acting
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import (
    About,
    ComplaintAbout,
    ComplaintChannel,
    ComplaintTarget,
    ContactChannel,
    Contested,
    Receiver,
    RemedyKind,
    ReportKind,
    TransferTopic,
)
from yimen.domains.network.types import DepartmentKind
from yimen.domains.people import actions as people
from yimen.domains.people.models import Person
from yimen.kernel import ResidentId

from .setting import CONTACT_PHONE, FIRST_DAY, TODAY, Stage
from .staff import department_of


def contact(stage: Stage) -> None:
    """Somebody asks at the village."""
    by = stage.cast.village_assistant
    with acting(by):
        made = intake.record_contact(
            channel=ContactChannel.VISIT,
            asked="家里收入少，想申请低保",
            region=VILLAGE,
            name="温石生",
            phone=CONTACT_PHONE,
            by=by,
        )
    stage.objects["contact_id"] = made.id


def transfers(stage: Stage) -> None:
    """One family's need is with the liaison of the county, with a paper; another's goes out with a code."""
    by, administrator = stage.cast.town_handler, stage.cast.administrator
    paper = stage.objects["award_document_id"]
    with acting(by):
        to_liaison = intake.send_transfer(
            about=About(household_id=stage.awarded.household_id),
            topic=TransferTopic.EDUCATION,
            receiver=Receiver(department_id=department_of(administrator)),
            need="孩子上高中，申请教育救助",
            papers_shared=[paper],
            by=by,
        )
        nobody_s = department_of(administrator, DepartmentKind.HUMAN_RESOURCES)
        by_code = intake.send_transfer(
            about=About(household_id=stage.draft.household_id),
            topic=TransferTopic.EMPLOYMENT,
            receiver=Receiver(department_id=nobody_s),
            need="户主失业，希望参加培训",
            by=by,
        )
        intake.send_code(transfer_id=by_code.id, by=by)
    stage.objects |= {"transfer_id": to_liaison.id, "award_transfer_id": to_liaison.id}


def complaint(stage: Stage) -> None:
    """About the handler, told to the village and kept by the county."""
    by, handler = stage.cast.village_assistant, stage.cast.town_handler
    target = ComplaintTarget(ComplaintAbout.STAFF, handler.staff_name, handler.staff_id)
    said = intake.Said("索要烟酒才给办", name="凌无名", phone=CONTACT_PHONE)
    with acting(by):
        made = intake.receive_complaint(channel=ComplaintChannel.PHONE, target=target, said=said, by=by)
    stage.objects["complaint_id"] = made.id


def report(stage: Stage) -> None:
    """A birth in the village."""
    by = stage.cast.village_assistant
    with acting(by):
        made = intake.report_change(kind=ReportKind.BIRTH, region=VILLAGE, name="温石生", by=by)
    stage.objects["report_id"] = made.id


def remedy(stage: Stage) -> None:
    """The first family contests what was decided about it."""
    by, case = stage.cast.county_reviewer, stage.decided.case()
    contested = Contested(
        case.id, None, f"{case.applicant_name} 不予受理", case.applicant_name, VILLAGE, FIRST_DAY, FIRST_DAY
    )
    filing = intake.Filing("县人民政府", "材料齐全却不受理", TODAY, TODAY)
    with acting(by):
        made = intake.receive_remedy(kind=RemedyKind.RECONSIDERATION, against=contested, filing=filing, by=by)
    stage.objects["remedy_id"] = made.id


def file_asked_for(stage: Stage) -> None:
    """Another county asks for the file of the elderly person who has moved there."""
    with acting(stage.cast.town_handler):
        identity = ResidentId(Person.objects.get(id=stage.asked_back.adults[0]).identity)
    by = stage.cast.outsider
    with acting(by):
        people.request_transfer(identity=identity, to_region=OTHER_COUNTY_TOWN, reason="随儿子居住", by=by)

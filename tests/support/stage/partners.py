"""Partners of the home town's station: a charity, a department's month of duty, a household shared."""

from datetime import timedelta

from tests.support.cast import COUNTY, acting
from yimen.domains.cases import actions as cases
from yimen.domains.network import actions as network
from yimen.domains.network.types import OrganisationKind, ShareOffer, ShareReason
from yimen.kernel import Month, SocialCreditCode

from .setting import TODAY, Stage
from .staff import department_of


def partners(stage: Stage) -> None:
    """A charity without people of its own, and the department of education on duty this month."""
    by = stage.cast.administrator
    with acting(by):
        charity = network.add_organisation(
            region=COUNTY,
            kind=OrganisationKind.CHARITY,
            name="平远县助困会",
            credit_code=SocialCreditCode("91110000600037341L"),
            by=by,
        )
        department = department_of(by)
        duty = network.set_duty(
            station_id=stage.cast.town_handler.station_id,
            month=Month.of(TODAY),
            department_id=department,
            by=by,
        )
    stage.objects |= {"organisation_id": charity.id, "department_id": department, "duty_id": duty.id}


def shared(stage: Stage) -> None:
    """The elderly person agreed that the charity reads the file."""
    by = stage.cast.town_reviewer
    offer = ShareOffer(
        ShareReason.COOPERATION,
        "送餐上门",
        TODAY + timedelta(days=30),
        to_organisation_id=stage.objects["organisation_id"],
        consented_on=TODAY,
    )
    with acting(by):
        stage.objects["share_id"] = cases.share_household(
            household_id=stage.asked_back.household_id, offer=offer, is_with_cases=True, by=by
        )

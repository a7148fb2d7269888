"""A department and a charity of the county, and who speaks for them."""

import pytest
from tests.support.cast import COUNTY
from tests.support.process import on
from tests.support.transfers import DAY, appointed, code_for, sent

from yimen.domains.intake.types import (
    Receiver,
    TransferTopic,
)
from yimen.domains.network import actions as network
from yimen.domains.network.types import DepartmentKind, OrganisationKind
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.kernel import SocialCreditCode


@pytest.fixture
def day(db):
    fill_official_calendar()
    with on(DAY):
        yield


@pytest.fixture
def housing(cast):
    by = cast.administrator
    return network.add_department(region=COUNTY, kind=DepartmentKind.HOUSING, name="平远县住建局", by=by)


@pytest.fixture
def liaison(cast, housing):
    return appointed(cast, housing, "liaison")


@pytest.fixture
def charity(cast):
    return network.add_organisation(
        region=COUNTY,
        kind=OrganisationKind.CHARITY,
        name="平远县慈善会",
        credit_code=SocialCreditCode("51441426MJ0000001G"),
        by=cast.administrator,
    )


@pytest.fixture
def link(cast, charity):
    """A transfer to a charity, and the code handed over with its sheet."""
    transfer = sent(cast, Receiver(organisation_id=charity.id), topic=TransferTopic.CHARITY)
    return transfer, code_for(cast, transfer)

"""An account that a bank refused: told of, another one given, the payment let go."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.support.cast import acting
from tests.support.comparing import County
from tests.support.reviewing import LATER
from yimen.domains.awards.models import Award
from yimen.domains.awards.types import Account
from yimen.domains.awards.types.accounts import AccountFault, Refused
from yimen.domains.monitoring.actions import accounts, findings
from yimen.domains.monitoring.models import Finding
from yimen.domains.network.types import Actor
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.queries.identified import homes_of
from yimen.foundation.models import make_id
from yimen.kernel import Money, Month

OLD, NEW = "6217000012345678", "6217000087654321"
DECEMBER = LATER.replace(month=12, day=3)


def refused(county: County, **said: Any) -> Refused:
    with acting(county.cast.county_verifier):
        home = homes_of([county.head], timezone.localdate())[county.head]
    given = {
        "household_id": home, "person_id": county.head, "number": OLD, "fault": AccountFault.CLOSED,
        "told_by": "示例农商银行", "told_on": timezone.localdate(),
        "paid_for": Month.of(timezone.localdate()),
    }  # fmt: skip
    return Refused(**{**given, **said})


def told(county: County, by: Actor | None = None, **said: Any) -> accounts.Told:
    by = by or county.cast.county_verifier
    with acting(by):
        return accounts.tell_refused(refused=refused(county, **said), by=by)


def given(county: County, finding_id: UUID, by: Actor, number: str = NEW) -> Finding:
    with acting(by):
        holder = Finding.objects.get(id=finding_id).person.name
        account = Account(holder, "示例银行示例支行", number)
        return accounts.give_account(
            finding_id=finding_id, account=account, note="", file_id=make_id(), by=by
        )


def released(finding_id: UUID, by: Actor, number: str = NEW) -> Finding:
    with acting(by):
        return findings.release_hold(finding_id=finding_id, because="存折与本人相符", number=number, by=by)


def letters(county: County, kind: str) -> list[OfficialDocument]:
    with acting(county.cast.county_verifier):
        return list(OfficialDocument.objects.filter(kind=kind).order_by("issued_at"))


def going_on(county: County, kind: str = "invalid_account") -> dict[str, Any]:
    """What the letter about a hold of this kind says."""
    said = [json.loads(each.content)["values"] for each in letters(county, "payment_goes_on")]
    return next(each for each in said if each["kind"] == kind)


def whole(county: County) -> Money:
    return county.review.in_force()[0].amount


def over(county: County, until: date) -> None:
    with acting(county.cast.county_verifier):
        Award.objects.update(until_month=until)

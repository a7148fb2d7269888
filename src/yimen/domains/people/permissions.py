"""Opening a person or a household: return it or refuse. Each opening is audited."""

from uuid import UUID

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit

from .errors import HouseholdNotFoundError, PersonNotFoundError
from .models import Household, Person


def access_person(person_id: UUID, *, by: Actor, purpose: str = "") -> Person:
    """The person, if the actor may open them; recorded as an opening."""
    person = person_for(person_id, Permission.PERSON_OPEN, by=by)
    audit.record_opening(kind="person", subject=person.id, region=person.region, by=by, purpose=purpose)
    return person


def access_household(household_id: UUID, *, by: Actor, purpose: str = "") -> Household:
    """The household, if the actor may open it; recorded as an opening."""
    household = household_for(household_id, Permission.HOUSEHOLD_OPEN, by=by)
    audit.record_opening(
        kind="household", subject=household.id, region=household.region, by=by, purpose=purpose
    )
    return household


def person_for(person_id: UUID, permission: Permission, *, by: Actor, is_alone: bool = False) -> Person:
    """The person to act on, checked and not recorded: the act itself is. `is_alone` as with households."""
    rows = Person.objects.select_for_update(no_key=True) if is_alone else Person.objects.all()
    person = rows.filter(id=person_id).first()
    if person is None:
        raise PersonNotFoundError("没有找到此人，或不在您负责的区域内；请核对后重新查找。")
    require(by, permission, person.region, subject=person.id)
    return person


def household_for(
    household_id: UUID, permission: Permission, *, by: Actor, is_alone: bool = False
) -> Household:
    """The household to act on, checked and not recorded: the act itself is.

    `is_alone`: whoever else acts on it so waits until this act is done.
    """
    rows = Household.objects.select_for_update(no_key=True) if is_alone else Household.objects.all()
    household = rows.filter(id=household_id).first()
    if household is None:
        raise HouseholdNotFoundError("没有找到这一户，或不在您负责的区域内；请核对后重新查找。")
    require(by, permission, household.region, subject=household.id)
    return household

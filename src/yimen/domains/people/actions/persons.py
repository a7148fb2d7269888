"""Registering and correcting persons. The same identity number is written once in the whole database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, ResidentId

from .. import queries
from ..errors import DuplicateIdentityError, FactsMissingError, RegisteredElsewhereError
from ..models import Person, Residence
from ..permissions import person_for
from ..types import PersonFacts
from . import rows


@transaction.atomic
def register_person(
    *, facts: PersonFacts, region: RegionCode, address: str, by: Actor, lives_here_since: date | None = None
) -> Person:
    """A resident under the station of `region`, where they live at `address`.

    An identity number known within the scope is refused with that person's id; one known outside it with
    nothing but "registered elsewhere", after which a transfer may be requested.
    """
    require(by, Permission.PERSON_WRITE, region)
    network.get_region_in_being(region)
    refuse_known_identity(facts.identity)
    since = lives_here_since or timezone.localdate()
    if since > timezone.localdate():
        raise FactsMissingError("居住起始日期不能在今天以后。")
    with one_identity(facts.identity):
        person = Person.objects.create(region=str(region), **rows.person_columns(facts))
    Residence.objects.bulk_create(rows.settle([person], region, address, since))
    rows.replace_grams(person, address)
    _record("person:register", person, by, facts, address)
    return person


def refuse_known_identity(identity: ResidentId | None, *, but: UUID | None = None) -> None:
    """Within the scope: say who it is."""
    if identity is None:
        return
    known = Person.objects.filter(identity_key=blind(str(identity), "identity")).first()
    if known is not None and known.id != but:
        raise DuplicateIdentityError(
            "此身份证号已登记在“%(name)s”名下；请打开该档案，不要重复建档。",
            name=known.name,
            person=known.id,
        )


@contextmanager
def one_identity(identity: ResidentId | None = None, *, but: UUID | None = None) -> Iterator[None]:
    """Of two at the same moment the index lets one through; the other learns what its scope shows."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if "identity_key" not in str(fault):
            raise
        refuse_known_identity(identity, but=but)
        raise RegisteredElsewhereError("此身份证号已在其他地区登记；可向该地发起转移申请。") from None


@transaction.atomic
def correct_person(*, person_id: UUID, facts: PersonFacts, by: Actor, reason: str) -> Person:
    """Replace what is written about a person; the reason goes into the audit."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    if not reason.strip():
        raise FactsMissingError("请写明更正的原因和依据，如“登记时误写，已核对身份证”。")
    refuse_known_identity(facts.identity, but=person.id)
    born = person.birth_date
    for column, content in rows.person_columns(facts).items():
        setattr(person, column, content)
    if person.birth_date != born:
        _refuse_contradicted(person)
    with one_identity(facts.identity, but=person.id):
        person.save()
    residence = queries.find_residence_of(person.id)
    rows.replace_grams(person, "" if residence is None else residence.address)
    _record("person:correct", person, by, facts, "", purpose=reason)
    return person


def _refuse_contradicted(person: Person) -> None:
    """A corrected birth date lies before everything that is known of the person."""
    born = person.birth_date
    if person.died_on is not None and person.died_on < born:
        raise FactsMissingError("出生日期晚于登记的死亡日期 %(died)s，请核对。", died=person.died_on)
    first = person.memberships.order_by("valid_from").first()
    if first is not None and first.valid_from < born:
        raise FactsMissingError("出生日期晚于加入家庭的日期 %(joined)s，请核对。", joined=first.valid_from)


@transaction.atomic
def change_phone(*, person_id: UUID, phone: str, by: Actor) -> Person:
    """Another number to call; nothing was wrong, so no reason is asked for."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    for column, content in rows.phone_columns(phone).items():
        setattr(person, column, content)
    person.save(update_fields=["phone", "phone_key"])
    audit.record(
        "person:phone",
        kind="person",
        subject=person.id,
        region=person.region,
        by=by,
        changes={"phone": phone},
    )
    return person


@transaction.atomic
def record_death(*, person_id: UUID, on: date, by: Actor) -> Person:
    """The day a person died; what follows for awards and cases is theirs to decide."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    if on < person.birth_date or on > timezone.localdate():
        raise FactsMissingError("死亡日期须在出生之后、今天或以前。")
    person.died_on = on
    person.save(update_fields=["died_on"])
    changes = {"died_on": on}
    audit.record(
        "person:death", kind="person", subject=person.id, region=person.region, by=by, changes=changes
    )
    return person


@transaction.atomic
def withdraw_death(*, person_id: UUID, by: Actor, reason: str) -> Person:
    """The death was recorded by mistake: of somebody else, or of nobody."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    if person.died_on is None or not reason.strip():
        raise FactsMissingError("没有登记死亡，或没有写明撤销的原因。")
    person.died_on = None
    person.save(update_fields=["died_on"])
    audit.record(
        "person:withdraw_death",
        kind="person",
        subject=person.id,
        region=person.region,
        by=by,
        changes={"died_on": None},
        purpose=reason,
    )
    return person


def _record(
    action: str, person: Person, by: Actor, facts: PersonFacts, address: str, *, purpose: str = ""
) -> None:
    changes = {
        "name": facts.name,
        "identity": str(facts.identity or ""),
        "phone": facts.phone,
        "disability": facts.disability,
        "address": address,
    }
    audit.record(
        action,
        kind="person",
        subject=person.id,
        region=person.region,
        by=by,
        changes=changes,
        purpose=purpose,
    )

"""Somebody under a temporary number is known: everything of them becomes that of a resident, or goes back.

Whoever turns out to be on file already has everything of the temporary file carried over to theirs; whoever
is not becomes a resident in place. Both can be undone for a time, as long as nothing was built on it.
"""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import ResidentId

from .. import queries
from ..errors import FactsMissingError, IdentityUnclearError
from ..models import Household, Membership, Person, TemporaryIdentity
from ..permissions import person_for
from ..queries.resting import keys_of, said_of
from ..types import PersonFacts
from . import rows
from .persons import one_identity

UNDO_DAYS = 30
"""How long an identification may be taken back; the office's own."""
_FACTS = ("name", "initials", "sex", "registered_region")
"""What an identification in place overwrites; birth date and number beside it."""


@transaction.atomic
def identify(*, person_id: UUID, identity: ResidentId, name: str, proof: str, by: Actor) -> Person:
    """Who they are is known: the resident of that number, on file already or from now on.

    A number on file outside the actor's region is "registered elsewhere", as always; the county merges what
    lies in two of its towns.
    """
    found = _held(person_id, by)
    if found.became_id is not None:
        raise IdentityUnclearError("身份已经查明，不能重复办理；有误的，请先撤销查明。")
    if not proof.strip() or not name.strip():
        raise FactsMissingError("请填写查明后的姓名，并写明依据，如“公安机关人像比对结果”。")
    known = Person.objects.filter(identity_key=blind(str(identity), "identity")).first()
    if known is not None and known.name != name.strip():
        raise IdentityUnclearError("此身份证号登记的姓名与填写的不同，请核对证件号和姓名，确认是同一人。")
    person = _become(found, identity, name.strip()) if known is None else _carry_over(found, known, by)
    found.became, found.proof = person, proof.strip()
    found.identified_at, found.identified_by_id = timezone.now(), by.post_id
    found.named = _counts(person.id)
    found.save()
    changes = {"became": person.id, "identity": str(identity), "name": name, "moved": found.moved}
    _record("identity:identify", found, by, changes, purpose=proof)
    return person


def _become(found: TemporaryIdentity, identity: ResidentId, name: str) -> Person:
    """Nobody of that number is on file: the row becomes the resident."""
    person = found.person
    was = {column: getattr(person, column) for column in _FACTS} | {
        "birth_date": person.birth_date.isoformat()
    }
    found.before = json.dumps(was, ensure_ascii=False)
    facts = PersonFacts(name=name, identity=identity, phone=person.phone or "")
    columns = rows.person_columns(facts)
    for column in ("disability_kind", "disability_level", "registered_region"):
        del columns[column]
    for column, content in columns.items():
        setattr(person, column, content)
    with one_identity(identity, but=person.id):
        person.save()
    _cut(person)
    return person


def _carry_over(found: TemporaryIdentity, real: Person, by: Actor) -> Person:
    """Everything that names the temporary person names the real one from now on."""
    real = person_for(real.id, Permission.IDENTITY_MERGE, by=by, is_alone=True)
    if real.died_on is not None:
        raise IdentityUnclearError("此身份证号的居民已登记死亡，不能并入；死亡登记有误的，请先撤销。")
    moved = {_label(*column): _named(*column, found.person_id) for column in keys_of(Person)}
    try:
        with transaction.atomic():
            for column, ids in moved.items():
                _rename(column, ids, real.id)
    except IntegrityError:
        raise IdentityUnclearError("两份档案的人在同一件办件中同时出现，不能并入，请先更正办件。") from None
    found.moved = {column: [str(key) for key in ids] for column, ids in moved.items() if ids}
    found.before = json.dumps(_leave(found.person, real), ensure_ascii=False)
    return real


def _counts(person_id: UUID) -> dict[str, int]:
    """How often the other rooms name a person; more later means that something was built on it."""
    counted = {
        _label(model, name): model._default_manager.filter(**{name: person_id}).count()
        for model, name in keys_of(Person)
    }
    return {column: count for column, count in counted.items() if count}


def _named(model: type[models.Model], name: str, person_id: UUID) -> list[UUID]:
    rows_of = model._default_manager.filter(**{name: person_id})
    return list(rows_of.values_list("pk", flat=True))


def _label(model: type[models.Model], name: str) -> str:
    return f"{model._meta.label}.{name}"


def _table(column: str) -> str:
    return column.rpartition(".")[0]


def _rename(column: str, ids: list[UUID], person_id: UUID) -> None:
    model, _, name = column.rpartition(".")
    apps.get_model(model)._default_manager.filter(pk__in=ids).update(**{f"{name}_id": person_id})


def _leave(person: Person, real: Person) -> dict[str, Any]:
    """Their household becomes that of the real person, who had none; else it ends today."""
    membership = Membership.objects.filter(person=person, valid_until__isnull=True).first()
    if membership is None:
        return {}
    if not Membership.objects.filter(person=real).exists():
        Membership.objects.filter(pk=membership.pk).update(person=real)
        return {"joined": str(membership.id)}
    others = Membership.objects.filter(household_id=membership.household_id, valid_until__isnull=True)
    if others.exclude(pk=membership.pk).exists():
        raise IdentityUnclearError("临时登记的家庭还有其他成员，请先把他们迁出，再并入。")
    was = {"household": str(membership.household_id), "relation": membership.relation,
           "since": membership.valid_from.isoformat()}  # fmt: skip
    today = timezone.localdate()
    Household.objects.filter(pk=membership.household_id).update(ended_on=today)
    if membership.valid_from == today:
        membership.delete()
    else:
        Membership.objects.filter(pk=membership.pk).update(valid_until=today)
    return {"left": was}


@transaction.atomic
def undo_identification(*, person_id: UUID, reason: str, by: Actor) -> TemporaryIdentity:
    """It was somebody else after all: everything goes back, unless something was built on it meanwhile."""
    found = _held(person_id, by)
    if found.became_id is None or found.identified_at is None or not reason.strip():
        raise IdentityUnclearError("身份尚未查明，或没有写明撤销的原因。")
    real = person_for(found.became_id, Permission.IDENTITY_MERGE, by=by, is_alone=True)
    _refuse_built_upon(found, real)
    was = json.loads(found.before or "{}")
    if found.became_id == found.person_id:
        _unbecome(found.person, was)
    else:
        for column, ids in found.moved.items():
            _rename(column, ids, found.person_id)
        _rejoin(found.person, was)
    found.became = found.identified_at = found.identified_by = found.before = None
    found.proof, found.moved, found.named = "", {}, {}
    found.save()
    _record("identity:undo", found, by, {"from": real.id}, purpose=reason)
    return found


def _refuse_built_upon(found: TemporaryIdentity, real: Person) -> None:
    assert found.identified_at is not None  # the caller looked
    if timezone.now() > found.identified_at + timedelta(days=UNDO_DAYS):
        raise IdentityUnclearError(
            "查明已超过 %(days)s 天，不能撤销；登记有误的，请更正资料。", days=UNDO_DAYS
        )
    counts = _counts(real.id)
    if counts != found.named:
        columns = counts.keys() | found.named.keys()
        changed = {column for column in columns if counts.get(column) != found.named.get(column)}
        what = sorted({said_of(_table(column)) for column in changed})
        raise IdentityUnclearError("查明以后已经以此人名义办理了新的事项，不能撤销：%(what)s。", what=what)


def _unbecome(person: Person, was: dict[str, Any]) -> None:
    for column in _FACTS:
        setattr(person, column, was[column])
    person.birth_date = date.fromisoformat(was["birth_date"])
    for column, content in rows.identity_columns(None).items():
        setattr(person, column, content)
    person.save()
    _cut(person)


def _rejoin(person: Person, was: dict[str, Any]) -> None:
    if "joined" in was:
        Membership.objects.filter(pk=was["joined"]).update(person=person)
    if "left" not in was:
        return
    left = was["left"]
    household = Household.objects.get(pk=left["household"])
    Household.objects.filter(pk=household.pk).update(ended_on=None)
    ended = Membership.objects.filter(household=household, person=person).order_by("-valid_from").first()
    if ended is not None:
        Membership.objects.filter(pk=ended.pk).update(valid_until=None)
        return
    since = date.fromisoformat(left["since"])
    row = Membership(region=household.region, household=household, person=person,
                     relation=left["relation"], valid_from=since)  # fmt: skip
    row.save(force_insert=True)


def _held(person_id: UUID, by: Actor) -> TemporaryIdentity:
    """The temporary identity of a person, whom the actor may identify; locked with them."""
    person = person_for(person_id, Permission.IDENTITY_MERGE, by=by, is_alone=True)
    found = TemporaryIdentity.objects.select_for_update(of=("self",)).filter(person=person).first()
    if found is None:
        raise IdentityUnclearError("此人不是临时身份；登记有误的，请更正资料。")
    found.person = person
    return found


def _cut(person: Person) -> None:
    residence = queries.find_residence_of(person.id)
    rows.replace_grams(person, "" if residence is None else residence.address)


def _record(
    action: str, found: TemporaryIdentity, by: Actor, changes: dict[str, object], *, purpose: str = ""
) -> None:
    audit.record(
        action,
        kind="person",
        subject=found.person_id,
        region=found.region,
        by=by,
        changes=changes,
        purpose=purpose,
    )

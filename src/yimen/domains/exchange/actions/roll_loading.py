"""The jobs that take an opening roll over and undo it: chunk by chunk, each written once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.allowances import actions as allowances
from yimen.domains.awards import actions as awards
from yimen.domains.awards import queries as granted
from yimen.domains.awards.errors import GivenBackTooLateError
from yimen.domains.awards.types import TakenOver
from yimen.domains.cases.actions.campaigns.giving_back import give_back_entries
from yimen.domains.exchange.actions.roll_checking import chunks, keep_findings
from yimen.domains.exchange.models import OpeningRoll, RollFamily
from yimen.domains.exchange.queries.rolls import families_in_the_way
from yimen.domains.exchange.rules.roll_listing import read_back
from yimen.domains.exchange.rules.roll_programmes import excluded_by
from yimen.domains.exchange.types.roll import ListedFamily, RollFault, RollSheet, RollState
from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people
from yimen.domains.people import queries as known_people
from yimen.domains.people.errors import GivenBackTooLateError as HouseholdStandsError
from yimen.domains.people.types import HouseholdFacts, KnownPerson, PersonFacts
from yimen.domains.worklist import actions as worklist
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped
from yimen.foundation.jobs.runs import in_steps, run_chunks
from yimen.kernel import Month, Programme, ResidentId, Sentence

Known = Mapping[str, KnownPerson]
Running = Mapping[UUID, list[tuple[Programme, UUID | None]]]


@dataclass(eq=False, slots=True)
class Taken:
    """A family on its way: its row, what the roll said, and who its members became."""

    row: RollFamily
    said: ListedFamily
    persons: dict[ResidentId, UUID] = field(default_factory=dict)


def load_roll(roll_id: UUID, *, by: Actor) -> None:
    """Every family that was sound and still is; a second attempt goes on where the first broke off."""
    with scoped(by.scope):
        roll = OpeningRoll.objects.get(id=roll_id)
        numbers = list(roll.listed.order_by("number").values_list("id", flat=True))
    if roll.state != RollState.LOADING or roll.run_id is None:
        return
    run_chunks(roll.run_id, by.scope, chunks(numbers), lambda some: _load(roll, some, by))
    _loaded(roll, by)


def _loaded(roll: OpeningRoll, by: Actor) -> None:
    """All of it stands, unless somebody is undoing it by now."""
    with scoped(by.scope):
        if OpeningRoll.objects.filter(id=roll.id, state=RollState.LOADING).update(state=RollState.LOADED):
            _record("roll:loaded", roll, by)


def _load(roll: OpeningRoll, ids: Sequence[UUID], by: Actor) -> bytes:
    rows = list(RollFamily.objects.filter(id__in=ids).order_by("number"))
    families = [Taken(row, read_back(str(row.said))) for row in rows]
    numbers = [member.identity for taken in families for member in taken.said.members]
    known = known_people.known_among(numbers, by=by)
    running = granted.running_programmes({row.linked_id for row in rows if row.linked_id is not None})
    outdated = [taken for taken in families if _is_outdated(taken, known, running)]
    keep_findings(roll, [_left_out(taken.said) for taken in outdated])
    sound = [taken for taken in families if taken not in outdated]
    _settle(sound, known, by)
    awards.take_over_awards(awards=[one for taken in sound for one in _awards(roll, taken)], by=by)
    RollFamily.objects.bulk_update([taken.row for taken in sound], ["household_id", "person_ids"])
    written = [(str(taken.row.id), str(taken.row.household_id)) for taken in sound]
    return hashlib.sha256(repr(written).encode()).digest()


def _is_outdated(taken: Taken, known: Known, running: Running) -> bool:
    """What was true at the check is not any more: somebody is on file by now, or receives it already."""
    numbers = [str(member.identity) for member in taken.said.members]
    if taken.row.linked_id is None:
        return any(number in known for number in numbers)
    if any(number not in known or known[number].household_id != taken.row.linked_id for number in numbers):
        return True
    persons = {known[number].person_id: number for number in numbers}
    held = [
        (programme, persons.get(person, "")) for programme, person in running.get(taken.row.linked_id, [])
    ]
    listed = [(award.programme, str(award.holder or "")) for award in taken.said.awards]
    return any(award in held or any(excluded_by(award, held)) for award in listed)


def _left_out(family: ListedFamily) -> RollFault:
    wrong = Sentence("检查以后档案有了变化，这一户没有接管。")
    remedy = Sentence("请另行上传这一户，重新检查。")
    return RollFault(RollSheet.FAMILIES, family.row, "", wrong, remedy)


def _settle(families: Sequence[Taken], known: Known, by: Actor) -> None:
    """Families that are not on file are founded; the others are found."""
    fresh = [taken for taken in families if taken.row.linked_id is None]
    loaded = (
        people.take_over_households(facts=[_facts(taken.said) for taken in fresh], by=by) if fresh else []
    )
    for taken, home in zip(fresh, loaded, strict=True):
        taken.row.household_id = home.household_id
        taken.row.person_ids = [str(person) for person in home.member_ids]
        numbers = [member.identity for member in taken.said.members]
        taken.persons = dict(zip(numbers, home.member_ids, strict=True))
    for taken in families:
        if taken.row.linked_id is not None:
            taken.row.household_id = taken.row.linked_id
            members = [(m.identity, known[str(m.identity)].person_id) for m in taken.said.members]
            taken.persons = {number: person for number, person in members if person is not None}


def _facts(family: ListedFamily) -> HouseholdFacts:
    return HouseholdFacts(
        region=family.region,
        registered_region=family.registered_region,
        address=family.address,
        is_urban=family.is_urban,
        founded_on=timezone.localdate(),
        members=tuple(
            (
                PersonFacts(member.name, member.identity, phone=member.phone, disability=member.disability),
                member.relation,
            )
            for member in family.members
        ),
    )


def _awards(roll: OpeningRoll, taken: Taken) -> Iterator[TakenOver]:
    ids = dict(taken.row.listed_awards.values_list("row", "id"))
    assert taken.row.household_id is not None
    for award in taken.said.awards:
        yield TakenOver(
            award_id=ids[award.row],
            household_id=taken.row.household_id,
            person_id=None if award.holder is None else taken.persons[award.holder],
            programme=award.programme,
            region=str(taken.said.region) if taken.row.linked_id is None else taken.row.region,
            amount=award.amount,
            from_month=Month.of(roll.from_month),
            held_since=award.since,
            decided_on=award.decided_on,
            reviewed_on=award.reviewed_on,
            number=award.number or f"名册{award.row}",
            reason=f"期初名册接管（第{award.row}行）",
            account=award.account,
        )


def take_back_roll(roll_id: UUID, *, by: Actor) -> None:
    """Every family of the roll; one that something was built upon meanwhile stays, and so does the roll."""
    with scoped(by.scope):
        roll = OpeningRoll.objects.get(id=roll_id)
        taken = roll.listed.filter(household_id__isnull=False)
        ids = list(taken.order_by("number").values_list("id", flat=True))
    if roll.state != RollState.UNDOING or roll.run_id is None:
        return
    with in_steps(roll.run_id, by.scope) as steps:
        steps.begin(len(ids))
        for some in chunks(ids):
            steps.take(lambda some=some: _take_back(roll, some, by), len(some))  # type: ignore[misc]
        steps.take(lambda: _end(roll, by))


def _take_back(roll: OpeningRoll, ids: Sequence[UUID], by: Actor) -> None:
    """All of them at once; where one stands in the way, each by itself."""
    if not _is_taken_back(roll, ids, by):
        for one in ids:
            _is_taken_back(roll, [one], by)


def _is_taken_back(roll: OpeningRoll, ids: Sequence[UUID], by: Actor) -> bool:
    if families_in_the_way(roll, ids):
        return False
    rows = list(RollFamily.objects.filter(id__in=ids))
    awarded = [award for row in rows for award in row.listed_awards.values_list("id", flat=True)]
    homes = [row.household_id for row in rows if row.linked_id is None and row.household_id is not None]
    persons = [UUID(person) for row in rows for person in row.person_ids]
    try:
        with transaction.atomic():
            awards.give_back_awards(award_ids=awarded, by=by)
            for home in homes:
                worklist.close_items_of(subject_id=home, by=by, outcome="期初名册已撤销")
            if homes:
                allowances.give_back_attestations(household_ids=homes, by=by)
                give_back_entries(household_ids=homes, by=by)
                people.give_back_households(households=homes, people=persons, by=by)
            RollFamily.objects.filter(id__in=ids).update(household_id=None, person_ids=[])
    except (GivenBackTooLateError, HouseholdStandsError):
        return False
    return True


def _end(roll: OpeningRoll, by: Actor) -> None:
    is_whole = not roll.listed.filter(household_id__isnull=False).exists()
    roll.state = RollState.UNDONE if is_whole else RollState.LOADED
    roll.undone_at = timezone.now() if is_whole else None
    roll.save(update_fields=["state", "undone_at"])
    _record("roll:undone" if is_whole else "roll:undone_in_part", roll, by)


def _record(action: str, roll: OpeningRoll, by: Actor) -> None:
    changes = {"families": roll.listed.filter(household_id__isnull=False).count()}
    audit.record(action, kind="opening_roll", subject=roll.id, region=roll.region, by=by, changes=changes)

"""The job that reads an opening roll and keeps its sound families, its faults and what the rules say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases import queries as cases
from yimen.domains.exchange.actions.rolls import forget_listed
from yimen.domains.exchange.models import OpeningRoll, RollAward, RollFamily, RollFinding
from yimen.domains.exchange.rules.roll_checks import Around, check_listed, identities_of
from yimen.domains.exchange.rules.roll_comparing import compare, household_file
from yimen.domains.exchange.rules.roll_drafts import Draft, Gathered, gather
from yimen.domains.exchange.rules.roll_known import check_known, household_of
from yimen.domains.exchange.rules.roll_listing import kept, listed
from yimen.domains.exchange.rules.roll_places import Places
from yimen.domains.exchange.types.roll import ListedFamily, RollFault, RollState
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.types import KnownPerson
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped
from yimen.foundation.files.actions import open_file
from yimen.foundation.jobs.runs import Steps, in_steps
from yimen.foundation.sentences import kept_sentence
from yimen.foundation.spreadsheets.reading import WHOLE_COUNTY, read_sheets
from yimen.kernel import Month, RegionCode, ResidentId, Sentence, YimenError

CHUNK = 200
_Item = TypeVar("_Item")


def check_roll(roll_id: UUID, *, by: Actor) -> None:
    """Read, check and keep; begun anew at every attempt. A file nobody can read says why."""
    with scoped(by.scope):
        roll = OpeningRoll.objects.get(id=roll_id)
    if roll.state != RollState.CHECKING or roll.run_id is None:
        return
    with in_steps(roll.run_id, by.scope) as steps:
        try:
            found = steps.take(lambda: gather(_content(roll, by)))
        except YimenError as refusal:
            sentence = refusal.message
            steps.take(lambda: _refuse(roll, sentence, by))
            return
        _keep_all(roll, found, steps, by)


def _content(roll: OpeningRoll, by: Actor) -> Mapping[str, Sequence[Sequence[object]]]:
    return read_sheets(b"".join(open_file(roll.file_id, by=by).chunks), WHOLE_COUNTY)


def _refuse(roll: OpeningRoll, why: Sentence, by: Actor) -> None:
    roll.state, roll.refusal = RollState.REFUSED, kept_sentence(why)
    roll.save(update_fields=["state", "refusal"])
    _record(roll, by)


def _keep_all(roll: OpeningRoll, found: Gathered, steps: Steps, by: Actor) -> None:
    drafts = list(found.drafts.values())
    steps.begin(2 * len(drafts))
    around = steps.take(lambda: _around(roll))
    known: dict[str, KnownPerson] = {}
    for some in chunks(drafts):
        known |= steps.take(lambda some=some: people.known_among(_numbers(some), by=by), len(some))  # type: ignore[misc]
    homes = {one.household_id for one in known.values() if one.household_id is not None}
    running = steps.take(lambda: awards.running_programmes(homes))
    around = Around(
        around.today, around.from_month, around.county, around.places, around.for_persons, known, running
    )
    check_listed(drafts, around)
    for draft in drafts:
        check_known(draft, around)
    steps.take(lambda: forget_listed(roll))
    kept_families = _keep_chunks(roll, drafts, around, steps)
    steps.take(lambda: _finish(roll, found, kept_families, by))


def _around(roll: OpeningRoll) -> Around:
    county = RegionCode(roll.region)
    return Around(
        today=timezone.localdate(),
        from_month=Month.of(roll.from_month),
        county=county,
        places=Places(network.names_within(county)),
        for_persons=cases.programmes_for_persons(),
    )


def _numbers(drafts: Sequence[Draft]) -> list[ResidentId]:
    return [identity for draft in drafts for identity in identities_of(draft)]


def _keep_chunks(
    roll: OpeningRoll, drafts: Sequence[Draft], around: Around, steps: Steps
) -> list[ListedFamily]:
    every: list[ListedFamily] = []
    for some in chunks(drafts):
        sound = [draft for draft in some if draft.is_sound]
        families = [listed(draft, around) for draft in sound]
        links = [household_of(draft, around) for draft in sound]
        start = len(every)
        steps.take(lambda: _keep(roll, families, links, some, start, around), len(some))  # noqa: B023 - done at once
        every += families
    return every


def _keep(
    roll: OpeningRoll,
    families: Sequence[ListedFamily],
    links: Sequence[KnownPerson | None],
    some: Sequence[Draft],
    start: int,
    around: Around,
) -> None:
    rows = [
        RollFamily(
            region=str(family.region),
            roll=roll,
            number=number,
            row=family.row,
            said=kept(family),
            linked_id=None if link is None else link.household_id,
        )
        for number, (family, link) in enumerate(zip(families, links, strict=True), start=start)
    ]
    RollFamily.objects.bulk_create(rows)
    answers = [library.answer_of(household_file(family, around.today)) for family in families]
    compared = [
        RollAward(
            region=row.region,
            roll=roll,
            family=row,
            row=award.row,
            programme=award.programme,
            amount_fen=award.amount.fen,
            computed_fen=None if computed is None else computed.fen,
            agreement=agreement,
        )
        for row, family, answer in zip(rows, families, answers, strict=True)
        for award, computed, agreement in compare(family, answer)
    ]
    RollAward.objects.bulk_create(compared)
    keep_findings(roll, [fault for draft in some for fault in draft.faults])


def keep_findings(roll: OpeningRoll, faults: Sequence[RollFault]) -> None:
    """What is wrong, as sentences that can still be said in another language."""
    RollFinding.objects.bulk_create(
        [
            RollFinding(
                region=roll.region,
                roll=roll,
                sheet=fault.sheet,
                row=fault.row,
                column=fault.column,
                wrong=kept_sentence(fault.wrong),
                remedy=kept_sentence(fault.remedy),
                is_note=fault.is_note,
            )
            for fault in faults
        ]
    )


def _finish(roll: OpeningRoll, found: Gathered, families: Sequence[ListedFamily], by: Actor) -> None:
    keep_findings(roll, found.stray)
    roll.state, roll.rows = RollState.CHECKED, found.rows
    roll.families, roll.faulty = len(families), len(found.drafts) - len(families)
    roll.people = sum(len(family.members) for family in families)
    roll.awards = sum(len(family.awards) for family in families)
    roll.faults = roll.findings.filter(is_note=False).count()
    roll.save(update_fields=["state", "rows", "families", "faulty", "people", "awards", "faults"])
    _record(roll, by)


def _record(roll: OpeningRoll, by: Actor) -> None:
    changes = {"state": roll.state, "families": roll.families, "faults": roll.faults}
    audit.record(
        "roll:check", kind="opening_roll", subject=roll.id, region=roll.region, by=by, changes=changes
    )


def chunks(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Some at a time."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]

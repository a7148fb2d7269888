"""Reads of opening rolls: the list, sums, findings, what differs from the rules, what stands in the way."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce, Origin
from yimen.domains.exchange.errors import RollNotFoundError
from yimen.domains.exchange.models import OpeningRoll, RollAward, RollFamily, RollFinding
from yimen.domains.exchange.permissions import access_roll
from yimen.domains.exchange.rules.roll_books import left_behind, template
from yimen.domains.exchange.rules.roll_comparing import determination_of, household_file, names_of
from yimen.domains.exchange.rules.roll_listing import read_back
from yimen.domains.exchange.types.roll import (
    Agreement,
    Compared,
    InTheWay,
    ListedAward,
    ListedFamily,
    RollFault,
    RollSheet,
    RollSource,
    RollState,
    RollSum,
)
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people.queries import resting as people
from yimen.foundation.audit.reading import written_about
from yimen.foundation.files.actions import open_file
from yimen.foundation.sentences import read_sentence
from yimen.foundation.spreadsheets.books import write_book
from yimen.foundation.spreadsheets.reading import WHOLE_COUNTY, read_sheets
from yimen.kernel import Money, Programme, RegionCode, RegionLevel, Sentence

DIFFERING = (Agreement.DIFFERENT, Agreement.NOT_ENTITLED)
"""What the rules would not pay so."""


def rolls_of(by: Actor) -> QuerySet[OpeningRoll]:
    """The rolls of the county, newest first."""
    require(by, Permission.ROLL_OPEN, by.region)
    rows = OpeningRoll.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.select_related("run").order_by("-prepared_at", "-id")


def get_roll(roll_id: UUID, *, by: Actor) -> OpeningRoll:
    """One roll; the opening is recorded."""
    return access_roll(roll_id, by=by)


def rolls_waiting(region: RegionCode, *, by: Actor) -> list[OpeningRoll]:
    """Checked rolls of a county that wait for somebody else than whoever prepared them, oldest first."""
    require(by, Permission.ROLL_OPEN, region)
    rows = OpeningRoll.objects.filter(region__gte=region.lo, region__lt=region.hi, families__gt=0)
    others = rows.filter(state=RollState.CHECKED).exclude(prepared_user_id=by.user_id)
    return list(others.order_by("prepared_at", "id"))


def sums_of(roll: OpeningRoll) -> list[RollSum]:
    """What the sound rows add up to, by town and programme."""
    rows = roll.listed_awards.values_list("region", "programme").annotate(
        n=Count("id"), fen=Sum("amount_fen")
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for region, programme, n, fen in rows.order_by("region", "programme"):
        one = found[str(RegionCode(region).at(RegionLevel.TOWN)), programme]
        one[0], one[1] = one[0] + n, one[1] + int(fen)
    return [RollSum(town, Programme(of), n, Money(fen)) for (town, of), (n, fen) in sorted(found.items())]


def findings_of(roll: OpeningRoll, *, notes: bool = False) -> QuerySet[RollFinding]:
    """Faults or notes by sheet and row."""
    return roll.findings.filter(is_note=notes).order_by("sheet", "row", "id")


def said(rows: Iterable[RollFinding]) -> list[RollFault]:
    """Findings in the words of the reader."""
    return [
        RollFault(
            RollSheet(row.sheet),
            row.row,
            row.column,
            read_sentence(str(row.wrong)),
            read_sentence(str(row.remedy)),
            row.is_note,
        )
        for row in rows
    ]


def refusal_of(roll: OpeningRoll) -> Sentence | None:
    """Why the file as a whole could not be read."""
    return None if roll.refusal is None else read_sentence(str(roll.refusal))


def compared_awards(roll: OpeningRoll, agreement: Agreement | None = None) -> QuerySet[RollAward]:
    """Awards of a roll beside what the rules say, by row; with `agreement` those only."""
    rows = roll.listed_awards.select_related("family").order_by("family__number", "row", "id")
    return rows if agreement is None else rows.filter(agreement=agreement)


def differing_awards(roll: OpeningRoll) -> QuerySet[RollAward]:
    """Those the rules would not pay so."""
    return compared_awards(roll).filter(agreement__in=DIFFERING)


def counts_by_agreement(roll: OpeningRoll) -> dict[Agreement, int]:
    """How many awards stand how to the rules."""
    rows = roll.listed_awards.values_list("agreement").annotate(n=Count("id")).order_by()
    return {Agreement(agreement): n for agreement, n in rows}


def lines_of(rows: Sequence[RollAward]) -> list[Compared]:
    """The rows of a page, each with the name of whom it is for."""
    return [_compared(row) for row in rows]


def reasons_of(roll: OpeningRoll, rows: Iterable[RollAward]) -> list[str]:
    """Why the rules say something else than a row of a page, computed anew as of the day of the check."""
    on = timezone.localdate(roll.prepared_at)
    return [_reason(row, on) if row.agreement in DIFFERING else "" for row in rows]


def _reason(row: RollAward, on: date) -> str:
    """Of who would not be eligible what is not met, else what would be paid."""
    family = read_back(str(row.family.said))
    answer = library.answer_of(household_file(family, on), [Programme(row.programme)])
    found = determination_of(family, _listed(family, row), answer)
    if found is None:
        return ""
    told = library.explain_determination(
        found, on=on, names=names_of(family), unstated=answer.get("unstated", ())
    )
    return told.sentences[0] if row.agreement == Agreement.NOT_ENTITLED and told.sentences else told.headline


def _listed(family: ListedFamily, row: RollAward) -> ListedAward:
    return next(each for each in family.awards if each.row == row.row and each.programme == row.programme)


def _compared(row: RollAward) -> Compared:
    family = read_back(str(row.family.said))
    award = _listed(family, row)
    names = {member.identity: member.name for member in family.members}
    return Compared(
        row=row.row,
        household_id=row.family.household_id,
        name=names[award.holder] if award.holder is not None else family.members[0].name,
        region=row.region,
        programme=Programme(row.programme),
        listed=Money(row.amount_fen),
        computed=None if row.computed_fen is None else Money(row.computed_fen),
        agreement=Agreement(row.agreement),
    )


def count_linked(roll: OpeningRoll) -> int:
    """How many families of a roll were on file before."""
    return roll.listed.filter(linked_id__isnull=False).count()


def count_left_out(roll: OpeningRoll) -> int:
    """How many sound families were left out, because their file changed after the check."""
    if roll.state != RollState.LOADED:
        return 0
    return roll.listed.filter(household_id__isnull=True).count()


def families_of(roll: OpeningRoll) -> list[ListedFamily]:
    """Every sound family as the roll says it."""
    return [read_back(str(text)) for text in roll.listed.order_by("number").values_list("said", flat=True)]


def sources_of(granted: Iterable[AwardInForce]) -> Mapping[UUID, RollSource]:
    """Of those awards the ones that came from a roll, with the row each stands in."""
    taken = [award.award_id for award in granted if award.origin is Origin.ROLL]
    if not taken:
        return {}
    rows = RollAward.objects.filter(id__in=taken)
    return {row.id: RollSource(row.roll_id, row.row) for row in rows.only("id", "roll", "row")}


def families_in_the_way(roll: OpeningRoll, among: Collection[UUID] | None = None) -> list[InTheWay]:
    """Families that something was built upon since they were taken over, with what it is; of some or all."""
    taken = roll.listed.filter(household_id__isnull=False).order_by("number")
    rows = list(taken if among is None else taken.filter(id__in=among))
    if roll.taken_at is None or not rows:
        return []
    awarded = dict(RollAward.objects.filter(family__in=rows).values_list("id", "family"))
    changed = {awarded[award] for award in awards.taken_over_changed(list(awarded))}
    homes = {row.id: row.household_id for row in rows if row.household_id is not None}
    founded = {homes[row.id] for row in rows if row.linked_id is None}
    persons = {UUID(person) for row in rows for person in row.person_ids}
    own = [*awarded, *homes]
    resting = people.what_rests_on(founded, persons, but=own) | people.what_rests_on(
        set(homes.values()) - founded, (), since=roll.taken_at, but=own
    )
    written = written_about(founded | persons, roll.taken_at)
    found = [(row, _why(row, row.id in changed, resting, written)) for row in rows]
    return [InTheWay(homes[row.id], row.row, why) for row, why in found if why]


def _why(
    row: RollFamily,
    is_changed: bool,
    resting: Mapping[UUID, tuple[Sentence, ...]],
    written: set[UUID],
) -> tuple[Sentence, ...]:
    """Each reason once: of the award, of what rests on the household and its members, of their files."""
    why = [Sentence("待遇已经调整或停止")] if is_changed else []
    named = [key for key in (row.household_id, *map(UUID, row.person_ids)) if key is not None]
    why += [said for key in named for said in resting.get(key, ())]
    if written.intersection(named):
        why.append(Sentence("家庭或成员档案已有后续登记"))
    return tuple(dict.fromkeys(why))


def template_book() -> bytes:
    """The workbook to fill in."""
    return write_book(template())


def book_of_faults(roll: OpeningRoll, *, by: Actor) -> bytes:
    """The rows that stay behind, each with what is wrong: to be corrected and handed in again."""
    require(by, Permission.ROLL_PREPARE, roll.region)
    content = b"".join(open_file(roll.file_id, by=by, purpose="下载有误的行").chunks)
    sheets = read_sheets(content, WHOLE_COUNTY)
    return write_book(left_behind(sheets, families_of(roll), said(findings_of(roll))))


def find_roll(written: str, *, by: Actor) -> OpeningRoll:
    """One roll by what an address says; the opening is recorded."""
    try:
        return access_roll(UUID(written), by=by)
    except ValueError as fault:
        raise RollNotFoundError("没有这份期初名册，或不在您负责的区域内。") from fault

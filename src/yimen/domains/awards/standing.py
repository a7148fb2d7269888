"""Awards as they stand in a month: the amounts of that month, by what changed up to then."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.timing import in_force_in
from yimen.domains.awards.types import AwardInForce, Origin
from yimen.kernel import Money, Month, Programme


def held_by(household_ids: Iterable[UUID], month: Month) -> dict[UUID, list[AwardInForce]]:
    """What these households hold in a month, of what the scope shows; two queries however many there are."""
    rows = list(Award.objects.filter(in_force_in(month), household_id__in=list(household_ids)))
    amounts, found = amounts_in(month, [award.id for award in rows]), defaultdict(list)
    for award in sorted(rows, key=lambda row: (row.programme, row.case_number)):
        found[award.household_id].append(as_it_stands(award, amounts[award.id]))
    return found


def amounts_in(month: Month, award_ids: Iterable[UUID]) -> dict[UUID, dict[str, Money]]:
    """The components of these awards in a month."""
    changes = AwardChange.objects.filter(award_id__in=list(award_ids), from_month__lte=month.first)
    amounts: dict[UUID, dict[str, Money]] = defaultdict(dict)
    for change in changes.order_by("from_month", "changed_at", "id"):
        amounts[change.award_id][change.component] = Money(change.after_fen)
    return amounts


def as_it_stands(award: Award, amounts: dict[str, Money]) -> AwardInForce:
    """An award with the amounts of a month."""
    return AwardInForce(
        award_id=award.id,
        outcome_id=award.outcome_id,
        programme=Programme(award.programme),
        household_id=award.household_id,
        person_id=award.person_id,
        region=award.region,
        from_month=Month.of(award.from_month),
        components=tuple(sorted(amounts.items())),
        until_month=None if award.until_month is None else Month.of(award.until_month),
        origin=Origin(award.origin),
        held_since=None if award.held_since is None else Month.of(award.held_since),
    )

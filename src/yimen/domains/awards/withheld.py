"""What a hold keeps back of any month: what is needed for all holds and months is read once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yimen.domains.awards.models import AwardChange, PaymentHold
from yimen.domains.awards.standing import changes_of, of_month
from yimen.domains.people.queries.identified import stays_in
from yimen.domains.people.types import Stay
from yimen.kernel import Money, Month


@dataclass(frozen=True, slots=True)
class Withheld:
    """How the awards of some holds changed, and who belonged to their households when."""

    changes: Mapping[UUID, Sequence[AwardChange]]
    stays: Mapping[UUID, Sequence[Stay]]

    @classmethod
    def read(cls, holds: Collection[PaymentHold]) -> "Withheld":
        """Two queries, however many holds and months there are."""
        return cls(
            changes_of({hold.award_id for hold in holds}),
            stays_in({hold.award.household_id for hold in holds}),
        )

    def amount(self, hold: PaymentHold, month: Month) -> Money:
        """A share, or the whole award; nothing once the award is over."""
        until = hold.award.until_month
        if until is not None and until <= month.first:
            return Money(0)
        whole = sum(of_month(self.changes.get(hold.award_id, ()), month).values(), Money(0))
        return Money(whole.fen // self._parts(hold, month))

    def _parts(self, hold: PaymentHold, month: Month) -> int:
        """Among how many: whoever it is about counts too once their death is on file, or they left."""
        whose = whose_share(hold)
        if whose is None:
            return 1
        stays = self.stays.get(hold.award.household_id, ())
        counted = [stay.person_id for stay in stays if stay.holds(month.first)]
        return max(1, len(counted) + (whose not in counted))


def whose_share(hold: PaymentHold) -> UUID | None:
    """Whose share of an award for all of a household; None where it keeps the whole award."""
    return hold.person_id if hold.award.person_id is None else None

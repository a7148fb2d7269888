"""Who is paid in a household, with what account: the person of an award, else the head."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards.account_rules import is_same
from yimen.domains.awards.models import Award, PayoutAccount
from yimen.domains.awards.standing import held_over
from yimen.domains.awards.timing import ONE_OFF
from yimen.domains.awards.types import AwardInForce
from yimen.domains.awards.types.accounts import MONTHS_BACK, Payee
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import heads_on
from yimen.kernel import Money, Month

Payees = dict[tuple[UUID, UUID], Payee]


def recent_months() -> list[Month]:
    """Of which a payment may come back, this month first."""
    this = Month.of(timezone.localdate())
    return [this.plus(-back) for back in range(MONTHS_BACK)]


def recent_payees(household_ids: Iterable[UUID]) -> Payees:
    """Everybody who is paid, or was within the months of which a payment may come back."""
    found = Payees()
    for payees in payees_over(household_ids, recent_months()).values():
        found = payees | found
    return found


def payees_in(household_ids: Iterable[UUID], month: Month) -> Payees:
    """Everybody who is paid month by month, or was paid in a month, by household and person."""
    return payees_over(household_ids, [month])[month]


def payees_over(household_ids: Iterable[UUID], months: Collection[Month]) -> dict[Month, Payees]:
    """As `payees_in`, of each of some months; as many queries for all of them as for one."""
    today, homes = timezone.localdate(), set(household_ids)
    this, heads = Month.of(today), heads_on(homes, today)
    held = held_over(homes, {*months, this, this.next()})
    going = _going_on([held[this.next()], held[this]])
    paid = {month: _paid_in(held[month], month, going) for month in months}
    by_payee = {month: _by_payee([*going.values(), *once.values()], heads) for month, once in paid.items()}
    awards = {award.award_id for some in by_payee.values() for held in some.values() for award in held}
    names = people.names_of(person for some in by_payee.values() for _home, person in some)
    numbers = numbers_of(awards)
    return {
        month: {
            key: _payee(key[1], names.get(key[1], ""), held, numbers, paid[month])
            for key, held in some.items()
        }
        for month, some in by_payee.items()
    }


def _by_payee(
    awards: Iterable[AwardInForce], heads: Mapping[UUID, UUID]
) -> dict[tuple[UUID, UUID], list[AwardInForce]]:
    found = defaultdict[tuple[UUID, UUID], list[AwardInForce]](list)
    for award in awards:
        payee = award.person_id or heads.get(award.household_id)
        if payee is not None:
            found[award.household_id, payee].append(award)
    return found


def _going_on(held: Iterable[Mapping[UUID, list[AwardInForce]]]) -> dict[UUID, AwardInForce]:
    """What goes on and pays something, each award once, as the last of these months has it."""
    found = {award.award_id: award for some in held for awards in some.values() for award in awards}
    return {
        key: award for key, award in found.items() if award.programme.value not in ONE_OFF and award.amount
    }


def _paid_in(
    held: Mapping[UUID, list[AwardInForce]], month: Month, going: Collection[UUID]
) -> dict[UUID, AwardInForce]:
    """What was paid in a month and does not go on; what is given once is of its first month only."""
    return {
        award.award_id: award
        for awards in held.values()
        for award in awards
        if award.award_id not in going
        and award.amount
        and (award.programme.value not in ONE_OFF or award.from_month == month)
    }


@dataclass(frozen=True, slots=True)
class PaidAccounts:
    """Who is paid in some households in some months, to what accounts, and since when each award is."""

    payees: Mapping[Month, Payees]
    numbers: Mapping[UUID, str]
    begun: Mapping[UUID, date]

    @classmethod
    def read(cls, household_ids: Iterable[UUID], months: Collection[Month]) -> "PaidAccounts":
        """As many queries for all of them as for one."""
        payees = payees_over(household_ids, months)
        awards = {award for some in payees.values() for payee in some.values() for award in payee.awards}
        begun = Award.objects.filter(id__in=awards).values_list("id", "from_month")
        return cls(payees, numbers_of(awards), dict(begun))


def numbers_of(award_ids: Collection[UUID]) -> dict[UUID, str]:
    """The account number of each award, where one is on file."""
    rows = PayoutAccount.objects.filter(award__in=award_ids)
    return {row.award_id: str(row.number) for row in rows}


def paid_to(payee: Payee, told: str, numbers: Mapping[UUID, str]) -> list[UUID]:
    """The awards of a payee that go to an account; one without an account on file goes there as well."""
    return [award for award in payee.awards if award not in numbers or is_same(numbers[award], told)]


def _payee(
    person_id: UUID, name: str, held: list[AwardInForce], numbers: dict[UUID, str], once: Collection[UUID]
) -> Payee:
    awards = tuple(award.award_id for award in held)
    return Payee(
        person_id=person_id,
        name=name,
        region=held[0].region,
        awards=awards,
        amount=sum((award.amount for award in held), Money(0)),
        over=frozenset(awards).intersection(once),
        numbers=tuple(dict.fromkeys(numbers[award] for award in awards if award in numbers)),
    )

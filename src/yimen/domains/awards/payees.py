"""Who is paid in a household, with what account: the person of an award, else the head."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils import timezone

from yimen.domains.awards.account_rules import is_same
from yimen.domains.awards.models import PayoutAccount
from yimen.domains.awards.standing import held_by
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
    homes, found = set(household_ids), Payees()
    for month in recent_months():
        found = payees_in(homes, month) | found
    return found


def payees_in(household_ids: Iterable[UUID], month: Month) -> Payees:
    """Everybody who is paid month by month, or was paid in a month, by household and person."""
    today, homes = timezone.localdate(), set(household_ids)
    heads, paid = heads_on(homes, today), defaultdict[tuple[UUID, UUID], list[AwardInForce]](list)
    going = _going_on(homes, Month.of(today))
    once = {award.award_id: award for award in _paid_in(homes, month) if award.award_id not in going}
    for award in [*going.values(), *once.values()]:
        payee = award.person_id or heads.get(award.household_id)
        if payee is not None:
            paid[award.household_id, payee].append(award)
    names = people.names_of(person for _home, person in paid)
    numbers = numbers_of([award.award_id for held in paid.values() for award in held])
    return {
        key: _payee(key[1], names.get(key[1], ""), held, numbers, once.keys()) for key, held in paid.items()
    }


def _going_on(homes: set[UUID], this: Month) -> dict[UUID, AwardInForce]:
    """What goes on and pays something, each award once."""
    ahead = held_by(homes, this.next())
    found = {award.award_id: award for held in ahead.values() for award in held}
    found |= {award.award_id: award for held in held_by(homes, this).values() for award in held}
    return {
        key: award for key, award in found.items() if award.programme.value not in ONE_OFF and award.amount
    }


def _paid_in(homes: set[UUID], month: Month) -> list[AwardInForce]:
    """What was paid in a month; what is given once is of its first month only."""
    return [
        award
        for held in held_by(homes, month).values()
        for award in held
        if award.amount and (award.programme.value not in ONE_OFF or award.from_month == month)
    ]


def numbers_of(award_ids: Collection[UUID]) -> dict[UUID, str]:
    """The account number of each award, where one is on file."""
    rows = PayoutAccount.objects.filter(award__in=award_ids)
    return {row.award_id: str(row.number) for row in rows}


def paid_to(payee: Payee, told: str, numbers: dict[UUID, str]) -> list[UUID]:
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

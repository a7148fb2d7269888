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
from yimen.domains.awards.types.accounts import Payee
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import heads_on
from yimen.kernel import Money, Month


def payees_in(household_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], Payee]:
    """Everybody who is paid this month or from the next, month by month, by household and person."""
    today, homes = timezone.localdate(), set(household_ids)
    heads, paid = heads_on(homes, today), defaultdict[tuple[UUID, UUID], list[AwardInForce]](list)
    for award in _paid(homes, Month.of(today)):
        payee = award.person_id or heads.get(award.household_id)
        if payee is not None:
            paid[award.household_id, payee].append(award)
    names = people.names_of(person for _home, person in paid)
    numbers = numbers_of([award.award_id for held in paid.values() for award in held])
    return {key: _payee(key[1], names.get(key[1], ""), held, numbers) for key, held in paid.items()}


def _paid(homes: set[UUID], this: Month) -> list[AwardInForce]:
    """What goes on and pays something, each award once."""
    ahead = held_by(homes, this.next())
    found = {award.award_id: award for held in ahead.values() for award in held}
    found |= {award.award_id: award for held in held_by(homes, this).values() for award in held}
    return [award for award in found.values() if award.programme.value not in ONE_OFF and award.amount]


def numbers_of(award_ids: Collection[UUID]) -> dict[UUID, str]:
    """The account number of each award, where one is on file."""
    rows = PayoutAccount.objects.filter(award__in=award_ids)
    return {row.award_id: str(row.number) for row in rows}


def paid_to(payee: Payee, told: str, numbers: dict[UUID, str]) -> list[UUID]:
    """The awards of a payee that go to an account; one without an account on file goes there as well."""
    return [award for award in payee.awards if award not in numbers or is_same(numbers[award], told)]


def _payee(person_id: UUID, name: str, held: list[AwardInForce], numbers: dict[UUID, str]) -> Payee:
    awards = tuple(award.award_id for award in held)
    return Payee(
        person_id=person_id,
        name=name,
        region=held[0].region,
        awards=awards,
        amount=sum((award.amount for award in held), Money(0)),
        numbers=tuple(dict.fromkeys(numbers[award] for award in awards if award in numbers)),
    )

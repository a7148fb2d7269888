"""Reads about awards that were taken over: what runs already, what was changed since, where they are paid."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from yimen.domains.awards.models import Award, AwardChange, PayoutAccount
from yimen.domains.awards.types import Account, ChangeKind
from yimen.kernel import Programme


def running_programmes(household_ids: Iterable[UUID]) -> dict[UUID, list[tuple[Programme, UUID | None]]]:
    """What each household holds without an end, and for whom; of what the scope shows."""
    rows = Award.objects.filter(household__in=set(household_ids), until_month__isnull=True)
    found: dict[UUID, list[tuple[Programme, UUID | None]]] = defaultdict(list)
    for household, programme, person in rows.values_list("household_id", "programme", "person_id"):
        found[household].append((Programme(programme), person))
    return found


def taken_over_changed(award_ids: Collection[UUID]) -> set[UUID]:
    """Of these awards, those that were changed, reviewed or ended after they were taken over."""
    later = AwardChange.objects.filter(~Q(kind=ChangeKind.START), award__in=award_ids)
    ended = Award.objects.filter(id__in=award_ids, until_month__isnull=False)
    return set(later.values_list("award_id", flat=True)) | set(ended.values_list("id", flat=True))


def accounts_of(award_ids: Collection[UUID]) -> dict[UUID, Account]:
    """Where each award is paid to, where that is known."""
    rows = PayoutAccount.objects.filter(award__in=award_ids)
    return {row.award_id: Account(row.holder, row.bank, str(row.number)) for row in rows}

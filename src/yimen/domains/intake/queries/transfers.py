"""Reads of transfers: one, those of a region, those that reached a department, those of a family."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.intake.models import Transfer
from yimen.domains.intake.permissions import access_transfer, has_liaison, may_answer
from yimen.domains.intake.rules import CLOCKS, OFFICE_LIMITS
from yimen.domains.intake.types import (
    HELP_OF,
    OPEN_STATES,
    SAID_IN,
    Concluded,
    TransferFilters,
    TransferState,
    TransferTopic,
    Verdict,
)
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import RegionCode, TimeLimit, masked_name

NO_FILTERS = TransferFilters()
_STAGES = {
    "sent": Q(state=TransferState.SENT),
    "accepted": Q(state=TransferState.ACCEPTED),
    "untold": ~Q(state__in=OPEN_STATES) & Q(told_on__isnull=True),
    "told": Q(told_on__isnull=False),
}
STAGES = tuple(_STAGES)
"""Where a transfer stands, as its list is narrowed: sent, taken on, ended and not told, told."""


def get_transfer(transfer_id: UUID, *, by: Actor) -> Transfer:
    """One transfer; the opening is recorded."""
    transfer = access_transfer(transfer_id, by=by)
    audit.record_opening(kind="transfer", subject=transfer.id, region=transfer.region, by=by)
    return transfer


def transfers_found(*, by: Actor, filters: TransferFilters = NO_FILTERS) -> QuerySet[Transfer]:
    """The transfers of the actor's region, newest first; the caller slices."""
    require(by, Permission.TRANSFER_OPEN, by.region)
    wanted = _STAGES.get(filters.stage, Q())
    if filters.topic is not None:
        wanted &= Q(topic=filters.topic.value)
    if filters.text:
        said = (
            Q(name__icontains=filters.text)
            | Q(need__icontains=filters.text)
            | Q(department__name__icontains=filters.text)
            | Q(organisation__name__icontains=filters.text)
        )
        wanted &= said
    within = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return _listed(Transfer.objects.filter(within, wanted))


def transfers_to(by: Actor) -> QuerySet[Transfer]:
    """What reached the department of a liaison, newest first, as far as it is shared with it today."""
    require(by, Permission.TRANSFER_ANSWER, by.region)
    return _listed(Transfer.objects.filter(id__in=by.scope.shared))


def transfers_of(
    *, by: Actor, contact_id: UUID | None = None, household_id: UUID | None = None
) -> QuerySet[Transfer]:
    """The transfers of one contact, or of one household, newest first."""
    require(by, Permission.TRANSFER_OPEN, by.region)
    about = Q(contact_id=contact_id) if contact_id else Q(household_id=household_id)
    return _listed(Transfer.objects.filter(about))


def concluded_for(by: Actor, most: int = 50) -> list[Concluded]:
    """What the liaison's department is done with: no longer shared, hence masked."""
    require(by, Permission.TRANSFER_ANSWER, by.region)
    department = network.get_post(by.post_id).department
    rows = Transfer.objects.filter(department=department, ended_at__isnull=False)
    return [
        Concluded(
            timezone.localdate(row.sent_at),
            TransferTopic(row.topic),
            masked_name(row.name),
            TransferState(row.state),
        )
        for row in rows.exclude(id__in=by.scope.shared).order_by("-ended_at")[:most]
    ]


def _listed(rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return rows.select_related("department", "organisation").order_by("-sent_at", "-id")


def sayable(transfer: Transfer, *, by: Actor) -> tuple[Verdict, ...]:
    """What this actor may say to the transfer now."""
    return SAID_IN.get(TransferState(transfer.state), ()) if may_answer(transfer, by) else ()


def needs_code(transfer: Transfer) -> bool:
    """Nobody of the receiver can sign in: it answers by a one-time code."""
    return TransferState(transfer.state).is_open and not has_liaison(transfer)


def limit_of(kind: WorkKind, region: RegionCode | str, on: date) -> TimeLimit:
    """The limit of a step of a transfer: a county's own, or else the office's, said to be no law."""
    return library.find_time_limit(CLOCKS[kind], region, on) or OFFICE_LIMITS[kind]


def wanted_by(topic: TransferTopic, region: RegionCode, on: date) -> tuple[str, ...]:
    """What the receiver has to know, as the county or the law says; otherwise it is asked by hand."""
    if topic not in HELP_OF:
        return ()
    needs = library.needs_of(HELP_OF[topic], region, on)
    return tuple(f"{need.text}〔{need.article}〕" if need.article else need.text for need in needs)


def senders_of(transfers: Collection[Transfer]) -> dict[UUID, str]:
    """Who sent each transfer, by name, for all of a page in one query."""
    names = network.post_titles(transfer.sender_id for transfer in transfers)
    return {transfer.id: names.get(transfer.sender_id, "") for transfer in transfers}

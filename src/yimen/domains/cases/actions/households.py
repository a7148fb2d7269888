"""Households that split, merge or move away: what becomes of their awards is looked into at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions.joining import join_change
from yimen.domains.cases.actions.life import open_change
from yimen.domains.cases.actions.matters import close_if_waiting, wait
from yimen.domains.cases.errors import OpenCaseExistsError
from yimen.domains.cases.models import Case
from yimen.domains.cases.queries.life import running_review
from yimen.domains.cases.types import CaseKind, ChangeCause
from yimen.domains.network import actions as network
from yimen.domains.network import queries as places
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role, ShareOffer, ShareReason
from yimen.domains.people import actions as people
from yimen.domains.people import queries as people_queries
from yimen.domains.people.permissions import household_for
from yimen.domains.people.types import Relation, TransferState
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import scoped
from yimen.kernel import DayUnit, RegionCode, ResidentId, TimeLimit, deadline

TRANSFER_LIMIT = TimeLimit(5, DayUnit.WORKING, "申请转入", "未查到法定时限，为本平台暂定")
"""How soon the place that keeps a file answers another one that asks for it."""
STILL_SEEN = timedelta(days=366)
"""So long the old place sees who moved, where it still has an award to end; the office's own."""


@transaction.atomic
def split_household(
    *,
    household_id: UUID,
    relations: Mapping[UUID, Relation],
    region: RegionCode,
    address: str,
    on: date,
    by: Actor,
) -> UUID:
    """Those named found a household of their own; an award of the old one is looked into. Returns the new."""
    founded = people.split_household(
        household_id=household_id, relations=relations, region=region, address=address, on=on, by=by
    )
    _look_into(household_id, ChangeCause.HOUSEHOLD_SPLIT, on, by)
    return founded.id


@transaction.atomic
def merge_households(
    *, household_id: UUID, other_id: UUID, relations: Mapping[UUID, Relation], on: date, by: Actor
) -> None:
    """The other joins this one; the awards of both are looked into, each by a case of its own."""
    _look_into(other_id, ChangeCause.HOUSEHOLD_MERGED, on, by)  # while it has its members
    people.merge_households(household_id=household_id, other_id=other_id, relations=relations, on=on, by=by)
    _look_into(household_id, ChangeCause.HOUSEHOLD_MERGED, on, by)


@transaction.atomic
def ask_move(*, identity: ResidentId, to_region: RegionCode, reason: str, by: Actor) -> UUID:
    """Ask whoever keeps the file of this number; it waits on their worklist and names nobody."""
    asked = people.request_transfer(identity=identity, to_region=to_region, reason=reason, by=by)
    title = f"{places.region_path(asked.to_region)} 申请转入档案"
    there = Subject("file_transfer", asked.id, title, RegionCode(asked.region))
    today = timezone.localdate()
    with scoped(replace(by.scope, shared=(*by.scope.shared, asked.id))):
        due = deadline(TRANSFER_LIMIT, today, load_calendar())
        wait(WorkKind.TRANSFER, there, due, today, county_role=Role.COUNTY_REVIEWER, by=by)
    return asked.id


@transaction.atomic
def answer_move(*, request_id: UUID, is_accepted: bool, answer: str, by: Actor) -> TransferState:
    """Another place asks for a household: with the file goes what its application needs, here awards end."""
    home = _household_asked_for(request_id)
    family = [] if home is None else [row.person_id for row in people_queries.members(home)]
    if is_accepted and home is not None and people_queries.person_asked_for(request_id) == family[0]:
        _refuse_under_way(home)
    asked = people.answer_transfer(request_id=request_id, is_accepted=is_accepted, answer=answer, by=by)
    close_if_waiting(WorkKind.TRANSFER, request_id, by=by)
    if not is_accepted or home is None or people_queries.find_region_of_household(home) is not None:
        return TransferState(asked.state)
    cases = Case.objects.filter(household=home, region__gte=by.scope.lo, region__lt=by.scope.hi)
    network.share_subjects(
        kind="case",
        subject_ids=list(cases.values_list("id", flat=True)),
        region=by.region,
        to_region=RegionCode(asked.to_region),
        reason=ShareReason.MOVED_HOUSEHOLD,
        by=by,
        permission=Permission.HOUSEHOLD_TRANSFER,
    )
    if awards.is_assisted(home):
        _keep_in_sight(family, by)
        with scoped(replace(by.scope, shared=(*by.scope.shared, home, *family))):
            _look_into(home, ChangeCause.MOVED_AWAY, None, by)
    return TransferState(asked.state)


@transaction.atomic
def share_household(*, household_id: UUID, offer: ShareOffer, is_with_cases: bool, by: Actor) -> UUID:
    """Show a household of one's own region with its members of today, and its applications where wanted."""
    home = household_for(household_id, Permission.SHARE_GRANT, by=by)
    parts = [("person", row.person_id) for row in people_queries.members(household_id)]
    if is_with_cases:
        found = Case.objects.filter(household=home, region__gte=by.scope.lo, region__lt=by.scope.hi)
        parts += [("case", case_id) for case_id in found.values_list("id", flat=True)]
    region = RegionCode(home.region)
    return network.grant_share(
        kind="household", subject_id=household_id, region=region, offer=offer, by=by, parts=parts
    ).id


def _refuse_under_way(household_id: UUID) -> None:
    """An application is decided where the family lives: here it ends before the file goes."""
    if Case.objects.filter(
        household=household_id, kind=CaseKind.APPLICATION, closed_on__isnull=True
    ).exists():
        raise OpenCaseExistsError("这一户在本地还有没办结的申请；请先办结、撤回或者终止，再同意转出。")


def _keep_in_sight(family: Sequence[UUID], by: Actor) -> None:
    """Whom it hears, writes to and ends an award of, the old place still has to see; remedies included."""
    network.share_subjects(
        kind="person",
        subject_ids=family,
        region=by.region,
        to_region=by.region,
        reason=ShareReason.MOVED_HOUSEHOLD,
        valid_until=timezone.localdate() + STILL_SEEN,
        by=by,
        permission=Permission.HOUSEHOLD_TRANSFER,
    )


def _household_asked_for(request_id: UUID) -> UUID | None:
    person_id = people_queries.person_asked_for(request_id)
    home = None if person_id is None else people_queries.find_household_of(person_id)
    return None if home is None else home.id


def _look_into(household_id: UUID, cause: ChangeCause, on: date | None, by: Actor) -> None:
    """Where something is in force; whoever looks already, looks at this as well."""
    if not awards.is_assisted(household_id):
        return
    look = open_change if running_review(household_id) is None else join_change
    look(household_id=household_id, cause=cause, happened_on=on, by=by)

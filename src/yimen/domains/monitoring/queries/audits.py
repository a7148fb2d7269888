"""Reads of audits: lists, one of them, the draws as they are published and made again."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.cases import queries as cases
from yimen.domains.cases.queries.checks import begin_of
from yimen.domains.cases.types import CaseKind
from yimen.domains.monitoring.models import Audit, AuditDraw
from yimen.domains.monitoring.permissions import access_audit
from yimen.domains.monitoring.types.audits import AuditFilters, AuditOutcome, AuditState, PublicAudit
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.foundation.audit.heads import Head
from yimen.foundation.audit.sealing import is_head_of
from yimen.foundation.lots import Batch, Draws, Flaw, draw, flaws, published
from yimen.kernel import Month


def audits_of(*, by: Actor, filters: AuditFilters) -> QuerySet[Audit]:
    """What waits first, the most urgent on top."""
    place = filters.region or by.region
    require(by, Permission.COUNTY_CHECK, place)
    rows = Audit.objects.select_related("draw", "household").order_by("outcome", "due_on", "id")
    rows = rows.filter(region__gte=place.lo, region__lt=place.hi)
    return rows if filters.state is None else rows.filter(_in_state(filters.state))


def get_audit(audit_id: UUID, *, by: Actor) -> Audit:
    """One of them; that it was opened is recorded."""
    row = access_audit(audit_id, Permission.COUNTY_CHECK, by=by)
    audit.record_opening(kind="audit", subject=row.id, region=row.region, by=by, purpose="随机抽查")
    return row


def review_of(row: Audit) -> Any | None:
    """The town's review that a look led to: the one that ran then, else the first opened after; None yet."""
    return _led_to(row, cases.reviews_of(row.household_id)) if row.outcome == AuditOutcome.CALLED else None


def called_until(row: Audit) -> date | None:
    """Until when the town is to begin its review, while it waits."""
    item = worklist.find_open(WorkKind.REVIEW, row.household_id)
    return None if item is None else item.due_on


def audits_behind(case: Any, *, by: Actor) -> list[Audit]:
    """The looks that led to a review, as far as the reader may open them."""
    if case.kind == CaseKind.APPLICATION or not allows(by.role, Permission.COUNTY_CHECK):
        return []
    rows = Audit.objects.filter(household=case.household_id, outcome=AuditOutcome.CALLED)
    called = list(rows.select_related("draw").order_by("closed_at"))
    reviews = cases.reviews_of(case.household_id) if called else []
    return [row for row in called if (led := _led_to(row, reviews)) is not None and led.id == case.id]


def _led_to(row: Audit, reviews: Sequence[Any]) -> Any | None:
    assert row.closed_at is not None  # it was looked into
    day = timezone.localdate(row.closed_at)
    return next(
        (
            each
            for each in reviews
            if each.opened_at >= row.closed_at or each.closed_on is None or each.closed_on > day
        ),
        None,
    )


def draws_of(by: Actor) -> list[AuditDraw]:
    """The draws of the county, newest first, without their long lists."""
    require(by, Permission.COUNTY_CHECK, by.region)
    return list(AuditDraw.objects.filter(region=str(by.region)).defer("numbers").order_by("-month"))


def public_audits() -> list[PublicAudit]:
    """The draws of the last year, for anybody to repeat; needs no actor and no scope."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT region, month, seed, day, head, share, numbers FROM monitoring_public_audits(%s)",
            [Month.of(today).first.replace(year=today.year - 1)],
        )
        rows = cursor.fetchall()
    names = network.region_names({row[0] for row in rows})
    return [
        PublicAudit(
            names.get(region, region),
            Month.of(month),
            seed,
            Batch(day, head, share, draw(seed, head, numbers.split(), share)),
        )
        for region, month, seed, day, head, share, numbers in rows
    ]


def published_file() -> str:
    """The same as a file, for `yimen draws verify`."""
    return published(
        Draws(each.county, str(each.month), each.seed, (each.batch,)) for each in public_audits()
    )


def review_audits() -> tuple[list[tuple[AuditDraw, Flaw]], int]:
    """The draws of the scope that do not follow from seed, head and list, and why; and how many there are."""
    made = list(AuditDraw.objects.prefetch_related("audits").order_by("region", "month"))
    return [(each, flaw) for each in made for flaw in _flaws_of(each)], len(made)


def _flaws_of(made: AuditDraw) -> Iterator[Flaw]:
    lots = draw(made.seed, made.head, made.numbers.split(), made.share)
    kept = {each.number: each.score for each in made.audits.all()}
    if kept != {lot.number: lot.score for lot in lots if lot.is_drawn}:
        yield Flaw.CHOICE
    yield from (flaw for flaw, _day in flaws(made.seed, [Batch(made.day, made.head, made.share, lots)]))
    if not is_head_of(begin_of(made.day), Head(made.position, bytes.fromhex(made.head))):
        yield Flaw.HEAD


def _in_state(state: AuditState) -> Q:
    return {
        AuditState.OPEN: Q(outcome=""),
        AuditState.OVERDUE: Q(outcome="", due_on__lt=timezone.localdate()),
        AuditState.DONE: ~Q(outcome=""),
    }[state]

"""Reads of audits: lists, one of them, the draws as they are published and made again."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.cases.queries.checks import begin_of
from yimen.domains.monitoring.models import Audit, AuditDraw
from yimen.domains.monitoring.permissions import access_audit
from yimen.domains.monitoring.types.audits import AuditFilters, AuditState, PublicAudit
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
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

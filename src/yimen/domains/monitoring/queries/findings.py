"""Reads of findings: lists, one with its evidence, those of a household, the figures of a month by place."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Left
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.library import queries as library
from yimen.domains.monitoring.errors import FindingNotFoundError
from yimen.domains.monitoring.models import Comparison, Finding
from yimen.domains.monitoring.permissions import access_finding
from yimen.domains.monitoring.printing import bulletin_sheet as bulletin_sheet
from yimen.domains.monitoring.recording import record_shown
from yimen.domains.monitoring.rules import evidence
from yimen.domains.monitoring.rules.accounts import ACCOUNT_COLUMNS as ACCOUNT_COLUMNS
from yimen.domains.monitoring.rules.accounts import ACCOUNT_SOURCE as ACCOUNT_SOURCE
from yimen.domains.monitoring.rules.differences import (
    ACCOUNT_LIMIT,
    ACCOUNT_REFUSED,
    FINDING_CLOCK,
    OWN_LIMITS,
)
from yimen.domains.monitoring.rules.differences import RULES as RULES
from yimen.domains.monitoring.rules.differences import difference as difference
from yimen.domains.monitoring.rules.differences import outcome_title as outcome_title
from yimen.domains.monitoring.types.findings import (
    BulletinLine,
    FindingFilters,
    FindingOutcome,
    FindingState,
    Severity,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed, refusals_kept
from yimen.domains.verification.queries.sets import set_definition
from yimen.domains.verification.types import Deed, Ground, GroundKind, Purpose, QueryAct
from yimen.domains.verification.types.sets import ColumnKind, SetColumn
from yimen.foundation import audit
from yimen.kernel import Money, Month, RegionCode, RegionLevel, TimeLimit

DUTY = Ground(GroundKind.DUTY, duty="compare")


def findings_found(*, by: Actor, filters: FindingFilters) -> QuerySet[Finding]:
    """Open ones first, the most urgent on top; what gave way to another only where it is asked for.

    What is sealed of them stays so.
    """
    require(by, Permission.FINDING_OPEN, filters.region or by.region)
    rows = Finding.objects.select_related("person", "household").defer("evidence")
    rows = rows.order_by("outcome", "due_on", "id")
    place = filters.region or by.region
    rows = rows.filter(region__gte=place.lo, region__lt=place.hi)
    if not filters.outcome:
        rows = rows.exclude(outcome=FindingOutcome.REPLACED)
    for name in ("outcome", "severity", "rule"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.month is not None:
        rows = rows.filter(month=filters.month.first)
    return rows if filters.state is None else rows.filter(_in_state(filters.state))


def findings_named(finding_ids: Collection[UUID], *, by: Actor) -> list[Finding]:
    """Those of the actor's own region among them."""
    require(by, Permission.FINDING_OPEN, by.region)
    rows = Finding.objects.filter(id__in=finding_ids, region__gte=by.scope.lo, region__lt=by.scope.hi)
    return list(rows.select_related("person"))


def findings_of_household(household_id: UUID, *, by: Actor) -> QuerySet[Finding]:
    """What the reader's own region found about a household, newest first: a shared one brings none along."""
    require(by, Permission.FINDING_OPEN, by.region)
    rows = Finding.objects.filter(household_id=household_id, region__gte=by.scope.lo, region__lt=by.scope.hi)
    return rows.select_related("person").order_by("-found_at", "-id")


def findings_of_person(person_id: UUID, *, by: Actor) -> QuerySet[Finding]:
    """As of a household, of one person."""
    require(by, Permission.FINDING_OPEN, by.region)
    rows = Finding.objects.filter(person_id=person_id, region__gte=by.scope.lo, region__lt=by.scope.hi)
    return rows.select_related("person").order_by("-found_at", "-id")


def seen(rows: Iterable[Any], *, by: Actor) -> None:
    """A page said what a department says of people, or why money of theirs waits: their log says so."""
    _log(rows, QueryAct.VIEW, by)


def listed(rows: Collection[Finding], *, by: Actor) -> None:
    """Names stood on a page with what was found of them: the audit and each person's log say so."""
    if rows:
        seen(rows, by=by)
        record_shown("finding:list", [row.id for row in rows], by=by)


def get_finding(finding_id: UUID, *, by: Actor) -> Finding:
    """One finding; that somebody looked at what a department says of a person is logged, and who may not."""
    tried = Deed(QueryAct.VIEW, str(by.region), Purpose.COMPARISON)
    with refusals_kept(tried, (), by=by, also=(FindingNotFoundError,)):
        finding = access_finding(finding_id, Permission.FINDING_OPEN, by=by)
    deed = Deed(QueryAct.VIEW, finding.region, Purpose.COMPARISON, case_id=finding.case_id)
    log_deed(deed, {finding.person_id: DUTY}, by=by)
    audit.record_opening(
        kind="finding", subject=finding.id, region=finding.region, by=by, purpose="核实比对发现的问题"
    )
    return finding


def taken_out(rows: Iterable[Any], *, by: Actor) -> None:
    """What a department says of people leaves the house on a sheet: each person's log says so."""
    _log(rows, QueryAct.EXPORT, by)


def holds_shown(rows: Collection[Any], *, by: Actor) -> None:
    """As `listed`, of payments that wait."""
    if rows:
        seen(rows, by=by)
        record_shown("hold:list", [row.id for row in rows], by=by)


def refusals_shown(rows: Collection[Any], *, by: Actor) -> None:
    """As `listed`, of accounts that a bank refused."""
    if rows:
        seen(rows, by=by)
        record_shown("account:list", [row.id for row in rows], by=by)


def items_shown(finding_ids: Collection[UUID], *, by: Actor) -> None:
    """As `listed`, of work that names somebody with what was found of them."""
    listed(_named_by(finding_ids), by=by)


def items_taken_out(finding_ids: Collection[UUID], *, by: Actor) -> None:
    """As `taken_out`, of work."""
    taken_out(_named_by(finding_ids), by=by)


def _named_by(finding_ids: Collection[UUID]) -> list[Finding]:
    """Nothing is asked where nothing is named."""
    return list(Finding.objects.filter(id__in=finding_ids).only("person")) if finding_ids else []


def _log(rows: Iterable[Any], act: QueryAct, by: Actor) -> None:
    """By findings, or by payments that wait for one."""
    told = {row.person_id: DUTY for row in rows if row.person_id is not None}
    log_deed(Deed(act, str(by.region), Purpose.COMPARISON), told, by=by)


def evidence_of(finding: Finding) -> Mapping[str, Any]:
    """`version`, `as_of`, and `rows` of pairs of column and what it says, in words."""
    kept = evidence.read(str(finding.evidence))
    told = ACCOUNT_COLUMNS if is_of_an_account(finding) else set_definition(finding.set_key).columns
    columns = {column.name: column for column in told}
    order = [name for name in difference(finding.rule).evidence if name in columns]
    rows = [
        [(columns[name], _word(columns[name], row[name])) for name in order if name in row]
        for row in kept["rows"]
    ]
    return {**kept, "rows": rows}


def is_of_an_account(finding: Finding) -> bool:
    """Whether a bank told it, not a department."""
    return finding.rule == ACCOUNT_REFUSED.key


def source_of(finding: Finding) -> str:
    """What says so: the set of a department, or what a bank told."""
    if is_of_an_account(finding):
        return ACCOUNT_SOURCE
    return set_definition(finding.set_key).title


def finding_limit(rule: str, severity: Severity, region: str, on: date) -> TimeLimit:
    """How soon somebody looks: the place's own clock, else the office's, which says that it is no law's."""
    if rule == ACCOUNT_REFUSED.key:
        return ACCOUNT_LIMIT
    return library.find_time_limit(FINDING_CLOCK, region, on) or OWN_LIMITS[severity]


def holds_of(findings: Collection[Finding]) -> dict[UUID, list[Any]]:
    """What each of them holds or held back."""
    found: dict[UUID, list[Any]] = {}
    for hold in awards.holds_of_causes(each.id for each in findings):
        found.setdefault(hold.cause_id or hold.id, []).append(hold)
    return found


def bulletin(month: Month, *, by: Actor) -> list[BulletinLine]:
    """What the comparisons of a month found in each town, and last in all of them."""
    require(by, Permission.FINDING_OPEN, by.region)
    rows = Finding.objects.filter(
        region__gte=by.region.lo, region__lt=by.region.hi, month=month.first
    ).exclude(outcome=FindingOutcome.REPLACED)
    counted = rows.annotate(town=Left("region", 9)).values("town").annotate(**_figures()).order_by("town")
    fallen = _corrected(rows)
    lines = [_line(f"{row['town']}000", row, fallen.get(row["town"], 0)) for row in counted]
    return [*lines, _sum(str(by.region), lines)] if by.region.level is RegionLevel.COUNTY else lines


def months_compared(by: Actor) -> list[Month]:
    """The months with a comparison of the county around an actor, newest first."""
    county = by.region.at(RegionLevel.COUNTY)
    rows = Comparison.objects.filter(region=str(county)) if by.region == county else Comparison.objects.none()
    own = Finding.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    found = {
        *rows.values_list("month", flat=True),
        *own.values_list("month", flat=True).distinct(),
    }
    return [Month.of(month) for month in sorted(found, reverse=True)]


def names_of_places(lines: Collection[BulletinLine]) -> dict[str, str]:
    """Towns, and the county, by code."""
    return network.region_names(line.region for line in lines)


def _in_state(state: FindingState) -> Q:
    today = timezone.localdate()
    return {
        FindingState.OPEN: Q(outcome=""),
        FindingState.OVERDUE: Q(outcome="", due_on__lt=today),
        FindingState.CLOSED: ~Q(outcome=""),
        FindingState.GONE: Q(outcome="", gone_on__isnull=False),
        FindingState.TO_TELL: Q(outcome=FindingOutcome.DATA_WRONG, told_at__isnull=True),
    }[state]


def _figures() -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "found": Count("id"),
        "handled": Count("id", filter=~Q(outcome="")),
        "overdue": Count("id", filter=Q(outcome="", due_on__lt=today)),
        "reviews": Count("id", filter=Q(outcome=FindingOutcome.REVIEW_OPENED)),
        "data_wrong": Count("id", filter=Q(outcome=FindingOutcome.DATA_WRONG)),
        "effect": Sum("effect_fen"),
    }


def _corrected(rows: QuerySet[Finding]) -> dict[str, int]:
    """By town, how much awards fell after the first review of each household, each household once."""
    reviewed = rows.filter(outcome=FindingOutcome.REVIEW_OPENED).order_by()
    since = dict(reviewed.values_list("household_id").annotate(first=Min("closed_at")))
    place = dict(reviewed.values_list("household_id", "region"))
    found: dict[str, int] = {}
    for household, amount in awards.fallen_since(since).items():
        town = place[household][:9]
        found[town] = found.get(town, 0) + amount.fen
    return found


def _line(region: str, row: Mapping[str, Any], corrected: int) -> BulletinLine:
    counts = {name: row[name] for name in ("found", "handled", "overdue", "reviews", "data_wrong")}
    return BulletinLine(region=region, effect=Money(row["effect"]), corrected=Money(corrected), **counts)


def _sum(region: str, lines: list[BulletinLine]) -> BulletinLine:
    return BulletinLine(
        region=region,
        found=sum(line.found for line in lines),
        handled=sum(line.handled for line in lines),
        overdue=sum(line.overdue for line in lines),
        reviews=sum(line.reviews for line in lines),
        data_wrong=sum(line.data_wrong for line in lines),
        effect=sum((line.effect for line in lines), Money(0)),
        corrected=sum((line.corrected for line in lines), Money(0)),
    )


def _word(column: SetColumn, cell: Any) -> str:
    """A cell as people read it: codes by their word, amounts in yuan."""
    if cell is None:
        return "—"
    if column.kind is ColumnKind.CODE:
        return column.codes.get(str(cell), str(cell))
    if column.kind is ColumnKind.AMOUNT:
        return f"{Money(cell)}"
    if column.kind is ColumnKind.MONTH:
        return str(cell)[:7]
    if column.kind is ColumnKind.REGION:
        return network.region_path(RegionCode(cell), above=RegionLevel.PROVINCE) or str(cell)
    return str(cell)

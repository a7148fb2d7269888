"""Where the households of a yearly review stand; a result is read from the decisions until it is closed.

One condition makes the figures and the lists, so that they agree.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case as Chosen
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.errors import CampaignNotFoundError
from yimen.domains.cases.models import CampaignEntry, Case, CaseOutcome, ReviewCampaign
from yimen.domains.cases.types import CaseKind, Effect
from yimen.domains.cases.types.campaigns import (
    EntryFilter,
    EntryResult,
    EntryStage,
    Progress,
    VisitFinding,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import queries as papers
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people import queries as people
from yimen.foundation import audit
from yimen.kernel import Programme, RegionCode, RegionLevel

ALL = EntryFilter()
_FIGURES = {
    EntryResult.OPEN: "open",
    EntryResult.KEPT: "kept",
    EntryResult.RAISED: "raised",
    EntryResult.LOWERED: "lowered",
    EntryResult.ENDED: "ended",
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One household of a review as a list shows it."""

    entry: CampaignEntry
    head: str
    number: str
    address: str
    village: str
    stage: EntryStage
    result: EntryResult
    case_id: UUID | None
    is_late: bool


def campaigns_in(*, by: Actor, region: RegionCode | None = None) -> QuerySet[ReviewCampaign]:
    """Reviews of the actor's place, newest first; a village sees those of its town."""
    require(by, Permission.AWARD_OPEN, region or by.region)
    rows = _visible(by).order_by("-from_on", "region", "id")
    return rows if region is None else rows.filter(region=str(region))


def _visible(by: Actor) -> QuerySet[ReviewCampaign]:
    """A village sees a review of its town only where it has a household in it."""
    if by.region.level is not RegionLevel.VILLAGE:
        return ReviewCampaign.objects.all()
    return ReviewCampaign.objects.filter(Exists(CampaignEntry.objects.filter(campaign=OuterRef("pk"))))


def get_campaign(campaign_id: UUID, *, by: Actor) -> ReviewCampaign:
    """One review, for the town, those above it and its villages."""
    require(by, Permission.AWARD_OPEN, by.region)
    found = _visible(by).filter(pk=campaign_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这次年度核查，或不在您负责的区域内。", campaign=str(campaign_id))
    return found


def report_of(campaign: ReviewCampaign, *, by: Actor) -> Any:
    """The numbered report of a review that is closed, for those above its villages; else nothing."""
    known = papers.documents_of_subjects([campaign.id], by=by)
    reports = [each for each in known if each.kind == DocumentKind.YEARLY_REPORT and each.is_valid]
    return reports[0] if reports and campaign.closed_on else None


def get_entry(entry_id: UUID, *, by: Actor) -> CampaignEntry:
    """One household of a review, with where it stands; the opening is recorded."""
    found = CampaignEntry.objects.select_related("campaign").filter(pk=entry_id).first()
    if found is None:
        raise CampaignNotFoundError("没有这一户，或不在您负责的区域内。", entry=str(entry_id))
    require(by, Permission.AWARD_OPEN, found.region)
    audit.record_opening(kind="household", subject=found.household_id, region=found.region, by=by)
    entry: CampaignEntry = standing(found.campaign).get(pk=entry_id)
    return entry


def entries_of(campaign: ReviewCampaign, asked: EntryFilter = ALL) -> QuerySet[Any, Any]:
    """The households of a review as one walks, each with `stands`, `stage` and `case_now`."""
    rows = standing(campaign)
    if asked.village is not None:
        rows = rows.filter(region=str(asked.village))
    if asked.result is not None:
        rows = rows.filter(stands=asked.result)
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    if asked.is_overdue:
        rows = rows.filter(stands=EntryResult.OPEN, due_on__lt=timezone.localdate())
    return rows


def entries_named(campaign: ReviewCampaign, entry_ids: Collection[UUID]) -> list[CampaignEntry]:
    """Those of a review that were ticked, as one walks; what is none of it is left away."""
    return list(standing(campaign).filter(id__in=list(entry_ids)))


def standing(campaign: ReviewCampaign) -> QuerySet[Any, Any]:
    """All households of a review with where they stand."""
    running = Case.objects.filter(household=OuterRef("household"), closed_on__isnull=True).exclude(
        kind=CaseKind.APPLICATION
    )
    rows: QuerySet[Any, Any] = CampaignEntry.objects.filter(campaign=campaign).select_related("campaign")
    rows = rows.annotate(case_now=Subquery(running.order_by("id").values("id")[:1]))
    rows = rows.annotate(stands=_stands(campaign)).annotate(stage=_stage())
    return rows.order_by("region", "position", "id")


def _stands(campaign: ReviewCampaign) -> Chosen:
    """What was written at the end, else what the decisions since the beginning come to."""
    programmes = [Programme(name) for name in campaign.programmes]
    goes_on = awards.going_on(programmes).filter(household=OuterRef("household"))
    decided = CaseOutcome.objects.filter(
        case__household=OuterRef("household"), award_id__isnull=False, decided_on__gte=campaign.from_on,
        programme__in=campaign.programmes,
    )  # fmt: skip
    against = [effect.value for effect in Effect if effect.is_against]
    return Chosen(
        When(~Q(result=""), then="result"),
        When(case_now__isnull=False, then=Value(EntryResult.OPEN.value)),
        When(~Exists(goes_on), then=Value(EntryResult.ENDED.value)),
        When(Exists(decided.filter(effect__in=against)), then=Value(EntryResult.LOWERED.value)),
        When(Exists(decided.filter(effect=Effect.INCREASE)), then=Value(EntryResult.RAISED.value)),
        When(Exists(decided.filter(effect=Effect.KEEP)), then=Value(EntryResult.KEPT.value)),
        default=Value(EntryResult.OPEN.value),
        output_field=CharField(),
    )


def _stage() -> Chosen:
    found = {
        VisitFinding.NOT_MET: EntryStage.VISIT_AGAIN,
        VisitFinding.DIED: EntryStage.REPORTED,
        VisitFinding.MOVED: EntryStage.REPORTED,
        VisitFinding.UNCHANGED: EntryStage.TO_BEGIN,
        VisitFinding.CHANGED: EntryStage.TO_BEGIN,
    }
    return Chosen(
        When(~Q(stands=EntryResult.OPEN), then=Value(EntryStage.DONE.value)),
        When(case_now__isnull=False, then=Value(EntryStage.IN_REVIEW.value)),
        *(When(finding=each, then=Value(stage.value)) for each, stage in found.items()),
        default=Value(EntryStage.TO_VISIT.value),
        output_field=CharField(),
    )


def progress_of(campaign: ReviewCampaign) -> list[Progress]:
    """The figures of each village, in the order of the list; of a village's scope only its own."""
    rows = standing(campaign).order_by().values("region", "stands")
    counted = rows.annotate(
        n=Count("id"), went=Count("id", filter=~Q(finding="")),
        late=Count("id", filter=Q(due_on__lt=timezone.localdate())),
    )  # fmt: skip
    found: dict[str, Progress] = {}
    for row in counted:
        known = found.get(row["region"], Progress(row["region"]))
        found[row["region"]] = _plus(known, EntryResult(row["stands"]), row)
    return [found[region] for region in sorted(found)]


def _plus(known: Progress, result: EntryResult, row: Mapping[str, Any]) -> Progress:
    changes = {
        _FIGURES[result]: row["n"],
        "total": known.total + row["n"],
        "visited": known.visited + row["went"],
        "overdue": known.overdue + (row["late"] if result is EntryResult.OPEN else 0),
    }
    return replace(known, **changes)


def next_to_visit(entry: CampaignEntry) -> UUID | None:
    """The next door of the village that waits for a visit; none where this was the last."""
    waiting = standing(entry.campaign).filter(region=entry.region, stage=EntryStage.TO_VISIT)
    after = waiting.filter(position__gt=entry.position).first() or waiting.first()
    return None if after is None or after.pk == entry.pk else after.pk


def programme_titles(names: Iterable[str]) -> list[str]:
    """The programmes of a review in words."""
    return [Programme(name).title for name in names]


def count_of(places: Sequence[Progress], region: str = "") -> Progress:
    """Several places together."""
    names = ("total", "visited", "open", "overdue", "kept", "raised", "lowered", "ended")
    return Progress(region, **{name: sum(getattr(place, name) for place in places) for name in names})


def villages_of(campaign: ReviewCampaign) -> list[tuple[str, str]]:
    """Code and name of every village with a household in the review."""
    codes = sorted(set(campaign.entries.order_by().values_list("region", flat=True).distinct()))
    names = network.region_names(codes)
    return [(code, names.get(code, code)) for code in codes]


def entry_lines(rows: Sequence[CampaignEntry]) -> list[EntryLine]:
    """The rows of a page with names and addresses; as many queries whatever their number."""
    households = [row.household_id for row in rows]
    heads, homes = people.heads_of(households), people.addresses_of(households)
    villages = network.region_names({row.region for row in rows})
    return [_line(row, heads, homes, villages, timezone.localdate()) for row in rows]


def _line(
    row: CampaignEntry,
    heads: Mapping[UUID, str],
    homes: Mapping[UUID, Any],
    villages: Mapping[str, str],
    today: date,
) -> EntryLine:
    home, shown = homes.get(row.household_id), vars(row)
    result = EntryResult(shown["stands"])
    return EntryLine(
        entry=row,
        head=heads.get(row.household_id, ""),
        number=home.number if home else "",
        address=home.address if home else "",
        village=villages.get(row.region, row.region),
        stage=EntryStage(shown["stage"]),
        result=result,
        case_id=shown["case_now"],
        is_late=result is EntryResult.OPEN and row.due_on < today,
    )

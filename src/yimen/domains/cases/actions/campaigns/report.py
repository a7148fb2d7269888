"""The report of a yearly review: a numbered paper, issued at its end, withdrawn where the review goes on."""

from dataclasses import asdict
from typing import Any

from yimen.domains.cases.models import ReviewCampaign
from yimen.domains.cases.queries.campaigns.entries import count_of, progress_of, report_of
from yimen.domains.cases.types.campaigns import Progress
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.worklist.types import Subject

WHOLE = "合计"


def issue_report(campaign: ReviewCampaign, subject: Subject, *, by: Actor) -> None:
    """What was just written into the rows, by village and together; every figure is the length of a list."""
    places = progress_of(campaign)
    names = network.region_names(place.region for place in places)
    lines = [_line(names.get(place.region, place.region), place) for place in places]
    values: dict[str, Json] = {
        "year": campaign.year,
        "programmes": list(campaign.programmes),
        "from_on": campaign.from_on.isoformat(),
        "until_on": campaign.until_on.isoformat(),
        "places": [*lines, _line(WHOLE, count_of(places, campaign.region))],
        "note": campaign.closing_note,
        "opened_by": campaign.by_name,
        "closed_on": campaign.closed_on.isoformat() if campaign.closed_on else "",
    }
    papers.issue_document(kind=DocumentKind.YEARLY_REPORT, subject=subject, values=values, by=by)


def _line(name: str, place: Progress) -> dict[str, Json]:
    figures: dict[str, Any] = asdict(place) | {"done": place.done}
    return {"name": name, **{key: number for key, number in figures.items() if key != "region"}}


def withdraw_report(campaign: ReviewCampaign, reason: str, *, by: Actor) -> None:
    """Its number stays used; whoever checks its code learns that it no longer holds."""
    known = report_of(campaign, by=by)
    if known is not None:
        papers.withdraw_document(known.id, reason=reason, by=by)

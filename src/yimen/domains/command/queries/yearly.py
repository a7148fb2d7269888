"""Yearly reviews from above: every town of a place with how far it is, towns without one among them."""

from yimen.domains.cases.queries import campaigns
from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span, TownReview
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.kernel import RegionLevel, Sentence

LEAD_DAYS = 30
"""So long before its end a review with something open turns yellow; the office's own."""


def reviews_of_year(year: int, *, by: Actor) -> list[TownReview]:
    """The reviews of a year within the actor's place; of a county every town has at least one row."""
    found = [_of_town(campaign) for campaign in campaigns.campaigns_in(by=by).filter(year=year)]
    if by.region.level is not RegionLevel.COUNTY:
        return found
    known = {row.region for row in found}
    without = [TownReview(town.code, town.name) for town in network.regions_under(by.region)]
    return sorted([*found, *(row for row in without if row.region not in known)], key=lambda row: row.region)


def _of_town(campaign: campaigns.ReviewCampaign) -> TownReview:
    whole = campaigns.count_of(campaigns.progress_of(campaign), campaign.region)
    return TownReview(campaign.region, network.get_region(campaign.region).name, campaign, whole)


def yearly_reviews(asked: Asked, span: Span, by: Actor) -> Found:
    """Villages of an open review with households still open; in the present month only."""
    if not asked.is_present:
        return NOTHING
    lines = [
        line
        for campaign in campaigns.campaigns_in(by=by).filter(closed_on__isnull=True)
        for line in _villages(campaign, asked)
    ]
    return Found(len(lines), span.of(lines))


def _villages(campaign: campaigns.ReviewCampaign, asked: Asked) -> list[MonthLine]:
    places = [
        place
        for place in campaigns.progress_of(campaign)
        if place.open and asked.region.lo <= place.region < asked.region.hi
    ]
    names = network.region_names(place.region for place in places)
    return [
        MonthLine(
            name=names.get(place.region, place.region),
            matter=Sentence("%(year)s年度核查", year=campaign.year),
            why=(
                Sentence(
                    "共 %(total)s 户，已走访 %(visited)s 户，未完成 %(open)s 户，超期 %(late)s 户",
                    total=place.total, visited=place.visited, open=place.open, late=place.overdue,
                ),
            ),
            region=place.region,
            on=campaign.until_on,
            page="yearly",
            subject=campaign.id,
            article="社会救助法 第四十六条",
        )
        for place in places
    ]  # fmt: skip

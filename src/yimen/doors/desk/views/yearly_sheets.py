"""Sheets of a yearly review for the printer: the report, the forms and the register of a village."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.cases.queries import campaigns
from yimen.domains.papers import actions as papers
from yimen.foundation.language import in_official_language
from yimen.kernel import RegionCode

from ..bulk import chosen
from ..requests import DeskRequest


@require_GET
def report(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The numbered report of a review that is closed; else, and for a village, the figures as they stand."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    numbered = campaigns.report_of(campaign, by=request.actor)
    if numbered is not None:
        return _pdf(papers.open_document(numbered.id, by=request.actor).pdf, numbered.number)
    return _pdf(_made(lambda: campaigns.summary_report(campaign, by=request.actor)), _("年度核查情况报告"))


@require_GET
def forms(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The forms of a village, one sheet a household, or of the households ticked."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    village = _village_asked(request, campaign)
    ticked = chosen(request, "entry")
    sheets = _made(lambda: campaigns.visit_forms(campaign, village, by=request.actor, entry_ids=ticked))
    return _pdf(sheets, _("年度核查入户走访表"))


@require_GET
def register(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The register of a village, with room for the signatures."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    village = _village_asked(request, campaign)
    sheet = _made(lambda: campaigns.village_register(campaign, village, by=request.actor))
    return _pdf(sheet, _("年度核查走访登记表"))


def _village_asked(request: DeskRequest, campaign: Any) -> RegionCode:
    """The village named in the address, else the first of the review that the post sees."""
    asked = request.GET.get("village", "")
    known = [code for code, _name in campaigns.villages_of(campaign)]
    if not known or (asked and asked not in known):
        raise Http404
    return RegionCode(asked or known[0])


@in_official_language
def _made(make: Any) -> bytes:
    content: bytes = make()
    return content


def _pdf(content: bytes, title: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{title}.pdf") or "inline"
    return response

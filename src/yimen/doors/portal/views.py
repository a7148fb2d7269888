"""The public pages. They run without a scope: their queries answer masked columns only, from the database on.

A check code has 99 random bits, so that trying codes finds nothing; whoever tries many is asked to wait.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.domains.cases import queries as cases
from yimen.domains.cases.queries import checks
from yimen.domains.monitoring.queries import audits as audited
from yimen.domains.network import queries as network
from yimen.domains.papers import queries as papers
from yimen.foundation.limits.counting import STRETCH
from yimen.kernel import RegionCode, RegionLevel, YimenError

from .pages import by_village, choices, leaf, towns
from .visitors import is_too_often

Page = Callable[..., HttpResponse]


def public_page(view: Page) -> Page:
    """Reading only, never kept by a cache between, and a refusal shown as a page."""

    @require_safe
    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return view(request, **parts)
        except YimenError as refusal:
            return page(request, "missing", status=404, message=refusal.message)

    return shown


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return page(request, "home")


@public_page
def notice_towns(request: HttpRequest) -> HttpResponse:
    counts = cases.public_notice_counts()
    return page(request, "notice_towns", towns=towns(counts, network.region_names(counts)))


@public_page
def draws(request: HttpRequest) -> HttpResponse:
    """Seed, list and scores of the county's checks, so that anybody can draw again."""
    return page(request, "draws", draws=checks.public_draws())


@public_page
def draws_file(request: HttpRequest) -> HttpResponse:
    """The same as a file, for `yimen draws verify`."""
    headers = {"Content-Disposition": 'attachment; filename="draws.json"'}
    return HttpResponse(checks.published_file(), content_type="application/json", headers=headers)


@public_page
def audits(request: HttpRequest) -> HttpResponse:
    """Seed, head and the numbers that were drawn among families that receive something."""
    return page(request, "audits", audits=audited.public_audits())


@public_page
def audits_file(request: HttpRequest) -> HttpResponse:
    """The whole list with its scores, for `yimen draws verify`."""
    headers = {"Content-Disposition": 'attachment; filename="audits.json"'}
    return HttpResponse(audited.published_file(), content_type="application/json", headers=headers)


@public_page
def notices(request: HttpRequest, code: str) -> HttpResponse:
    place = RegionCode(code)
    region = network.get_region(place)
    if place.level < RegionLevel.TOWN:  # a page grows no longer than what hangs in one town
        return redirect("portal:notice-towns")
    lines = cases.public_notices(place)
    town = place.at(RegionLevel.TOWN)
    shown = leaf(lines, request.GET.get("page", ""))
    return page(
        request,
        "notices",
        region=region,
        villages=by_village(shown.lines),
        count=len(lines),
        leaf=shown,
        town="" if town == place else str(town),
        choices=choices(lines, network.regions_under(place)) if town == place else [],
    )


@public_page
def check_form(request: HttpRequest) -> HttpResponse:
    if typed := "".join(request.GET.get("code", "").split()):
        return redirect("portal:document-check", code=typed[:40].replace("/", ""))
    return page(request, "check_form")


@public_page
def check(request: HttpRequest, code: str) -> HttpResponse:
    if is_too_often(request, code):
        return too_often(request)
    found = papers.public_check(code)
    return page(request, "check", status=200 if found else 404, found=found)


def too_often(request: HttpRequest) -> HttpResponse:
    """Said in words, with how long to wait."""
    answer = page(request, "too_often", status=429)
    answer["Retry-After"] = str(int(STRETCH.total_seconds()))
    return answer


def page(request: HttpRequest, name: str, *, status: int = 200, **shown: object) -> HttpResponse:
    """A page of the portal in its frame."""
    frame = {"language_code": translation.get_language(), "is_synthetic": settings.YIMEN_IS_SYNTHETIC}
    return render(request, f"portal/{name}.html", {**frame, **shown}, status=status)

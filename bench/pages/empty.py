"""The denominator: a page with the layout, scope and audit of the others, and nothing on it.

A list of addresses like the real one, with two more below the desk.
"""

from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from yimen.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - as in the real one
from yimen.doors.desk.urls import urlpatterns as desk
from yimen.foundation import audit

NOTHING = """{% extends "_layouts/list.html" %}{% block content %}{% endblock %}"""


@cache
def nothing() -> Any:
    """Compiled once, as a template file is."""
    return engines["jinja2"].from_string(NOTHING)


def empty(request: HttpRequest) -> HttpResponse:
    """As a list: nothing is opened."""
    return HttpResponse(nothing().render({}, request))


def opened(request: HttpRequest, subject: UUID) -> HttpResponse:
    """As a record: its opening is audited."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the middleware of the desk
    audit.record_opening(kind="household", subject=subject, region=str(actor.region), by=actor)
    return empty(request)


# Both under names of the desk's own list of who may open what.
ADDED = [
    path("bench/empty", empty, name="worklist"),
    path("bench/opened/<uuid:subject>", opened, name="case"),
]
urlpatterns = [
    path("public/", include("yimen.doors.portal.urls")),
    path("", include(([*ADDED, *desk], "desk"))),
]

"""How much one request may carry: told before any of it is read."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .forms.sets import MOST_MEGABYTES
from .views.errors import too_large

_MEGABYTE = 1_000_000
OF_A_VISITOR = 5 * _MEGABYTE
OF_STAFF = 260 * _MEGABYTE
"""A pile of two hundred photographed sheets."""
LARGE: Mapping[str, int] = {"desk:set-hand-in": (MOST_MEGABYTES + 10) * _MEGABYTE}
"""Pages that take more; larger data are loaded on the server."""


class UploadLimit:
    """Stands before whatever first reads the body of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is not None and match.namespace == "api":
            return None  # machines are told so in their own words, before their body is read
        most = _most(request)
        if _size(request) <= most:
            return None
        text = _("文件合计超过 %(limit)s MB，没有上传，也没有保存。请分几次上传，或压缩后再传。")
        said = text % {"limit": most // _MEGABYTE}
        if request.headers.get("HX-Request"):
            toast = json.dumps({"toast": {"text": said, "kind": "bad"}})
            return HttpResponse(status=413, headers={"HX-Trigger": toast})
        return too_large(request, said)


def _most(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return OF_A_VISITOR
    match = request.resolver_match
    return LARGE.get(match.view_name, OF_STAFF) if match else OF_STAFF


def _size(request: HttpRequest) -> int:
    """As declared: of a body without a length nothing is read at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0

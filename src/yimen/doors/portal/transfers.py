"""Answering a transfer without an account, through the one-time link on its sheet.

The token is the whole authority: nothing of a session counts here, so there is no request to forge.
"""

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yimen.domains.intake import actions
from yimen.domains.intake.errors import LinkNotFoundError
from yimen.domains.intake.types import SAID_IN, LinkAnswer, PublicTransfer, Verdict
from yimen.foundation.documents import qr_svg
from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

from .views import page

_MOST = {"text": 500, "answerer": 64, "verdict": 12}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The matter with the person masked, and its answer, which can be given once."""
    given = {name: request.POST.get(name, "")[:most].strip() for name, most in _MOST.items()}
    try:
        if request.method == "POST" and given["verdict"] in list(Verdict):
            return _answered(request, token, given)
        return _shown(request, actions.open_link(token), given)
    except LinkNotFoundError as refusal:
        return page(request, "missing", status=404, message=in_readers_words(refusal.message))


def _answered(request: HttpRequest, token: str, given: dict[str, str]) -> HttpResponse:
    try:
        kept = actions.answer_by_link(
            token, verdict=Verdict(given["verdict"]), text=given["text"], answerer=given["answerer"]
        )
    except LinkNotFoundError:
        raise
    except YimenError as refusal:
        message = in_readers_words(refusal.message)
        return _shown(request, actions.open_link(token), given, message=message, status=409)
    return page(request, "transfer_answered", answered=kept, qr=_qr(kept))


def _shown(
    request: HttpRequest, found: PublicTransfer, given: dict[str, str], message: str = "", status: int = 200
) -> HttpResponse:
    if request.method == "POST" and not message:
        message, status = _("请选择一项答复。"), 409
    said = SAID_IN[found.state]
    return page(request, "transfer", status=status, found=found, verdicts=said, given=given, message=message)


def _qr(kept: LinkAnswer) -> str:
    """The next link as a picture, to be kept on a phone."""
    if kept.address is None:
        return ""
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(kept.address).encode()).decode()}"

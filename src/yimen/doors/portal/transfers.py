"""Answering a transfer without an account, through the one-time code that came with its sheet.

The code is the whole authority: nothing of a session counts here, so there is no request to forge. It is sent
in the body only: no address, log or preview of it holds it, and looking at the page uses nothing up.
"""

from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yimen.domains.intake import actions
from yimen.domains.intake.errors import CodeNotFoundError
from yimen.domains.intake.types import SAID_IN, AnswerCode, PublicTransfer, Verdict
from yimen.foundation.documents import qr_svg
from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

from .views import page, too_often
from .visitors import is_too_often

_MOST = {"text": 500, "answerer": 64, "verdict": 12, "code": 40}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """The code is asked for; then the matter with the person masked, and its answer, given once."""
    given = {name: request.POST.get(name, "")[:most].strip() for name, most in _MOST.items()}
    if not given["code"]:
        return page(request, "transfer_code", message="")
    if is_too_often(request, given["code"]):
        return too_often(request)
    try:
        if "verdict" in request.POST or "answerer" in request.POST:
            return _answered(request, given)
        return _shown(request, actions.open_by_code(given["code"]), given)
    except CodeNotFoundError as refusal:
        return page(request, "transfer_code", status=404, message=in_readers_words(refusal.message))


def _answered(request: HttpRequest, given: dict[str, str]) -> HttpResponse:
    """What is wrong is said beside what was typed; that counts as one more opening."""
    code = given["code"]
    if given["verdict"] not in list(Verdict):
        return _shown(request, actions.look_again(code), given, _("请选择一项答复。"))
    try:
        kept = actions.answer_by_code(
            code, verdict=Verdict(given["verdict"]), text=given["text"], answerer=given["answerer"]
        )
    except CodeNotFoundError:
        raise
    except YimenError as refusal:
        return _shown(request, actions.look_again(code), given, in_readers_words(refusal.message))
    return page(request, "transfer_answered", answered=kept, qr=_qr(kept.following))


def _shown(
    request: HttpRequest, found: PublicTransfer, given: dict[str, str], message: str = ""
) -> HttpResponse:
    said = SAID_IN[found.state]
    status = 409 if message else 200
    return page(request, "transfer", status=status, found=found, verdicts=said, given=given, message=message)


def _qr(following: AnswerCode | None) -> str:
    """The next code as a picture, to be kept on a phone."""
    if following is None:
        return ""
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(following.address).encode()).decode()}"

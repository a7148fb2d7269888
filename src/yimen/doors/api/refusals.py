"""What is wrong with a request of a machine, as JSON with a code, a sentence and a status."""

from collections.abc import Mapping

from django.http import JsonResponse

from yimen.foundation.language import in_readers_words
from yimen.kernel import YimenError

_STATUS: Mapping[str, int] = {
    "credential_invalid": 401,
    "push_not_permitted": 403,
    "network.post_ended": 403,
    "network.user_inactive": 403,
    "network.no_post": 403,
    "network.not_permitted": 403,
    "push_not_found": 404,
    "set_not_found": 404,
    "verification_source_not_found": 404,
    "verification_answer_file_not_found": 404,
    "verification_batch_not_found": 404,
    "authorisation_missing": 403,
    "push_broken": 400,
}
AGAIN_AFTER = 600
"""Seconds, for whoever asked too often: attempts are counted in stretches of ten minutes."""


class RequestWrongError(YimenError):
    """A request that says not what it must, or too much; the door's own, said in the reader's words."""

    def __init__(self, message: str, *, status: int, code: str) -> None:
        super().__init__(message, code=code)
        self.status = status


def refused(refusal: YimenError) -> JsonResponse:
    """409 where nothing else is said: what was asked is understood and cannot be done now."""
    status = refusal.status if isinstance(refusal, RequestWrongError) else _STATUS.get(refusal.code, 409)
    error = {"code": refusal.code, "message": in_readers_words(refusal.message)}
    response = JsonResponse({"error": error}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 429:
        response["Retry-After"] = str(AGAIN_AFTER)
    return response

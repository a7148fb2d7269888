"""Who knocks: a secret in the header, of a credential that counts, not too often; then one scope, one answer.

A cookie opens nothing here. What is refused changes nothing; of a known credential that it was is recorded.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.pushes import note_refusal, note_use, receiver_of
from yimen.domains.verification.errors import CredentialInvalidError
from yimen.domains.verification.queries.credentials import as_it_is, recognised, refuse_lapsed
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.limits.addresses import address_of
from yimen.foundation.limits.counting import count_attempt
from yimen.kernel import YimenError

from .refusals import RequestWrongError, refused

OF_ONE_CREDENTIAL = 300
OF_ONE_ADDRESS = 30
"""So often in ten minutes: questions under one credential, wrong secrets from one address."""
_SCHEME = "Bearer "
_LONGEST = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Caller:
    """Under which credential a machine came in, and who answers for what it sends."""

    credential: Any
    by: Actor

    def scope(self) -> AbstractContextManager[None]:
        """What the receiver sees, for one transaction."""
        return scoped(self.by.scope)

    def after_a_while(self) -> "Caller":
        """The same as it is now: a credential may be revoked, a post end, while a body arrives."""
        with system_scope():
            return _come_in(as_it_is(self.credential))


View = Callable[..., HttpResponseBase]


def for_machines(*methods: str, has_own_scopes: bool = False) -> Callable[[View], View]:
    """A view for the holder of a credential, inside the scope of whoever receives its data.

    With its own scopes it opens them itself: a transaction stays open through neither a body nor a refusal.
    """

    def opened_by(view: View) -> View:
        @csrf_exempt  # no cookie is looked at
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                _refuse_other_methods(request, methods)
                credential = _entered(request)
            except YimenError as refusal:
                return _unstored(refused(refusal))

            def answer(caller: Caller) -> HttpResponseBase:
                with nullcontext() if has_own_scopes else caller.scope():
                    return view(request, caller, *args, **kwargs)

            return _unstored(_answered(credential, answer))

        return cast(View, opened)

    return opened_by


def _answered(credential: Any, view: Callable[[Caller], HttpResponseBase]) -> HttpResponseBase:
    """Of what comes too often the first is recorded, so that nobody fills the audit."""
    came = count_attempt("api.credential", str(credential.id))
    if came > OF_ONE_CREDENTIAL + 1:
        return refused(_too_often())
    try:
        if came > OF_ONE_CREDENTIAL:
            raise _too_often()
        return view(_come_in(credential))
    except YimenError as refusal:
        with system_scope():
            note_refusal(credential, refusal)
        return refused(refusal)


def _come_in(credential: Any) -> Caller:
    refuse_lapsed(credential)
    return Caller(credential, receiver_of(credential))


def _entered(request: HttpRequest) -> Any:
    """The credential, though it may have lapsed; that it was shown is noted."""
    given = request.headers.get("Authorization", "")
    secret = given.removeprefix(_SCHEME) if given.startswith(_SCHEME) else ""
    try:
        if not secret or len(secret) > _LONGEST:
            raise CredentialInvalidError("请在 Authorization 标头中以 Bearer 方式提供接口密钥。")
        with system_scope():
            credential = recognised(secret)
            note_use(credential)
    except CredentialInvalidError:
        log.warning("a machine came without a credential")
        if count_attempt("api.address", address_of(request)) > OF_ONE_ADDRESS:
            raise _too_often() from None
        raise
    return credential


def _refuse_other_methods(request: HttpRequest, methods: Sequence[str]) -> None:
    if request.method not in methods:
        message = _("这个地址只接受 %(method)s 请求。") % {"method": "、".join(methods)}
        raise RequestWrongError(message, status=405, code="method_not_allowed")


def _too_often() -> RequestWrongError:
    return RequestWrongError(_("请求过于频繁，请十分钟后再试。"), status=429, code="too_often")


def _unstored(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    return response

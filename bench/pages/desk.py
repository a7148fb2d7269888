"""One clerk at the desk: requests to the real WSGI application with every middleware, without a network."""

import time
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import get_random_string

from yimen.domains.network import queries as network
from yimen.doors.desk.middleware import POST_IN_SESSION
from yimen.foundation.accounts.models import User

TOKEN_LENGTH = 32


class Clerk:
    """Signed in under the first post of an account."""

    def __init__(self, application: WSGIHandler, username: str) -> None:
        self.application = application
        user = User.objects.get(username=username)
        self.actor = network.actor_for(user.pk, network.posts_of(user.pk)[0].post_id)
        self.token = get_random_string(TOKEN_LENGTH)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[POST_IN_SESSION] = str(self.actor.post_id)
        session["_csrftoken"] = self.token
        session.save()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def open(self, path: str, **words: str) -> float:
        """Seconds until the whole page is there; with words, they are sent as a form."""
        began = time.perf_counter()
        self.read(path, **words)
        return time.perf_counter() - began

    def read(self, path: str, **words: str) -> bytes:
        """The page; anything but success is an error."""
        answered: list[str] = []

        def answer(status: str, _headers: Any, _fault: Any = None) -> Any:
            answered.append(status)

        response = self.application(self._request(path, words), answer)
        try:
            page = b"".join(response)
        finally:
            response.close()
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{path}: {answered[0]} {page[:300].decode(errors='replace')}")
        return page

    def queries(self, path: str, **words: str) -> list[str]:
        """The statements of one request."""
        with CaptureQueriesContext(connection) as captured:
            self.read(path, **words)
        return [query["sql"] for query in captured.captured_queries]

    def _request(self, path: str, words: dict[str, str]) -> dict[str, object]:
        path, _, query = path.partition("?")
        body = urlencode(words).encode()
        return {
            "REQUEST_METHOD": "POST" if words else "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": self.cookie,
            "HTTP_X_CSRFTOKEN": self.token,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }

"""The program of a source, as far as the simulator plays it: requests with a secret over HTTP."""

import hashlib
import json
import urllib.error
import urllib.request
from typing import Any

from yimen.doors.cli.refusal import refuse
from yimen.kernel import Sentence

_SECONDS = 60


class Machine:
    """Speaks to the platform at an address; what it refuses ends the command with its words."""

    def __init__(self, address: str, secret: str) -> None:
        if not address.startswith(("https://", "http://")):
            refuse(Sentence("请写明平台地址，如 https://example.gov.cn。"))
        self._address, self._secret = address.rstrip("/"), secret

    def get(self, path: str) -> bytes:
        """What stands at a path."""
        return self._asked(path, None, {})

    def get_json(self, path: str) -> Any:
        """The same, read."""
        return json.loads(self.get(path))

    def send(self, path: str, content: bytes, key: str) -> Any:
        """Hand in a body under a key of one's own."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Idempotency-Key": key,
            "X-Content-Digest": f"sha-256={hashlib.sha256(content).hexdigest()}",
        }
        return json.loads(self._asked(path, content, headers))

    def _asked(self, path: str, content: bytes | None, headers: dict[str, str]) -> bytes:
        request = urllib.request.Request(self._address + path, content, headers)  # noqa: S310 - of the web, see above
        request.add_unredirected_header("Authorization", f"Bearer {self._secret}")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as before
                found: bytes = answer.read()
        except urllib.error.HTTPError as refusal:
            refuse(Sentence("平台拒绝：%(why)s", why=_why(refusal)))
        except urllib.error.URLError as fault:
            refuse(Sentence("平台没有回应：%(why)s", why=str(fault.reason)))
        return found


def _why(refusal: urllib.error.HTTPError) -> str:
    try:
        error = json.load(refusal)["error"]
        return f"{error['message']} ({error['code']})"
    except (ValueError, KeyError, TypeError):
        return str(refusal.code)

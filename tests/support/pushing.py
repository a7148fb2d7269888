"""A department's machine: a credential of the county, and pushes as its program sends them."""

import hashlib
from datetime import date, timedelta

from cryptography.hazmat.primitives import hashes
from django.test import Client

from tests.support.cast import acting
from yimen.domains.verification.actions import credentials, set_agreements
from yimen.domains.verification.types.pushes import Terms

PAPER = "县公安局、县民政局数据接口协议（2026）2号"


def sm3(content: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return f"sm3={digest.finalize().hex()}"


def sha256(content: bytes) -> str:
    return f"sha-256={hashlib.sha256(content).hexdigest()}"


def agreed(cast, on: date, set_key: str = "deaths"):
    by = cast.county_confirmer
    with acting(by):
        return set_agreements.record_agreement(
            set_key=set_key, title=PAPER, agreed_on=on, ends_on=None, by=by
        )


def terms(cast, on: date, **changed):
    return Terms(**{
        "title": "县公安局",
        "agreement": PAPER,
        "set_keys": ("deaths",),
        "source": "",
        "receiver": cast.county_verifier.post_id,
        "expires_on": on + timedelta(days=90),
        **changed,
    })  # fmt: skip


def issued(cast, on: date, **changed):
    by = cast.administrator
    with acting(by):
        return credentials.issue_credential(terms=terms(cast, on, **changed), by=by)


class Machine:
    """Sends with one secret."""

    def __init__(self, secret: str):
        self.client, self.secret = Client(raise_request_exception=False), secret

    def headers(self, content: bytes = b"", **changed: str) -> dict[str, str]:
        sent = {
            "Authorization": f"Bearer {self.secret}",
            "Idempotency-Key": "2026-11-01",
            "X-Content-Digest": sm3(content),
            **{name.replace("_", "-"): value for name, value in changed.items()},
        }
        return {name: value for name, value in sent.items() if value}

    def push(self, content: bytes, url: str = "/api/v1/sets/deaths/versions?as_of=2026-11-01", **changed):
        return self.send("POST", url, content, **changed)

    def send(self, method: str, url: str, content: bytes, *, environ=None, **changed):
        headers = self.headers(content, **changed)
        return self.client.generic(
            method, url, content, content_type="text/csv", headers=headers, **(environ or {})
        )

    def get(self, url: str):
        return self.client.get(url, headers=self.headers())

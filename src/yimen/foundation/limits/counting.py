"""Counting attempts: one statement each, whoever comes at the same moment is counted too."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from yimen.foundation.encryption import blind
from yimen.foundation.limits.models import Attempts

STRETCH = timedelta(minutes=10)
_BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
_COUNT = """
    INSERT INTO limits_attempts (digest, count, until) VALUES (%s, 1, %s)
    ON CONFLICT (digest) DO UPDATE SET count = limits_attempts.count + 1
    RETURNING count
"""


def count_attempt(kind: str, who: str) -> int:
    """How often this came in the present ten minutes, now included."""
    now = timezone.now()
    stretch = (now - _BEGAN) // STRETCH
    digest = blind(f"{stretch}\n{who}", f"limits.{kind}")
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [digest, _BEGAN + (stretch + 1) * STRETCH])
        return int(cursor.fetchone()[0])


def forget_attempts() -> int:
    """Remove what no longer counts."""
    return Attempts.objects.filter(until__lt=timezone.now()).delete()[0]

"""When a lead is due, and what makes two leads the same: the digest of the facts they rest on; pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from yimen.domains.monitoring.types.leads import LeadSource, Verdict
from yimen.kernel import DayUnit, RegionCode, TimeLimit

VISIT_CLOCK, AWAY_EVERY, ALMOST_RATE = "clock_lead_visit", "away_contact_days", "lead_almost_rate"
OWN_VISIT_LIMIT = TimeLimit(
    days=10, unit=DayUnit.WORKING, event="线索派发", article="本平台线索走访规则（办公时限，非法定期限）"
)
OWN_AWAY_DAYS, OWN_ALMOST_RATE = 30, 1_000
"""What the office goes by where no source tells one; days, and parts of ten thousand."""
EVENTS = frozenset({"disaster", "accident"})
"""What befalls a family on a day: told again of another day it is another fact."""
OWN_AWAY_RULE = "本平台人户分离联系规则（办公时限，非法定期限）"


def away_limit(days: int) -> TimeLimit:
    """The clock of the next contact with somebody who lives away."""
    return TimeLimit(days=days, unit=DayUnit.CALENDAR, event="上次联系", article=OWN_AWAY_RULE)


def digest_of_sign(source: LeadSource, rule: str, whom: UUID | str, facts: Mapping[str, object]) -> bytes:
    """Of one fact about one person, or about the key of somebody we do not know."""
    return _digest([source.value, rule, str(whom), {key: _plain(value) for key, value in facts.items()}])


def digest_of_push(county: RegionCode, kind: str, key: int, told_on: date) -> bytes:
    """Of one kind of hardship of one key: whether we know whose it is makes it no other fact."""
    facts = {"told_on": told_on} if kind in EVENTS else {}
    return digest_of_sign(LeadSource.PUSH, kind, f"{county}:{key}", facts)


def digest_of_verdicts(household_id: UUID, verdicts: Iterable[Verdict]) -> bytes:
    """Of what the rules say of a household: other programmes or other missing facts are other facts."""
    said = sorted(json.dumps([v["programme"], v["member"], v["likelihood"], v["missing"]]) for v in verdicts)
    return _digest([LeadSource.SCAN.value, str(household_id), said])


def digest_of_entering(
    household_id: UUID, programmes: Iterable[str], changes: Iterable[Mapping[str, object]]
) -> bytes:
    """Of what a household would come into, and by what: of another change it is another fact."""
    said = sorted(json.dumps([each["name"], each["value"]], sort_keys=True, default=str) for each in changes)
    return _digest([LeadSource.SCENARIO.value, str(household_id), sorted(programmes), said])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _digest(said: object) -> bytes:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).digest()

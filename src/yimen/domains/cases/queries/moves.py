"""How cases came to where they stand: the moves of applications and of their programmes, in one read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor

_MOVES = """
SELECT case_id, NULL::uuid, '', verb, done_at, by_name, why FROM cases_casestep WHERE case_id = ANY(%(cases)s)
UNION ALL
SELECT step.case_id, step.outcome_id, outcome.programme, verb, done_at, by_name, why
  FROM cases_outcomestep AS step JOIN cases_caseoutcome AS outcome ON outcome.id = step.outcome_id
 WHERE step.case_id = ANY(%(cases)s)
ORDER BY done_at DESC
"""


@dataclass(frozen=True, slots=True)
class Move:
    """One move of an application, or of one of its programmes, with who made it and why."""

    case_id: UUID
    outcome_id: UUID | None
    programme: str
    verb: str
    done_at: datetime
    by_name: str
    why: str


def moves_of_cases(case_ids: Collection[UUID], *, by: Actor) -> list[Move]:
    """Every move of these cases and of their programmes, newest first, as far as the scope reaches."""
    require(by, Permission.CASE_OPEN, by.region)
    if not case_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MOVES, {"cases": list(case_ids)})
        return [Move(*row) for row in cursor.fetchall()]

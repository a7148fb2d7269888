"""Pure decisions of the worklist: lights, when a warning is due, who answers for what is overdue."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from yimen.domains.network.permissions import allows
from yimen.domains.network.types import Permission, Role, StationLevel
from yimen.foundation.protection import Handling
from yimen.kernel import DayUnit, TimeLimit

from .types import Light, WorkKind

_IDENTITY = re.compile(r"\d{15}|\d{17}[\dXx]", re.ASCII)

ESCALATION_LIMIT = TimeLimit(days=2, unit=DayUnit.WORKING, event="超期之日", article="本平台督办规则")
"""Not from the law: how soon a superior looks at what is overdue."""

ESCALATES_TO: Mapping[StationLevel, Role] = {
    StationLevel.VILLAGE: Role.VILLAGE_ASSISTANT,
    StationLevel.TOWN: Role.TOWN_REVIEWER,
    StationLevel.COUNTY: Role.COUNTY_REVIEWER,
}

NEEDS: Mapping[WorkKind, Permission] = {
    WorkKind.APPLICATION_DRAFT: Permission.APPLICATION_WRITE,
    WorkKind.MATERIALS: Permission.APPLICATION_WRITE,
    WorkKind.ACCEPTANCE: Permission.APPLICATION_ACCEPT,
    WorkKind.INVESTIGATION_START: Permission.INVESTIGATION_RECORD,
    WorkKind.INVESTIGATION: Permission.INVESTIGATION_RECORD,
    WorkKind.OPINION: Permission.OPINION_WRITE,
    WorkKind.RETURNED: Permission.OPINION_WRITE,
    WorkKind.FORWARD: Permission.OPINION_WRITE,
    WorkKind.NOTICE: Permission.NOTICE_POST,
    WorkKind.OBJECTION: Permission.OBJECTION_DECIDE,
    WorkKind.CONFIRMATION: Permission.OUTCOME_CONFIRM,
    WorkKind.PUBLICATION: Permission.NOTICE_POST,
    WorkKind.REFUSAL_LETTER: Permission.DOCUMENT_DELIVER,
    WorkKind.DELIVERY: Permission.DOCUMENT_DELIVER,
    WorkKind.COOPERATION: Permission.APPLICATION_ACCEPT,
    WorkKind.COOPERATION_REPLY: Permission.APPLICATION_ACCEPT,
    WorkKind.TRANSFER: Permission.HOUSEHOLD_TRANSFER,
    WorkKind.ATTESTATION: Permission.ATTESTATION_RECORD,
    WorkKind.ATTESTATION_AGAIN: Permission.ATTESTATION_RECORD,
    WorkKind.CIVIL_MATTER: Permission.MATTER_DECIDE,
}
"""What whoever is given an item must be permitted to do; of the others their own rooms know."""
AFTER_DECISION = frozenset(
    {WorkKind.CONFIRMATION, WorkKind.PUBLICATION, WorkKind.REFUSAL_LETTER, WorkKind.DELIVERY}
)
FIRST_ASKED = frozenset({WorkKind.CONTACT, WorkKind.CONTACT_HAND_OVER})
ASSIGNED_APART = frozenset({WorkKind.COMPLAINT})
"""Its own room knows who may have it: nobody it is about, nobody with a hand in the case."""


def goes_back(kind: WorkKind, role: Role) -> bool:
    """Whether whoever has it may return it to their station: what a department has only it may see."""
    return kind not in FIRST_ASKED | ASSIGNED_APART and role is not Role.DEPARTMENT_LIAISON


def suits(kind: WorkKind, role: Role) -> bool:
    """Whether a role may be given an item: it may do the step, and is not barred by it from confirming."""
    needed = NEEDS.get(kind)
    if needed is None:
        return True
    is_barred = kind not in AFTER_DECISION and allows(role, Permission.OUTCOME_CONFIRM)
    return allows(role, needed) and not is_barred


class Dated(Protocol):
    """An item as far as its light goes."""

    @property
    def due_on(self) -> date: ...
    @property
    def warn_on(self) -> date: ...


def light(item: Dated, today: date) -> Light:
    """Red the day after the due date; the due date itself is still in time."""
    if today > item.due_on:
        return Light.RED
    return Light.YELLOW if today >= item.warn_on else Light.GREEN


def warning_day(event_on: date, due_on: date) -> date:
    """Where nothing else is said: when the last third of the time begins, at least a day before it is due."""
    days = (due_on - event_on).days
    return due_on - timedelta(days=max(1, days // 3)) if days > 0 else due_on


def holds_identity_number(title: str) -> bool:
    """Titles are read by many and sent in reminders, so no identity number may stand in them."""
    return _IDENTITY.search(title) is not None


PROTECTION: Mapping[str, Handling] = {
    "WorkItem.kind": Handling.KEEP,
    "WorkItem.subject_kind": Handling.KEEP,
    "WorkItem.subject_title": Handling.REDACT,
    "WorkItem.owner_role": Handling.KEEP,
    "WorkItem.limit_unit": Handling.KEEP,
    "WorkItem.limit_event": Handling.KEEP,
    "WorkItem.article": Handling.KEEP,
    "WorkItem.waits_for": Handling.KEEP,
    "WorkItem.outcome": Handling.KEEP,
    "HandOver.reason": Handling.ERASE,
    "DeskHandOver.reason": Handling.ERASE,
}
"""The data-protection map: the texts of this room; its other columns are ids, dates and codes."""

"""The history of a case as plain values: the family, and who did what when. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from yimen.domains.cases.types import Channel
from yimen.domains.network.types import Actor, Role
from yimen.domains.people.types import Relation
from yimen.domains.verification.types import ReportedLine
from yimen.kernel import Programme, RegionCode


class ActKind(StrEnum):
    """What somebody did; a decision confirms or refuses as the opinion was."""

    OPEN = "open"
    SUBMIT = "submit"
    TELL_MISSING = "tell_missing"
    SUPPLEMENT = "supplement"
    ACCEPT = "accept"
    INVESTIGATE = "investigate"
    START_VERIFICATION = "start_verification"
    REPORT_VERIFICATION = "report_verification"
    FAIL_VERIFICATION = "fail_verification"
    TELL_FAILURE = "tell_failure"
    OBJECT_TO_RESULT = "object_to_result"
    VISIT = "visit"
    EXTEND = "extend"
    GIVE_OPINION = "give_opinion"
    POST = "post"
    OBJECT = "object"
    SETTLE_OBJECTION = "settle_objection"
    SEND = "send"
    COMPLAIN = "complain"
    COUNTY_VISIT = "county_visit"
    RETURN = "return"
    DECIDE = "decide"
    PUBLISH = "publish"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: by whom, when, and the words that go with it; a visit names its second investigator."""

    kind: ActKind
    at: datetime
    by: Actor
    text: str = ""
    second: Actor | None = None


@dataclass(frozen=True, slots=True)
class HistoryMember:
    """A member of the family on the day of the application, head first."""

    person_id: UUID
    name: str
    relation: Relation
    identity: str
    is_adult: bool


@dataclass(frozen=True, slots=True)
class History:
    """A case from its opening to where it stands now; `contact_id` names the contact it came from.

    `lines` is what the county verified in the end, `failed_lines` what it answered before an objection;
    `taken_by` names by role the posts that have taken what waits for anybody of that role.
    """

    case_id: UUID
    household_id: UUID
    region: RegionCode
    address: str
    phone: str
    channel: Channel
    reason: str
    programme: Programme
    declared: Mapping[str, Any]
    lines: tuple[ReportedLine, ...]
    members: tuple[HistoryMember, ...]
    acts: tuple[Act, ...]
    failed_lines: tuple[ReportedLine, ...] = ()
    relative_of: str = ""
    relative_relation: str = ""
    contact_id: UUID | None = None
    taken_by: Mapping[Role, UUID] = field(default_factory=dict)

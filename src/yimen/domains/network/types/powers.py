"""What a post may be and may do, and who wears it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.foundation.database.scope import Scope
from yimen.kernel import Programme, RegionCode, Step

DELEGATION_CHANGED = "network.delegation-changed"
"""Announced with the id of a delegation given or ended."""


class Role(StrEnum):
    """What a post does; title, sentence for citizens and permissions are in `permissions.CARDS`."""

    VILLAGE_ASSISTANT = "village_assistant"
    GRID_WORKER = "grid_worker"
    SOCIAL_WORKER = "social_worker"
    TOWN_HANDLER = "town_handler"
    TOWN_REVIEWER = "town_reviewer"
    TOWN_CONFIRMER = "town_confirmer"
    COUNTY_VERIFIER = "county_verifier"
    COUNTY_REVIEWER = "county_reviewer"
    COUNTY_CONFIRMER = "county_confirmer"
    DEPARTMENT_LIAISON = "department_liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Everything a post may be allowed to do, as `resource:action`; a room adds its own lines here."""

    PERSON_SEARCH = "person:search"
    PERSON_OPEN = "person:open"
    PERSON_WRITE = "person:write"
    IDENTITY_MERGE = "identity:merge"
    HOUSEHOLD_OPEN = "household:open"
    HOUSEHOLD_WRITE = "household:write"
    HOUSEHOLD_TRANSFER = "household:transfer"
    WORK_OPEN = "work:open"
    WORK_TAKE = "work:take"
    WORK_REASSIGN = "work:reassign"
    DOCUMENT_OPEN = "document:open"
    DOCUMENT_ISSUE = "document:issue"
    DOCUMENT_DELIVER = "document:deliver"
    AUTHORISATION_RECORD = "authorisation:record"
    VERIFICATION_OPEN = "verification:open"
    FAMILY_REPORT_OPEN = "family_report:open"
    VERIFICATION_REQUEST = "verification:request"
    VERIFICATION_ANSWER = "verification:answer"
    QUERY_LOG_OPEN = "query_log:open"
    QUERY_LOG_PRINT = "query_log:print"
    SET_OPEN = "set:open"
    SET_LOAD = "set:load"
    SET_RETRACT = "set:retract"
    SET_AGREE = "set:agree"
    SET_MATCH = "set:match"
    SET_CONNECT = "set:connect"
    SCENARIO_OPEN = "scenario:open"
    SCENARIO_RUN = "scenario:run"
    SCENARIO_CALL = "scenario:call"
    COMPARISON_OPEN = "comparison:open"
    COMPARISON_RUN = "comparison:run"
    FINDING_OPEN = "finding:open"
    FINDING_SETTLE = "finding:settle"
    FINDING_TELL = "finding:tell"
    HOLD_RELEASE = "hold:release"
    ACCOUNT_REFUSE = "account:refuse"
    LEAD_OPEN = "lead:open"
    LEAD_VISIT = "lead:visit"
    LEAD_SCAN = "lead:scan"
    CONTACT_OPEN = "contact:open"
    CONTACT_RECORD = "contact:record"
    CONTACT_HAND_OVER = "contact:hand_over"
    TRANSFER_OPEN = "transfer:open"
    TRANSFER_SEND = "transfer:send"
    TRANSFER_ANSWER = "transfer:answer"
    COMPLAINT_RECORD = "complaint:record"
    COMPLAINT_OPEN = "complaint:open"
    COMPLAINT_HANDLE = "complaint:handle"
    REPORT_OPEN = "report:open"
    REPORT_RECORD = "report:record"
    REPORT_SETTLE = "report:settle"
    REMEDY_OPEN = "remedy:open"
    REMEDY_RECORD = "remedy:record"
    CASE_OPEN = "case:open"
    CASE_SUPERVISE = "case:supervise"
    APPLICATION_WRITE = "application:write"
    APPLICATION_SUBMIT = "application:submit"
    APPLICATION_ACCEPT = "application:accept"
    APPLICATION_WITHDRAW = "application:withdraw"
    CASE_TERMINATE = "case:terminate"
    INVESTIGATION_RECORD = "investigation:record"
    INVESTIGATION_SIGN = "investigation:sign"
    HEARING_HOLD = "hearing:hold"
    DETERMINATION_RUN = "determination:run"
    OPINION_WRITE = "opinion:write"
    NOTICE_POST = "notice:post"
    NOTICE_TAKE_DOWN = "notice:take_down"
    OBJECTION_RECORD = "objection:record"
    OBJECTION_DECIDE = "objection:decide"
    OUTCOME_CONFIRM = "outcome:confirm"
    OUTCOME_REFUSE = "outcome:refuse"
    OUTCOME_RETURN = "outcome:return"
    COUNTY_CHECK = "county:check"
    ROUND_OPEN = "round:open"
    ROUND_RUN = "round:run"
    REVIEW_PLAN = "review:plan"
    AWARD_OPEN = "award:open"
    AWARD_GRANT = "award:grant"
    AWARD_CHANGE = "award:change"
    DOSSIER_OPEN = "dossier:open"
    ATTESTATION_RECORD = "attestation:record"
    MATTER_DECIDE = "matter:decide"
    STATISTICS_OPEN = "statistics:open"
    STATISTICS_OF_STAFF = "statistics:of_staff"
    LIST_EXPORT = "list:export"
    NETWORK_OPEN = "network:open"
    NETWORK_ADMINISTER = "network:administer"
    DELEGATION_CHANGE = "delegation:change"
    SHARE_GRANT = "share:grant"
    DUTY_WRITE = "duty:write"
    CALENDAR_WRITE = "calendar:write"
    POLICY_WRITE = "policy:write"
    STATION_DESCRIBE = "station:describe"
    TRAINING_RECORD = "training:record"
    ROLL_OPEN = "roll:open"
    ROLL_PREPARE = "roll:prepare"
    ROLL_TAKE_OVER = "roll:take_over"
    AUDIT_READ = "audit:read"
    EXCHANGE_OPEN = "exchange:open"
    EXCHANGE_EXPORT = "exchange:export"
    EXCHANGE_TAKE_IN = "exchange:take_in"
    EXCHANGE_RECONCILE = "exchange:reconcile"
    EXCHANGE_SETTLE = "exchange:settle"
    EXCHANGE_DESCRIBE = "exchange:describe"


@dataclass(frozen=True)
class Actor:
    """A user wearing one post; `region` is the station's, `scope` is that region plus what is shared."""

    user_id: UUID
    post_id: UUID
    staff_id: UUID
    staff_name: str
    role: Role
    station_id: UUID
    region: RegionCode
    scope: Scope


@dataclass(frozen=True)
class RoleCard:
    """How a role is shown: its title, what a citizen may expect of it, and what it is allowed."""

    title: str
    sentence: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class Hat:
    """One post a user may put on."""

    post_id: UUID
    role: Role
    role_title: str
    station_name: str
    region: RegionCode


@dataclass(frozen=True)
class Delegation:
    """Whose confirmation counts for a programme's step in a region on a day, and the rule it rests on."""

    programme: Programme
    step: Step
    role: Role
    region: RegionCode
    rule: str
    valid_from: date | None
    is_default: bool

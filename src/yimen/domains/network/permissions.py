"""What each role is allowed, in words a citizen could read, and the one check every action makes.

Region scoping of rows is the actor's `Scope`; this module compares it with the region an action touches.
"""

from collections.abc import Mapping
from uuid import UUID

from yimen.kernel import RegionCode

from .errors import NotPermittedError, OutOfScopeError
from .types import Actor, Permission, Role, RoleCard

__all__ = ["CARDS", "Permission", "allows", "require", "require_region"]

P = Permission

_READ = frozenset(
    {
        P.PERSON_SEARCH,
        P.PERSON_OPEN,
        P.HOUSEHOLD_OPEN,
        P.WORK_OPEN,
        P.DOCUMENT_OPEN,
        P.VERIFICATION_OPEN,
        P.CONTACT_OPEN,
        P.LEAD_OPEN,
        P.TRANSFER_OPEN,
        P.REPORT_OPEN,
        P.REMEDY_OPEN,
        P.CASE_OPEN,
        P.AWARD_OPEN,
        P.DOSSIER_OPEN,
        P.NETWORK_OPEN,
        P.STATISTICS_OPEN,
    }
)
_READ_BY_DUTY = frozenset({P.FAMILY_REPORT_OPEN})
"""What only whoever handles, reviews, decides or supervises reads: sums and sources of a whole family."""
_RECEIVE = frozenset(
    {
        P.WORK_TAKE,
        P.PERSON_WRITE,
        P.HOUSEHOLD_WRITE,
        P.CONTACT_RECORD,
        P.CONTACT_HAND_OVER,
        P.LEAD_VISIT,
        P.COMPLAINT_RECORD,
        P.REPORT_RECORD,
        P.TRANSFER_SEND,
        P.APPLICATION_WRITE,
        P.APPLICATION_SUBMIT,
        P.APPLICATION_WITHDRAW,
        P.AUTHORISATION_RECORD,
        P.DOCUMENT_ISSUE,
        P.DOCUMENT_DELIVER,
        P.OBJECTION_RECORD,
        P.ATTESTATION_RECORD,
        P.FINDING_OPEN,
        P.FINDING_SETTLE,
    }
)
_HANDLE = frozenset(
    {
        P.FAMILY_REPORT_OPEN,
        P.IDENTITY_MERGE,
        P.HOUSEHOLD_TRANSFER,
        P.APPLICATION_ACCEPT,
        P.REPORT_SETTLE,
        P.REMEDY_RECORD,
        P.CASE_TERMINATE,
        P.VERIFICATION_REQUEST,
        P.QUERY_LOG_PRINT,
        P.INVESTIGATION_RECORD,
        P.INVESTIGATION_SIGN,
        P.HEARING_HOLD,
        P.DETERMINATION_RUN,
        P.NOTICE_POST,
        P.NOTICE_TAKE_DOWN,
        P.ROUND_OPEN,
        P.ROUND_RUN,
        P.LIST_EXPORT,
        P.EXCHANGE_OPEN,
        P.EXCHANGE_SETTLE,
        P.ACCOUNT_REFUSE,
    }
)
_CONFIRM = frozenset(
    {
        P.FAMILY_REPORT_OPEN,
        P.WORK_TAKE,
        P.WORK_REASSIGN,
        P.DETERMINATION_RUN,
        P.OUTCOME_CONFIRM,
        P.OUTCOME_REFUSE,
        P.OUTCOME_RETURN,
        P.AWARD_GRANT,
        P.AWARD_CHANGE,
        P.MATTER_DECIDE,
        P.DOCUMENT_ISSUE,
        P.DOCUMENT_DELIVER,
        P.NOTICE_POST,
        P.NOTICE_TAKE_DOWN,
        P.OBJECTION_DECIDE,
        P.ROUND_OPEN,
        P.STATISTICS_OF_STAFF,
        P.LIST_EXPORT,
        P.FINDING_OPEN,
        P.HOLD_RELEASE,
    }
)
_ANSWER_TO_THE_PUBLIC = frozenset(
    {P.COMPLAINT_RECORD, P.COMPLAINT_OPEN, P.COMPLAINT_HANDLE, P.CASE_SUPERVISE}
)
_LOOK_AFTER_STATIONS = frozenset({P.DUTY_WRITE, P.STATION_DESCRIBE, P.TRAINING_RECORD})
_REVIEW = _LOOK_AFTER_STATIONS | {
    P.WORK_REASSIGN,
    P.OPINION_WRITE,
    P.OBJECTION_DECIDE,
    P.MATTER_DECIDE,
    P.REVIEW_PLAN,
    P.SHARE_GRANT,
    P.STATISTICS_OF_STAFF,
    P.EXCHANGE_EXPORT,
    P.EXCHANGE_RECONCILE,
    P.FINDING_OPEN,
    P.HOLD_RELEASE,
}

CARDS: Mapping[Role, RoleCard] = {
    Role.VILLAGE_ASSISTANT: RoleCard(
        "村（社区）救助协理员",
        "在村里接待您，帮您填写和递交申请，陪同入户。",
        _READ | _RECEIVE | {P.INVESTIGATION_SIGN},
    ),
    Role.GRID_WORKER: RoleCard(
        "网格员",
        "走访发现有困难的家庭，帮忙报到村工作站。",
        _READ
        | {
            P.WORK_TAKE,
            P.CONTACT_RECORD,
            P.CONTACT_HAND_OVER,
            P.LEAD_VISIT,
            P.REPORT_RECORD,
            P.ATTESTATION_RECORD,
        },
    ),
    Role.SOCIAL_WORKER: RoleCard(
        "社会工作者",
        "上门了解需要，陪伴和帮办。",
        _READ | _RECEIVE | {P.INVESTIGATION_RECORD, P.INVESTIGATION_SIGN},
    ),
    Role.TOWN_HANDLER: RoleCard(
        "乡镇（街道）经办人",
        "受理您的申请，发起核对，入户调查，告知结果。",
        _READ | _RECEIVE | _HANDLE | {P.EXCHANGE_TAKE_IN},
    ),
    Role.TOWN_REVIEWER: RoleCard(
        "乡镇（街道）审核人",
        "复核经办人的调查，提出审核意见，组织公示。",
        _READ | _RECEIVE | _HANDLE | _REVIEW | {P.EXCHANGE_TAKE_IN},
    ),
    Role.TOWN_CONFIRMER: RoleCard(
        "乡镇（街道）确认人",
        "在省里授权的项目上作出确认或不予确认的决定；经办过的申请不由其确认。",
        _READ | _CONFIRM,
    ),
    Role.COUNTY_VERIFIER: RoleCard(
        "县级核对员",
        "凭您的授权向有关部门核对家庭经济状况，出具核对报告。",
        _READ
        | {P.WORK_TAKE, P.VERIFICATION_REQUEST, P.VERIFICATION_ANSWER, P.DOCUMENT_ISSUE}
        | {P.FAMILY_REPORT_OPEN}
        | {P.SET_OPEN, P.SET_LOAD, P.SET_RETRACT, P.SET_MATCH}
        | {P.COMPARISON_OPEN, P.COMPARISON_RUN, P.FINDING_OPEN, P.FINDING_TELL, P.LEAD_SCAN}
        | {P.ACCOUNT_REFUSE},
    ),
    Role.COUNTY_REVIEWER: RoleCard(
        "县级审核人",
        "审查乡镇报来的材料，抽查入户，近亲属备案的家庭由其直接调查。",
        _READ
        | _HANDLE
        | _REVIEW
        | _ANSWER_TO_THE_PUBLIC
        | {
            P.WORK_TAKE,
            P.TRANSFER_SEND,
            P.DOCUMENT_ISSUE,
            P.DOCUMENT_DELIVER,
            P.OUTCOME_RETURN,
            P.COUNTY_CHECK,
            P.LEAD_SCAN,
            P.QUERY_LOG_OPEN,
            P.OBJECTION_RECORD,
            P.POLICY_WRITE,
            P.SCENARIO_OPEN,
            P.SCENARIO_RUN,
            P.SCENARIO_CALL,
            P.COMPARISON_OPEN,
            P.ROLL_OPEN,
            P.ROLL_PREPARE,
            P.EXCHANGE_DESCRIBE,
        },
    ),
    Role.COUNTY_CONFIRMER: RoleCard(
        "县级确认人",
        "作出确认或不予确认的决定；经办过的申请不由其确认。",
        _READ
        | _CONFIRM
        | _ANSWER_TO_THE_PUBLIC
        | {
            P.COUNTY_CHECK,
            P.QUERY_LOG_OPEN,
            P.DELEGATION_CHANGE,
            P.SHARE_GRANT,
            P.POLICY_WRITE,
            P.SET_OPEN,
            P.SET_RETRACT,
            P.SET_AGREE,
            P.SCENARIO_OPEN,
            P.SCENARIO_RUN,
            P.COMPARISON_OPEN,
            P.ROLL_OPEN,
            P.ROLL_TAKE_OVER,
            P.EXCHANGE_OPEN,
            P.EXCHANGE_EXPORT,
            P.EXCHANGE_RECONCILE,
            P.EXCHANGE_SETTLE,
        },
    ),
    Role.DEPARTMENT_LIAISON: RoleCard(
        "部门联络员",
        "代表本部门接办转来的事项并答复。",
        frozenset({P.WORK_OPEN, P.WORK_TAKE, P.NETWORK_OPEN, P.TRANSFER_ANSWER}),
    ),
    Role.AUDITOR: RoleCard(
        "监督检查员",
        "查看办理过程和记录，不能改动。",
        _READ
        | {
            P.AUDIT_READ,
            P.FAMILY_REPORT_OPEN,
            P.QUERY_LOG_OPEN,
            P.COMPLAINT_OPEN,
            P.CASE_SUPERVISE,
            P.ROUND_OPEN,
            P.STATISTICS_OF_STAFF,
            P.SET_OPEN,
            P.SCENARIO_OPEN,
            P.COMPARISON_OPEN,
            P.FINDING_OPEN,
            P.ROLL_OPEN,
            P.EXCHANGE_OPEN,
        },
    ),
    Role.ADMINISTRATOR: RoleCard(
        "系统管理员",
        "管理机构、岗位、账号和工作日历，看不到家庭档案。",
        _LOOK_AFTER_STATIONS
        | frozenset(
            {
                P.NETWORK_OPEN,
                P.NETWORK_ADMINISTER,
                P.CALENDAR_WRITE,
                P.DELEGATION_CHANGE,
                P.POLICY_WRITE,
                P.EXCHANGE_DESCRIBE,
                P.SET_CONNECT,
            }
        ),
    ),
}


def allows(role: Role, permission: Permission) -> bool:
    return permission in CARDS[role].permissions


def require(
    by: Actor, permission: Permission, region: RegionCode | str, *, subject: UUID | None = None
) -> None:
    """Refuse unless the actor's role has the permission and the region is theirs.

    What is shared with them they may read; whoever is responsible for it goes on acting on it.
    """
    if not allows(by.role, permission):
        raise NotPermittedError(
            "“%(post)s”不能办理这一步，请转给有此权限的岗位。",
            post=CARDS[by.role].title,
            permission=permission.value,
            role=by.role.value,
        )
    require_region(by, region, subject=subject if permission in _READ | _READ_BY_DUTY else None)


def require_region(by: Actor, region: RegionCode | str, *, subject: UUID | None = None) -> None:
    """Refuse what lies outside the actor's region and is not shared with it."""
    code = str(region)
    if by.scope.lo <= code < by.scope.hi or (subject is not None and subject in by.scope.shared):
        return
    raise OutOfScopeError("这一事项不在您负责的区域内，可发起转办或请上级共享。", region=code)

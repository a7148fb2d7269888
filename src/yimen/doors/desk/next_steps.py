"""The one next thing to do about a case, for whoever looks at it: a table from states to pages, asked in order.

What may really be done the room decides; here is only what is offered on top of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.domains.cases.types import CaseState, OutcomeState
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Role
from yimen.domains.verification.types import RequestState
from yimen.kernel import Programme


@dataclass(frozen=True)
class NextStep:
    """One step: what, why, the button; `is_post` means that the button itself does it."""

    title: str
    why: str
    button: str
    url: str
    permission: Permission
    is_post: bool = False


@dataclass(frozen=True)
class Situation:
    """What the page already read of a case."""

    case: Any
    outcomes: Sequence[Any]
    missing: int
    request: Any | None
    visits: Sequence[Any]
    today: Any


def next_for(role: Role, situation: Situation) -> NextStep | None:
    """The first step that the role may take; none where the case waits for somebody else."""
    return next((step for step in steps_of(situation) if allows(role, step.permission)), None)


def steps_of(situation: Situation) -> list[NextStep]:
    """Everything the case waits for now, most pressing first."""
    state = CaseState(situation.case.state)
    if state in (CaseState.DRAFT, CaseState.INCOMPLETE):
        return [_filling(situation)]
    if state is CaseState.SUBMITTED:
        return [_acceptance(situation)]
    if state is CaseState.ACCEPTED:
        return [_start(situation)]
    found = [*_looking_into(situation)] if state is CaseState.INVESTIGATING else []
    for outcome in situation.outcomes:
        found += _of_outcome(outcome, situation)
    return found


def _case_url(name: str, case_id: UUID) -> str:
    return reverse(f"desk:{name}", args=[case_id])


def _filling(now: Situation) -> NextStep:
    case = now.case
    if case.state == CaseState.INCOMPLETE:
        return NextStep(
            _("补正材料"), _("还缺 %(n)s 项，补齐后再提交。") % {"n": now.missing}, _("去补正"),
            _case_url("application-materials", case.id), Permission.APPLICATION_WRITE,
        )  # fmt: skip
    return NextStep(
        _("填完申请"), _("草稿还没有提交。"), _("继续填写"),
        _case_url("application-means", case.id), Permission.APPLICATION_WRITE,
    )  # fmt: skip


def _acceptance(now: Situation) -> NextStep:
    why = (
        _("材料齐全，可以受理。")
        if not now.missing
        else _("还缺 %(n)s 项，须一次性告知。") % {"n": now.missing}
    )
    return NextStep(
        _("审查并受理"),
        why,
        _("审查材料"),
        _case_url("case-acceptance", now.case.id),
        Permission.APPLICATION_ACCEPT,
    )


def _start(now: Situation) -> NextStep:
    return NextStep(
        _("启动调查和核对"), _("受理之日起 3 个工作日内启动；同时提请县级核对（民发〔2021〕57号 第十五条、第十七条）。"),
        _("启动调查并提请核对"), _case_url("case-investigate", now.case.id), Permission.INVESTIGATION_RECORD, True,
    )  # fmt: skip


def _looking_into(now: Situation) -> list[NextStep]:
    """The verification and the visit run side by side."""
    steps = []
    unsigned = next((visit for visit in now.visits if visit.signed_at is None), None)
    if unsigned is not None:
        steps.append(
            NextStep(
                _("入户调查双方签字"),
                _("调查表已填，调查人员和家庭成员当场签字。"),
                _("去签字"),
                _case_url("visit-sign", unsigned.id),
                Permission.INVESTIGATION_SIGN,
            )  # fmt: skip
        )
    elif not now.visits:
        steps.append(
            NextStep(
                _("入户调查"),
                _("不少于 2 名调查人员，双方签字（民发〔2021〕57号 第十六条）。"),
                _("填写调查表"),
                _case_url("case-visit", now.case.id),
                Permission.INVESTIGATION_RECORD,
            )  # fmt: skip
        )
    return steps + _of_request(now.request)


def _of_request(request: Any | None) -> list[NextStep]:
    if request is None:
        return []
    url = _case_url("verification", request.id)
    state = RequestState(request.state)
    if state in (RequestState.REQUESTED, RequestState.STARTED):
        title = _("启动核对") if state is RequestState.REQUESTED else _("录入核对结果")
        return [
            NextStep(
                title,
                _("县级核对（民发〔2021〕57号 第十七条）。"),
                _("去核对"),
                url,
                Permission.VERIFICATION_ANSWER,
            )
        ]
    if state is RequestState.FAILED:
        why = _("核对不符合的，应及时告知；家庭可以提出异议（民发〔2021〕57号 第十八条）。")
        return [NextStep(_("告知核对结果"), why, _("去告知"), url, Permission.VERIFICATION_REQUEST)]
    return []


def _of_outcome(outcome: Any, now: Situation) -> list[NextStep]:
    state, programme = OutcomeState(outcome.state), Programme(outcome.programme).title
    offered = {
        OutcomeState.PROPOSED: _opinion,
        OutcomeState.RETURNED: _opinion,
        OutcomeState.OBJECTED: _objection,
        OutcomeState.OPINION: _opinion_given,
        OutcomeState.POSTED: _posted,
        OutcomeState.WITH_CONFIRMER: _with_confirmer,
        OutcomeState.CONFIRMED: _decided,
        OutcomeState.REFUSED: _decided,
    }[state]
    return offered(outcome, programme, now)


def _opinion(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    is_ready = any(visit.signed_at for visit in now.visits) and now.request is not None
    is_answered = is_ready and now.request.state in (RequestState.PASSED, RequestState.TOLD)  # type: ignore[union-attr]
    if not is_answered:
        return []
    return [
        NextStep(
            _("提出审核意见：%(programme)s") % {"programme": programme},
            _("入户调查和核对都已完成。"),
            _("提出意见"),
            _case_url("outcome-opinion", outcome.id),
            Permission.OPINION_WRITE,
        )  # fmt: skip
    ]


def _objection(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    unsettled = [objection for objection in outcome.objections.all() if objection.settled_on is None]
    if not unsettled:
        return _opinion(outcome, programme, now)
    return [
        NextStep(
            _("处理异议：%(programme)s") % {"programme": programme},
            _("重新调查或者民主评议，再提出意见。"),
            _("处理异议"),
            _case_url("objection-settle", unsettled[0].id),
            Permission.OBJECTION_DECIDE,
        )  # fmt: skip
    ]


def _opinion_given(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    opinions = sorted(outcome.opinions.all(), key=lambda opinion: opinion.number)
    facts = {"programme": programme}
    if opinions and opinions[-1].is_positive and not any(n.kind == "opinion" for n in outcome.notices.all()):
        return [
            NextStep(
                _("张贴公示：%(programme)s") % facts,
                _("在村（社区）公示 7 日（民发〔2021〕57号 第十九条）。"),
                _("张贴公示"),
                _case_url("outcome-post", outcome.id),
                Permission.NOTICE_POST,
                True,
            )  # fmt: skip
        ]
    return [
        NextStep(
            _("报送确认：%(programme)s") % facts,
            _("意见依法不再公示，直接报送。"),
            _("报送确认"),
            _case_url("outcome-send", outcome.id),
            Permission.OPINION_WRITE,
            True,
        )  # fmt: skip
    ]


def _posted(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    ends = max(
        (notice.ends_on for notice in outcome.notices.all() if notice.kind == "opinion"), default=now.today
    )
    if ends >= now.today:
        return []
    return [
        NextStep(
            _("报送确认：%(programme)s") % {"programme": programme},
            _("公示期满无异议。"),
            _("报送确认"),
            _case_url("outcome-send", outcome.id),
            Permission.OPINION_WRITE,
            True,
        )  # fmt: skip
    ]


def _with_confirmer(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    return [
        NextStep(
            _("审核确认：%(programme)s") % {"programme": programme},
            _("自收到材料起 10 个工作日内决定（民发〔2021〕57号 第二十条）。"),
            _("去确认"),
            _case_url("outcome-confirm", outcome.id),
            Permission.OUTCOME_CONFIRM,
        )  # fmt: skip
    ]


def _decided(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    steps = []
    if outcome.told_on is None:
        steps.append(
            NextStep(
                _("送达决定：%(programme)s") % {"programme": programme},
                _("决定文书送达申请人并登记。"),
                _("登记送达"),
                _case_url("outcome-deliver", outcome.id),
                Permission.DOCUMENT_DELIVER,
            )  # fmt: skip
        )
    is_published = any(notice.kind == "decision" for notice in outcome.notices.all())
    if outcome.state == OutcomeState.CONFIRMED and not is_published:
        steps.append(
            NextStep(
                _("公布结果：%(programme)s") % {"programme": programme},
                _("姓名、家庭人口、金额在村（社区）公布（民发〔2021〕57号 第二十四条）。"),
                _("公布"),
                _case_url("outcome-publish", outcome.id),
                Permission.NOTICE_POST,
                True,
            )  # fmt: skip
        )
    return steps

"""The one next thing to do about a case, for whoever looks at it.

What may really be done the room decides; here is only what is offered on top of the page.
"""

from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.cases import queries
from yimen.domains.cases.types import CaseKind, CaseState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Role
from yimen.domains.verification.types import RequestState

from .offers import is_step_offered
from .outcome_steps import steps_of_outcome
from .situations import NextStep, Situation, page


def next_for(role: Role, situation: Situation) -> list[NextStep]:
    """The steps that the role may take, the first on top; none where the case waits for somebody else."""
    return [step for step in steps_of(situation) if step.is_for(role)]


def steps_of(situation: Situation) -> list[NextStep]:
    """Everything the case waits for now, most pressing first."""
    state = CaseState(situation.case.state)
    if state is CaseState.DRAFT and situation.case.kind != CaseKind.APPLICATION:
        return [_checking(situation)]
    if state in (CaseState.DRAFT, CaseState.INCOMPLETE):
        return [_filling(situation)]
    if state is CaseState.SUBMITTED:
        return [_acceptance(situation)]
    if state is CaseState.ACCEPTED:
        return [_start(situation), *_of_registration(situation)]
    found = [*_looking_into(situation)] if _is_looked_into(situation) else []
    for outcome in situation.outcomes:
        found += steps_of_programme(outcome, situation)
    return found + _letter(situation)


def _is_looked_into(now: Situation) -> bool:
    """Where help comes first nobody verifies or visits before the decision."""
    return now.case.state == CaseState.INVESTIGATING and now.urgent is None


def steps_of_programme(outcome: Any, situation: Situation) -> list[NextStep]:
    """What one programme waits for; of a case that is closed only what follows a decision."""
    case = situation.case
    return [step for step in steps_of_outcome(outcome, situation) if is_step_offered(step, case, outcome)]


def _letter(now: Situation) -> list[NextStep]:
    """Whoever had applied is told in writing how it ended."""
    if now.letter is None:
        return []
    return [
        NextStep(
            _("送达文书"),
            _("本件已经结束，告知文书还没有送达申请人。"),
            _("登记送达"),
            page("document-deliver", now.letter.id),
            Permission.DOCUMENT_DELIVER,
        )
    ]


def _filling(now: Situation) -> NextStep:
    case = now.case
    if case.state == CaseState.INCOMPLETE:
        return NextStep(
            _("补正材料"),
            _("还缺 %(n)s 项，补齐后再提交。") % {"n": now.missing},
            _("去补正"),
            page("application-materials", case.id),
            Permission.APPLICATION_WRITE,
        )
    return NextStep(
        _("填完申请"),
        _("草稿还没有提交。"),
        _("继续填写"),
        page("application-means", case.id),
        Permission.APPLICATION_WRITE,
    )


def _checking(now: Situation) -> NextStep:
    return NextStep(
        _("核对家庭情况"),
        _("最近一次核定的情况已经填好：没有变化的一次确认，有变化的修改后启动核查。"),
        _("去核对"),
        page("review-begin", now.case.id),
        Permission.INVESTIGATION_RECORD,
    )


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
        page("case-acceptance", now.case.id),
        Permission.APPLICATION_ACCEPT,
    )


def _start(now: Situation) -> NextStep:
    """A programme that does not look at means asks the county for nothing."""
    if not queries.needs_of_case(now.case).verification:
        return NextStep(
            _("启动入户调查"),
            _("所申请的项目不核对家庭经济状况，只入户调查。"),
            _("启动入户调查"),
            page("case-investigate", now.case.id),
            Permission.INVESTIGATION_RECORD,
            True,
        )
    return NextStep(
        _("启动调查和核对"),
        _("受理之日起 3 个工作日内启动；同时提请县级核对（民发〔2021〕57号 第十五条、第十七条）。"),
        _("启动调查并提请核对"),
        page("case-investigate", now.case.id),
        Permission.INVESTIGATION_RECORD,
        True,
    )


def _is_to_be_visited(now: Situation) -> bool:
    """Whether a programme of the case wants a visit, and none was made since what there is to be seen."""
    is_asked = queries.is_searched(now.case) and queries.needs_of_case(now.case).visit
    return is_asked and not queries.is_visited(now.case, now.visits)


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
                page("visit-sign", unsigned.id),
                Permission.INVESTIGATION_SIGN,
            )
        )
    elif _is_to_be_visited(now):
        steps.append(
            NextStep(
                _("入户调查"),
                _("不少于 2 名调查人员，双方签字（民发〔2021〕57号 第十六条）。"),
                _("填写调查表"),
                page("case-visit", now.case.id),
                Permission.INVESTIGATION_RECORD,
            )
        )
    return _asking_again(now) + _of_request(now.request) + _of_registration(now) + steps


def _asking_again(now: Situation) -> list[NextStep]:
    """A change was joined of which the county does not know."""
    if not queries.awaits_request(now.case):
        return []
    return [
        NextStep(
            _("提请核对"),
            _("并入的变化还没有核对：新增的成年成员先签核对授权，再提请县级核对。"),
            _("提请核对"),
            page("case-verify", now.case.id),
            Permission.VERIFICATION_REQUEST,
            True,
        )
    ]


def _of_registration(now: Situation) -> list[NextStep]:
    """The place of registration is asked, and its answer waited for, before the opinion."""
    letter = now.cooperation
    if not now.asks_registration or (letter is not None and letter.is_settled):
        return []
    if letter is None:
        return [
            NextStep(
                _("发户籍地协助核查函"),
                _("户籍在外县：复函以前不提初审意见（民发〔2021〕57号 第五条）。"),
                _("发协助核查函"),
                page("case-cooperation", now.case.id),
                Permission.APPLICATION_ACCEPT,
            )
        ]
    why = _("请 %(day)s 前复函；期满未复函的，写明理由可以继续办理。") % {"day": letter.due_on}
    return [
        NextStep(
            _("登记户籍地复函"),
            why,
            _("登记复函"),
            page("cooperation", letter.id),
            Permission.APPLICATION_ACCEPT,
        )
    ]


def _of_request(request: Any | None) -> list[NextStep]:
    if request is None:
        return []
    url = page("verification", request.id)
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

"""What one programme of a case waits for, from the opinion to the publication of the decision."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.cases import queries
from yimen.domains.cases.queries.procedures import article_of, is_posted_next, is_published
from yimen.domains.cases.types import OutcomeState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Role
from yimen.domains.verification.types import RequestState
from yimen.kernel import Programme

from .life_steps import steps_of_award
from .official_words import official
from .situations import NextStep, Situation, page
from .tekun_steps import before_confirmation, before_opinion


def steps_of_outcome(outcome: Any, now: Situation) -> list[NextStep]:
    if outcome.state == OutcomeState.WITH_CONFIRMER and queries.needs_county_visit(now.case):
        return [_county_visit(now)]
    if outcome.award_id and (own := steps_of_award(outcome, now)) is not None:
        return own
    state, programme = OutcomeState(outcome.state), official(Programme(outcome.programme).title)
    offered = {
        OutcomeState.PROPOSED: _opinion,
        OutcomeState.RETURNED: _opinion,
        OutcomeState.OBJECTED: _objection,
        OutcomeState.OPINION: _opinion_given,
        OutcomeState.POSTED: _posted,
        OutcomeState.WITH_CONFIRMER: _with_confirmer,
        OutcomeState.CONFIRMED: _decided,
        OutcomeState.REFUSED: _decided,
        OutcomeState.STOPPED: _decided,
    }[state]
    return offered(outcome, programme, now)


def _opinion(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    lacking = before_opinion(outcome)
    if lacking or not _is_looked_into(outcome, now):
        return lacking
    return [
        NextStep(
            _("提出审核意见：%(programme)s") % {"programme": programme},
            _("依法要做的调查和核对都已完成。"),
            _("提出意见"),
            page("outcome-opinion", outcome.id),
            Permission.OPINION_WRITE,
        )
    ]


def _is_looked_into(outcome: Any, now: Situation) -> bool:
    """What the programme's own procedure wants before the opinion was done."""
    needs = queries.needs_of_programme(now.case, Programme(outcome.programme))
    is_answered = now.request is not None and now.request.state in (RequestState.PASSED, RequestState.TOLD)
    is_visited = any(visit.signed_at for visit in now.visits)
    return (is_answered or not needs.verification) and (is_visited or not needs.visit)


def _objection(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    unsettled = next((each for each in outcome.objections.all() if each.settled_on is None), None)
    if unsettled is None:
        return _opinion(outcome, programme, now)
    settle = NextStep(
        _("处理异议：%(programme)s") % {"programme": programme},
        _("重新调查或者民主评议，再提出意见（%(article)s）。")
        % {"article": official(article_of(outcome, "is_posted_again_after_objection"))},
        _("处理异议"),
        page("objection-settle", unsettled.id),
        Permission.OBJECTION_DECIDE,
    )
    is_seen_again = any(visit.done_at >= unsettled.done_at for visit in now.visits)
    return [settle] if is_seen_again else [settle, _visit_again(now)]


def _visit_again(now: Situation) -> NextStep:
    return NextStep(
        _("重新入户调查"),
        _("公示有异议，由不少于 2 名调查人员重新调查（民发〔2021〕57号 第十九条）。"),
        _("重新入户调查"),
        page("case-visit", now.case.id),
        Permission.INVESTIGATION_RECORD,
    )


def _county_visit(now: Situation) -> NextStep:
    return NextStep(
        _("县级入户调查"),
        _("近亲属备案或者被投诉举报的，县级先直接入户调查，再作决定（民发〔2021〕57号 第二十条）。"),
        _("填写调查表"),
        page("case-visit", now.case.id),
        Permission.INVESTIGATION_RECORD,
        role=Role.COUNTY_REVIEWER,
    )


def _opinion_given(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    facts = {"programme": programme}
    if is_posted_next(outcome):
        return [
            NextStep(
                _("张贴公示：%(programme)s") % facts,
                _("在村（社区）公示 7 日（%(article)s）。")
                % {"article": official(article_of(outcome, "is_published"))},
                _("张贴公示"),
                page("outcome-post", outcome.id),
                Permission.NOTICE_POST,
                True,
                _("姓名、人口和金额将在村（社区）张贴 7 日，公开网页同时显示隐去姓名的名单。"),
            )
        ]
    return [
        NextStep(
            _("报送确认：%(programme)s") % facts,
            _("意见依法不再公示，直接报送。"),
            _("报送确认"),
            page("outcome-send", outcome.id),
            Permission.OPINION_WRITE,
            True,
        )
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
            page("outcome-send", outcome.id),
            Permission.OPINION_WRITE,
            True,
        )
    ]


def _on_the_spot(outcome: Any, programme: str) -> NextStep:
    return NextStep(
        _("当场决定：%(programme)s") % {"programme": programme},
        _("先行救助，手续后补（社会救助法 第五十条）。"),
        _("去决定"),
        page("outcome-confirm", outcome.id),
        Permission.OUTCOME_CONFIRM,
    )


def _urgent_papers(outcome: Any) -> NextStep:
    return NextStep(
        _("补齐先行救助手续"),
        _("紧急情况解除后补充说明情况，补齐签字（社会救助法 第五十条；民发〔2018〕23号 二（二））。"),
        _("补齐手续"),
        page("outcome-urgent-papers", outcome.id),
        Permission.APPLICATION_ACCEPT,
    )


def _with_confirmer(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    if now.urgent is not None:
        return [_on_the_spot(outcome, programme)]
    if checking := before_confirmation(outcome):
        return checking
    return [
        NextStep(
            _("审核确认：%(programme)s") % {"programme": programme},
            _("审核上报的材料和意见，在时限内作出决定。"),
            _("去确认"),
            page("outcome-confirm", outcome.id),
            Permission.OUTCOME_CONFIRM,
        )
    ]


def _decided(outcome: Any, programme: str, now: Situation) -> list[NextStep]:
    steps: list[NextStep] = []
    if now.urgent is not None and now.urgent.completed_at is None and outcome.state == OutcomeState.CONFIRMED:
        steps.append(_urgent_papers(outcome))
    if outcome.told_on is None:
        steps.append(
            NextStep(
                _("送达决定：%(programme)s") % {"programme": programme},
                _("决定文书送达申请人并登记。"),
                _("登记送达"),
                page("outcome-deliver", outcome.id),
                Permission.DOCUMENT_DELIVER,
            )
        )
    is_told = any(notice.kind == "decision" for notice in outcome.notices.all())
    if outcome.state == OutcomeState.CONFIRMED and is_published(outcome) and not is_told:
        steps.append(
            NextStep(
                _("公布结果：%(programme)s") % {"programme": programme},
                _("姓名、家庭人口、金额在村（社区）公布（%(article)s）。")
                % {"article": official(article_of(outcome, "is_published"))},
                _("公布"),
                page("outcome-publish", outcome.id),
                Permission.NOTICE_POST,
                True,
                _("姓名、人口和金额将在村（社区）公布，公开网页同时显示隐去姓名的名单。"),
            )
        )
    return steps

"""What one award under review waits for: the opinion, the hearing before a cut or an end, the decision."""

from typing import Any

from django.utils.translation import gettext as _

from yimen.domains.cases import queries
from yimen.domains.cases.types import Effect, OutcomeState
from yimen.domains.network.permissions import Permission
from yimen.domains.verification.types import RequestState
from yimen.kernel import Programme

from .official_words import official
from .situations import NextStep, Situation, page

_BEFORE_OPINION = (OutcomeState.PROPOSED, OutcomeState.RETURNED)
_CHANGED = (Effect.INCREASE, Effect.DECREASE, Effect.PHASE_OUT)


def steps_of_award(outcome: Any, now: Situation) -> list[NextStep] | None:
    """The steps that are its own; nothing where it waits as an application does."""
    state = OutcomeState(outcome.state)
    if state in _BEFORE_OPINION:
        return _before_opinion(outcome, now)
    if state is OutcomeState.OPINION:
        is_outdated = queries.is_opinion_outdated(outcome)
        return _before_opinion(outcome, now) if is_outdated else [_forward(outcome)]
    if state is OutcomeState.WITH_CONFIRMER:
        return [_decision(outcome)]
    return _decided(outcome) if state.is_decided else None


def _before_opinion(outcome: Any, now: Situation) -> list[NextStep]:
    hearing = next((each for each in outcome.hearings.all() if each.answered_on is None), None)
    if hearing is not None:
        return [_hearing(hearing, outcome)]
    return [_opinion(outcome), _invitation(outcome)] if _is_looked_at(now) else []


def _is_looked_at(now: Situation) -> bool:
    if not queries.is_searched(now.case):
        return True
    answered = (RequestState.PASSED, RequestState.TOLD)
    is_answered = now.request is not None and now.request.state in answered
    is_asked_again = queries.awaits_request(now.case)
    return is_answered and not is_asked_again and queries.is_visited(now.case, now.visits)


def _programme(outcome: Any) -> str:
    return official(Programme(outcome.programme).title)


def _opinion(outcome: Any) -> NextStep:
    return NextStep(
        _("提出审核意见：%(programme)s") % {"programme": _programme(outcome)},
        _("拟调减、停发的，先听取意见（社会救助法 第四十八条）。"),
        _("提出意见"),
        page("outcome-opinion", outcome.id),
        Permission.OPINION_WRITE,
    )


def _invitation(outcome: Any) -> NextStep:
    return NextStep(
        _("听取意见：%(programme)s") % {"programme": _programme(outcome)},
        _("拟调减、停发的，先告知并听取意见（社会救助法 第四十八条）。"),
        _("告知并听取意见"),
        page("outcome-hearing", outcome.id),
        Permission.HEARING_HOLD,
    )


def _hearing(hearing: Any, outcome: Any) -> NextStep:
    return NextStep(
        _("听取意见：%(programme)s") % {"programme": _programme(outcome)},
        _("陈述截止 %(day)s；陈述后逐项核实并说明理由。") % {"day": hearing.due_on},
        _("登记陈述和处理"),
        page("hearing", hearing.id),
        Permission.HEARING_HOLD,
    )


def _forward(outcome: Any) -> NextStep:
    """At once to whoever decides; only the end of tekun hangs in the village first."""
    facts = {"programme": _programme(outcome)}
    last = max(outcome.opinions.all(), key=lambda opinion: opinion.number, default=None)
    is_end = last is not None and not last.is_positive
    is_posted = any(notice.kind == "opinion" for notice in outcome.notices.all())
    if is_end and outcome.programme == Programme.TEKUN and not is_posted:
        return NextStep(
            _("张贴公示：%(programme)s") % facts,
            _("拟终止救助供养的，先公示 7 天（民发〔2021〕43号 第二十六条）。"),
            _("张贴公示"),
            page("outcome-post", outcome.id),
            Permission.NOTICE_POST,
            True,
        )
    return NextStep(
        _("报送确认：%(programme)s") % facts,
        _("对在册救助的调整不再公示，直接报送。"),
        _("报送确认"),
        page("outcome-send", outcome.id),
        Permission.OPINION_WRITE,
        True,
    )


def _decision(outcome: Any) -> NextStep:
    return NextStep(
        _("作出决定：%(programme)s") % {"programme": _programme(outcome)},
        _("维持、增发、减发、渐退或者停发（社会救助法 第四十七条）。"),
        _("去决定"),
        page("outcome-decide", outcome.id),
        Permission.OUTCOME_CONFIRM,
    )


def _decided(outcome: Any) -> list[NextStep]:
    """A letter where something changed or an end was lifted; in the village an amount that is another one."""
    facts = {"programme": _programme(outcome)}
    steps: list[NextStep] = []
    if queries.letter_waits(outcome):
        steps.append(
            NextStep(
                _("送达决定：%(programme)s") % facts,
                _("决定文书送达申请人并登记。"),
                _("登记送达"),
                page("outcome-deliver", outcome.id),
                Permission.DOCUMENT_DELIVER,
            )
        )
    is_published = any(notice.kind == "decision" for notice in outcome.notices.all())
    if outcome.effect in _CHANGED and not is_published:
        steps.append(
            NextStep(
                _("公布结果：%(programme)s") % facts,
                _("姓名、家庭人口、金额在村（社区）公布（民发〔2021〕57号 第二十四条）。"),
                _("公布"),
                page("outcome-publish", outcome.id),
                Permission.NOTICE_POST,
                True,
                _("姓名、人口和金额将在村（社区）公布，公开网页同时显示隐去姓名的名单。"),
            )
        )
    return steps

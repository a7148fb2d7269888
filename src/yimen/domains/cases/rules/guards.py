"""What must hold before each verb: a guard looks at facts and returns the refusal or nothing."""

from collections.abc import Callable, Mapping

from yimen.domains.cases import errors
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts, is_against, is_posted_end, needs_notice
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import CaseKind, CaseState, CaseVerb, OutcomeState, OutcomeVerb
from yimen.kernel import YimenError

UNDER_INVESTIGATION = frozenset({CaseState.INVESTIGATING})
Guard = Callable[[OutcomeFacts], YimenError | None]
CaseGuard = Callable[[CaseFacts], YimenError | None]


def _nothing_missing(facts: CaseFacts) -> YimenError | None:
    if not facts.missing:
        return None
    return errors.MaterialsMissingError(
        message="申请材料不齐，不能受理：%(missing)s。请补齐，或一次性告知申请人。",
        missing=list(facts.missing),
    )


def _declared(facts: CaseFacts) -> YimenError | None:
    if facts.is_declaration_made:
        return None
    return errors.DeclarationMissingError(
        message="尚未申明与经办人员、村（居）委会成员有无近亲属关系，请先填写。"
    )


def _something_missing(facts: CaseFacts) -> YimenError | None:
    if facts.missing:
        return None
    return errors.NothingMissingError(message="申请材料已经齐备，无需补正，请直接受理。")


def _first_notice_only(facts: CaseFacts) -> YimenError | None:
    late = [item for item in facts.missing if facts.told_before is not None and item not in facts.told_before]
    if not late:
        return None
    return errors.SecondNoticeError(
        message="材料应当一次性告知，首次告知未列的不得再要求补正：%(late)s。", late=late
    )


def _may_ask_here(facts: CaseFacts) -> YimenError | None:
    return facts.not_permitted


def _all_decided(facts: CaseFacts) -> YimenError | None:
    if not facts.undecided:
        return None
    return errors.IllegalMoveError(message="还有项目未作出决定，不能办结。", undecided=facts.undecided)


def _is_applied_for(facts: CaseFacts) -> YimenError | None:
    if facts.kind is CaseKind.APPLICATION:
        return None
    return errors.IllegalMoveError(message="本件是%(kind)s，不需提交申请，请直接启动核查。", kind=facts.kind)


def _may_be_withdrawn(facts: CaseFacts) -> YimenError | None:
    """A family takes back what it asked for; what the office looks into by itself it does not."""
    if facts.kind is CaseKind.APPLICATION:
        return None
    return errors.IllegalMoveError(
        message="本件是%(kind)s，不是申请，不能撤回；确属误开的，请终止办理并写明原因。", kind=facts.kind
    )


def _is_not_applied_for(facts: CaseFacts) -> YimenError | None:
    if facts.kind is not CaseKind.APPLICATION:
        return None
    return errors.IllegalMoveError(message="本件是申请，请先提交、受理。")


CASE_GUARDS: Mapping[CaseVerb, tuple[CaseGuard, ...]] = {
    CaseVerb.SUBMIT: (_is_applied_for,),
    CaseVerb.WITHDRAW: (_may_be_withdrawn,),
    CaseVerb.BEGIN: (_is_not_applied_for, _nothing_missing),
    CaseVerb.TELL_MISSING: (_something_missing, _first_notice_only),
    CaseVerb.ACCEPT: (_declared, _nothing_missing, _may_ask_here),
    CaseVerb.CONCLUDE: (_all_decided,),
}


def under_investigation(facts: OutcomeFacts) -> YimenError | None:
    """Guards every step of a programme."""
    if facts.case_state in UNDER_INVESTIGATION:
        return None
    return errors.IllegalMoveError(message="办件目前为“%(state)s”，不能办理此步骤。", state=facts.case_state)


def _investigated(facts: OutcomeFacts) -> YimenError | None:
    if facts.has_investigation or not procedure_of(facts.programme).needs_visit:
        return None
    return errors.InvestigationMissingError(message="尚无双方签字的入户调查表，请先完成入户调查。")


def _verified(facts: OutcomeFacts) -> YimenError | None:
    if facts.has_verification or not procedure_of(facts.programme).needs_verification:
        return None
    return errors.VerificationMissingError(message="家庭经济状况核对结果尚未返回，请等待县级核对。")


def _registration_asked(facts: OutcomeFacts) -> YimenError | None:
    """Nothing is found about a family registered elsewhere before that place has spoken (57号 第五条)."""
    if not facts.is_cooperation_settled:
        return errors.CooperationOpenError(
            message="尚未收到户籍地协助核查的复函：请先发函；期满未复函的，写明理由后可以继续办理。"
        )
    if facts.is_positive and facts.is_given_at_registration:
        return errors.GivenTwiceError(
            message="户籍地复函正在享受同类救助，不能重复享受：请户籍地停发并再次发函，或者提出不符合的意见。"
        )
    return None


def _failure_settled(facts: OutcomeFacts) -> YimenError | None:
    if not facts.is_failure_open:
        return None
    return errors.VerificationFailedOpenError(message="核对不符合条件，请先告知申请人；有异议的须先复查。")


def _end_was_posted(facts: OutcomeFacts) -> YimenError | None:
    """Where an end is posted first, an opinion that keeps the award has posted none (43号 art 26)."""
    if not procedure_of(facts.programme).is_posted_before_end or facts.is_positive is False:
        return None
    return errors.NotPostedError(message="审核意见不是终止，终止情形也未公示；拟终止的，请退回重新提出意见。")


def _obligors_settled(facts: OutcomeFacts) -> YimenError | None:
    is_asked = facts.is_positive and procedure_of(facts.programme).needs_obligors
    if not is_asked or facts.are_obligors_settled:
        return None
    return errors.ObligorsOpenError(
        message="户外法定义务人的情况尚未查清：请登记义务人、征求其核对授权并写明履行义务能力，或者申明没有。"
    )


def _assessed(facts: OutcomeFacts) -> YimenError | None:
    is_asked = facts.is_positive and procedure_of(facts.programme).needs_assessment
    if not is_asked or facts.is_assessed:
        return None
    return errors.AssessmentMissingError(message="尚未评估生活自理能力，不能确定照料护理档次，请先评估。")


def _care_arranged(facts: OutcomeFacts) -> YimenError | None:
    is_asked = facts.is_positive and procedure_of(facts.programme).needs_care
    if not is_asked or facts.is_care_arranged:
        return None
    return errors.CareMissingError(message="尚无照料服务协议，也未安排供养服务机构，请先落实照料。")


def _exit_ground_named(facts: OutcomeFacts) -> YimenError | None:
    is_asked = facts.award_fen is not None and is_posted_end(facts)
    if not is_asked or facts.has_exit_ground:
        return None
    return errors.ExitGroundMissingError(
        message="终止救助供养须写明属于哪一种法定情形（民发〔2021〕43号 第二十四条），请先填写终止情形。"
    )


def _objection_settled(facts: OutcomeFacts) -> YimenError | None:
    if not facts.has_open_objection:
        return None
    return errors.ObjectionOpenError(message="公示异议尚未处理，请先重新调查或开展民主评议。")


def _may_be_posted(facts: OutcomeFacts) -> YimenError | None:
    if needs_notice(facts):
        return None
    return errors.NoticeNotAllowedError(message="该意见依法不公示，请直接报送确认。")


def _on_view(facts: OutcomeFacts) -> YimenError | None:
    if facts.notice_ends_on is not None and facts.today <= facts.notice_ends_on:
        return None
    return errors.NoticeOverError(message="公示期已满，请改为登记投诉举报。")


def _notice_done(facts: OutcomeFacts) -> YimenError | None:
    if facts.state is OutcomeState.POSTED:
        if facts.notice_ends_on is not None and facts.today > facts.notice_ends_on:
            return None
        return errors.NoticeRunningError(
            message="公示期至%(ends_on)s止，期满后方可报送。", ends_on=facts.notice_ends_on
        )
    if needs_notice(facts):
        return errors.NotPostedError(message="初审意见须先公示7天，请先张贴公示。")
    return None


def _not_a_hand(facts: OutcomeFacts) -> YimenError | None:
    if facts.user not in facts.hands:
        return None
    return errors.HandlerMayNotConfirmError(
        message="您参与过本件的经办、调查、核对或初审，不能作出决定，请交其他确认人员。"
    )


def _county_visited(facts: OutcomeFacts) -> YimenError | None:
    if not facts.needs_county_visit:
        return None
    return errors.CountyVisitMissingError(message="本件属近亲属备案或被投诉举报，县级须先入户调查。")


def _helped_first(facts: OutcomeFacts) -> YimenError | None:
    if facts.is_urgent:
        return None
    return errors.NotUrgentError(message="只有小额快救、急难型临时救助可以先行救助，请按普通程序办理。")


def _not_helped_first(facts: OutcomeFacts) -> YimenError | None:
    if not facts.is_urgent:
        return None
    return errors.IllegalMoveError(
        message="先行救助须当即决定，不退回补充；不予救助的，请写明理由作出不予确认决定。"
    )


def _county_checked(facts: OutcomeFacts) -> YimenError | None:
    if not procedure_of(facts.programme).county_check_parameter:
        return None
    if not facts.is_in_draw:
        return errors.CountyCheckMissingError(
            message="本件尚未参加县级随机抽查，报送后的第一个工作日由系统抽取。"
        )
    if facts.is_check_open:
        return errors.CountyCheckMissingError(message="本件被抽中核实，核实情况尚未登记，不能确认。")
    return None


def _positive(facts: OutcomeFacts) -> YimenError | None:
    if facts.is_positive or facts.is_urgent:
        return None
    return errors.NegativeOpinionError(
        message="初审意见为不符合条件且未经公示，如认为符合，请退回重新提出意见。"
    )


def _heard(facts: OutcomeFacts) -> YimenError | None:
    """Nothing is taken from anybody who was not told of it and heard (社会救助法 第四十八条)."""
    if facts.has_open_hearing:
        return errors.HearingOpenError(
            message="听取意见尚未办结：请登记陈述意见和处理，或者期满后登记未陈述。"
        )
    if not is_against(facts) or facts.intended_fen is None:
        return None
    known = [fen for fen in (facts.heard_fen, facts.spared_fen) if fen is not None]
    if known and facts.intended_fen >= min(known):
        return None
    return errors.HearingMissingError(
        message="调减、终止救助前应当听取救助对象的意见（社会救助法 第四十八条），请先办理听取意见。"
    )


def _opinion_is_of_today(facts: OutcomeFacts) -> YimenError | None:
    """What was said before a change was joined does not count for it."""
    if not facts.is_opinion_outdated or facts.state is OutcomeState.POSTED:
        return None
    return errors.OpinionOutdatedError(
        message="提出意见以后，本件又并入了情况变化：请重新提出意见；已经报送的，请退回。"
    )


def _is_to_be_said(facts: OutcomeFacts) -> YimenError | None:
    """An opinion is given once, and again only for what was joined after it."""
    if facts.state is not OutcomeState.OPINION or facts.is_opinion_outdated:
        return None
    return errors.IllegalMoveError(
        message="该项目目前为“%(state)s”，不能办理“%(verb)s”。",
        state=facts.state,
        verb=OutcomeVerb.GIVE_OPINION,
    )


def _without_award(facts: OutcomeFacts) -> YimenError | None:
    if facts.award_fen is None:
        return None
    return errors.IllegalMoveError(message="该项目已经在册，请作出维持、增发、减发、渐退或者停发的决定。")


def _with_award(facts: OutcomeFacts) -> YimenError | None:
    if facts.award_fen is not None:
        return None
    return errors.IllegalMoveError(message="该项目尚未在册，请作出确认或者不予确认的决定。")


DECIDING = (_not_a_hand, _county_visited, _opinion_is_of_today)
OUTCOME_GUARDS: Mapping[OutcomeVerb, tuple[Guard, ...]] = {
    OutcomeVerb.GIVE_OPINION: (
        _is_to_be_said,
        _investigated,
        _verified,
        _registration_asked,
        _failure_settled,
        _objection_settled,
        _obligors_settled,
        _assessed,
        _care_arranged,
        _exit_ground_named,
        _heard,
    ),
    OutcomeVerb.POST: (_opinion_is_of_today, _may_be_posted),
    OutcomeVerb.OBJECT: (_on_view,),
    OutcomeVerb.SEND: (_opinion_is_of_today, _notice_done, _heard),
    OutcomeVerb.HELP_FIRST: (_helped_first,),
    OutcomeVerb.RETURN: (_not_helped_first,),
    OutcomeVerb.CONFIRM: (_without_award, *DECIDING, _county_checked, _positive),
    OutcomeVerb.REFUSE: (_without_award, *DECIDING),
    OutcomeVerb.KEEP: (_with_award, *DECIDING),
    OutcomeVerb.INCREASE: (_with_award, *DECIDING),
    OutcomeVerb.DECREASE: (_with_award, *DECIDING, _heard),
    OutcomeVerb.PHASE_OUT: (_with_award, *DECIDING, _heard),
    OutcomeVerb.STOP: (_with_award, *DECIDING, _heard, _end_was_posted),
}

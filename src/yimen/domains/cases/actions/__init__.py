"""Writes of this room; `moves` alone changes state, everything else prepares or follows a move."""

from yimen.domains.cases.actions.acceptance import (
    accept_application,
    extend_total,
    request_programme,
    tell_missing,
)
from yimen.domains.cases.actions.application import (
    authorise_verification,
    declare_near_relative,
    follow_family,
    open_application,
    record_material,
    save_step,
    submit_application,
    supplement_application,
)
from yimen.domains.cases.actions.away import help_away
from yimen.domains.cases.actions.called import call_for_review
from yimen.domains.cases.actions.campaigns import (
    begin_unchanged,
    close_campaign,
    decide_kept,
    keep_scan,
    open_campaign,
    propose_kept,
    record_visit,
    refresh_campaign,
    reopen_campaign,
    undo_visit,
)
from yimen.domains.cases.actions.checks import (
    draw_due,
    record_check,
)
from yimen.domains.cases.actions.contested import receive_complaint, receive_remedy
from yimen.domains.cases.actions.cooperation import (
    answer_cooperation,
    go_on_without_reply,
    record_reply,
    send_cooperation,
)
from yimen.domains.cases.actions.deciding import decide_award
from yimen.domains.cases.actions.decision import (
    confirm_outcome,
    refuse_outcome,
    return_outcome,
    send_to_confirmer,
)
from yimen.domains.cases.actions.delegation import follow_delegations
from yimen.domains.cases.actions.delivery import Receipt, deliver_decision, deliver_document
from yimen.domains.cases.actions.desks import PassedOn, foresee_desk, hand_over_desk
from yimen.domains.cases.actions.ending import (
    not_accept_application,
    terminate_case,
    withdraw_application,
)
from yimen.domains.cases.actions.expenses import PaidBill, record_receipt, withdraw_receipt
from yimen.domains.cases.actions.hearing import (
    answer_statement,
    invite_hearing,
    record_silence,
    record_statement,
)
from yimen.domains.cases.actions.households import (
    answer_move,
    ask_move,
    merge_households,
    share_household,
    split_household,
)
from yimen.domains.cases.actions.investigation import (
    Signatures,
    Visit,
    object_to_report_item,
    object_to_verification,
    record_investigation,
    report_verification,
    request_verification,
    settle_late_answers,
    sign_investigation,
    start_investigation,
    start_verification,
    tell_verification_failure,
)
from yimen.domains.cases.actions.joining import join_change
from yimen.domains.cases.actions.life import begin_review, open_change, open_review
from yimen.domains.cases.actions.living import look_into_absence
from yimen.domains.cases.actions.loading import load_histories
from yimen.domains.cases.actions.notice import (
    post_notice,
    publish_decision,
    record_objection,
    settle_objection,
    take_down_due,
)
from yimen.domains.cases.actions.opinion import give_opinion
from yimen.domains.cases.actions.planning import plan_grace_ends, plan_reviews
from yimen.domains.cases.actions.programmes import change_programmes
from yimen.domains.cases.actions.referring import refer_case
from yimen.domains.cases.actions.round_papers import issue_meeting_papers
from yimen.domains.cases.actions.round_planning import plan_rounds
from yimen.domains.cases.actions.rounds import (
    close_round,
    post_together,
    record_meeting,
    send_together,
    set_plan,
)
from yimen.domains.cases.actions.tekun import (
    arrange_care,
    declare_no_obligors,
    end_obligor,
    judge_obligor,
    name_exit,
    name_obligor,
    record_assessment,
    record_consent,
    record_refused_consent,
)
from yimen.domains.cases.actions.urgent import (
    Emergency,
    Resolved,
    Supplement,
    complete_urgent_papers,
    help_first,
    record_resolution,
)
from yimen.domains.cases.loading.history import Act, ActKind, History, HistoryMember
from yimen.domains.cases.rules.expenses import Spent

__all__ = [
    "Act",
    "ActKind",
    "Emergency",
    "History",
    "HistoryMember",
    "PaidBill",
    "PassedOn",
    "Receipt",
    "Resolved",
    "Signatures",
    "Spent",
    "Supplement",
    "Visit",
    "accept_application",
    "answer_cooperation",
    "answer_move",
    "answer_statement",
    "arrange_care",
    "ask_move",
    "authorise_verification",
    "begin_review",
    "begin_unchanged",
    "call_for_review",
    "change_programmes",
    "close_campaign",
    "close_round",
    "complete_urgent_papers",
    "confirm_outcome",
    "decide_award",
    "decide_kept",
    "declare_near_relative",
    "declare_no_obligors",
    "deliver_decision",
    "deliver_document",
    "draw_due",
    "end_obligor",
    "extend_total",
    "follow_delegations",
    "follow_family",
    "foresee_desk",
    "give_opinion",
    "go_on_without_reply",
    "hand_over_desk",
    "help_away",
    "help_first",
    "invite_hearing",
    "issue_meeting_papers",
    "join_change",
    "judge_obligor",
    "keep_scan",
    "load_histories",
    "look_into_absence",
    "merge_households",
    "name_exit",
    "name_obligor",
    "not_accept_application",
    "object_to_report_item",
    "object_to_verification",
    "open_application",
    "open_campaign",
    "open_change",
    "open_review",
    "plan_grace_ends",
    "plan_reviews",
    "plan_rounds",
    "post_notice",
    "post_together",
    "propose_kept",
    "publish_decision",
    "receive_complaint",
    "receive_remedy",
    "record_assessment",
    "record_check",
    "record_consent",
    "record_investigation",
    "record_material",
    "record_meeting",
    "record_objection",
    "record_receipt",
    "record_refused_consent",
    "record_reply",
    "record_resolution",
    "record_silence",
    "record_statement",
    "record_visit",
    "refer_case",
    "refresh_campaign",
    "refuse_outcome",
    "reopen_campaign",
    "report_verification",
    "request_programme",
    "request_verification",
    "return_outcome",
    "save_step",
    "send_cooperation",
    "send_to_confirmer",
    "send_together",
    "set_plan",
    "settle_late_answers",
    "settle_objection",
    "share_household",
    "sign_investigation",
    "split_household",
    "start_investigation",
    "start_verification",
    "submit_application",
    "supplement_application",
    "take_down_due",
    "tell_missing",
    "tell_verification_failure",
    "terminate_case",
    "undo_visit",
    "withdraw_application",
    "withdraw_receipt",
]

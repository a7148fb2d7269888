"""Writes of this room: contacts from the first question to the answer, transfers until the family is told."""

from yimen.domains.intake.actions.answering import answer_transfer, withdraw_transfer
from yimen.domains.intake.actions.codes import answer_by_code, look_again, open_by_code, send_code
from yimen.domains.intake.actions.complaints import (
    Said,
    answer_complaint,
    assign_complaint,
    deliver_complaint_answer,
    investigate_complaint,
    learn_from_complaint,
    receive_complaint,
    refer_complaint,
)
from yimen.domains.intake.actions.contacts import (
    answer_contact,
    decline_contact,
    hand_over_contact,
    record_contact,
    take_contact,
)
from yimen.domains.intake.actions.loading import load_contacts
from yimen.domains.intake.actions.remedies import (
    Filing,
    answer_remedy,
    carry_out_remedy,
    receive_remedy,
    set_hearing,
    settle_remedy,
)
from yimen.domains.intake.actions.reports import (
    close_reassessment,
    report_change,
    settle_report,
    withdraw_report,
)
from yimen.domains.intake.actions.sending import send_transfer
from yimen.domains.intake.actions.taking_back import take_back_contacts
from yimen.domains.intake.actions.telling import open_shared_paper, prepare_feedback, tell_family

__all__ = [
    "Filing",
    "Said",
    "answer_by_code",
    "answer_complaint",
    "answer_contact",
    "answer_remedy",
    "answer_transfer",
    "assign_complaint",
    "carry_out_remedy",
    "close_reassessment",
    "decline_contact",
    "deliver_complaint_answer",
    "hand_over_contact",
    "investigate_complaint",
    "learn_from_complaint",
    "load_contacts",
    "look_again",
    "open_by_code",
    "open_shared_paper",
    "prepare_feedback",
    "receive_complaint",
    "receive_remedy",
    "record_contact",
    "refer_complaint",
    "report_change",
    "send_code",
    "send_transfer",
    "set_hearing",
    "settle_remedy",
    "settle_report",
    "take_back_contacts",
    "take_contact",
    "tell_family",
    "withdraw_report",
    "withdraw_transfer",
]

"""Every paper of a case as a by-product: gathers its values from the rows and has it issued."""

from yimen.domains.cases.actions.documents.acceptance import PROVISIONAL, issue_acceptance, promise
from yimen.domains.cases.actions.documents.application import (
    NOT_VALUED,
    issue_application,
    issue_one_time_notice,
    yuan,
)
from yimen.domains.cases.actions.documents.decision import (
    FOR_AS_LONG,
    issue_confirmation,
    issue_refusal,
    issue_sheet,
)
from yimen.domains.cases.actions.documents.ending import issue_not_accepted, issue_termination
from yimen.domains.cases.actions.documents.family import UNREGISTERED, identity_of, member_rows
from yimen.domains.cases.actions.documents.reasons import NO_ARTICLE, decision_reasons, with_note
from yimen.domains.cases.actions.documents.visit import issue_home_investigation

__all__ = [
    "FOR_AS_LONG",
    "NOT_VALUED",
    "NO_ARTICLE",
    "PROVISIONAL",
    "UNREGISTERED",
    "decision_reasons",
    "identity_of",
    "issue_acceptance",
    "issue_application",
    "issue_confirmation",
    "issue_home_investigation",
    "issue_not_accepted",
    "issue_one_time_notice",
    "issue_refusal",
    "issue_sheet",
    "issue_termination",
    "member_rows",
    "promise",
    "with_note",
    "yuan",
]

"""Every refusal this room can raise; the message says what is wrong, where, and the way out."""

from yimen.kernel import YimenError


class CaseNotFound(YimenError):
    """No such case in the reader's region."""

    code = "case_not_found"


class IllegalMove(YimenError):
    """The state does not allow what was asked."""

    code = "illegal_move"


class AlreadyMoved(YimenError):
    """Somebody else moved it first."""

    code = "already_moved"


class NotDraft(YimenError):
    """The application was submitted, so its declaration can no longer be edited."""

    code = "application_not_editable"


class DeclarationInvalid(YimenError):
    """What was declared does not read as a household file."""

    code = "declaration_invalid"


class MaterialsMissing(YimenError):
    """The application lacks something; every missing item is named at once."""

    code = "materials_missing"


class NothingMissing(YimenError):
    """A one-time notice was asked for although nothing is missing."""

    code = "nothing_missing"


class SecondNotice(YimenError):
    """A later notice names what the first could have named (57号 第十条)."""

    code = "second_notice"


class DeclarationMissing(YimenError):
    """The near-relative declaration was not made."""

    code = "near_relative_declaration_missing"


class InvestigationInvalid(YimenError):
    """A home investigation without two people, both signatures or a reason for a call instead of a visit."""

    code = "investigation_invalid"


class InvestigationMissing(YimenError):
    """The opinion needs a signed home investigation first."""

    code = "investigation_missing"


class VerificationMissing(YimenError):
    """The opinion needs the verification result first."""

    code = "verification_missing"


class VerificationFailedOpen(YimenError):
    """A failed verification was not yet told to the family, or its objection is open."""

    code = "verification_failure_open"


class ReasonMissing(YimenError):
    """Something that needs a written reason has none."""

    code = "reason_missing"


class AmountInvalid(YimenError):
    """An amount below zero, or none where one is granted."""

    code = "amount_invalid"


class NotPosted(YimenError):
    """A positive opinion that the law wants posted was not posted."""

    code = "notice_required"


class NoticeNotAllowed(YimenError):
    """A negative opinion or a children's programme is not posted."""

    code = "notice_not_allowed"


class NoticeRunning(YimenError):
    """The seven days of the notice are not over."""

    code = "notice_running"


class NoticeOver(YimenError):
    """The notice has ended, so an objection to it comes too late; a complaint is recorded instead."""

    code = "notice_over"


class ObjectionOpen(YimenError):
    """The objection was not yet looked into."""

    code = "objection_open"


class HandlerMayNotConfirm(YimenError):
    """Whoever handled, investigated, verified or reviewed the case never confirms it."""

    code = "handler_may_not_confirm"


class NotDelegated(YimenError):
    """The delegation names another office for this confirmation."""

    code = "not_delegated"


class CountyVisitMissing(YimenError):
    """The county itself must visit before it confirms (57号 第二十条)."""

    code = "county_visit_missing"


class NegativeOpinion(YimenError):
    """A confirmation against a negative opinion: the file goes back instead."""

    code = "negative_opinion"


class DeterminationChanged(YimenError):
    """The engine now answers otherwise than what the confirmer was shown."""

    code = "determination_changed"


class ExtensionInvalid(YimenError):
    """The total limit is already extended or cannot be."""

    code = "extension_invalid"


class ProgrammeAlreadyRequested(YimenError):
    """The programme is already part of the application."""

    code = "programme_already_requested"

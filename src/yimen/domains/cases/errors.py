"""Every refusal this room can raise; the message says what is wrong, where, and the way out."""

from yimen.kernel import YimenError


class CaseNotFoundError(YimenError):
    """No such case in the reader's region."""

    code = "case_not_found"


class IllegalMoveError(YimenError):
    """The state does not allow what was asked."""

    code = "illegal_move"


class AlreadyMovedError(YimenError):
    """Somebody else moved it first."""

    code = "already_moved"


class NotDraftError(YimenError):
    """The application was submitted, so its declaration can no longer be edited."""

    code = "application_not_editable"


class DeclarationInvalidError(YimenError):
    """What was declared does not read as a household file."""

    code = "declaration_invalid"


class AwardInForceError(YimenError):
    """The household is given the programme already."""

    code = "award_in_force"


class DeliveryUnprovenError(YimenError):
    """A letter received by somebody unknown, or without what its way leaves as a proof."""

    code = "delivery_unproven"


class MaterialsMissingError(YimenError):
    """The application lacks something; every missing item is named at once."""

    code = "materials_missing"


class NothingMissingError(YimenError):
    """A one-time notice was asked for although nothing is missing."""

    code = "nothing_missing"


class SecondNoticeError(YimenError):
    """A later notice names what the first could have named (57号 第十条)."""

    code = "second_notice"


class DeclarationMissingError(YimenError):
    """The near-relative declaration was not made."""

    code = "near_relative_declaration_missing"


class ForeignFileError(YimenError):
    """A signature, photo or scan that is not a file of this family, or was not kept by its staff."""

    code = "foreign_file"


class WrongFileKindError(YimenError):
    """A photo where a signature is wanted, or any file kept for another use."""

    code = "wrong_file_kind"


class InvestigationInvalidError(YimenError):
    """A home investigation without two people, both signatures or a reason for a call instead of a visit."""

    code = "investigation_invalid"


class InvestigationMissingError(YimenError):
    """The opinion needs a signed home investigation first."""

    code = "investigation_missing"


class VerificationMissingError(YimenError):
    """The opinion needs the verification result first."""

    code = "verification_missing"


class VerificationFailedOpenError(YimenError):
    """A failed verification was not yet told to the family, or its objection is open."""

    code = "verification_failure_open"


class ReasonMissingError(YimenError):
    """Something that needs a written reason has none."""

    code = "reason_missing"


class AmountInvalidError(YimenError):
    """An amount below zero, or none where one is granted."""

    code = "amount_invalid"


class NotPostedError(YimenError):
    """A positive opinion that the law wants posted was not posted."""

    code = "notice_required"


class NoticeNotAllowedError(YimenError):
    """A negative opinion or a children's programme is not posted."""

    code = "notice_not_allowed"


class NoticeRunningError(YimenError):
    """The seven days of the notice are not over."""

    code = "notice_running"


class NoticeOverError(YimenError):
    """The notice has ended, so an objection to it comes too late; a complaint is recorded instead."""

    code = "notice_over"


class ObjectionOpenError(YimenError):
    """The objection was not yet looked into."""

    code = "objection_open"


class HandlerMayNotConfirmError(YimenError):
    """Whoever handled, investigated, verified or reviewed the case never confirms it."""

    code = "handler_may_not_confirm"


class NotDelegatedError(YimenError):
    """The delegation names another office for this confirmation."""

    code = "not_delegated"


class CountyVisitMissingError(YimenError):
    """The county itself must visit before it confirms (57号 第二十条)."""

    code = "county_visit_missing"


class NegativeOpinionError(YimenError):
    """A confirmation against a negative opinion: the file goes back instead."""

    code = "negative_opinion"


class DeterminationChangedError(YimenError):
    """The engine now answers otherwise than what the confirmer was shown."""

    code = "determination_changed"


class ExtensionInvalidError(YimenError):
    """The total limit is already extended or cannot be."""

    code = "extension_invalid"


class ProgrammeAlreadyRequestedError(YimenError):
    """The programme is already part of the application."""

    code = "programme_already_requested"


class OpenCaseExistsError(YimenError):
    """The household already applies for the programme."""

    code = "open_case_exists"


class ProgrammeUndeterminedError(YimenError):
    """The rules said nothing about the programme."""

    code = "programme_undetermined"


class UrgentInvalidError(YimenError):
    """Help first that the rules do not cover: an amount above the cap, or nothing said of what happened."""

    code = "urgent_invalid"


class NotUrgentError(YimenError):
    """Help first is for small sums and emergencies; everything else goes the ordinary way."""

    code = "not_urgent"


class ApprovalLevelError(YimenError):
    """The amount lies above what this office may approve, or needs a recorded resolution first."""

    code = "approval_level"


class ReceiptInvalidError(YimenError):
    """A receipt of nobody of this family, outside its months, or entered before."""

    code = "receipt_invalid"


class ObligorsOpenError(YimenError):
    """Nobody has said who owes support, or somebody who does was not asked or looked into (43号 第八条)."""

    code = "obligors_open"


class ObligorInvalidError(YimenError):
    """An obligor without a name, a consent without a signature, an ability without its evidence."""

    code = "obligor_invalid"


class ObligorNotFoundError(YimenError):
    """No such obligor in the reader's region."""

    code = "obligor_not_found"


class AssessmentMissingError(YimenError):
    """Support in extreme hardship needs the self-care assessment first (43号 第二十条)."""

    code = "assessment_missing"


class AssessmentInvalidError(YimenError):
    """An assessment by nobody, of another day, or for a programme that needs none."""

    code = "assessment_invalid"


class CareMissingError(YimenError):
    """Support in extreme hardship needs a care agreement or a place in an institution first."""

    code = "care_missing"


class CareInvalidError(YimenError):
    """An agreement without its parties, duties, payment or term."""

    code = "care_invalid"


class ExitGroundMissingError(YimenError):
    """The end of support names none of the grounds of the law, or not what was arranged for the dead."""

    code = "exit_ground_missing"


class CountyCheckMissingError(YimenError):
    """The county has not drawn the file, or not checked one that it drew (43号 第十六条)."""

    code = "county_check_missing"


class DrawInvalidError(YimenError):
    """A seed that is there already, a draw without a seed or without files, a check of what was not drawn."""

    code = "draw_invalid"


class DrawnFileNotFoundError(YimenError):
    """The programme was in no draw of the reader's region."""

    code = "drawn_file_not_found"


class HearingMissingError(YimenError):
    """An award is to be cut or ended and the person was not heard on it (社会救助法 第四十八条)."""

    code = "hearing_missing"


class HearingOpenError(YimenError):
    """A hearing was begun and is not finished."""

    code = "hearing_open"


class HearingInvalidError(YimenError):
    """An invitation, a statement or an answer that is out of turn or says too little."""

    code = "hearing_invalid"


class StandingMissingError(YimenError):
    """A subsidy that rests on the family's standing, before that standing is confirmed."""

    code = "standing_missing"


class StandingRefusedError(StandingMissingError):
    """The family's standing was refused or never asked for: waiting leads nowhere."""

    code = "standing_refused"


class ChangeInvalidError(YimenError):
    """A review or change that cannot be opened: nothing in force, or its cause says too little."""

    code = "change_invalid"


class ReviewRunningError(YimenError):
    """The household is already being reviewed."""

    code = "review_running"


class OpinionOutdatedError(YimenError):
    """A change was joined to the case after the opinion was given."""

    code = "opinion_outdated"


class RoundNotFoundError(YimenError):
    """No such round in the reader's region."""

    code = "round_not_found"


class RoundInvalidError(YimenError):
    """A plan of days that cannot be, a meeting without its people, a round closed too early or twice."""

    code = "round_invalid"


class LivingElsewhereError(YimenError):
    """Somebody registered elsewhere asks for what is asked for at the place of registration."""

    code = "living_elsewhere"


class CooperationOpenError(YimenError):
    """The place of registration has not answered, and its time is not over."""

    code = "cooperation_open"


class CooperationInvalidError(YimenError):
    """A letter, a reply or its want that is out of turn or says too little."""

    code = "cooperation_invalid"


class CooperationNotFoundError(YimenError):
    """No such letter in the reader's region, nor to it."""

    code = "cooperation_not_found"


class GivenTwiceError(YimenError):
    """The same kind of assistance goes on elsewhere."""

    code = "given_twice"


class IdentityOpenError(YimenError):
    """Of somebody of the family nobody knows yet who they are."""

    code = "identity_open"


class AbsenceTooShortError(YimenError):
    """Somebody who went away may still come back in time."""

    code = "absence_too_short"


class CampaignNotFoundError(YimenError):
    """No such yearly review, or household of one, in the reader's region."""

    code = "campaign_not_found"


class CampaignInvalidError(YimenError):
    """A yearly review that cannot be opened, gone through or closed as asked."""

    code = "campaign_invalid"

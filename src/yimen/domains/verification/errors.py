"""Refusals of the verification room."""

from yimen.kernel import YimenError


class AuthorisationMissingError(YimenError):
    """Somebody did not authorise the query, or revoked it."""

    code = "authorisation_missing"


class AuthorisationInvalidError(YimenError):
    """A signature without a picture, or by somebody who may not sign."""

    code = "authorisation_invalid"


class RequestNotFoundError(YimenError):
    """No such request in the reader's region."""

    code = "verification_not_found"


class ReportNotFoundError(YimenError):
    """No such report in the reader's region."""

    code = "verification_report_not_found"


class ObjectionRefusedError(YimenError):
    """An objection to something the report does not say, or at a time when it cannot be asked again."""

    code = "verification_objection_refused"


class RequestOpenError(YimenError):
    """A request of the case is still unanswered."""

    code = "verification_open"


class WrongStateError(YimenError):
    """The request's state does not allow what was asked."""

    code = "verification_wrong_state"


class LineInvalidError(YimenError):
    """A line of a result that cannot be read; names the row and the way out."""

    code = "verification_line_invalid"


class SetUnknownError(YimenError):
    """The catalogue has no such set, or a file of it is wrong."""

    code = "set_not_found"


class SetRefusedError(YimenError):
    """A file that cannot be taken in, or a load whose state does not allow what was asked."""

    code = "set_refused"


class SetBusyError(YimenError):
    """Another file of the same set is being handed in: the same again a little later may go well."""

    code = "set_busy"


class SetLoadNotFoundError(YimenError):
    """No such load in the reader's county."""

    code = "set_load_not_found"


class SourceNotFoundError(YimenError):
    """We have no profile of such a source."""

    code = "verification_source_not_found"


class SourceRefusedError(YimenError):
    """The profile of a source is wrong; the message says where."""

    code = "verification_source_refused"


class BatchNotFoundError(YimenError):
    """No such batch in the reader's county."""

    code = "verification_batch_not_found"


class BatchRefusedError(YimenError):
    """Nobody to ask about, or nothing more to wait for."""

    code = "verification_batch_refused"


class AnswerFileNotFoundError(YimenError):
    """No such file of answers in the reader's county."""

    code = "verification_answer_file_not_found"


class AnswersRefusedError(YimenError):
    """A file of answers that has faults, says nothing, or was taken already."""

    code = "verification_answers_refused"


class AskedNotFoundError(YimenError):
    """No such question in the reader's region."""

    code = "verification_asked_not_found"


class DecisionRefusedError(YimenError):
    """Nothing to decide between, or no reason given."""

    code = "verification_decision_refused"


class GroundMissingError(YimenError):
    """Neither a standing authorisation nor a legal duty permits this."""

    code = "verification_ground_missing"


class SimulationRefusedError(YimenError):
    """Invented answers in a county that is real."""

    code = "verification_simulation_refused"


class SetAgreementNotFoundError(YimenError):
    """No such agreement in the reader's county."""

    code = "set_agreement_not_found"


class IndexRefusedError(YimenError):
    """History that is too short for a need index, or that says nothing of need."""

    code = "need_index_refused"


class ModelNotFoundError(YimenError):
    """No such model of the need index."""

    code = "need_model_not_found"


class SetFinancialError(YimenError):
    """What somebody earns or owns, asked for without their authorisation."""

    code = "set_financial"


class MatchRefusedError(YimenError):
    """A decision about a row that cannot be taken like this."""

    code = "set_match_refused"


class MatchNotFoundError(YimenError):
    """No such row, or no such decision, in the reader's county."""

    code = "set_match_not_found"


class CredentialNotFoundError(YimenError):
    """No such credential in the administrator's county."""

    code = "set_credential_not_found"


class CredentialRefusedError(YimenError):
    """A credential that cannot be issued or revoked like this."""

    code = "set_credential_refused"


class CredentialInvalidError(YimenError):
    """A secret nobody was given, or one that counts no more."""

    code = "credential_invalid"


class PushNotPermittedError(YimenError):
    """A set or a source the credential was not issued for, or whose agreement has ended."""

    code = "push_not_permitted"


class PushNotFoundError(YimenError):
    """No push of this credential under this id."""

    code = "push_not_found"


class PushReusedError(YimenError):
    """The key of an earlier push, with another content."""

    code = "push_key_reused"


class PushBusyError(YimenError):
    """Another push of the same credential is being taken in."""

    code = "push_busy"


class UploadPieceError(YimenError):
    """A piece that is not the next one, or an end before all of them are there."""

    code = "upload_piece"


class PushBrokenError(YimenError):
    """What arrived is not what was announced."""

    code = "push_broken"

"""Who may open or answer a request; the database shows only rows of the actor's region or shares."""

from uuid import UUID

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import (
    AnswerFileNotFoundError,
    AskedNotFoundError,
    AuthorisationMissingError,
    BatchNotFoundError,
    CredentialNotFoundError,
    MatchNotFoundError,
    ReportNotFoundError,
    RequestNotFoundError,
    SetAgreementNotFoundError,
    SetLoadNotFoundError,
)
from yimen.domains.verification.models import (
    AnswerFile,
    Authorisation,
    SetAgreement,
    SetCredential,
    SetLoad,
    SetMatch,
    SourceBatch,
    SourceQuery,
    VerificationReport,
    VerificationRequest,
)


def access_request(
    request_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> VerificationRequest:
    """The request, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = (
        VerificationRequest.objects.select_for_update() if is_changed else VerificationRequest.objects.all()
    )
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise request_not_found(request_id)
    require(by, permission, request.region, subject=request.case_id)
    return request


def access_report(report_id: UUID, permission: Permission, *, by: Actor) -> VerificationReport:
    """One version of a report, or the refusal that it is not there for this actor."""
    rows = VerificationReport.objects.select_related("request")
    found = rows.filter(pk=report_id).first()
    if found is None:
        raise report_not_found(report_id)
    require(by, permission, found.region, subject=found.case_id)
    return found


def report_not_found(report_id: UUID) -> ReportNotFoundError:
    return ReportNotFoundError("没有这份核对报告，或不在您负责的区域内。", report=str(report_id))


def request_not_found(request_id: UUID) -> RequestNotFoundError:
    return RequestNotFoundError("没有这次核对，或不在您负责的区域内。", request=str(request_id))


def access_authorisation(authorisation_id: UUID, permission: Permission, *, by: Actor) -> Authorisation:
    """The authorisation, locked for its change, or the refusal that it is not there for this actor."""
    found = Authorisation.objects.select_for_update().filter(pk=authorisation_id).first()
    if found is None:
        raise AuthorisationMissingError(
            "没有这份授权，或不在您负责的区域内。", authorisation=str(authorisation_id)
        )
    require(by, permission, found.region, subject=found.case_id)
    return found


def access_batch(batch_id: UUID, permission: Permission, *, by: Actor) -> SourceBatch:
    """The batch of the county, or the refusal that it is not there for this actor."""
    found = SourceBatch.objects.filter(pk=batch_id).first()
    if found is None:
        raise BatchNotFoundError("没有这个查询批次，或不在您负责的区域内。", batch=str(batch_id))
    require(by, permission, found.region)
    return found


def access_asked(
    asked_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> SourceQuery:
    """The question about one person, or the refusal that it is not there for this actor."""
    rows = SourceQuery.objects.select_for_update() if is_changed else SourceQuery.objects.all()
    found = rows.filter(pk=asked_id).first()
    if found is None:
        raise AskedNotFoundError("没有这项查询，或不在您负责的区域内。", asked=str(asked_id))
    require(by, permission, found.region, subject=found.case_id)
    return found


def access_answer_file(file_id: UUID, *, by: Actor, is_changed: bool = False) -> AnswerFile:
    """One's own file of answers, or the refusal that it is not there for this actor."""
    rows = AnswerFile.objects.select_for_update() if is_changed else AnswerFile.objects.all()
    found = rows.filter(pk=file_id, by_post_id=by.post_id).first()
    if found is None:
        raise AnswerFileNotFoundError("没有这份返回文件：只有上传人可以打开。", file=str(file_id))
    require(by, Permission.VERIFICATION_ANSWER, found.region)
    return found


def access_set_load(load_id: UUID, permission: Permission, *, by: Actor) -> SetLoad:
    """A load of department data of the county, or the refusal that it is not there for this actor."""
    found = SetLoad.objects.select_related("run").filter(pk=load_id).first()
    if found is None:
        raise SetLoadNotFoundError("没有这个版本的部门数据，或不在您负责的区域内。", load=str(load_id))
    require(by, permission, found.region)
    return found


def hold_set_load(load_id: UUID, permission: Permission, *, by: Actor) -> SetLoad:
    """The same, to act on; whoever else acts on it waits."""
    access_set_load(load_id, permission, by=by)
    return SetLoad.objects.select_for_update(no_key=True).get(pk=load_id)


def access_agreement(agreement_id: UUID, *, by: Actor, is_changed: bool = False) -> SetAgreement:
    """An agreement of the county, or the refusal that it is not there for this actor."""
    rows = SetAgreement.objects.select_for_update() if is_changed else SetAgreement.objects.all()
    found = rows.filter(pk=agreement_id).first()
    if found is None:
        raise SetAgreementNotFoundError("没有这份约定，或不在您负责的区域内。", agreement=str(agreement_id))
    require(by, Permission.SET_AGREE, found.region)
    return found


def access_match(match_id: UUID, *, by: Actor, is_changed: bool = False) -> SetMatch:
    """A decision about a row without a valid number, or the refusal that it is not there for this actor."""
    rows = SetMatch.objects.select_for_update() if is_changed else SetMatch.objects.all()
    found = rows.filter(pk=match_id).first()
    if found is None:
        raise MatchNotFoundError("没有这次对应，或不在您负责的区域内。", match=str(match_id))
    require(by, Permission.SET_MATCH, found.region)
    return found


def access_credential(credential_id: UUID, *, by: Actor, is_changed: bool = False) -> SetCredential:
    """A credential of the county, or the refusal that it is not there for this actor."""
    rows = SetCredential.objects.select_for_update() if is_changed else SetCredential.objects.all()
    found = rows.filter(pk=credential_id).first()
    if found is None:
        raise CredentialNotFoundError(
            "没有这个接口凭证，或不在您负责的区域内。", credential=str(credential_id)
        )
    require(by, Permission.SET_CONNECT, found.region)
    return found

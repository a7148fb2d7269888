"""What came of a push, for the machine that sent it and for the page of the version."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import PushNotFoundError
from yimen.domains.verification.models import AnswerFile, SetCredential, SetLoad, SetPush, SetUpload
from yimen.domains.verification.queries.set_aside import rows_set_aside
from yimen.domains.verification.queries.sets import all_quarantined, refusal_of_load
from yimen.domains.verification.types.pushes import PushFigures, PushState
from yimen.domains.verification.types.sets import Quarantined, SetState
from yimen.domains.verification.types.sources import RowSetAside
from yimen.kernel import Sentence

_STATES = {
    SetState.WAITING: PushState.ACCEPTED,
    SetState.LOADED: PushState.VERIFIED,
    SetState.REFUSED: PushState.REFUSED,
    SetState.RETRACTED: PushState.RETRACTED,
    SetState.CLEARED: PushState.CLEARED,
}


def push_of(push_id: UUID, *, credential: SetCredential) -> SetPush:
    """One push of this credential; another's is not there."""
    rows = SetPush.objects.filter(pk=push_id, credential=credential)
    found = rows.select_related("load", "file").first()
    if found is None:
        raise PushNotFoundError("没有这次推送；只有推送它的凭证可以查询。", push=str(push_id))
    return found


def upload_of(upload_id: UUID, *, credential: SetCredential) -> SetUpload:
    """One upload of this credential; another's is not there."""
    found = SetUpload.objects.filter(pk=upload_id, credential=credential).first()
    if found is None:
        raise PushNotFoundError("没有这次上传；只有开始它的凭证可以继续。", push=str(upload_id))
    return found


def pushes_of_county(*, by: Actor, credential: UUID | None = None) -> QuerySet[SetPush]:
    """What machines of the county's departments and sources sent, newest first; it names nobody."""
    require(by, Permission.SET_CONNECT, by.region)
    rows = SetPush.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    if credential is not None:
        rows = rows.filter(credential=credential)
    return rows.select_related("credential", "load", "file").order_by("-pushed_at", "-id")


def uploads_on_the_way(*, by: Actor, credential: UUID | None = None) -> list[SetUpload]:
    """Pushes that come in pieces and are not whole yet, the latest touched first."""
    require(by, Permission.SET_CONNECT, by.region)
    rows = SetUpload.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi, push=None)
    if credential is not None:
        rows = rows.filter(credential=credential)
    return list(rows.select_related("credential").order_by("-touched_at", "-id"))


def credential_of_load(load: SetLoad) -> SetCredential | None:
    """Under which credential a version came in, if a machine pushed it."""
    push = load.pushes.select_related("credential").first()
    return None if push is None else push.credential


def figures_of(push: SetPush) -> PushFigures:
    """Where it stands and what became of its rows."""
    if push.load is not None:
        load = push.load
        return PushFigures(_STATES[SetState(load.state)], load.rows, load.stored, load.quarantined)
    file = _file(push)
    return PushFigures(PushState.VERIFIED, file.rows, file.rows - file.quarantined, file.quarantined)


def refusal_of(push: SetPush) -> Sentence | None:
    """Why a push came to nothing after it was accepted."""
    return None if push.load is None else refusal_of_load(push.load)


def quarantine_of(push: SetPush, *, by: Actor) -> Iterator[Quarantined] | list[RowSetAside]:
    """Every row that was set aside; that it left the house is recorded."""
    if push.load is not None:
        return all_quarantined(push.load, by=by)
    return rows_set_aside(_file(push), by=by)


def _file(push: SetPush) -> AnswerFile:
    assert push.file is not None  # a constraint of the table: a version or a file
    return push.file

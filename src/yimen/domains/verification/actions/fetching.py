"""A source fetches its questions by machine: as the file would go out, and only to whom they are for.

It acts under the post of the verifier its credential names, as that post is now.
"""

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.batches import let_out
from yimen.domains.verification.errors import BatchNotFoundError, PushNotPermittedError
from yimen.domains.verification.models import SetCredential, SourceBatch
from yimen.domains.verification.recording import refusals_kept
from yimen.domains.verification.rules.outgoing import records_of, written
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import OUTSTANDING, ApiForm, Deed, QueryAct
from yimen.domains.verification.types.pushes import Fetched
from yimen.foundation import audit


@transaction.atomic
def fetch_batch(*, source_key: str, number: int, credential: SetCredential, by: Actor) -> Fetched:
    """Everybody of a batch it still owes an answer about; each fetch is counted and logged about each."""
    batch = _batch(source_key, number, credential, by)
    source = source_named(batch.source)
    rows = let_out(batch, QueryAct.FETCH, by)
    SourceBatch.objects.filter(pk=batch.pk).update(fetched=F("fetched") + 1, fetched_at=timezone.now())
    audit.record(
        "verification:fetch",
        kind="source_batch",
        subject=batch.id,
        region=batch.region,
        by=by,
        changes={"credential": str(credential.id), "people": len(rows)},
    )
    if source.api is ApiForm.FILE:
        return Fetched(batch, file=written(source, batch.number, rows))
    return Fetched(batch, people=tuple(records_of(source, rows)))


def open_batches(*, source_key: str, credential: SetCredential, by: Actor) -> list[SourceBatch]:
    """What the source still owes the county, without a word about whom; what waits longest comes first."""
    with refusals_kept(_deed(credential), (), by=by, also=(PushNotPermittedError,)):
        refuse_other_source(source_key, credential)
        require(by, Permission.VERIFICATION_ANSWER, credential.region)
    rows = SourceBatch.objects.filter(region=credential.region, source=source_key, finished_at=None)
    owed = Count("queries", filter=Q(queries__state__in=OUTSTANDING))
    return list(rows.annotate(owed=owed).order_by("due_on", "number"))


def refuse_other_source(source_key: str, credential: SetCredential) -> None:
    """A credential is for one source and sees and answers nothing of another."""
    if not credential.source or source_key != credential.source:
        raise PushNotPermittedError("这个凭证不能取走或返回“%(source)s”的查询。", source=source_key[:40])


def _batch(source_key: str, number: int, credential: SetCredential, by: Actor) -> SourceBatch:
    with refusals_kept(_deed(credential), (), by=by, also=(PushNotPermittedError,)):
        refuse_other_source(source_key, credential)
        require(by, Permission.VERIFICATION_ANSWER, credential.region)
        own = SourceBatch.objects.filter(region=credential.region, source=source_key)
        found = own.filter(number=number).first()
        if found is None:
            raise BatchNotFoundError("没有第 %(n)s 批查询。", n=number)
    return found


def _deed(credential: SetCredential) -> Deed:
    return Deed(QueryAct.FETCH, credential.region, source=credential.source)

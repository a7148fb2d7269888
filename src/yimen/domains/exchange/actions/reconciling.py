"""Comparing a list of the province with ours: handed in now, compared in a job, kept one by one."""

import json
from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.exchange.actions.differences import keep_differences
from yimen.domains.exchange.errors import ReconciliationRefusedError
from yimen.domains.exchange.models import Reconciliation
from yimen.domains.exchange.queries.both_sides import ours, theirs
from yimen.domains.exchange.queries.profiles import RECONCILED, get_profile
from yimen.domains.exchange.queries.records import Asked
from yimen.domains.exchange.rules.comparing import compare
from yimen.domains.exchange.rules.profiles import expected
from yimen.domains.exchange.types.profiles import Profile, Way
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.actions import discard, keep_produced, open_file
from yimen.foundation.files.types import EXCHANGED
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import fail_run, in_steps, start_run
from yimen.foundation.sentences import kept_sentence
from yimen.foundation.spreadsheets.tables import Fault, Row, read_table
from yimen.kernel import Month, RegionCode, ResidentId, YimenError

COMPARES = "exchange.compare"
MOST_FAULTS = 200
"""So many are kept to be shown; more say that the layout is another one."""


@transaction.atomic
def begin_reconciliation(
    *, profile_key: str, region: RegionCode, month: Month, content: bytes, by: Actor
) -> Reconciliation:
    """Look the file through and have it compared; the same list of the same month is compared again."""
    require(by, Permission.EXCHANGE_RECONCILE, region)
    profile = get_profile(profile_key, by=by)
    if profile.kind not in RECONCILED or Way.IN not in profile.ways:
        raise ReconciliationRefusedError("“%(title)s”不用于核对；请选择其他格式。", title=profile.title)
    if month > Month.of(timezone.localdate()):
        raise ReconciliationRefusedError("%(month)s 还没有到，不能核对。", month=str(month))
    rows = len(read_table(content, expected(profile)).rows)
    if not rows:
        raise ReconciliationRefusedError("文件里没有名单，请核对上传的文件。")
    made = _waiting(profile, region, month, by)
    if made.file_id is not None:
        discard(made.file_id, by=by)
    kept = keep_produced(
        content,
        content_type="application/octet-stream",
        kind=EXCHANGED,
        subject=made.id,
        region=str(region),
        by=by,
    )
    made.file_id, made.run, made.title = kept.id, start_run(COMPARES, total=rows, by=by), profile.title
    made.by_user_id, made.by_post_id = by.user_id, by.post_id
    made.save(update_fields=["file_id", "run", "title", "by_user", "by_post"])
    changes = {"profile": profile.key, "month": str(month), "rows": rows, "digest": kept.digest.hex()}
    _record("exchange:reconcile", made, by, changes)
    defer(COMPARES, reconciliation=made.id)
    return made


def _waiting(profile: Profile, region: RegionCode, month: Month, by: Actor) -> Reconciliation:
    """The comparison of this list and month, alone; refused while another file of it is being compared."""
    made, _is_first = Reconciliation.objects.select_for_update().get_or_create(
        region=str(region),
        profile=profile.key,
        month=month.first,
        defaults={
            "title": profile.title,
            "kind": profile.kind.value,
            "by_user_id": by.user_id,
            "by_post_id": by.post_id,
        },
    )
    if made.run is not None and made.run.state == RunState.RUNNING:
        raise ReconciliationRefusedError("这份名单正在核对，请等它完成后再上传新的文件。")
    return made


def compare_file(reconciliation_id: UUID) -> None:
    """As whoever handed it in, all or nothing; the file is discarded. A second attempt finds it done."""
    with system_scope():
        made = Reconciliation.objects.select_related("run").get(id=reconciliation_id)
    if made.run is None:
        return
    by = _actor(made, made.run.id)
    with in_steps(made.run.id, by.scope) as steps:
        if made.file_id is not None:
            total = made.run.total
            steps.begin(total)
            steps.take(lambda: _compare(made, by), total)


def _actor(made: Reconciliation, run_id: UUID) -> Actor:
    """Where the post has ended meanwhile, the run has failed: somebody else hands the file in again."""
    try:
        return network.actor_for(made.by_user_id, made.by_post_id)
    except YimenError as refusal:
        fail_run(run_id, refusal.code)
        raise


def _compare(made: Reconciliation, by: Actor) -> None:
    profile = get_profile(made.profile, by=by)
    asked = Asked(RegionCode(made.region), Month.of(made.month))
    file_id = cast("UUID", made.file_id)
    table = read_table(b"".join(open_file(file_id, by=by).chunks), expected(profile))
    here, (there, faults) = ours(profile, asked, by=by), theirs(profile, asked, table.rows)
    compared = compare(here, there)
    keep_differences(made, compared, _numbers(table.rows), by=by)
    made.rows, made.ours, made.matched = len(table.rows), len(here), compared.matched
    made.faults = json.dumps([_plain(fault) for fault in faults[:MOST_FAULTS]], ensure_ascii=False)
    made.compared_at, made.times, made.file_id = timezone.now(), made.times + 1, None
    made.save(update_fields=["rows", "ours", "matched", "faults", "compared_at", "times", "file_id"])
    discard(file_id, by=by)
    changes = {"rows": made.rows, "matched": made.matched, "differing": len(compared.differing)}
    _record("exchange:compare", made, by, changes)


def _numbers(rows: Sequence[Row]) -> Mapping[int, str]:
    """The masked number in each row: enough to find the person in their list."""
    found = ((row.number, row.values.get("number") or row.values.get("head_number")) for row in rows)
    return {row: number.masked() for row, number in found if isinstance(number, ResidentId)}


def _plain(fault: Fault) -> Mapping[str, object]:
    return {
        "row": fault.row,
        "column": fault.column,
        "wrong": kept_sentence(fault.wrong),
        "remedy": kept_sentence(fault.remedy),
    }


def _record(action: str, made: Reconciliation, by: Actor, changes: Mapping[str, object]) -> None:
    audit.record(action, kind="reconciliation", subject=made.id, region=made.region, by=by, changes=changes)

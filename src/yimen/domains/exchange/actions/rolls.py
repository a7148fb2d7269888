"""An opening roll is handed in, taken over by somebody else, undone, or put aside; jobs do the work."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.exchange.errors import RollRefusedError
from yimen.domains.exchange.models import OpeningRoll
from yimen.domains.exchange.permissions import hold_roll
from yimen.domains.exchange.queries.rolls import families_in_the_way
from yimen.domains.exchange.types.roll import ROLL_FILE, RollState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.files.actions import discard, keep_produced
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import start_run
from yimen.foundation.models import make_id
from yimen.foundation.spreadsheets.reading import WHOLE_COUNTY
from yimen.kernel import Month, RegionLevel

CHECKS, LOADS, UNDOES = "exchange.check_roll", "exchange.load_roll", "exchange.undo_roll"
"""The jobs."""
_BYTES = "application/octet-stream"


@transaction.atomic
def prepare_roll(*, content: bytes, title: str, from_month: Month, by: Actor) -> OpeningRoll:
    """Keep the file encrypted and have it checked; nothing else is written."""
    require(by, Permission.ROLL_PREPARE, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise RollRefusedError("期初名册由县级岗位准备。")
    this = Month.of(timezone.localdate())
    if from_month not in (this, this.next()):
        raise RollRefusedError("接管月份只能是本月或下月。")
    if not title.strip() or not 0 < len(content) <= WHOLE_COUNTY.megabytes * 1_000_000:
        message = "请写明名册名称，并选择一个不超过 %(limit)s MB 的文件。"
        raise RollRefusedError(message, limit=WHOLE_COUNTY.megabytes)
    roll = OpeningRoll(
        id=make_id(),
        region=str(by.region),
        state=RollState.CHECKING,
        title=title.strip(),
        from_month=from_month.first,
        prepared_user_id=by.user_id,
        prepared_post_id=by.post_id,
        prepared_by=by.staff_name,
    )
    kept = keep_produced(
        content, content_type=_BYTES, kind=ROLL_FILE, subject=roll.id, region=str(by.region), by=by
    )
    _refuse_twice(roll, kept.digest)
    roll.file_id, roll.digest, roll.run = kept.id, kept.digest, start_run(CHECKS, total=1, by=by)
    roll.save(force_insert=True)
    _record("roll:prepare", roll, by, {"digest": kept.digest.hex(), "from": str(from_month)})
    defer(CHECKS, roll=roll.id)
    return roll


def _refuse_twice(roll: OpeningRoll, digest: bytes | memoryview) -> None:
    """The very same file does not wait twice; of one that was taken over the check says what is on file."""
    waiting = (RollState.CHECKING, RollState.CHECKED, RollState.LOADING)
    same = OpeningRoll.objects.filter(region=roll.region, digest=digest, state__in=waiting).first()
    if same is not None:
        raise RollRefusedError(
            "这个文件已经上传过：名册“%(title)s”，%(name)s，%(day)s。要重新上传，请先把那一份作废。",
            title=same.title,
            name=same.prepared_by,
            day=timezone.localdate(same.prepared_at),
        )


@transaction.atomic
def take_over_roll(*, roll_id: UUID, by: Actor) -> OpeningRoll:
    """The second person answers for it; also goes on where a job broke off."""
    roll = hold_roll(roll_id, Permission.ROLL_TAKE_OVER, by=by)
    if by.user_id == roll.prepared_user_id:
        raise RollRefusedError("准备名册的人不能自己接管，请由另一位有权限的人办理。")
    if roll.state == RollState.LOADING:
        return _go_on(_taken_by(roll, by), LOADS, by)
    if roll.state != RollState.CHECKED or roll.families == 0:
        raise RollRefusedError("名册还没有检查完，或没有可以接管的家庭。")
    roll.state, roll.run = RollState.LOADING, start_run(LOADS, total=roll.families, by=by)
    _taken_by(roll, by).taken_at = timezone.now()
    _save_alone(roll)
    _record("roll:take_over", roll, by, {"families": roll.families, "digest": bytes(roll.digest).hex()})
    defer(LOADS, roll=roll.id)
    return roll


@transaction.atomic
def undo_roll(*, roll_id: UUID, reason: str, by: Actor) -> OpeningRoll:
    """As if it had never been taken over; refused while something was built upon any of its families."""
    roll = hold_roll(roll_id, Permission.ROLL_TAKE_OVER, by=by)
    if roll.state == RollState.UNDOING:
        return _go_on(_undone_by(roll, by), UNDOES, by)
    if roll.state != RollState.LOADED:
        raise RollRefusedError("只有已经接管的名册才能撤销。")
    if not reason.strip():
        raise RollRefusedError("请写明撤销的原因。")
    if standing := families_in_the_way(roll):
        raise RollRefusedError(
            "有%(count)s户在接管以后已有后续办理，整份名册不能撤销；请先查看名单。", count=len(standing)
        )
    total = roll.listed.filter(household_id__isnull=False).count()
    roll.state, roll.run = RollState.UNDOING, start_run(UNDOES, total=total, by=by)
    _undone_by(roll, by).undone_because = reason.strip()
    _save_alone(roll)
    _record("roll:undo", roll, by, {"reason": reason, "families": total})
    defer(UNDOES, roll=roll.id)
    return roll


@transaction.atomic
def discard_roll(*, roll_id: UUID, by: Actor) -> OpeningRoll:
    """A roll nobody took over, or one taken back whole: its file and everything read from it are gone."""
    roll = hold_roll(roll_id, Permission.ROLL_PREPARE, by=by)
    if roll.state not in (RollState.CHECKED, RollState.REFUSED, RollState.UNDONE):
        raise RollRefusedError("只有还没有接管或者已经整份撤销的名册才能作废。")
    forget_listed(roll)
    discard(roll.file_id, by=by)
    roll.state = RollState.DISCARDED
    roll.save(update_fields=["state"])
    _record("roll:discard", roll, by, {"title": roll.title})
    return roll


def forget_listed(roll: OpeningRoll) -> None:
    """What was read from the file."""
    roll.findings.all().delete()
    roll.listed_awards.all().delete()
    roll.listed.all().delete()


def _taken_by(roll: OpeningRoll, by: Actor) -> OpeningRoll:
    roll.taken_user_id, roll.taken_post_id, roll.taken_by = by.user_id, by.post_id, by.staff_name
    return roll


def _undone_by(roll: OpeningRoll, by: Actor) -> OpeningRoll:
    roll.undone_user_id, roll.undone_post_id, roll.undone_by = by.user_id, by.post_id, by.staff_name
    return roll


def _go_on(roll: OpeningRoll, name: str, by: Actor) -> OpeningRoll:
    """Whoever goes on answers for the rest: the job acts as them."""
    run = roll.run
    if run is None or run.state != RunState.FAILED:
        raise RollRefusedError("正在后台办理，请稍候。")
    Run.objects.filter(id=run.id).update(state=RunState.RUNNING, finished_at=None, error_code="")
    roll.save()
    _record("roll:go_on", roll, by, {"job": name})
    defer(name, roll=roll.id)
    return roll


def _save_alone(roll: OpeningRoll) -> None:
    """One roll of a county at a time is written or undone."""
    try:
        with transaction.atomic():
            roll.save()
    except IntegrityError as fault:
        if "roll_one_at_a_time" not in str(fault):
            raise
        raise RollRefusedError("本县另一份名册正在接管或撤销，请等它完成。") from fault


def _record(action: str, roll: OpeningRoll, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="opening_roll", subject=roll.id, region=roll.region, by=by, changes=changes)

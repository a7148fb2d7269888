"""Answers by file: handed in, looked through, taken as a whole; contradictions decided by a person."""

import hashlib
from collections.abc import Collection
from datetime import timedelta
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.asked import MANY, finish_batches
from yimen.domains.verification.actions.late import RETURNED, mark_late
from yimen.domains.verification.actions.set_aside import keep_set_aside
from yimen.domains.verification.errors import AnswersRefusedError, DecisionRefusedError, GroundMissingError
from yimen.domains.verification.models import AnswerFile, SourceAnswer, SourceQuery
from yimen.domains.verification.permissions import access_answer_file, access_asked
from yimen.domains.verification.queries.answers import Plan, Taken, look_through, planned, said_by
from yimen.domains.verification.recording import log_all_left_out, log_deeds, refusals_kept
from yimen.domains.verification.rules.answers import are_counted_twice, key_text, state_after
from yimen.domains.verification.rules.sources import source_named
from yimen.domains.verification.types import (
    AnswerResult,
    AskedState,
    Deed,
    QueryAct,
    ReadAnswers,
    RequestState,
    RowFate,
    Said,
    Standing,
)
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.files.actions import discard, keep_produced
from yimen.foundation.files.types import EXCHANGED
from yimen.foundation.models import blind

LEFT_FOR = timedelta(days=7)
"""So long a file may wait to be looked through and taken; the office's own."""
SET_ASIDE_FOR = timedelta(days=30)
"""So long a source has to put right what was set aside; the office's own."""
_TAKING = 7_301_226_001
"""The lock of taking answers: two files about the same people must not pass one another."""


@transaction.atomic
def hand_in_answers(*, source_key: str, content: bytes, name: str, by: Actor) -> AnswerFile:
    """Kept encrypted until it is taken; no such file, or one that was taken before, is refused at once."""
    source = source_named(source_key)
    deed = Deed(QueryAct.TAKE, str(by.region), source=source.key)
    with refusals_kept(deed, (), by=by):
        require(by, Permission.VERIFICATION_ANSWER, by.region)
    digest = hashlib.sha256(content).hexdigest()
    earlier = AnswerFile.objects.filter(source=source.key, digest=digest, taken_at__isnull=False).first()
    if earlier is not None:
        day = timezone.localdate(earlier.taken_at)
        raise AnswersRefusedError("这份文件 %(day)s 已经登记过，没有再次登记。", day=day)
    if not planned(source, content, by=by).read.rows:
        raise AnswersRefusedError("文件里没有任何一行结果；请检查是否选对了文件。")
    made = AnswerFile.objects.create(
        region=str(by.region),
        source=source.key,
        name=name[:120],
        digest=digest,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )
    kept = keep_produced(
        content,
        content_type="application/octet-stream",
        kind=EXCHANGED,
        subject=made.id,
        region=made.region,
        by=by,
    )
    made.file_id = kept.id
    made.save(update_fields=["file_id"])
    _record("verification:hand_in", made, by, {"digest": digest})
    return made


@transaction.atomic
def take_answers(*, file_id: UUID, by: Actor) -> AnswerFile:
    """Every row or none. What is there already is not written twice; a contradiction stands beside it."""
    with refusals_kept(Deed(QueryAct.TAKE, str(by.region)), (), by=by):
        found = access_answer_file(file_id, by=by, is_changed=True)
    if found.file_id is None:
        raise AnswersRefusedError("这份文件已经登记过了。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TAKING])
    plan = look_through(found, by=by, is_taken=True)
    _refuse_unusable(plan.read)
    _keep(plan.taken.values(), found, by)
    mark_late(plan.taken.values(), by)
    _log_unkept(plan, found, by)
    finish_batches((taken.asked.batch_id for taken in plan.taken.values()), by=by)
    _finish(found, plan, by)
    return found


def _refuse_unusable(read: ReadAnswers) -> None:
    """A row with a fault is set aside; where no other is left, it is the wrong file."""
    if read.count(RowFate.WRONG) < len(read.rows):
        return
    fault = read.faults[0]
    raise AnswersRefusedError(
        "%(n)s 行里没有一行可用，什么也没有登记；第一个问题：第 %(row)s 行“%(column)s”%(why)s",
        n=len(read.rows),
        row=fault.row,
        column=fault.column,
        why=fault.wrong,
    )


def _keep(questions: Collection[Taken], file: AnswerFile, by: Actor) -> None:
    """The fresh answers, what they put in doubt, and where each question stands."""
    answered = [each for each in questions if each.results]
    for each in questions:
        each.asked.faulty = each.faulty
    for each in answered:
        _stand(each)
    SourceAnswer.objects.bulk_create(
        _answer(each.asked, file, said, standing)
        for each in answered
        for said, standing in each.settled.fresh
    )
    doubted = [answer for each in answered for answer in each.settled.doubted]
    SourceAnswer.objects.filter(id__in=doubted).update(standing=Standing.DOUBTED)
    SourceQuery.objects.bulk_update(
        [each.asked for each in questions],
        ["state", "answered_at", "is_late", "is_whole", "remark", "faulty"],
        batch_size=MANY,
    )
    # whoever permits it no more has no results
    done = ((_deed(each.asked), each.asked.person_id, each.ground) for each in answered if each.ground)
    log_deeds(done, by=by)


def _stand(taken: Taken) -> None:
    """Where a question stands after its answers; what is set aside of it keeps it open for that part."""
    asked = taken.asked
    has_answers = bool(taken.settled.kept or taken.settled.fresh)
    asked.state = state_after(
        AskedState(asked.state),
        [*taken.results, *([AnswerResult.PARTLY] if taken.faulty else [])],
        has_answers=has_answers,
        is_doubted=taken.settled.is_doubted,
    )
    if asked.state != AskedState.UNABLE and asked.answered_at is None:
        asked.answered_at = timezone.now()
        asked.is_late = asked.due_on is not None and timezone.localdate() > asked.due_on
    asked.is_whole = asked.state != AskedState.PARTLY
    asked.remark = taken.remark or asked.remark


def _answer(asked: SourceQuery, file: AnswerFile, said: Said, standing: Standing) -> SourceAnswer:
    return SourceAnswer(
        region=asked.region,
        case_id=asked.case_id,
        query=asked,
        file=file,
        kind=said.kind or "",
        item=said.item or None,
        key=blind(key_text(said), "source-answer"),
        amount_fen=None if said.amount is None else said.amount.fen,
        as_of=said.as_of,
        received_at=timezone.now(),
        standing=standing,
    )


def _deed(asked: SourceQuery) -> Deed:
    return Deed(
        QueryAct.TAKE,
        asked.region,
        case_id=asked.case_id,
        request_id=asked.request_id,
        source=asked.source,
    )


def _log_unkept(plan: Plan, file: AnswerFile, by: Actor) -> None:
    """Whom nobody may ask about any more, one by one; whom nobody asked about, as one entry."""
    left_out: list[tuple[Deed, UUID | None]] = [(_deed(each), each.person_id) for each in plan.unpermitted]
    if plan.has_strangers:
        left_out.append((Deed(QueryAct.TAKE, file.region, source=file.source), None))
    log_all_left_out(left_out, GroundMissingError.code, by=by)


def _finish(found: AnswerFile, plan: Plan, by: Actor) -> None:
    file_id, found.file_id, found.taken_at = found.file_id, None, timezone.now()
    found.fresh = plan.read.count(RowFate.FRESH)
    found.repeated = plan.read.count(RowFate.REPEATED)
    found.doubted = plan.read.count(RowFate.DOUBTED)
    found.left_out = plan.read.count(RowFate.LEFT_OUT)
    found.unable = plan.read.count(RowFate.UNABLE)
    found.quarantined = plan.read.count(RowFate.WRONG)
    found.rows = len(plan.read.rows)
    found.quarantine_id = keep_set_aside(plan.read, found, by)
    found.save()
    if file_id is not None:
        discard(file_id, by=by)
    names = ("rows", "fresh", "repeated", "doubted", "left_out", "unable", "quarantined")
    _record("verification:take", found, by, {name: getattr(found, name) for name in names})


@transaction.atomic
def leave_answers(*, file_id: UUID, by: Actor) -> None:
    """A file that was handed in by mistake or has faults: its content goes, that it was there stays."""
    found = access_answer_file(file_id, by=by, is_changed=True)
    if found.file_id is None:
        raise AnswersRefusedError("这份文件已经登记过了。")
    _leave(found, by)


def clear_left_answers() -> int:
    """What nobody took in within its days is gone; the audit keeps that it was handed in."""
    rows = AnswerFile.objects.select_for_update(skip_locked=True)  # somebody takes it just now
    left = list(rows.filter(taken_at=None, handed_in_at__lt=timezone.now() - LEFT_FOR))
    for each in left:
        _leave(each, audit.SYSTEM)
    return len(left)


def clear_set_aside() -> int:
    """Rows that were set aside go after their days, put right or not; how many there were stays."""
    rows = AnswerFile.objects.select_for_update(skip_locked=True)
    due = list(rows.filter(quarantine_id__isnull=False, taken_at__lt=timezone.now() - SET_ASIDE_FOR))
    for each in due:
        discard(cast(UUID, each.quarantine_id), by=audit.SYSTEM)
        each.quarantine_id = None
        each.save(update_fields=["quarantine_id"])
    return len(due)


def _leave(found: AnswerFile, by: Doer) -> None:
    if found.file_id is not None:
        discard(found.file_id, by=by)
    _record("verification:leave", found, by, {"digest": found.digest})
    found.delete()


@transaction.atomic
def decide_answers(*, asked_id: UUID, counting: Collection[UUID], reason: str, by: Actor) -> SourceQuery:
    """A person says which of contradicting answers count; the others stay, set aside, with the reason."""
    asked = access_asked(asked_id, Permission.VERIFICATION_ANSWER, by=by, is_changed=True)
    if asked.request.state != RequestState.STARTED and not _is_late_doubt(asked):
        raise DecisionRefusedError("这次核对已经返回结果，不能再改变采用哪一条。")
    answers = list(asked.answers.select_for_update().order_by("id"))
    chosen = [answer for answer in answers if answer.id in set(counting)]
    _refuse_undecided(answers, chosen, reason)
    for answer in answers:
        answer.standing = Standing.COUNTS if answer in chosen else Standing.SET_ASIDE
        answer.reason, answer.decided_at = reason.strip(), timezone.now()
        answer.decided_by_id = by.post_id
        answer.save(update_fields=["standing", "reason", "decided_at", "decided_by"])
    asked.state = AskedState.ANSWERED if asked.is_whole else AskedState.PARTLY
    asked.save(update_fields=["state"])
    changes: dict[str, object] = {"counting": [str(each.id) for each in chosen], "reason": reason.strip()}
    audit.record(
        "verification:decide",
        kind="source_query",
        subject=asked.id,
        region=asked.region,
        by=by,
        changes=changes,
    )
    return asked


def _is_late_doubt(asked: SourceQuery) -> bool:
    """What contradicts came after the result: it is decided still, and the result stays as it is."""
    request = asked.request
    is_open = request.state in RETURNED and request.purpose_ended_on is None
    return is_open and asked.state == AskedState.DOUBTED


def _refuse_undecided(answers: list[SourceAnswer], chosen: list[SourceAnswer], reason: str) -> None:
    if len(answers) < 2:
        raise DecisionRefusedError("这项查询没有互相矛盾的返回，不需要判断。")
    if not chosen:
        raise DecisionRefusedError("请选择采用哪一条；都不可信的，请再次查询或者登记不再等待。")
    if len({bool(answer.kind) for answer in chosen}) > 1:
        raise DecisionRefusedError("“无记录”和查到的记录不能同时采用。")
    if are_counted_twice([said_by(answer) for answer in chosen]):
        raise DecisionRefusedError("同一账户、证号的两个金额不能同时采用，否则会重复计算。")
    if not reason.strip():
        raise DecisionRefusedError("请写明为什么采用这一条，家庭可以据此提出异议。")


def _record(action: str, made: AnswerFile, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="answer_file", subject=made.id, region=made.region, by=by, changes=changes)

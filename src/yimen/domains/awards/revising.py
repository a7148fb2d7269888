"""Changing an award from a month on, or ending it; what was before stays as it was."""

from django.utils import timezone

from yimen.domains.awards.errors import RevisionInvalidError
from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.queries import amounts_of
from yimen.domains.awards.types import ChangeKind, Revision
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Money, Month

_NOTHING = Money(0)


def apply_revision(award: Award, revision: Revision, by: Actor) -> None:
    """The rows of a decision: one per component that changes, the end, the day of the review."""
    _refuse_impossible(award, revision)
    start = _first_month(award, revision)
    before = amounts_of(award.id, start)
    after = {} if revision.is_stop else dict(revision.components)
    for component in sorted(before.keys() | after.keys()):
        was, becomes = before.get(component, _NOTHING), after.get(component, _NOTHING)
        if was != becomes:
            _keep(award, _kind(revision, was, becomes), component, was, becomes, start, revision, by)
    if revision.until_month is not None:
        total = sum(after.values(), _NOTHING)
        _keep(award, ChangeKind.EXIT, "base", total, total, start, revision, by)
    _close(award, revision, start, by)


def _refuse_impossible(award: Award, revision: Revision) -> None:
    today = Month.of(timezone.localdate())
    if award.until_month is not None and Month.of(award.until_month) <= today:
        raise RevisionInvalidError("这项救助已经停止，不能再调整。", award=str(award.id))
    if revision.from_month < today:
        raise RevisionInvalidError(
            "调整只能从本月或以后的月份起，已经过去的月份不能改写。", month=str(revision.from_month)
        )
    if revision.until_month is not None and revision.until_month <= revision.from_month:
        raise RevisionInvalidError("渐退期须晚于调整的起始月份。", until=str(revision.until_month))
    later = award.changes.filter(from_month__gt=_first_month(award, revision).first).first()
    if later is not None:
        raise RevisionInvalidError(
            "已有自%(month)s起的调整，不能在它之前再作调整。", month=str(Month.of(later.from_month))
        )


def _first_month(award: Award, revision: Revision) -> Month:
    """An award lasts at least its first month, and changes at the earliest with it."""
    begun = Month.of(award.from_month)
    return max(revision.from_month, begun.next() if revision.is_stop else begun)


def _kind(revision: Revision, was: Money, becomes: Money) -> ChangeKind:
    if revision.is_stop:
        return ChangeKind.STOP
    return ChangeKind.INCREASE if becomes > was else ChangeKind.DECREASE


def _keep(
    award: Award,
    kind: ChangeKind,
    component: str,
    was: Money,
    becomes: Money,
    start: Month,
    revision: Revision,
    by: Actor,
) -> None:
    AwardChange.objects.create(
        region=award.region,
        award=award,
        kind=kind,
        component=component,
        before_fen=was.fen,
        after_fen=becomes.fen,
        reason=revision.reason,
        from_month=start.first,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
    )


def _end(award: Award, revision: Revision, start: Month) -> Month | None:
    """A decision that says nothing of the end leaves it: of a term, and of a gradual exit under way."""
    if revision.is_stop:
        return start
    if revision.until_month is not None or award.until_month is None:
        return revision.until_month
    is_exit = award.changes.filter(kind=ChangeKind.EXIT).exists()
    return None if is_exit and revision.is_assisted_again else Month.of(award.until_month)


def _close(award: Award, revision: Revision, start: Month, by: Actor) -> None:
    until = _end(award, revision, start)
    award.until_month = None if until is None else until.first
    award.reviewed_on, award.review_months = revision.decided_on, revision.review_months
    award.save(update_fields=["until_month", "reviewed_on", "review_months"])
    audit.record(
        "award:stop" if revision.is_stop else "award:revise",
        kind="award",
        subject=award.id,
        region=award.region,
        by=by,
        changes={
            "components": {name: money.fen for name, money in revision.components},
            "from": str(start),
            "until": None if until is None else str(until),
            "reason": revision.reason,
        },
    )

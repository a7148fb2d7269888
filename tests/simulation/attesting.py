"""Who must be seen, and civil matters: attested at the door, asked for again, looked into, ended."""

from datetime import timedelta

from django.utils import timezone

from tests.simulation import asking, happening, moving
from tests.simulation.deciding import Why
from tests.simulation.turns import Turn
from yimen.domains.allowances import actions as allowances
from yimen.domains.allowances import queries
from yimen.domains.allowances.models import Attestation, CivilMatter
from yimen.domains.allowances.types import (
    OLD_AGE,
    AttestationKind,
    EndReason,
    Filters,
    MatterState,
    Per,
    Result,
    Way,
)
from yimen.domains.people.models import Person
from yimen.kernel import Money, Month

NEVER, ONLY_ASKED_AGAIN = 0.03, 0.12
"""Of those to be seen so many are seen by nobody, and so many only when they are asked for again."""
FOUND: dict[AttestationKind, dict[Result, float]] = {
    AttestationKind.PROOF_OF_LIFE: {Result.DIED: 0.02, Result.MOVED: 0.01},
    AttestationKind.QUALIFICATION: {Result.EXPIRED: 0.04, Result.LEVEL_CHANGED: 0.04, Result.DIED: 0.01},
}
"""What is found instead of somebody alive and entitled."""


def register(turn: Turn) -> None:
    """Asked at any door, entered on file, answered by registering it."""
    family, by = turn.family, turn.by
    asking.put_on_file(family, by)
    assert family.head.id is not None
    matter = allowances.register_matter(
        item=OLD_AGE, person_id=family.head.id, contact_id=turn.subject_id, note="户口簿、身份证已核对", by=by
    )
    turn.world.by_subject[matter.id] = family


def civil_matter(turn: Turn) -> Why:
    """Decided by whoever did not register it; of the dead and the unseen one proposes the end."""
    matter = CivilMatter.objects.get(pk=turn.subject_id)
    if matter.state == MatterState.REGISTERED:
        return _decide(turn, matter)
    if matter.state == MatterState.ENDING:
        return _second(turn, matter)
    if Person.objects.get(pk=matter.person_id).died_on is not None:
        return _propose(turn, matter, EndReason.DIED, "死亡登记")
    for row in _missed(matter):
        if turn.family.draw(f"late proof:{row.starts_on}").random() < 0.5:
            way = {"result": Result.CONFIRMED, "way": Way.BY_VIDEO}
            allowances.record_attestation(attestation_id=row.id, by=turn.by, **way)  # type: ignore[arg-type]
            return None
    return _propose(turn, matter, EndReason.MOVED, "已随子女迁往外省", statement="同意，在外省申领")


def _second(turn: Turn, matter: CivilMatter) -> Why:
    """Somebody else confirms it; now and then it is refused, and proposed another time."""
    if turn.family.draw("end").random() < 0.1 and "kept" not in turn.family.done:
        turn.family.done.add("kept")
        allowances.keep_matter(matter_id=matter.id, reason="证明材料不足", by=turn.by)
    else:
        allowances.end_matter(matter_id=matter.id, by=turn.by)
    return None


def _missed(matter: CivilMatter) -> list[Attestation]:
    rows = Attestation.objects.filter(
        person_id=matter.person_id, result="", again_on__lt=timezone.localdate()
    )
    return list(rows)


def _decide(turn: Turn, matter: CivilMatter) -> Why:
    age = turn.world.today.year - turn.family.head.born.year
    said: dict[str, object] = {"is_granted": False, "reason": "未满八十周岁"}
    if age >= 80:
        month = Month.of(turn.world.today).next()
        said = {"is_granted": True, "amount": Money(50_00), "per": Per.MONTH, "from_month": month}
    allowances.decide_matter(matter_id=matter.id, by=turn.by, **said)  # type: ignore[arg-type]
    if age >= 80:
        happening.later(turn.world, turn.family)
    return None


def _propose(turn: Turn, matter: CivilMatter, because: EndReason, reason: str, statement: str = "") -> Why:
    month = Month.of(turn.world.today).next()
    allowances.propose_end(
        matter_id=matter.id, because=because, reason=reason, from_month=month, statement=statement, by=turn.by
    )
    return None


def attestation(turn: Turn) -> Why:
    """Whoever is met these days is written down; the list is done with the last of them."""
    kind, village, starts_on = queries.get_list_item(turn.subject_id)
    filters = Filters(kind, village, starts_on=starts_on)
    rows = queries.attestations(by=turn.by, filters=filters).filter(result="", case_id__isnull=True)
    left = [row for row in rows if not _is_seen(turn, row) or not _record(turn, row)]
    return "有人尚未见到" if left else None


def _is_seen(turn: Turn, row: Attestation) -> bool:
    """On a day of the term that was drawn for the person, or after the last one, or never."""
    chance = turn.world.by_subject[row.household_id].draw(
        f"attested:{row.kind}:{row.starts_on}:{row.person_id}"
    )
    luck = chance.random()
    if luck < NEVER:
        return False
    if luck < ONLY_ASKED_AGAIN:
        return turn.world.today > row.due_on + timedelta(days=chance.randrange(1, 12))
    span = (row.due_on - row.starts_on).days
    return turn.world.today >= row.starts_on + timedelta(days=chance.randrange(span))


def _record(turn: Turn, row: Attestation) -> bool:
    """What was found; whoever is registered dead is found by the job, not at a door."""
    person, world = Person.objects.get(pk=row.person_id), turn.world
    if person.died_on is not None:
        return False
    family = world.by_subject[row.household_id]
    result, said = _found(turn, row), {}
    if result is Result.CONFIRMED:
        said = _way(turn, row)
    made = allowances.record_attestation(
        attestation_id=row.id,
        result=result,
        remark=str(said.pop("remark", "邻居告知")),
        by=turn.by,
        **said,  # type: ignore[arg-type]
    )
    if made.report_id is not None:
        world.by_subject[made.report_id] = family
    if made.case_id is not None:
        moving.know_cases(world, family, turn.by)
    return True


def _chance(turn: Turn, row: Attestation, what: str) -> float:
    return (
        turn.world.by_subject[row.household_id]
        .draw(f"{what}:{row.kind}:{row.starts_on}:{row.person_id}")
        .random()
    )


def _found(turn: Turn, row: Attestation) -> Result:
    luck = _chance(turn, row, "found")
    for result, share in FOUND[AttestationKind(row.kind)].items():
        luck -= share
        if luck < 0:
            return result
    return Result.CONFIRMED


def _way(turn: Turn, row: Attestation) -> dict[str, object]:
    luck = _chance(turn, row, "way")
    if luck < 0.1:
        return {"way": Way.BY_RELATIVE, "photo": asking.PICTURE, "remark": "在女儿家"}
    if luck < 0.2:
        return {"way": Way.BY_RECORDS, "remark": f"{turn.world.today}与死亡登记比对无命中"}
    return {"way": Way.AT_HOME if luck < 0.7 else Way.AT_WINDOW, "remark": ""}


def look_into(turn: Turn) -> bool:
    """Of a household whose review waits: whether somebody in it was missed twice, which begins the review."""
    rows = Attestation.objects.filter(household_id=turn.subject_id, result="", case_id__isnull=True)
    missed = [row for row in rows.filter(again_on__lt=turn.world.today) if queries.is_award_at_stake(row)]
    for row in missed:
        allowances.look_into(attestation_id=row.id, by=turn.by)
    return bool(missed)

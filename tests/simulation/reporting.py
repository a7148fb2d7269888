"""What a town makes of a report: the register corrected, a change case, or nothing and why."""

from datetime import timedelta
from uuid import UUID

from tests.simulation.deciding import Why
from tests.simulation.families import Family, Somebody
from tests.simulation.turns import Turn
from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries
from yimen.domains.cases.types import ChangeCause
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.people import actions as people
from yimen.domains.people import queries as residents
from yimen.domains.people.types import PersonFacts, Relation
from yimen.doors.cli.county.identities import invented_identity
from yimen.kernel import Sex


def change_report(turn: Turn) -> Why:
    """By what was told: who died, was born, moved, went away, earns otherwise, or nothing of it."""
    report, family = ChangeReport.objects.get(pk=turn.subject_id), turn.family
    if report.kind == ReportKind.AWAY:
        if turn.world.today < turn.item.due_on - timedelta(days=7):
            return "离开未满规定月数"
        _settled(report, ReportOutcome.NO_CHANGE, "已返回居住地", turn)
    elif report.kind == ReportKind.DEATH:
        return _died(turn, report)
    elif report.kind == ReportKind.BIRTH:
        _born(turn, family)
        return _changed(turn, report, ChangeCause.MEMBER_JOINED)
    elif report.kind == ReportKind.MOVE:
        people.move_household(
            household_id=family.household_id,  # type: ignore[arg-type]
            to_region=family.village,
            address=f"新屋{family.number}号之二",
            on=turn.world.today,
            by=turn.by,
        )
        _settled(report, ReportOutcome.CORRECTED, "同村搬迁，地址已更正", turn)
    elif report.kind == ReportKind.OTHER:
        _settled(report, ReportOutcome.NO_CHANGE, "经入户核实没有变化", turn)
    else:
        cause = ChangeCause.STARTED_WORK if report.text == "found_work" else ChangeCause.INCOME_CHANGED
        return _changed(turn, report, cause, person_id=family.head.id)
    return None


def _died(turn: Turn, report: ChangeReport) -> Why:
    """Told twice, by the village and by whoever went to see them, it is registered once."""
    assert report.person_id is not None
    if residents.death_of(report.person_id) is not None:
        _settled(report, ReportOutcome.CORRECTED, "死亡已登记", turn)
        return None
    people.record_death(person_id=report.person_id, on=report.reported_on, by=turn.by)
    return _changed(turn, report, ChangeCause.MEMBER_DIED, person_id=report.person_id)


def _born(turn: Turn, family: Family) -> None:
    born, order = turn.world.today - timedelta(days=3), family.number % 500
    baby = Somebody(f"{family.name[0]}新{family.name[-1]}", born, Sex.FEMALE, "child", order)
    facts = PersonFacts(name=baby.name, identity=invented_identity(born, baby.sex, order))
    baby.id = people.register_person(
        facts=facts, region=family.village, address=f"新屋{family.number}号", by=turn.by
    ).id
    people.add_member(
        household_id=family.household_id,  # type: ignore[arg-type]
        person_id=baby.id,
        relation=Relation.CHILD,
        by=turn.by,
    )
    family.members.append(baby)


def _settled(report: ChangeReport, outcome: ReportOutcome, note: str, turn: Turn) -> None:
    intake.settle_report(report_id=report.id, outcome=outcome, note=note, by=turn.by)


def _changed(turn: Turn, report: ChangeReport, cause: ChangeCause, *, person_id: UUID | None = None) -> Why:
    """Where something goes on a change case, or the one that runs; else the register was corrected."""
    family = turn.family
    if not awards.is_assisted(family.household_id):  # type: ignore[arg-type]
        _settled(report, ReportOutcome.CORRECTED, "没有在册救助，已更正档案", turn)
        return None
    runs = queries.running_review(family.household_id) is not None  # type: ignore[arg-type]
    look = cases.join_change if runs else cases.open_change
    case = look(
        household_id=family.household_id,  # type: ignore[arg-type]
        cause=cause,
        report_id=report.id,
        person_id=person_id,
        happened_on=None if cause is ChangeCause.MEMBER_DIED else report.reported_on,
        by=turn.by,
    )
    if case.id not in family.case_ids:
        family.case_ids.append(case.id)
    turn.world.by_case[case.id] = family
    return None

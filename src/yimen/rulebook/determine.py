"""Determines all programmes for one household file: the front door of the rulebook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from yimen.engine.kinds import Entity
from yimen.kernel import Programme
from yimen.rulebook.answer import Answer, Determination, plain
from yimen.rulebook.case import RunCase
from yimen.rulebook.either_way import settle
from yimen.rulebook.household_file import UNKNOWN, HouseholdFile, read
from yimen.rulebook.judgement import Judgement
from yimen.rulebook.outcomes import OUTCOMES
from yimen.rulebook.version import version


def determine(
    file: HouseholdFile | Mapping[str, Any] | str, programmes: Collection[Programme | str] | None = None
) -> Answer:
    """The answer for every programme, or for those named. Refuses a file that is not right."""
    household_file = file if isinstance(file, HouseholdFile) else read(file)
    wanted = [Programme(one) for one in programmes] if programmes is not None else list(Programme)
    return settle(household_file, _once(household_file, wanted), lambda trial: _once(trial, wanted))


def _once(file: HouseholdFile, wanted: Collection[Programme]) -> Answer:
    is_urban = file.household.get("urban", False)
    if is_urban is UNKNOWN:
        return _of_either_area(file, wanted)
    return _answer(RunCase(file, is_urban), wanted)


def _answer(case: RunCase, wanted: Collection[Programme]) -> Answer:
    determinations = tuple(one for programme in wanted for one in _of_programme(case, programme))
    unsourced = dict.fromkeys(name for one in determinations for name in one.unsourced)
    return Answer(
        on=case.file.on,
        region=case.file.region.code,
        determinations=determinations,
        values=_values(case),
        unsourced=tuple(sorted(unsourced)),
        overridden=tuple(sorted(str(name) for name in case.file.parameters)),
        version=version(),
    )


def _of_programme(case: RunCase, programme: Programme) -> Iterator[Determination]:
    outcome = OUTCOMES[programme]
    people = range(len(case.file.members)) if outcome.entity is Entity.PERSON else (None,)
    for person in people:
        yield Judgement(case, outcome, person).determination()


def _values(case: RunCase) -> dict[str, Any]:
    """Every rule's value; a member's under the member's ref."""
    rules, result = case.result.rules, case.result
    refs = [member["ref"] for member in case.file.members]
    shown: dict[str, Any] = {}
    for name in rules.rules:
        type_, value = rules.type(name), result[name]
        if rules.entity(name) is Entity.PERSON:
            shown[name] = {ref: plain(type_, one) for ref, one in zip(refs, value, strict=True)}
        else:
            shown[name] = plain(type_, value)
    return shown


def _of_either_area(file: HouseholdFile, wanted: Collection[Programme]) -> Answer:
    """Not known whether urban or rural: decided only where both come to the same."""
    rural, urban = (_answer(RunCase(file, is_urban), wanted) for is_urban in (False, True))
    merged = tuple(
        _merged(one, other) for one, other in zip(rural.determinations, urban.determinations, strict=True)
    )
    values = {name: value if urban.values[name] == value else None for name, value in rural.values.items()}
    unsourced = tuple(sorted({*rural.unsourced, *urban.unsourced}))
    return replace(rural, determinations=merged, values=values, unsourced=unsourced)


def _merged(one: Determination, other: Determination) -> Determination:
    if (one.eligible, one.amount, one.components) == (other.eligible, other.amount, other.components):
        return replace(one, needs_review=one.needs_review or other.needs_review)
    is_agreed = one.eligible == other.eligible
    missing = ("household.urban", *dict.fromkeys((*one.missing, *other.missing)))
    return replace(
        one,
        eligible=one.eligible if is_agreed else None,
        amount=one.amount if one.amount == other.amount and is_agreed else None,
        components={
            name: fen if is_agreed and other.components[name] == fen else None
            for name, fen in one.components.items()
        },
        starts_on=one.starts_on if is_agreed else None,
        through=one.through if is_agreed else None,
        missing=tuple(missing),
        changes=(),
    )

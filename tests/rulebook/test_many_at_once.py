"""All worked cases at once in columns, and in random variations by the oracle, give what one by one gives."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rulebook.household import one_person
from yimen.engine import Entity, Kind, Rules, oracle
from yimen.engine.columnar import Columnar
from yimen.engine.columnar.arrow import ARROW_TYPES
from yimen.rulebook.book import household_book
from yimen.rulebook.case import RunCase
from yimen.rulebook.cases import worked_cases
from yimen.rulebook.household_file import read

LAW = date(2026, 7, 1)


def _cases() -> list[RunCase]:
    files = [read(case.file) for case in worked_cases() if case.file is not None]
    return [RunCase(file, file.household.get("urban", False)) for file in files]


def _tables(rules: Rules, cases: list[RunCase]) -> tuple[Any, Any]:
    """Each case is a place of its own, so that its overrides are that place's parameters."""
    households = [
        {"household_id": number, "region": str(number), "on": case.file.on, "urban": case.is_urban}
        | dict(case.result.facts.household)
        for number, case in enumerate(cases)
    ]
    persons = [
        {"household_id": number} | dict(person)
        for number, case in enumerate(cases)
        for person in case.result.facts.persons
    ]
    keys = [("household_id", pa.int64()), ("region", pa.string()), ("on", pa.date32()), ("urban", pa.bool_())]
    return (
        _table(rules, Entity.HOUSEHOLD, households, keys),
        _table(rules, Entity.PERSON, persons, keys[:1]),
    )


def _table(rules: Rules, entity: Entity, rows: list[dict[str, Any]], keys: list[Any]) -> Any:
    fields = [(i.name, ARROW_TYPES[i.type.kind]) for i in rules.inputs.values() if i.entity is entity]
    return pa.Table.from_pylist(rows, schema=pa.schema([*keys, *fields]))


def _values(rules: Rules, tables: tuple[Any, Any], cases: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{} for _ in range(cases)]
    for entity, table in zip((Entity.HOUSEHOLD, Entity.PERSON), tables, strict=True):
        ids = table.column("household_id").to_pylist()
        for name in (name for name in rules.rules if rules.entity(name) is entity):
            for number, value in zip(ids, table.column(name).to_pylist(), strict=True):
                if entity is Entity.PERSON:
                    found[number].setdefault(name, []).append(value)
                else:
                    found[number][name] = value
    return found


def _plain(case: RunCase) -> dict[str, Any]:
    rules = case.result.rules
    return {name: _as_read(rules.type(name).kind, value) for name, value in case.result.values.items()}


def _as_read(kind: Kind, value: Any) -> Any:
    return Decimal(value) if kind is Kind.RATE and value is not None else value


def test_columns_equal_one_by_one() -> None:
    cases = [case for case in _cases() if case.file.on < LAW]
    rules = household_book().on(date(2025, 3, 1))
    columnar = Columnar(rules, lambda region, on, urban: cases[int(region)].values)
    found = _values(rules, columnar.run(*_tables(rules, cases)), len(cases))
    assert found == [_plain(case) for case in cases]


AMOUNTS = st.sampled_from([0, 0.01, 100, 861.99, 862, 1293, 5000, "unknown"])
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.sampled_from([0, 10, 16, 17, 18, 45, 60, 70, "unknown"]),
        "relation": st.sampled_from(["head", "spouse", "child", "parent", "unknown"]),
        "income": st.lists(
            st.fixed_dictionaries(
                {"kind": st.sampled_from(["wage", "basic_pension", "scholarship"]), "amount": AMOUNTS}
            ),
            max_size=2,
        ),
        "disability": st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["physical", "mental"]),
                "level": st.sampled_from([1, 2, 3, 4, "unknown"]),
            }
        ),
        "serious_illness": st.sampled_from([True, False, "unknown"]),
        "lives_together": st.booleans(),
        "parents": st.lists(st.sampled_from(["dead", "ill", "able", "unknown"]), max_size=2),
        "self_care_failed": st.sampled_from([0, 3, 4, "unknown"]),
        "in_prison": st.sampled_from([True, False, "unknown"]),
    },
)
HOUSEHOLDS = st.fixed_dictionaries(
    {},
    optional={
        "income_month": AMOUNTS,
        "financial_assets": AMOUNTS,
        "homes": st.sampled_from([0, 1, 2, "unknown"]),
        "rigid_expenses_12m": st.fixed_dictionaries({"medical": AMOUNTS}),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    HOUSEHOLDS,
    st.lists(MEMBERS, min_size=1, max_size=3),
    st.sampled_from(["2025-03-01", "2026-08-01"]),
    st.sampled_from(["441426100200", "371522000000"]),
)
def test_scalar_equals_the_oracle_and_order_does_not_matter(
    household: dict[str, Any], members: list[dict[str, Any]], on: str, region: str
) -> None:
    named = [{"ref": f"m{number}", **member} for number, member in enumerate(members)]
    case = RunCase(read(one_person(on=on, region=region, household=household, members=named)), True)
    facts = case.result.facts
    assert case.result.held == oracle.run(case.result.rules, facts.household, facts.persons, case.values)
    turned = RunCase(read(one_person(on=on, region=region, household=household, members=named[::-1])), True)
    mirrored = {n: v[::-1] if isinstance(v, list) else v for n, v in turned.result.values.items()}
    assert case.result.values == mirrored

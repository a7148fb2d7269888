"""Who a row without a valid number may be about: name, birth and place weighed by Splink in DuckDB.

The weights are data with their reasons (`weights.yaml`). Nothing here decides anything.
"""

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml

from yimen.domains.verification.types.matching import Candidate, Unmatched
from yimen.domains.verification.types.sets import ColumnKind, Quarantined, Reason, SetDefinition
from yimen.foundation.encryption import blinder

if TYPE_CHECKING:
    from yimen.domains.people.types import AlikePerson

MOST_OFFERED = 2_000
"""Rows of one load that are offered; a file with more is to be put right by its department."""
_WEIGHTS = Path(__file__).parent / "weights.yaml"
_NUMBERED = re.compile(r"^[0-9]{6}([0-9]{8})")


@functools.cache
def weights() -> Mapping[str, Any]:
    """The model as `weights.yaml` says it."""
    read: dict[str, Any] = yaml.safe_load(_WEIGHTS.read_text(encoding="utf-8"))
    return read


def unmatched(rows: Iterable[Quarantined], said: SetDefinition) -> Iterator[Unmatched]:
    """Of rows set aside those that would be sound but for the number, and that name somebody."""
    digest = blinder("set-match")
    titles = {column.name: column.title for column in said.columns}
    regions = [column.title for column in said.columns if column.kind is ColumnKind.REGION]
    for row in rows:
        name = row.cells.get(titles.get("name", ""), "").strip()
        if not name or not _is_only_number(row, said.holder.title):
            continue
        number = re.sub(r"\s", "", row.cells.get(said.holder.title, ""))
        born = _born(number)
        place = _place(number, [row.cells[title] for title in regions if title in row.cells])
        told = json.dumps([said.key, number, name, place], ensure_ascii=False)
        yield Unmatched(row.row, name, born, place, row.cells, digest(told.encode()))


def _is_only_number(row: Quarantined, holder: str) -> bool:
    faults = {(fault.column, fault.reason) for fault in row.faults}
    return faults <= {(holder, Reason.NO_IDENTITY), (holder, Reason.MISSING)}


def _born(number: str) -> date | None:
    """The day that a wrong number still tells."""
    found = _NUMBERED.match(number)
    try:
        return datetime.strptime(found[1], "%Y%m%d").date() if found else None  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _place(number: str, regions: Sequence[str]) -> str:
    """The division the row names, else the one its number begins with; empty where there is none."""
    for said in (*regions, number[:6]):
        if re.fullmatch(r"[0-9]{6}(?:[0-9]{3}){0,2}", said):
            return said.ljust(12, "0")
    return ""


def candidates(rows: Sequence[Unmatched], persons: Sequence["AlikePerson"]) -> list[list[Candidate]]:
    """For each row the likeliest of some persons, likeliest first."""
    known = {str(person.person_id): person for person in persons}
    found: list[list[Candidate]] = [[] for _ in rows]
    for scored in _scored(rows, persons) if rows and persons else ():
        found[int(scored["unique_id_r"])].append(_candidate(scored, known))
    for each in found:
        each.sort(key=lambda one: (-one.probability, str(one.person_id)))
    return [each[: weights()["most"]] for each in found]


def _candidate(scored: Mapping[str, Any], known: Mapping[str, "AlikePerson"]) -> Candidate:
    person = known[scored["unique_id_l"]]
    agrees = []
    for column, levels in weights()["comparisons"].items():
        level = len(levels) - 1 - scored[f"gamma_{column}"]
        if scored[f"gamma_{column}"] > 0:
            agrees.append(levels[level]["title"])
    return Candidate(
        UUID(scored["unique_id_l"]),
        person.name,
        person.born,
        person.region,
        float(scored["match_probability"]),
        tuple(agrees),
    )


def _scored(rows: Sequence[Unmatched], persons: Sequence["AlikePerson"]) -> list[dict[str, Any]]:
    """Every pair above the floor, with the level each comparison reached."""
    import duckdb  # here: two seconds that only a page of candidates has to spend
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    people = [
        {"unique_id": str(each.person_id), "name": each.name, "born": str(each.born), "place": each.place}
        for each in persons
    ]
    asked = [
        {
            "unique_id": str(place),
            "name": row.name,
            "born": str(row.born) if row.born else None,
            "place": row.place or None,
        }
        for place, row in enumerate(rows)
    ]
    kinds = pa.schema([(name, pa.string()) for name in people[0]])
    with duckdb.connect() as connection:
        house = DuckDBAPI(connection)
        tables = [
            house.register(pa.Table.from_pylist(table, schema=kinds), table_name=name)
            for name, table in (("a_people", people), ("b_rows", asked))
        ]
        linker = Linker(tables, _settings(), log_level=None, validate_settings=False)
        pairs = linker.inference.predict(threshold_match_probability=weights()["floor"])
        relation = pairs.as_duckdbpyrelation()
        return [dict(zip(relation.columns, values, strict=True)) for values in relation.fetchall()]


def _settings() -> dict[str, Any]:
    """The model as Splink reads it."""
    model = weights()
    return {
        "link_type": "link_only",
        "sql_dialect": "duckdb",
        "probability_two_random_records_match": model["prior"],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in model["weighed"]
        ],
        "comparisons": [
            {"output_column_name": column, "comparison_levels": [_nothing(column), *map(_level, levels)]}
            for column, levels in model["comparisons"].items()
        ],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }


def _nothing(column: str) -> dict[str, Any]:
    condition = f"{column}_l IS NULL OR {column}_r IS NULL"
    return {"sql_condition": condition, "label_for_charts": "null", "is_null_level": True}


def _level(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sql_condition": given.get("when", "ELSE"),
        "label_for_charts": given.get("title", "else"),
        "m_probability": given["m"],
        "u_probability": given["u"],
    }

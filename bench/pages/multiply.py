"""Multiplies what the demo county left behind over all pilot regions, as the database's superuser.

Every copy has ids, numbers and blind indexes of its own; names and addresses repeat. Ids keep the time they
begin with, so that indexes grow as they would in use. Foreign keys and checks are left out here and hold by
construction: a reference to something copied is copied with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import psycopg
from psycopg import sql

from bench.pages.progress import timed

FAMILIES = ("people_household", "people_person", "people_membership", "people_residence", "people_searchgram")
LEFT_OUT = frozenset({"people_transferrequest", "worklist_handover"})
ROOMS = ("people", "cases", "verification", "awards", "worklist", "papers", "intake")
STAYS = re.compile(r"(^by|(user|post|staff|station|department|file)_id$|_by_id$)")
PLACES = """
CREATE TABLE bench_places AS
WITH villages AS (
    SELECT code, row_number() OVER (ORDER BY code) - 1 AS at, count(*) OVER () AS all_
      FROM network_region WHERE right(code, 3) <> '000' AND valid_until IS NULL
), used AS (SELECT DISTINCT region FROM people_household)
SELECT copy, used.region AS old, villages.code AS region
  FROM used JOIN villages AS origin ON origin.code = used.region
  CROSS JOIN generate_series(1, {copies}) AS copy
  JOIN villages ON villages.at = (origin.at + copy * 149) % villages.all_
"""
CLONE = """
CREATE FUNCTION bench_clone(id uuid, copy int) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT (left(replace(id::text, '-', ''), 12) || substr(md5(id::text || copy), 13))::uuid $$
"""
STATION_OF = """
CREATE TABLE bench_stations AS
SELECT place.copy, place.old, mine.id AS station, theirs.id AS becomes
  FROM bench_places AS place
 CROSS JOIN (VALUES ('village', 12), ('town', 9), ('county', 6)) AS of (level, digits)
  JOIN network_station AS mine
    ON mine.region = rpad(left(place.old, digits), 12, '0') AND mine.level = of.level
  JOIN network_station AS theirs
    ON theirs.region = rpad(left(place.region, digits), 12, '0') AND theirs.level = of.level
"""
LEFTOVERS = """
DROP TABLE bench_places, bench_stations; DROP FUNCTION bench_clone
"""


@dataclass(frozen=True)
class Column:
    """A column with the type it has, what it refers to, and whether it alone is unique."""

    name: str
    type: str
    refers_to: str | None
    is_unique: bool
    length: int | None


def multiply(address: str, *, copies: int, copies_with_cases: int) -> None:
    """Add `copies` of the county's families; the first `copies_with_cases` of them with their cases."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in (
            "SET session_replication_role = replica",
            "SET synchronous_commit = off",
            "SET maintenance_work_mem = '1GB'",
            "SET work_mem = '256MB'",
        ):
            connection.execute(statement)
        with connection.transaction():
            _write(connection, copies, copies_with_cases)
        timed("vacuum", lambda: connection.execute("VACUUM ANALYZE"))


def _write(connection: psycopg.Connection, copies: int, copies_with_cases: int) -> None:
    """All copies or none."""
    connection.execute(sql.SQL(PLACES).format(copies=sql.Literal(copies)))
    for statement in (CLONE, STATION_OF, "ANALYZE bench_places, bench_stations"):
        connection.execute(statement)
    tables = list(_tables(connection))
    for place, table in enumerate(tables, start=1):
        times = copies if table in FAMILIES else copies_with_cases
        work = partial(_multiply, connection, table, times, tables)
        timed(f"{place}/{len(tables)} {table}, {times} copies", work)
    connection.execute(LEFTOVERS)


def _tables(connection: psycopg.Connection) -> Iterator[str]:
    """Tables of the rooms whose rows belong to a region."""
    found = connection.execute(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'region' ORDER BY table_name"
    ).fetchall()
    for (name,) in found:
        if name.split("_")[0] in ROOMS and name not in LEFT_OUT:
            yield name


def _columns(connection: psycopg.Connection, table: str) -> list[Column]:
    found = connection.execute(
        """
        SELECT attname, format_type(atttypid, NULL),
               (SELECT confrelid::regclass::text FROM pg_constraint
                 WHERE conrelid = attrelid AND contype = 'f' AND conkey = ARRAY[attnum] LIMIT 1),
               EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND indnkeyatts = 1
                          AND indkey[0] = attnum AND indpred IS NULL),
               nullif(atttypmod, -1) - 4
          FROM pg_attribute
         WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
        """,
        [table],
    ).fetchall()
    return [Column(*row) for row in found]


def _multiply(connection: psycopg.Connection, table: str, copies: int, tables: list[str]) -> None:
    columns = _columns(connection, table)
    written = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    read = sql.SQL(", ").join(sql.SQL(_becomes(table, column, tables)) for column in columns)
    station = next((c.name for c in columns if c.refers_to == "network_station"), None)
    joined: sql.Composable = sql.SQL("")
    if station is not None:
        joined = sql.SQL(
            "JOIN bench_stations AS stood ON stood.copy = place.copy AND stood.old = place.old"
            " AND stood.station = t.{}"
        ).format(sql.Identifier(station))
    connection.execute("UPDATE pg_index SET indisready = false WHERE indrelid = %s::regclass", [table])
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} ({written}) SELECT {read} FROM {table} AS t"
            " JOIN bench_places AS place ON place.old = t.region AND place.copy <= {copies} {joined}"
        ).format(
            table=sql.Identifier(table),
            written=written,
            read=read,
            copies=sql.Literal(copies),
            joined=joined,
        )
    )
    connection.execute("UPDATE pg_index SET indisready = true WHERE indrelid = %s::regclass", [table])
    connection.execute(sql.SQL("REINDEX TABLE {}").format(sql.Identifier(table)))


def _becomes(table: str, column: Column, tables: list[str]) -> str:
    """The expression of a copied column."""
    name = f't."{column.name}"'
    if (table, column.name) == ("people_household", "number"):
        return (
            "left(place.region, 6) || '-' || to_char(place.copy * 6000 + right(t.number, 6)::int, 'FM000000')"
        )
    if (table, column.name) == ("papers_officialdocument", "serial"):
        return f"{name} + place.copy * 9000000 + substr(t.region, 7, 3)::int * 9000"
    if column.name == "region":
        return "place.region"
    if column.refers_to == "network_station":
        return "stood.becomes"
    if column.type == "uuid":
        is_copied = column.refers_to in tables if column.refers_to else not STAYS.search(column.name)
        return f"bench_clone({name}, place.copy)" if is_copied else name
    if column.name == "owner_role" or not column.is_unique:
        return name
    if column.type == "bytea":
        return f"sha256({name} || place.copy::text::bytea)"
    return f"left(md5({name} || place.copy), {min(column.length or 32, 20)})"

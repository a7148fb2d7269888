"""Multiplies what the demo county left behind over all pilot regions, as the database's superuser.

Every copy has ids, numbers and blind indexes of its own; names and addresses repeat. Ids keep the time they
begin with, so that indexes grow as they would in use. Foreign keys and checks are left out here and hold by
construction: a reference to something copied is copied with it.

Most families have asked before: what hangs on a closed case of the county is written once more for their
copies, a year earlier and with ids of its own.
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
FIRST = 6000
"""Below this the last digits of a household's number are those of the county itself, not of a copy."""
EARLIER = 100_000
"""Added to the number of a copy, it names the copy's cases of the year before."""
PLACES = """
CREATE TABLE bench_places AS
WITH villages AS (
    SELECT code, row_number() OVER (ORDER BY code) - 1 AS at, count(*) OVER () AS all_
      FROM network_region WHERE right(code, 3) <> '000' AND valid_until IS NULL
), used AS (
    SELECT DISTINCT region FROM people_household WHERE right(number, 6)::int < {first}
)
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
CLOSED = """
CREATE TABLE bench_earlier AS
SELECT of.id FROM cases_case AS of JOIN people_household AS home ON home.id = of.household_id
 WHERE of.closed_on IS NOT NULL AND right(home.number, 6)::int < {first}
"""
DONE = {"worklist_workitem": "AND t.done_at IS NOT NULL"}
"""Of the year before nothing is left to be done."""
ENDED = {("awards_award", "until_month"): "coalesce(t.until_month, t.from_month + interval '11 months')"}
"""Of the year before nothing is in force."""
LEFTOVERS = """
DROP TABLE bench_places, bench_stations, bench_earlier; DROP FUNCTION bench_clone
"""


@dataclass(frozen=True)
class Column:
    """A column with the type it has, what it refers to, and whether it alone is unique."""

    name: str
    type: str
    refers_to: str | None
    is_unique: bool
    length: int | None


def multiply(address: str, *, copies: int, copies_with_cases: int, cases: int) -> None:
    """Add `copies` of the county's families, the first `copies_with_cases` of them with their cases.

    Where these are fewer than `cases`, those of the year before are added.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in (
            "SET session_replication_role = replica",
            "SET synchronous_commit = off",
            "SET maintenance_work_mem = '1GB'",
            "SET work_mem = '256MB'",
        ):
            connection.execute(statement)
        with connection.transaction():
            tables = _prepare(connection, copies)
            _write(connection, copies, copies_with_cases, tables)
            _write_earlier(connection, copies, cases, tables)
            connection.execute(LEFTOVERS)
        timed("vacuum", lambda: connection.execute("VACUUM ANALYZE"))


def _prepare(connection: psycopg.Connection, copies: int) -> list[str]:
    """What the copies need to know, and the tables that are copied."""
    named = {"copies": sql.Literal(copies), "first": sql.Literal(FIRST)}
    for statement in (PLACES, CLONE, STATION_OF, CLOSED):
        connection.execute(sql.SQL(statement).format(**named))
    connection.execute("ANALYZE bench_places, bench_stations")
    return list(_tables(connection))


def _write(connection: psycopg.Connection, copies: int, copies_with_cases: int, tables: list[str]) -> None:
    for place, table in enumerate(tables, start=1):
        times = copies if table in FAMILIES else copies_with_cases
        work = partial(_multiply, connection, table, times, tables)
        timed(f"{place}/{len(tables)} {table}, {times} copies", work)


def _write_earlier(connection: psycopg.Connection, copies: int, cases: int, tables: list[str]) -> None:
    """As many copies of the closed cases as are missing."""
    closed, there = (_count(connection, table) for table in ("bench_earlier", "cases_case"))
    times = min(copies, -(-max(0, cases - there) // max(closed, 1)))
    if not times:
        return
    rest = [table for table in tables if table not in FAMILIES]
    timed("what hangs on a closed case", partial(_gather, connection, rest))
    for table in rest:
        work = partial(_multiply, connection, table, times, tables, is_earlier=True)
        timed(f"{table}, {times} copies of the year before", work)


def _count(connection: psycopg.Connection, table: str) -> int:
    counted = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(counted[0]) if counted else 0


def _gather(connection: psycopg.Connection, tables: list[str]) -> None:
    """Whatever refers to a closed case, or to something that does."""
    connection.execute("CREATE UNIQUE INDEX ON bench_earlier (id)")
    is_growing = True
    while is_growing:
        connection.execute("ANALYZE bench_earlier")
        is_growing = any([_gather_from(connection, table) for table in tables])


def _gather_from(connection: psycopg.Connection, table: str) -> int:
    """How many rows of a table were found."""
    found = [column.name for column in _columns(connection, table) if column.type == "uuid"]
    refers = [sql.Identifier(name) for name in found if name != "id" and not STAYS.search(name)]
    if "id" not in found or not refers:
        return 0
    hangs = sql.SQL(" OR ").join(
        sql.SQL("t.{} IN (SELECT id FROM bench_earlier)").format(name) for name in refers
    )
    query = sql.SQL("INSERT INTO bench_earlier SELECT t.id FROM {} AS t WHERE {} ON CONFLICT DO NOTHING")
    return connection.execute(query.format(sql.Identifier(table), hangs)).rowcount


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


def _multiply(
    connection: psycopg.Connection, table: str, copies: int, tables: list[str], *, is_earlier: bool = False
) -> None:
    columns = _columns(connection, table)
    becomes = _becomes_earlier if is_earlier else _becomes
    written = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    read = sql.SQL(", ").join(sql.SQL(becomes(table, column, tables)) for column in columns)
    connection.execute("UPDATE pg_index SET indisready = false WHERE indrelid = %s::regclass", [table])
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} ({written}) SELECT {read} FROM {table} AS t"
            " JOIN bench_places AS place ON place.old = t.region AND place.copy <= {copies} {joined} {chosen}"
        ).format(
            table=sql.Identifier(table),
            written=written,
            read=read,
            copies=sql.Literal(copies),
            joined=_station_joined(columns),
            chosen=sql.SQL(_of_the_year_before(table, columns) if is_earlier else ""),
        )
    )
    connection.execute("UPDATE pg_index SET indisready = true WHERE indrelid = %s::regclass", [table])
    connection.execute(sql.SQL("REINDEX TABLE {}").format(sql.Identifier(table)))


def _station_joined(columns: list[Column]) -> sql.Composable:
    station = next((column.name for column in columns if column.refers_to == "network_station"), None)
    if station is None:
        return sql.SQL("")
    return sql.SQL(
        "JOIN bench_stations AS stood ON stood.copy = place.copy AND stood.old = place.old"
        " AND stood.station = t.{}"
    ).format(sql.Identifier(station))


def _of_the_year_before(table: str, columns: list[Column]) -> str:
    if not any(column.name == "id" and column.type == "uuid" for column in columns):
        return "WHERE false"
    return f"WHERE t.id IN (SELECT id FROM bench_earlier) {DONE.get(table, '')}"  # noqa: S608 - written here


def _becomes_earlier(table: str, column: Column, tables: list[str]) -> str:
    """The expression of a column in the year before."""
    name = ENDED.get((table, column.name), f't."{column.name}"')
    if column.type in ("date", "timestamp with time zone"):
        return f"({name} - interval '1 year')::{column.type}"
    if column.name == "year":
        return f"{name} - 1"
    becomes = _becomes(table, column, tables)
    if column.type == "uuid":
        salt = f"{EARLIER} * ({name} IN (SELECT id FROM bench_earlier))::int"  # noqa: S608 - written here
        return becomes.replace("place.copy", f"place.copy + {salt}")
    return becomes.replace("place.copy", f"({EARLIER} + place.copy)") if column.is_unique else becomes


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

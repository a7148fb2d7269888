"""The six rules as somebody would write them in DuckDB's SQL, on the same files."""

import shutil
from pathlib import Path

import duckdb

from bench.comparison.population import ON

RECENT = f"DATE '{ON}' - INTERVAL 3 MONTH"
EMPLOYED = "('110', '120', '210', '310', '410')"
ONE_OF = "['dibao', 'dibao_single', 'tekun']"
CARDS = "['disability_living', 'disability_care']"
ELSEWHERE = """left(paid_by, 6) <> left(our_region, 6)
    AND paid_by <> left(our_region, 4) || '00000000' AND paid_by <> left(our_region, 2) || '0000000000'"""

OURS = """key, "check", our_person, our_household, our_region, our_programmes, our_share_fen,
    our_household_fen, our_work_fen, our_cars, our_businesses"""
QUERIES = {
    "died": (
        "deaths",
        f"died_on <= DATE '{ON}'",
        "true",
        "our_share_fen",
        "died_on, cancelled_on",
        "died_on",
    ),
    "paid_twice": (
        "other_benefits",
        f"paid_for >= {RECENT}",
        f"""{ELSEWHERE} AND (list_contains(our_programmes, programme)
            OR programme IN ('dibao', 'dibao_single', 'tekun') AND list_has_any(our_programmes, {ONE_OF}))""",
        "our_share_fen",
        "paid_for, programme, paid_by, amount",
        "programme, paid_by",
    ),
    "insured_wage": (
        "social_insurance",
        f"kind IN {EMPLOYED} AND paid_for >= {RECENT} AND base > 0",
        "base > our_work_fen",
        "least(base - our_work_fen, our_household_fen)",
        "paid_for, employer, kind, base",
        "employer",
    ),
    "vehicle": (
        "vehicles",
        "kind IN ('car', 'truck') AND coalesce(state NOT IN ('E', 'M'), true)",
        "our_cars = 0",
        "our_household_fen",
        "registered_on, kind, price, state",
        "kind, registered_on",
    ),
    "business": (
        "businesses",
        "part IN ('owner', 'legal', 'shareholder') AND coalesce(state NOT IN ('2', '3'), true)",
        "our_businesses = 0",
        "our_household_fen",
        "registered_on, business, part, share, state",
        "business, part",
    ),
    "card_expired": (
        "(SELECT *, max(valid_until) OVER whose AS latest,"
        " count(*) OVER whose = count(valid_until) OVER whose AS all_end"
        " FROM {disability_cards} WINDOW whose AS (PARTITION BY key))",
        f"all_end AND latest < DATE '{ON}'",
        f"list_has_any(our_programmes, {CARDS})",
        "our_share_fen",
        "valid_until, kind, level",
        "valid_until",
    ),
}
"""Of each rule: set, rows, what must hold with the holder, effect, evidence (newest first), the same."""


def compare(shards: Path, out: Path) -> None:
    """A query for each rule, each reads the holders."""
    with _base(out) as base:
        holders = _files(shards)["holders"]
        for rule in QUERIES:
            _write(base, rule, f"({_told(rule, shards)})", holders, out)


def compare_once(shards: Path, out: Path, holders: Path) -> None:
    """What sets say first; then the holders, once, whom any of it may be about."""
    with _base(out) as base:
        for rule in QUERIES:
            base.execute(f"CREATE TEMP TABLE {rule} AS {_told(rule, shards)}")
        keys = " UNION ALL ".join(f'SELECT key, "check" FROM {rule}' for rule in QUERIES)
        near = f"SELECT {OURS} FROM read_parquet('{holders}') SEMI JOIN ({keys}) USING (key, \"check\")"
        base.execute(f"CREATE TEMP TABLE near AS {near}")
        for rule in QUERIES:
            _write(base, rule, rule, "near", out)


def _base(out: Path) -> duckdb.DuckDBPyConnection:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return duckdb.connect(config={"threads": 2})


def _files(shards: Path) -> dict[str, str]:
    return {path.name: f"read_parquet('{path}/*.parquet')" for path in shards.iterdir()}


def _told(rule: str, shards: Path) -> str:
    source, rows, *_ = QUERIES[rule]
    files = _files(shards)
    return f"SELECT * FROM {source.format(**files) if '{' in source else files[source]} WHERE {rows}"


def _write(base: duckdb.DuckDBPyConnection, rule: str, told: str, holders: str, out: Path) -> None:
    """One file of findings."""
    _, _, met, effect, evidence, _ = QUERIES[rule]
    newest = evidence.split(",", maxsplit=1)[0]
    found = f"""
        SELECT our_person, our_household, any_value(our_region) AS our_region, max({effect}) AS effect_fen,
            list({packed_of(rule, "evidence")} ORDER BY {newest} DESC NULLS LAST, row)[1:5] AS evidence,
            list_sort(list_distinct(list({packed_of(rule, "same")}))) AS same
        FROM {told} JOIN {holders} USING (key, "check") WHERE {met} GROUP BY our_person, our_household"""
    base.execute(f"COPY ({found}) TO '{out / rule}.parquet' (COMPRESSION zstd)")


def packed_of(rule: str, part: str, of: str = "") -> str:
    """The columns of the evidence, or of what is the same, as one value."""
    columns = QUERIES[rule][4 if part == "evidence" else 5].split(", ")
    return "{" + ", ".join(f"'{name}': {f'{of}.{name}' if of else name}" for name in columns) + "}"


def plain(files: str, rule: str) -> str:
    """Every cell of the findings of a rule, in one order of fields."""
    evidence, same = (packed_of(rule, part, "each") for part in ("evidence", "same"))
    return (
        "SELECT our_person, our_household, our_region, effect_fen,"
        f" [{evidence} FOR each IN evidence], list_sort([{same} FOR each IN same]) FROM '{files}'"
    )

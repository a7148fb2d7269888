"""Files cut into ranges come to what one plain join of everything comes to, whatever lies in them."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.domains.monitoring.test_difference_rules import PLAIN

from yimen.domains.monitoring.comparing.conditions import CONDITIONS, Asked
from yimen.domains.monitoring.comparing.cutting import cut_file, cut_near
from yimen.domains.monitoring.comparing.files import HOLDERS, schema_of
from yimen.domains.monitoring.comparing.folders import whole_folder
from yimen.domains.monitoring.comparing.job import CompareShard
from yimen.domains.monitoring.comparing.kernel import EVIDENCE_ROWS, holders_frame
from yimen.domains.monitoring.comparing.nearing import shards_on
from yimen.domains.monitoring.errors import ComparisonFilesError
from yimen.domains.monitoring.rules.differences import DIFFERENCES, sets_compared

pytestmark = pytest.mark.requirement("R-CHK-4")
ON = date(2026, 11, 20)
WHO = ["our_person", "our_household"]
KEYS = st.sampled_from([-(2**63), -(2**62) - 1, -1, 0, 1, 2**62, 2**63 - 1])
CHECKS = st.integers(0, 1)
DAYS = st.sampled_from([None, *(ON + timedelta(days=days) for days in (-400, -60, -19, 0, 1, 300))])
WORDS = ("employee", "110", "car", "owner", "marriage", "divorce", "dibao", "441426100000", "451002000000")
CELLS: dict[object, st.SearchStrategy] = {
    pl.Date: DAYS,
    pl.Int64: st.sampled_from([None, 0, 1, 20_000, 900_000]),
    pl.String: st.sampled_from([None, *WORDS]),
}


@st.composite
def rows_of_sets(draw):
    """Some rows of every set, with whatever may lie in a column."""
    frames = {}
    for key in sets_compared():
        schema = schema_of(key)
        count = draw(st.integers(0, 6))
        columns = {
            name: draw(st.lists(KEYS if name == "key" else CHECKS if name == "check" else CELLS[kind],
                                min_size=count, max_size=count))
            for name, kind in schema.items()
            if name != "row"
        }  # fmt: skip
        frames[key] = pl.DataFrame(columns, schema={name: schema[name] for name in columns})
    return frames


@st.composite
def rows_of_holders(draw):
    """A person may stand there twice, in two households; two persons may share a key."""
    found = draw(
        st.lists(
            st.tuples(
                KEYS, CHECKS, st.integers(0, 1), st.sampled_from([["dibao"], ["disability_care"]]),
                st.sampled_from(["441426100200", "451002100000", "441400000000", None]),
            ),
            max_size=12,
            unique_by=lambda one: one[:3],
        )
    )  # fmt: skip
    return holders_frame(
        {
            **PLAIN,
            "key": key,
            "check": check,
            "our_programmes": programmes,
            "our_person": f"p{key}/{check}",
            "our_household": f"h{home}",
            "our_region": region,
        }
        for key, check, home, programmes, region in found
    )


def by_plain_join(rule, holders, rows):
    """Of one rule, as it reads: every row beside every holder."""
    condition = CONDITIONS[rule.key](Asked(ON))
    joined = rows.filter(condition.rows).join(holders, on=["key", "check"])
    met = joined.filter(condition.tests).with_columns(condition.effect.cast(pl.Int64).alias("effect_fen"))
    return met.sort(rule.newest, "row", descending=[True, False], nulls_last=True)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(holders=rows_of_holders(), sets=rows_of_sets(), is_near=st.booleans())
def test_cut_or_whole_the_findings_are_the_same(tmp_path_factory, holders, sets, is_near):
    folder = tmp_path_factory.mktemp("files")
    out = compared(folder, holders, sets, is_near)
    found = {}
    for rule in DIFFERENCES.values():
        wanted = by_plain_join(rule, holders, sets[rule.set_key].with_row_index("row", 1))
        found[rule.key] = wanted
        if rule.unless:
            wanted = wanted.join(found[rule.unless], on=WHO, how="anti", maintain_order="left")
        read = [pl.read_parquet(path) for path in out.glob(f"*/{rule.key}.parquet")]
        assert sum(map(len, read)) == len(wanted.unique(WHO))
        if read:
            of_each = wanted.group_by(WHO).agg(
                pl.col("our_region").first(),
                pl.col("effect_fen").max(),
                pl.struct(rule.evidence).head(EVIDENCE_ROWS).alias("evidence"),
                pl.struct(rule.same).unique().sort().alias("same"),
            )
            assert_frame_equal(pl.concat(read), of_each, check_row_order=False)


def compared(folder: Path, holders, sets, is_near: bool) -> Path:
    """Through files in any order, without numbers of rows, cut into four; holders thinned out or not."""
    for name, frame in {**sets, HOLDERS: holders.reverse()}.items():
        file, made = folder / f"{name}.parquet", folder / "shards" / name
        frame.write_parquet(file)
        if is_near and name == HOLDERS:
            cut_near(file, made, 4, ON)
        else:
            cut_file(file, made, 4)
    for name, paths in shards_on(folder / "shards", ON).items():
        (folder / "out" / name).mkdir(parents=True)
        CompareShard(ON)(paths, folder / "out" / name)
    return folder / "out"


def test_whom_only_the_own_county_pays_is_not_looked_at_again(tmp_path):
    """Nearly everybody is in the benefits of the own county; two of these people share a place of flags."""
    paid = {
        0: ["441426100000"],
        1: ["441426200000"],
        2**62: ["441426100000", "451002000000"],
        -1: ["451002000000"],
    }
    cells = [(key, by) for key, all_by in paid.items() for by in all_by]
    benefits = pl.DataFrame(
        {
            "key": [key for key, _ in cells],
            "check": [0] * len(cells),
            "paid_by": [by for _, by in cells],
            "paid_for": [ON.replace(day=1)] * len(cells),
            "programme": ["dibao"] * len(cells),
        }
    )
    schema = schema_of("other_benefits")
    benefits = benefits.with_columns(
        pl.lit(None, schema[name]).alias(name)
        for name in schema
        if name not in benefits.columns and name != "row"
    )
    benefits.write_parquet(tmp_path / "other_benefits.parquet")
    ours = holders_frame(
        {**PLAIN, "key": key, "check": 0, "our_person": str(key), "our_household": "h"} for key in paid
    )
    ours.write_parquet(tmp_path / "holders.parquet")
    cut_file(tmp_path / "other_benefits.parquet", tmp_path / "shards" / "other_benefits", 2)
    cut_near(tmp_path / "holders.parquet", tmp_path / "shards" / HOLDERS, 2, ON)
    kept = [pl.read_ipc(path) for path in sorted((tmp_path / "shards" / HOLDERS).glob("*.arrow"))]
    assert pl.concat(kept)["our_person"].to_list() == ["-1", str(2**62)]


def test_a_folder_is_its_owners_whatever_lay_there_before(tmp_path, monkeypatch):
    left, elsewhere = tmp_path / ".one.making", tmp_path / "elsewhere"
    left.mkdir(mode=0o755)
    with whole_folder(tmp_path / "one"):
        pass
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o700
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (tmp_path / ".two.making").symlink_to(elsewhere)
    with pytest.raises(ComparisonFilesError, match="已经存在"), whole_folder(tmp_path / "two"):
        pass
    monkeypatch.setattr("os.geteuid", lambda: 12_345)
    with pytest.raises(ComparisonFilesError, match="已经存在"), whole_folder(tmp_path / "three"):
        pass
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]

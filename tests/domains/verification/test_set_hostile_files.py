"""A broken or hostile file of department data changes nothing and is told what is wrong with it."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
from tests.support.cast import acting
from tests.support.killing import killed_at_random
from tests.support.process import on

from yimen.domains.verification.actions import set_loading, sets
from yimen.domains.verification.actions.set_loading import clear_left_sets, load_set, run_set_load
from yimen.domains.verification.actions.set_samples import invented_numbers
from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.models import SetLoad, SetPart
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.sets import batches, looking, shards
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.types.sets import FileKind, SetState
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
HEAD = "公民身份号码,姓名,死亡日期\n"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def handed_in(cast, content):
    by = cast.county_verifier
    with acting(by):
        stream = io.BytesIO(content)
        return sets.hand_in_set(set_key="deaths", as_of=DAY, stream=stream, by=by, is_deferred=False)


def refused(cast, content):
    """Why the file is refused, at once or when it is read; nothing of it is kept but the file itself."""
    by = cast.county_verifier
    try:
        load = handed_in(cast, content)
    except SetRefusedError as refusal:
        return str(refusal.message)
    load_set(load.id, by=by)
    with acting(by):
        load = SetLoad.objects.get(id=load.id)
        assert (load.state, load.rows, SetPart.objects.count()) == (SetState.REFUSED, 0, 0)
        return str(found.refusal_of_load(load))


def left(settings):
    return [path for path in settings.YIMEN_FILES.rglob("attempts/*")]


def parquet(**columns):
    file = io.BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def a_bomb():
    """Some kilobytes that unpack to gigabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _megabyte in range(60):
                part.write(b" " * 1_000_000)
    return file.getvalue()


def a_text_shared_by_many():
    """One long text that a dictionary repeats for each of many rows."""
    file = io.BytesIO()
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 50_000, pa.int32()), ["长" * 100_000])
    names = pa.array(["9"] * 50_000)
    pa.parquet.write_table(pa.table({"公民身份号码": names, "姓名": long, "死亡日期": names}), file)
    return file.getvalue()


def of_kind(kind, size):
    """The same under another name for a text."""
    file, long = io.BytesIO(), pa.array([b"9" * size] * 1000, kind)
    days = pa.array(["2026-03-01"] * 1000)
    pa.parquet.write_table(pa.table({"公民身份号码": days, "姓名": long, "死亡日期": days}), file)
    return file.getvalue()


SOUND = parquet(公民身份号码=["9"] * 9000, 姓名=["甲"] * 9000, 死亡日期=["2026-03-01"] * 9000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"\xff\xfe\x00\x01", "编码"),
        (b"a\x00b", "编码"),
        (b"\x81\xff\xff\xff,\n", "编码"),
        ("姓名,日期\n甲,乙\n".encode(), "公民身份号码"),
        (b"only one line without any heading", "这不是表格"),
        ("甲,乙,丙\n1,2,3\n".encode(), "表头"),
        ((HEAD + '9,"甲\n' * 3).encode(), "没有一行可用"),
        (HEAD.encode(), "没有一行数据"),
        ((HEAD + "9,甲,2026-03-01\n").encode(), "没有一行可用"),
        (b"PK\x03\x04 not a workbook at all", "无法读取"),
        (SOUND[: len(SOUND) // 2], "损坏"),
        (b"PAR1" + b"\x00" * 100 + b"PAR1", "损坏"),
        (parquet(公民身份号码=[["9"]], 姓名=["甲"], 死亡日期=["2026"]), "不是普通的一列"),
    ],
)  # fmt: skip
def test_a_broken_file_says_what_is_wrong(cast, settings, content, said):
    assert said in refused(cast, content)
    assert not left(settings)


def test_a_zip_bomb_is_not_unpacked(cast, settings, monkeypatch):
    monkeypatch.setattr(batches, "WORKBOOK", replace(batches.WORKBOOK, unpacked=50_000_000))
    assert "表格太大" in refused(cast, a_bomb())
    assert not left(settings)


def test_a_text_that_many_rows_share_is_not_copied(cast, settings):
    assert "4000" in refused(cast, a_text_shared_by_many())
    assert "4000" in refused(cast, of_kind(pa.large_binary(), 5000))
    assert "4000" in refused(cast, of_kind(pa.string_view(), 5000))
    assert "不是普通的一列" in refused(cast, of_kind(pa.binary(5000), 5000))
    assert not left(settings)


def test_a_text_that_many_rows_share_is_copied_to_a_few_at_a_time(monkeypatch):
    content = parquet(公民身份号码=["9"] * 500, 姓名=["长" * 90] * 500, 死亡日期=["2026-03-01"] * 500)
    file = SimpleNamespace(
        kind=FileKind.PARQUET, encoding="", size=len(content), open=lambda: io.BytesIO(content)
    )
    assert [len(each.frame) for each in batches.batches(file, definition("deaths"))] == [500]
    monkeypatch.setattr(batches, "MOST_COPIED", 40_000)
    frames = [each.frame for each in batches.batches(file, definition("deaths"))]
    assert max(map(len, frames)) == 99
    assert pl.concat(frames)["row"].to_list() == list(range(1, 501))


def test_long_rows_that_are_set_aside_do_not_pile_up(cast, monkeypatch):
    monkeypatch.setattr(batches, "BLOCK", 1 << 13)
    monkeypatch.setattr(shards, "BYTES_A_QUARANTINE", 20_000)
    by, sound = cast.county_verifier, f"{invented_numbers(np.arange(1))[0]},甲,2026-03-01\n"
    load = handed_in(cast, (HEAD + sound + f"9,{'长' * 1000},2026-03-01\n" * 40).encode())
    load_set(load.id, by=by)
    with acting(by):
        load = SetLoad.objects.get(id=load.id)
        parts = [part.rows for part in load.parts.filter(kind="quarantine")]
        assert sum(parts) == 40 and max(parts) < 12
        rows = found.quarantined_rows(load, 5, 50, by=by)
        assert [each.row for each in rows] == list(range(8, 43))
        assert found.verify_load(load.id).wrong == ()


def test_a_shard_that_no_memory_would_hold_is_refused(cast, settings, monkeypatch):
    rows = [f"{number},甲,2026-03-01\n" for number in invented_numbers(np.arange(200))]
    for held in (shards.HELD_BYTES, 1_000):
        monkeypatch.setattr(shards, "HELD_BYTES", held)
        monkeypatch.setattr(shards, "MOST_BYTES_IN_A_SHARD", 2_000)
        assert "太多" in refused(cast, (HEAD + "".join(rows)).encode())
    assert not left(settings)


def test_rows_that_are_no_table_do_not_pile_up(cast, settings, monkeypatch):
    monkeypatch.setattr(batches, "MOST_RAGGED", 100)
    assert "无法继续" in refused(cast, HEAD.encode() + b"9\n" * 200)
    monkeypatch.setattr(batches, "MOST_ROWS_A_BYTE", 1)
    assert "太多" in refused(cast, SOUND)
    assert not left(settings)


def test_absurd_sizes(cast, settings, monkeypatch):
    monkeypatch.setattr(looking, "MOST_BYTES", 2_000_000)
    assert "超过" in refused(cast, HEAD.encode() + b"9,9,9\n" * 500_000)
    assert "列" in refused(cast, (HEAD.strip() + ",x" * 300 + "\n").encode())
    monkeypatch.setattr(batches, "BLOCK", 1 << 16)
    assert "无法继续" in refused(cast, HEAD.encode() + b"9" * 300_000)
    assert not left(settings)


def test_of_two_attempts_the_refused_one_leaves_what_counts(cast, monkeypatch):
    by = cast.county_verifier
    load = handed_in(cast, HEAD.encode() + f"{invented_numbers(np.arange(1))[0]},甲,2026-03-01\n".encode())

    def overtaken(*_staged):
        monkeypatch.undo()
        load_set(load.id, by=by)
        raise SetRefusedError("读到一半无法继续。")

    monkeypatch.setattr(set_loading, "_stage", overtaken)
    load_set(load.id, by=by)
    with acting(by):
        assert SetLoad.objects.get(id=load.id).state == SetState.LOADED
        assert found.verify_load(load.id).wrong == ()


def test_a_load_that_broke_off_can_be_taken_back(
    cast, settings, monkeypatch, django_capture_on_commit_callbacks
):
    by = cast.county_verifier
    load = handed_in(cast, HEAD.encode() + b"9,9,9\n")
    with acting(by), pytest.raises(SetRefusedError, match="正在装载"):
        sets.retract_set(load_id=load.id, reason="交错了文件", by=by)
    monkeypatch.setattr(set_loading, "_stage", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_set(load.id, by=by)
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True), acting(by):
        sets.retract_set(load_id=load.id, reason="交错了文件", by=by)
    load_set(load.id, by=by)
    with acting(by):
        assert SetLoad.objects.get(id=load.id).state == SetState.RETRACTED
    assert not any(path.is_file() for path in settings.YIMEN_FILES.rglob("*"))


def test_what_a_broken_load_left_is_cleared_after_a_day(cast, settings):
    attempt = settings.YIMEN_FILES / "sets" / "attempts" / UUID(int=7).hex
    attempt.mkdir(parents=True)
    (attempt / "shard-0000.partial").write_bytes(b"half")
    clear_left_sets()
    assert attempt.exists()
    os.utime(attempt, (0, 0))
    clear_left_sets()
    assert not attempt.exists()


SMALL = {"HELD_BYTES": 5_000, "BYTES_A_SHARD": 150_000}
SHARDS = "yimen.domains.verification.sets.shards"
LOADING = "yimen.domains.verification.actions.set_loading"


@pytest.mark.django_db(transaction=True)
def test_a_load_killed_at_random_points_left_nothing_or_everything(cast, monkeypatch):
    rows = [f"{number},甲,2026-03-01\n" for number in invented_numbers(np.arange(20_000))]
    load = handed_in(cast, (HEAD + "".join(rows) + "9,乙,\n").encode())
    small, work = {f"{SHARDS}.{name}": most for name, most in SMALL.items()}, f"{LOADING}.run_set_load"
    assert killed_at_random(work, load.id, among=250_000, before=[SHARDS], changed=small) > 1
    with system_scope():
        seen = SetLoad.objects.get(id=load.id)
        found_then = (seen.state, seen.rows, SetPart.objects.exists())
        assert found_then in ((SetState.WAITING, 0, False), (SetState.LOADED, 20_001, True))
    monkeypatch.setattr(shards, "HELD_BYTES", 5_000)
    monkeypatch.setattr(shards, "BYTES_A_SHARD", 150_000)
    run_set_load(load.id)
    run_set_load(load.id)
    with system_scope():
        seen = SetLoad.objects.get(id=load.id)
        assert (seen.state, seen.rows, seen.stored, seen.quarantined) == (SetState.LOADED, 20_001, 20_000, 1)
        assert SetPart.objects.filter(kind="shard").count() == seen.shards > 1
        assert found.verify_load(load.id).wrong == ()
        keys = [key for shard in range(seen.shards) for key in found.read_shard(load.id, shard)["key"]]
        assert len(keys) == 20_000 and keys == sorted(keys)

"""Department data from a file to shards and back: counts, encodings, what is wrong with a row, versions."""

import io
from datetime import date

import polars as pl
import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.types.sets import Reason, SetState
from yimen.foundation.joining import joining_key

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
HEAD = "公民身份号码,姓名,死亡日期"
SOUND = ("999999195001010018", "999999195001010034")


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def numbers(count):
    import numpy as np

    from yimen.domains.verification.sets.sample import invented_numbers

    return [str(number) for number in invented_numbers(np.arange(count))]


def text(*rows, head=HEAD, encoding="utf-8"):
    return "\n".join([head, *rows]).encode(encoding)


def loaded(cast, content, key="deaths", as_of=DAY):
    by = cast.county_verifier
    with acting(by):
        load = sets.hand_in_set(
            set_key=key, as_of=as_of, stream=io.BytesIO(content), by=by, is_deferred=False
        )
    load_set(load.id, by=by)
    with acting(by):
        return SetLoad.objects.get(id=load.id)


def everything(cast, load):
    with acting(cast.county_verifier):
        return pl.concat([found.read_shard(load.id, n) for n in range(load.shards)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_of_either_encoding_is_loaded(cast, encoding):
    one, two = numbers(2)
    content = text(f"{one},王小明,2026-03-01", f"{two},李𠮷,2026年3月2日", encoding=encoding)
    load = loaded(cast, content)
    assert (load.state, load.rows, load.stored, load.quarantined) == (SetState.LOADED, 2, 2, 0)
    rows = everything(cast, load)
    assert set(rows["name"]) == {"王小明", "李𠮷"}
    assert dict(rows.select("key", "died_on").iter_rows()) == {
        joining_key(one).key: date(2026, 3, 1),
        joining_key(two).key: date(2026, 3, 2),
    }
    assert sorted(rows["row"]) == [2, 3]


def test_bad_rows_are_set_aside_with_row_column_and_reason(cast):
    one, *_rest = numbers(2)
    content = text(
        f"{one},王小明,2026-03-01",
        f"{one[:17]},王小明,2026-03-01",
        f"{one},王小明,2026-13-01",
        f"{one},王小明,",
        f"{one},{'长' * 61},2026-03-01",
        f"{one},王小明,2026-12-01",
        f"{one},王小明,2026-03-01,多一格",
        "",
        ",,",
    )
    load = loaded(cast, content)
    assert (load.rows, load.stored, load.quarantined) == (7, 1, 6)
    with acting(cast.county_verifier):
        rows = found.quarantined_rows(load, 0, 50, by=cast.county_verifier)
    said = {row.row: [(fault.column, fault.reason) for fault in row.faults] for row in rows}
    assert said == {
        3: [("公民身份号码", Reason.NO_IDENTITY)],
        4: [("死亡日期", Reason.NO_DAY)],
        5: [("死亡日期", Reason.MISSING)],
        6: [("姓名", Reason.TOO_LONG)],
        7: [("死亡日期", Reason.OUT_OF_RANGE)],
        8: [("", Reason.WRONG_COLUMNS)],
    }
    assert next(row for row in rows if row.row == 4).cells["死亡日期"] == "2026-13-01"


def test_nothing_of_a_number_is_on_the_disk(cast, settings):
    one, two = numbers(2)
    load = loaded(cast, text(f"{one},王小明,2026-03-01", f"{two[:17]},李小龙,2026-03-01"))
    for path in settings.YIMEN_FILES.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert one.encode() not in content and "王小明".encode() not in content
    assert list(everything(cast, load).columns) == [
        "key", "check", "row", "name", "died_on", "cancelled_on",
    ]  # fmt: skip

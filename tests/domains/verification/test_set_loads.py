"""Department data from a file to shards and back: counts, encodings, what is wrong with a row, versions."""

import csv
import io
from datetime import date

import numpy as np
import polars as pl
import pytest
import xlsxwriter
from django.db import IntegrityError
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.support.cast import acting, register
from tests.support.process import on

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.queries.identified import joining_keys_of
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.actions.set_samples import invented_numbers
from yimen.domains.verification.errors import SetLoadNotFoundError, SetRefusedError
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.sets import batches, shards
from yimen.domains.verification.sets import numbers as set_numbers
from yimen.domains.verification.sets.staging import stage
from yimen.domains.verification.types.sets import FileKind, Freshness, Reason, SetState
from yimen.foundation import joining
from yimen.foundation.audit.models import Entry
from yimen.foundation.joining import joining_key
from yimen.foundation.models import make_id

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
HEAD = "公民身份号码,姓名,死亡日期"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def numbers(count):
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


def test_ragged_rows_beyond_the_first_block_are_set_aside_under_their_own_numbers(cast, monkeypatch):
    monkeypatch.setattr(batches, "BLOCK", 1 << 12)
    sound, ragged = f"{numbers(1)[0]},王小明,2026-03-01", "少一格"
    load = loaded(cast, text(*[sound] * 400, ragged, *[sound] * 300, ragged))
    assert (load.rows, load.stored, load.quarantined) == (702, 700, 2)
    with acting(cast.county_verifier):
        rows = found.quarantined_rows(load, 0, 50, by=cast.county_verifier)
    assert [row.row for row in rows] == [402, 703]
    assert set(everything(cast, load)["row"]) == {*range(2, 402), *range(403, 703)}


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


def test_a_person_on_file_has_the_key_of_the_data(cast):
    person = register(cast.village_assistant)
    with acting(cast.county_verifier):
        key = joining_keys_of([person.id])[person.id]
    load = loaded(cast, text(f"{person.identity},李小妹,2026-03-01"))
    assert everything(cast, load).select("key", "check").row(0) == tuple(key)


def test_words_and_codes_amounts_and_months_are_kept_alike(cast):
    one, *_ = numbers(1)
    head = "公民身份号码,姓名,险种,月缴费基数,缴费所属月份"
    rows = [
        f'{one},甲,城镇企业职工基本养老保险,"4,588.5",2026-10',
        f"{one},甲,110,¥4588.50元,202610",
        f"{one},甲,１１０,4588.50,2026年10月",
        f"{one},甲,110,4588.505,2026-10",
        f"{one},甲,110,-1,2026-10",
        f"{one},甲,999,1,2026-10",
        f"{one},甲,110,1,2026-13",
    ]
    load = loaded(cast, text(*rows, head=head), "social_insurance")
    kept = everything(cast, load).select("kind", "base", "paid_for").unique().rows()
    assert kept == [("110", 458850, date(2026, 10, 1))]
    assert (load.stored, load.quarantined) == (3, 4)


def test_workbooks_and_parquet_say_the_same_as_text(cast, tmp_path):
    one, two = numbers(2)
    frame = pl.DataFrame({"证件号码": [one, two], "姓名": ["甲", "乙"], "死亡日期": [date(2026, 3, 1)] * 2})
    book = workbook_of(frame)
    frame.write_parquet(tmp_path / "p.parquet")
    contents = [book, (tmp_path / "p.parquet").read_bytes(), frame.write_csv().encode()]
    kept = [everything(cast, loaded(cast, content)).drop("row") for content in contents]
    assert kept[0].equals(kept[1]) and kept[1].equals(kept[2]) and len(kept[0]) == 2


def test_a_number_that_a_spreadsheet_rounded_is_nobody(cast):
    rounded = next(float(each) for each in numbers(2000) if "X" not in each and int(each) % 128 == 0)
    frame = pl.DataFrame({"证件号码": [rounded, rounded], "姓名": ["甲", "乙"], "死亡日期": [DAY] * 2})
    assert str(int(rounded)) in numbers(2000)  # by chance it still looks like somebody's
    assert loaded(cast, workbook_of(frame)).state == SetState.REFUSED


def workbook_of(frame):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, "某县死亡登记（2026年）")
        for place, name in enumerate(frame.columns):
            sheet.write_string(1, place, name)
        for number, row in enumerate(frame.iter_rows(), start=2):
            for place, cell in enumerate(row):
                is_day = isinstance(cell, date)
                sheet.write_datetime(number, place, cell, days) if is_day else sheet.write(
                    number, place, cell
                )
    return file.getvalue()


def test_two_persons_of_one_key_are_found_and_set_aside(cast, monkeypatch):
    def half_the_key(numbers):
        found = joining.joining_keys(numbers).copy()
        found[:, 0] = 7
        return found

    monkeypatch.setattr(set_numbers, "joining_keys", half_the_key)
    one, two = numbers(2)
    load = loaded(cast, text(f"{one},甲,2026-03-01", f"{two},乙,2026-03-01", f"{one[:17]},丙,2026-03-01"))
    assert load.state == SetState.REFUSED
    monkeypatch.undo()
    sound = loaded(cast, text(f"{one},甲,2026-03-01", f"{one},甲,2026-03-02", f"{two},乙,2026-03-01"))
    assert (sound.stored, sound.quarantined) == (3, 0)


def test_versions_replay_and_retraction(cast, settings):
    by, (one, two) = cast.county_verifier, numbers(2)
    first = loaded(cast, text(f"{one},甲,2026-03-01"), as_of=date(2026, 10, 1))
    second = loaded(cast, text(f"{two},乙,2026-03-01"), as_of=date(2026, 11, 1))
    assert (first.version, second.version) == (1, 2)
    with acting(by):
        listed = {each.definition.key: each for each in found.sets_of(by)}
        assert listed["deaths"].current == second and listed["deaths"].freshness is Freshness.FRESH
        assert listed["vehicles"].freshness is Freshness.NONE
        again = sets.replay_set(load_id=first.id, by=by, is_deferred=False)
    load_set(again.id, by=by)
    with acting(by):
        assert found.read_shard(again.id, 0).equals(found.read_shard(first.id, 0))
        assert found.verify_load(again.id).wrong == ()
        with pytest.raises(SetRefusedError):
            sets.retract_set(load_id=second.id, reason=" ", by=by)
        sets.retract_set(load_id=second.id, reason="公安机关来函撤回", by=by)
        assert found.current_loads(by.region)["deaths"].id in (first.id, again.id)
        with pytest.raises(SetLoadNotFoundError):
            found.read_shard(second.id, 0)
        with pytest.raises(SetRefusedError):
            sets.replay_set(load_id=second.id, by=by)
        assert Entry.objects.filter(action__startswith="set:").count() >= 6


def test_files_of_a_retracted_version_are_gone(cast, settings, django_capture_on_commit_callbacks):
    by, (one,) = cast.county_verifier, numbers(1)
    load = loaded(cast, text(f"{one},甲,2026-03-01"))
    assert any(path.is_file() for path in settings.YIMEN_FILES.rglob("*"))
    with django_capture_on_commit_callbacks(execute=True), acting(by):
        sets.retract_set(load_id=load.id, reason="公安机关来函撤回", by=by)
    assert not any(path.is_file() for path in settings.YIMEN_FILES.rglob("*"))


def test_the_same_file_is_not_taken_twice_and_only_the_county_may(cast):
    content = text(f"{numbers(1)[0]},甲,2026-03-01")
    loaded(cast, content)
    with pytest.raises(SetRefusedError):
        loaded(cast, content)
    for other in (cast.town_handler, cast.auditor, cast.county_confirmer):
        with acting(other), pytest.raises(NotPermittedError):
            sets.hand_in_set(set_key="deaths", as_of=DAY, stream=io.BytesIO(content), by=other)


def test_a_changed_byte_on_the_disk_is_found(cast, settings):
    load = loaded(cast, text(f"{numbers(1)[0]},甲,2026-03-01"))
    path = next(path for path in settings.YIMEN_FILES.rglob("shard-*"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    with acting(cast.county_verifier):
        assert found.verify_load(load.id).wrong


CELLS = st.sampled_from(["", "9", "2026-03-01", "甲", "=1+1", "x" * 70, "a,b", '"', "王\n小", "2026-02-30"])
ROWS = st.lists(st.tuples(st.sampled_from(["good", "bad", "none"]), CELLS, CELLS), max_size=25)


@given(ROWS, st.sampled_from(["utf-8", "gb18030"]))
@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_row_is_lost(tmp_path_factory, settings, rows, encoding):
    settings.YIMEN_FILES = tmp_path_factory.mktemp("sets")
    good = numbers(25)
    spoken = {"bad": "999999", "none": ""}
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD.split(","))
    given = [(spoken.get(kind, good[place]), *cells) for place, (kind, *cells) in enumerate(rows)]
    writer.writerows(given)
    content = file.getvalue().encode(encoding)
    outcome = stage(Plain(content, encoding), "deaths", make_id(), DAY, lambda share: None)
    assert outcome.rows == sum(any(cell.strip() for cell in row) for row in given)
    assert outcome.rows == sum(part.rows for part in outcome.parts)
    sound = [row for row in given if row[0] in good and row[2] == "2026-03-01" and len(row[1].strip()) <= 60]
    assert outcome.stored == len(sound)


def test_a_row_that_got_lost_on_the_way_makes_no_version(cast, monkeypatch):
    monkeypatch.setattr(shards.Quarantine, "add", lambda *_given: None)
    with pytest.raises(IntegrityError, match="set_load_no_row_is_lost"):
        loaded(cast, text(f"{numbers(1)[0]},甲,2026-03-01", "9,乙,2026-03-01"))


def test_rows_that_were_put_down_come_back_as_those_that_were_not(settings, monkeypatch):
    monkeypatch.setattr(shards, "BYTES_A_SHARD", 20_000)
    monkeypatch.setattr(batches, "BLOCK", 1 << 13)
    people = numbers(500)
    rows = [f"{people[place * 7 % 500]},甲{place},2026-03-01" for place in range(1500)]
    attempts = make_id(), make_id()
    found_of = [put(attempts[0], text(*rows))]
    monkeypatch.setattr(shards, "HELD_BYTES", 10_000)
    found_of.append(put(attempts[1], text(*rows)))
    assert found_of[0] == found_of[1] and len(found_of[0]) > 1
    assert not [path for path in settings.YIMEN_FILES.rglob("piece-*")]


def put(attempt, content):
    """The rows of each shard of an attempt, as they lie there."""
    outcome = stage(Plain(content, "utf-8"), "deaths", attempt, DAY, lambda share: None)
    return [shards.read_part(attempt, part.kind, part.number, part.size).rows() for part in outcome.parts]


class Plain:
    """A file at hand, as the reader of batches asks for it."""

    kind = FileKind.CSV

    def __init__(self, content, encoding):
        self.content, self.encoding, self.size = content, encoding, len(content)

    def open(self):
        return io.BytesIO(self.content)

"""The audit as the application writes it, and every way its owner could falsify it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction

from yimen.foundation import audit
from yimen.foundation.audit.heads import Head, HeadFile
from yimen.foundation.audit.models import Entry, Pending, Seal
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.audit.verification import Flaw, Report, verify
from yimen.foundation.database.scope import Scope, scoped, system_scope
from yimen.foundation.models import make_id

TOWN = "441426100000"


@pytest.fixture(autouse=True)
def heads(settings: Any, tmp_path: Path) -> HeadFile:
    settings.YIMEN_AUDIT_HEADS = tmp_path / "heads.jsonl"
    return HeadFile(settings.YIMEN_AUDIT_HEADS)


def _record(count: int = 1, **changes: object) -> list[UUID]:
    subjects = [make_id() for _each in range(count)]
    for subject in subjects:
        audit.record(
            "person:change", kind="person", subject=subject, region=TOWN, by=audit.SYSTEM, changes=changes
        )
    return subjects


@pytest.mark.django_db
def test_an_entry_holds_names_of_fields_and_digests_but_no_personal_value() -> None:
    with system_scope():
        _record(name="钟小梅", phone="13800000000")
        entry = Entry.objects.get()
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT row_to_json(audit_entry)::text FROM audit_entry")
            text = cursor.fetchone()[0]
    assert set(entry.changes) == {"name", "phone"}
    assert "钟小梅" not in text and "13800000000" not in text


@pytest.mark.django_db
def test_the_same_value_has_another_digest_in_another_entry() -> None:
    with system_scope():
        _record(2, phone="13800000000")
        first, second = Entry.objects.all()
    assert first.changes["phone"] != second.changes["phone"]


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_may_only_add(table: str, verb: str) -> None:
    column = "purpose" if table == "audit_entry" else "head"
    with system_scope(), connections["default"].cursor() as cursor:
        _record()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(verb.format(table, column, column))


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_owner_too_is_refused_by_a_trigger(table: str, verb: str) -> None:
    column = "purpose" if table == "audit_entry" else "head"
    statement = verb.format(table, column, column)
    with connections["owner"].cursor() as cursor, pytest.raises(DatabaseError, match="append-only"):
        cursor.execute(statement)


@pytest.mark.django_db
def test_entries_are_read_within_the_scope_and_added_without_one() -> None:
    _record()
    with scoped(Scope("441426101000", "441426102000")):
        assert Entry.objects.count() == 0
    with scoped(Scope(TOWN, "441426101000")):
        assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_mass_write_is_one_entry_for_each_chunk() -> None:
    run = make_id()
    audit.record_bulk(
        "person:import", kind="run", subject=run, region=TOWN, by=audit.SYSTEM, digest=b"\x01" * 32, rows=500
    )
    with system_scope():
        entry = Entry.objects.get(subject=run)
        assert (entry.rows, set(entry.changes)) == (500, {"digest"})


@pytest.mark.django_db(transaction=True)
def test_sealing_is_complete_repeatable_and_remembered_outside(heads: HeadFile) -> None:
    _record(3)
    assert seal_pending() == 3
    _record(2)
    assert seal_pending() == 2
    assert seal_pending() == 0
    assert not Pending.objects.exists()
    assert [head.position for head in heads.read()] == [3, 5]
    report = verify()
    assert (report.sealed, report.awaiting, report.findings) == (5, 0, [])


@pytest.mark.django_db(transaction=True)
def test_what_rolls_back_leaves_nothing_to_seal() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _record()
        raise ZeroDivisionError
    assert seal_pending() == 0


@pytest.mark.django_db(transaction=True)
def test_writers_and_two_sealers_at_once_make_one_sound_chain() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(number: int) -> None:
        try:
            _record(5) if number % 3 else seal_pending()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(30)))
    seal_pending()
    report = verify()
    assert (report.sealed, report.findings) == (100, [])


Tamper = Callable[[Any], None]


def _run(*statements: str) -> Tamper:
    def tamper(cursor: Any) -> None:
        for statement in statements:
            cursor.execute(statement)

    return tamper


_COPY = """
    INSERT INTO audit_entry (id, happened_at, action, kind, subject, region, user_id, post_id, purpose, rows,
                             changes, salt, mac)
    SELECT '01980000-0000-7000-8000-000000000001', happened_at, action, kind, subject, region, user_id,
           post_id, purpose, rows, changes, salt, mac FROM audit_entry LIMIT 1
"""
_RESEAL = """
    UPDATE audit_seal SET entry_id = CASE position WHEN 4 THEN two ELSE four END
      FROM (SELECT max(entry_id::text) FILTER (WHERE position = 2)::uuid AS two,
                   max(entry_id::text) FILTER (WHERE position = 4)::uuid AS four FROM audit_seal) AS pair
     WHERE position IN (2, 4)
"""


def _in_the_fourth(change: str) -> Tamper:
    fourth = "(SELECT entry_id FROM audit_seal WHERE position = 4)"
    return _run(f"UPDATE audit_entry SET {change} WHERE id = {fourth}")  # noqa: S608 - statements of this file


FALSIFICATIONS: dict[str, tuple[Tamper, Flaw]] = {
    "the purpose of an entry": (_in_the_fourth("purpose = 'x'"), Flaw.CHANGED),
    "the doer of an entry": (_in_the_fourth("user_id = gen_random_uuid()"), Flaw.CHANGED),
    "the moment of an entry": (
        _in_the_fourth("happened_at = happened_at + interval '1 second'"),
        Flaw.CHANGED,
    ),
    "a digest of a changed field": (_in_the_fourth("""changes = '{"phone": "00"}'"""), Flaw.CHANGED),
    "the head of a seal": (_run("UPDATE audit_seal SET head = '\\x00' WHERE position = 4"), Flaw.BROKEN),
    "two entries swapped": (
        _run("ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry_id_key", _RESEAL),
        Flaw.BROKEN,
    ),
    "an entry inserted as if pending": (_run(_COPY), Flaw.CHANGED),
    "an entry inserted beside the queue": (_run(_COPY, "DELETE FROM audit_pending"), Flaw.UNSEALED),
    "an entry deleted with its seal": (
        _run(
            "CREATE TEMP TABLE gone AS SELECT entry_id FROM audit_seal WHERE position = 4",
            "DELETE FROM audit_seal WHERE position = 4",
            "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)",
        ),
        Flaw.GAP,
    ),
    "a deletion closed by renumbering": (
        _run(
            "DELETE FROM audit_seal WHERE position = 4",
            "UPDATE audit_seal SET position = -position WHERE position > 4",
            "UPDATE audit_seal SET position = -position - 1 WHERE position < 0",
        ),
        Flaw.BROKEN,
    ),
    "a seal removed": (_run("DELETE FROM audit_seal WHERE position = 6"), Flaw.UNSEALED),
    "the tail cut": (
        _run(
            "CREATE TEMP TABLE gone AS SELECT entry_id FROM audit_seal WHERE position > 4",
            "DELETE FROM audit_seal WHERE position > 4",
            "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)",
        ),
        Flaw.CUT,
    ),
    "everything removed": (_run("DELETE FROM audit_seal", "DELETE FROM audit_entry"), Flaw.CUT),
}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_every_falsification_by_the_owner_is_found() -> None:
    """The owner switches the triggers off and changes something; each attempt starts from a sound chain."""
    _record(6, phone="13800000000")
    seal_pending()
    assert verify("owner").is_sound
    missed = {}
    for name, (tamper, flaw) in FALSIFICATIONS.items():
        report = _after(tamper)
        if flaw not in {finding.flaw for finding in report.findings}:
            missed[name] = report.findings
    assert missed == {}
    assert verify("owner").is_sound


def _after(tamper: Tamper) -> Report:
    """What verification says after the owner's work, which is then taken back."""
    with transaction.atomic("owner"):
        with system_scope("owner"), connections["owner"].cursor() as cursor:
            for table in ("audit_entry", "audit_seal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER await_seal")
            tamper(cursor)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        report = verify("owner")
        transaction.set_rollback(True, "owner")
    return report


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_chain_rewritten_with_the_stolen_key_is_found_by_the_heads_outside(heads: HeadFile) -> None:
    """Whoever has the key can make a sound chain, but not one that fits the heads already remembered."""
    _record(2)
    seal_pending()
    forged = Head(2, b"\x07" * 32)
    heads.path.unlink()
    heads.append(forged)
    assert {finding.flaw for finding in verify().findings} == {Flaw.REWRITTEN}
    heads.append(Head(1, b"\x08" * 32))
    assert Flaw.REMEMBERED_BACKWARDS in {finding.flaw for finding in verify().findings}


def test_a_line_torn_by_a_crash_is_passed_over(heads: HeadFile) -> None:
    heads.append(Head(1, b"\x01"))
    with heads.path.open("a") as stream:
        stream.write('{"position": 2, "he')
    assert [head.position for head in heads.read()] == [1]


@pytest.mark.django_db(transaction=True)
def test_the_command_reports_and_exits_with_one_when_something_is_wrong(
    heads: HeadFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    import contextlib

    from typer.testing import CliRunner

    from yimen.doors.cli import audit as command
    from yimen.doors.cli import standing

    @contextlib.contextmanager
    def standing_already() -> Iterator[None]:
        yield

    monkeypatch.setattr(standing, "standing_house", standing_already)
    _record(2)
    sound = CliRunner().invoke(command.app, ["verify"])
    assert (sound.exit_code, "已封存 2 条" in sound.output) == (0, True)
    heads.append(Head(9, b"\x09" * 32))
    wrong = CliRunner().invoke(command.app, ["verify"])
    assert (wrong.exit_code, "链尾被截断" in wrong.output) == (1, True)
    assert Seal.objects.count() == 2

"""Scopes hold where a request ends: over pooled connections, in jobs, in streamed exports, in every table."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from tests.security.access_rows import entered, url_of
from tests.security.reading import each_refusal_once
from tests.security.rows import TABLE
from tests.security.test_leaks import tables_under_policy
from tests.support.stage import HOME, NEIGHBOUR

from yimen.domains.cases import jobs as case_jobs
from yimen.domains.cases.models import Case
from yimen.domains.network.types import Role
from yimen.domains.worklist import jobs as worklist_jobs
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.audit.verification import verify
from yimen.foundation.database.scope import Scope, scoped, scoped_rows
from yimen.foundation.files import jobs as file_jobs
from yimen.foundation.spreadsheets import Column, write_xlsx

pytestmark = pytest.mark.timeout(300)

KEPT_BY_THE_COUNTY = {
    "cases_checkdraw",
    "cases_checkseed",
    "exchange_openingroll",
    "exchange_rollfinding",
    "intake_complaint",
    "monitoring_auditdraw",
    "monitoring_comparedset",
    "monitoring_comparison",
    "monitoring_scan",
    "monitoring_scenario",
    "monitoring_scenariopart",
    "monitoring_snapshot",
    "monitoring_snapshotpart",
    "verification_setagreement",
    "verification_setcredential",
    "verification_setpush",
    "verification_setupload",
    "verification_setload",
    "verification_setmatch",
    "verification_setpart",
    "verification_answerfile",
    "verification_sourcebatch",
}
"""Their rows belong to the county's region: a town sees none."""


def visible() -> dict[str, int]:
    """Rows of every table under a policy that this connection sees now."""
    with connection.cursor() as cursor:
        seen = {}
        for table in tables_under_policy():
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names from the catalogue
            seen[table] = cursor.fetchone()[0]
    return seen


@contextmanager
def pool_of_two() -> Iterator[dict[str, object]]:
    plain = connections["default"].settings_dict
    options = {**plain["OPTIONS"], "pool": {"min_size": 1, "max_size": 2, "timeout": 20}}
    settings = {**plain, "OPTIONS": options}
    try:
        yield settings
    finally:
        DatabaseWrapper(settings, "default").close_pool()


def over(settings: dict[str, object], work: Callable[[], object]) -> object:
    """Run in this thread on a connection of the pool, as a request does, and give it back."""
    before = connections["default"]
    connections["default"] = DatabaseWrapper(settings, "default")
    try:
        return work()
    finally:
        connections["default"].close()
        connections["default"] = before


def test_requests_of_two_towns_over_one_pool_never_see_each_other(committed):
    home = committed.staff[Role.TOWN_HANDLER, HOME].scope
    stranger = committed.staff[Role.TOWN_HANDLER, NEIGHBOUR].scope

    def request(scope: Scope) -> dict[str, int]:
        with scoped(scope):
            return visible()

    scopes = [home, stranger] * 10
    with pool_of_two() as pool, ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(lambda scope: over(pool, lambda: request(scope)), scopes))
    for scope, rows in zip(scopes, seen, strict=True):
        assert isinstance(rows, dict)
        if scope is stranger:
            del rows["audit_entry"]  # the stranger's own station was founded and staffed
            del rows["verification_queryentry"]  # what was refused to the stranger is kept at their own place
            assert rows == dict.fromkeys(rows, 0)
        else:
            empty = {table for table, count in rows.items() if not count}
            assert sorted(empty - KEPT_BY_THE_COUNTY) == sorted(KEPT_BY_THE_COUNTY - empty) == []


def test_a_pooled_connection_comes_back_without_a_scope_also_after_a_failure(committed):
    home = committed.staff[Role.TOWN_HANDLER, HOME].scope

    def broken() -> None:
        with pytest.raises(ZeroDivisionError), scoped(home):
            assert Case.objects.exists()
            raise ZeroDivisionError

    def unscoped() -> None:
        with pytest.raises(DatabaseError, match="not set"):
            Case.objects.exists()

    with pool_of_two() as pool:
        for work in (broken, unscoped, broken, unscoped):
            over(pool, work)


def test_a_streamed_sheet_reads_within_its_scope_after_the_request_is_over(committed):
    stranger = committed.staff[Role.TOWN_HANDLER, NEIGHBOUR].scope
    home = committed.staff[Role.TOWN_HANDLER, HOME].scope

    def rows() -> Iterator[tuple[str]]:
        return ((case.applicant_name,) for case in Case.objects.order_by("id").iterator(chunk_size=1))

    with scoped(home):
        streams = [scoped_rows(stranger, rows), scoped_rows(home, rows)]
        own = Case.objects.count()
    written = []
    for stream in streams:
        with write_xlsx([Column("申请人")], stream) as sheet:
            written.append(len(sheet.read()) > 0)
    assert written == [True, True]
    assert own > 0
    assert [len(list(scoped_rows(scope, rows))) for scope in (stranger, home)] == [0, own]
    with pytest.raises(DatabaseError, match="not set"):
        list(rows())


@pytest.mark.parametrize(
    "job",
    [
        worklist_jobs.remind_and_escalate,
        lambda: worklist_jobs.recount_due_dates([]),
        case_jobs.take_down_notices,
        file_jobs.remove_orphans,
    ],
)
def test_a_job_opens_its_scope_itself_and_leaves_none_behind(committed, job):
    job()
    with pytest.raises(DatabaseError, match="not set"):
        Case.objects.exists()


def test_after_a_whole_journey_the_audit_is_sound(committed, settings, tmp_path):
    settings.YIMEN_AUDIT_HEADS = tmp_path / "heads.jsonl"
    for role in (Role.TOWN_HANDLER, Role.COUNTY_CONFIRMER):
        client = entered(committed.staff[role, HOME])
        for name in each_refusal_once(TABLE, role):
            client.get(url_of(name, committed.objects))
    seal_pending()
    report = verify()
    assert report.sealed > 250 and report.awaiting == 0
    assert report.findings == []

"""Every path to answers, sets and reports (page, export, command, machine, job) refuses and records.

The paths are found in the code; a new one without its row here fails.
"""

import ast
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from tests.security.access_rows import entered, url_of
from tests.support.cast import PASSWORD
from tests.support.pushing import Machine, issued
from tests.support.stage import HOME, Stage
from tests.support.stage.setting import TODAY
from typer.testing import CliRunner

from yimen.domains.network.types import Actor, Permission, Role
from yimen.domains.verification.actions.set_loading import run_set_load
from yimen.domains.verification.models import QueryEntry, SetLoad, SetPush
from yimen.domains.verification.types import QueryOutcome
from yimen.domains.verification.types.sets import SetState
from yimen.doors.cli import compare, department_sets, need_index, sources, standing
from yimen.doors.cli.signed_in import ABOUT_PEOPLE
from yimen.doors.desk.access import ACCESS
from yimen.doors.desk.access.verification import shows_queries
from yimen.foundation.accounts.models import User
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.requirement("R-CHK-1")]
CLI = Path(__file__).parents[2] / "src/yimen/doors/cli"
RESOURCES = ABOUT_PEOPLE | {"family_report", "query_log", "finding", "hold", "lead"}
SAYS_NOBODY = {
    "sets", "sets-export", "sets-of", "set", "set-hand-in", "set-agree", "set-agreement-end", "set-replay",
    "set-retract", "connections", "connection-issue", "connection-revoke", "connections-export",
    "connection-pushes", "connection-pushes-export", "need-models",
    "need-models-export", "need-model", "bulletin", "bulletin-export", "bulletin-sheet",
    "lead-scores", "lead-scores-export",
    "lead-scans", "lead-scan-start", "lead-scan-cancel", "lead-scan-resume",
    "case-authorisations", "case-verify", "case-verify-obligors",
    "comparisons", "comparison", "comparison-start", "comparison-cancel", "comparison-resume",
}  # fmt: skip
"""Pages of these permissions with figures, progress and forms: no answer, no row, no report."""
BEHIND_A_LEAD = {"lead-visit", "lead-apply", "lead-transfer", "lead-close", "lead-away", "lead-plan-contact",
                 "lead-plan-end"}  # fmt: skip
"""Steps on a lead somebody has opened: forms, which show nothing by themselves."""
COMMANDS: dict[str, tuple[Any, list[str]]] = {
    "compare COMPARISON_RUN": (compare, ["export", "--into", "x", "--month", "2026-11", "-u"]),
    "department_sets SET_LOAD": (
        department_sets,
        ["load", "deaths", __file__, "--as-of", "2026-11-01", "-u"],
    ),
    "department_sets SET_OPEN": (department_sets, ["list", "-u"]),
    "department_sets SET_RETRACT": (department_sets, ["retract", "x", "--reason", "x", "-u"]),
    "need_index VERIFICATION_ANSWER": (need_index, ["fit", "-u"]),
    "need_index VERIFICATION_OPEN": (need_index, ["list", "-u"]),
    "sources VERIFICATION_ANSWER": (sources, ["simulate", "--username"]),
}


def refusals(by: Actor) -> list[QueryEntry]:
    with system_scope():
        return list(QueryEntry.objects.filter(user_id=by.user_id, outcome=QueryOutcome.REFUSED))


def test_every_page_of_these_permissions_is_one_of_queries_or_says_nobody():
    about = {
        name
        for name, access in ACCESS.items()
        if any(permission.partition(":")[0] in RESOURCES for permission in access.permissions)
    }
    unsaid = {name for name in about if not shows_queries(name)} - SAYS_NOBODY - BEHIND_A_LEAD
    assert unsaid == set()
    assert set(ACCESS) >= SAYS_NOBODY | BEHIND_A_LEAD


def test_every_page_and_export_of_queries_refuses_and_records(stage: Stage):
    by = stage.staff[Role.ADMINISTRATOR, HOME]
    client, kept = entered(by), len(refusals(by))
    for name in sorted(name for name in ACCESS if shows_queries(name)):
        assert not ACCESS[name].admits(by.role), name
        assert client.get(url_of(name, stage.objects)).status_code == 403, name
        assert len(refusals(by)) == kept + 1, name
        kept += 1


def commands() -> Iterator[tuple[str, str]]:
    """Every command that acts for somebody, with the permission it asks for."""
    for file in sorted(CLI.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "acting":
                wanted = node.args[1]
                assert isinstance(wanted, ast.Constant)
                yield file.stem, str(wanted.value)


def test_every_command_has_its_row():
    found = {
        f"{file} {name}" for file, name in commands() if Permission[name].partition(":")[0] in ABOUT_PEOPLE
    }
    assert found == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_refuses_and_records(name: str, stage: Stage, monkeypatch):
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    by = stage.staff[Role.ADMINISTRATOR, HOME]
    User.objects.filter(id=by.user_id).update(password=make_password(PASSWORD), must_change_password=False)
    username, kept = User.objects.get(id=by.user_id).username, len(refusals(by))
    module, arguments = COMMANDS[name]
    answer = CliRunner().invoke(module.app, [*arguments, username], input=f"{PASSWORD}\n")
    assert answer.exit_code != 0 and "没有这项权限" in answer.output, answer.output
    assert len(refusals(by)) == kept + 1


def test_a_machine_reads_nothing_of_another_credential_and_that_is_recorded(stage: Stage):
    with system_scope():
        push = SetPush.objects.get()
    made = issued(stage.cast, TODAY, set_keys=("custody",))
    machine = Machine(made.secret)
    for where in ("", "/quarantine"):
        assert machine.get(f"/api/v1/pushes/{push.id}{where}").status_code == 404
    with system_scope():
        refused = Entry.objects.filter(subject=made.credential.id, action="set:push_refuse")
        assert refused.count() == 2


def test_a_job_of_who_may_load_no_more_refuses_and_records(stage: Stage):
    by = stage.staff[Role.ADMINISTRATOR, HOME]
    with system_scope():
        load = SetLoad.objects.get(set_key="deaths")
        SetLoad.objects.filter(id=load.id).update(
            state=SetState.WAITING, loaded_user_id=by.user_id, loaded_post_id=by.post_id
        )
    run_set_load(load.id)
    with system_scope():
        assert SetLoad.objects.get(id=load.id).state == SetState.REFUSED
        assert Entry.objects.filter(action="set:refuse", subject=load.id).exists()

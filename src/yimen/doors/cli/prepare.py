"""`yimen prepare`: all between a fresh clone and a working database, each step only when needed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import typer

from yimen.doors.cli import frontend
from yimen.doors.cli.history import refuse_half_history
from yimen.doors.cli.progress import Report, shown
from yimen.doors.cli.stamps import digest_of, is_done, mark_done

DEMO_COUNTY = "441426000000"
"""平远县"""
app = typer.Typer()


@app.command(
    help="制作前端，更新数据库，导入试点区划。 / "
    "Build the front end, bring the database up to date, import the "
    "pilot regions."
)
def prepare() -> None:
    """Build the front end, bring the database up to date, import the pilot regions."""
    from yimen.doors.cli.standing import standing_house

    prepare_files()
    with standing_house():
        prepare_site()


def prepare_files() -> None:
    """What needs neither settings nor database."""
    from yimen.doors.cli.translations import compile_all

    _step("前端依赖 / front-end packages", frontend.install_packages)
    _step("前端构建 / front-end build", frontend.build)
    _step("界面翻译 / translations", lambda: compile_all() > 0)


def prepare_site() -> None:
    """What needs Django and the database."""
    _step("静态文件 / static files", _collect_static)
    _step("数据库表 / database tables", _migrate)
    _step("工作日历 / official calendar", _fill_calendar)
    _step("试点县区划 / pilot regions", _import_regions)


def prepare_demo() -> list[tuple[str, str, str]]:
    """The demo county, once, and only where all is marked as synthetic; returns the accounts to show."""
    from django.conf import settings

    if not settings.YIMEN_IS_SYNTHETIC:
        return []
    from yimen.doors.cli.county import accounts, load_demo

    _step_with_parts("演示县（虚构家庭） / demo county", lambda report: load_demo(report=report))
    return accounts()


def _step(title: str, work: Callable[[], bool]) -> None:
    """Runs a step and says how long it took, if there was anything to do."""
    _step_with_parts(title, lambda report: work())


def _step_with_parts(title: str, work: Callable[[Report], bool]) -> None:
    """A step that says how far it is."""
    with shown(title) as line:
        is_done = work(line.report)
    if is_done:
        print(f"  {title}: {line.seconds:.1f} s", flush=True)


def _collect_static() -> bool:
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    digest = digest_of(
        frontend.BUILT / ".yimen-built", frontend.CLONE / "uv.lock", repr(settings.INSTALLED_APPS)
    )
    stamp = root.with_name("static.done")
    if root.exists() and is_done(stamp, digest):
        return False
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark_done(stamp, digest)
    return True


def _migrate() -> bool:
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    refuse_half_history(executor.loader.applied_migrations, executor.loader.disk_migrations)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    return True


def _fill_calendar() -> bool:
    from yimen.foundation.calendar.actions import fill_official_calendar

    return fill_official_calendar() > 0


def _import_regions() -> bool:
    from yimen.domains.network.actions import import_pilot_regions
    from yimen.domains.network.errors import UnknownRegionError
    from yimen.domains.network.queries import get_region
    from yimen.foundation.audit import SYSTEM

    try:
        get_region(DEMO_COUNTY)
    except UnknownRegionError:
        import_pilot_regions(by=SYSTEM)
        return True
    return False

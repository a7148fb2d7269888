"""A house open for visitors: a fresh database with the cast, a web server, and a calendar to turn.

The server answers as the application role. Time is turned for it as in `yimen demo`: the clock Django asks is
replaced in this process, so that a notice may hang its seven days; nothing of the kind exists outside tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import FileResponse, HttpRequest, HttpResponse

from tests.support.cast import PASSWORD, SINCE, Cast, build_cast
from tests.support.database import fresh_database, make_keys, pointed_at, test_server
from yimen.domains.network.types import Role

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass
class Calendar:
    """The day the house believes it is; the hours go on as they really do."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(CHINA) + self.ahead

    def turn_to(self, day: date) -> None:
        self.ahead = datetime.combine(day, time(9, 30), CHINA) - datetime.now(CHINA)


@dataclass(frozen=True)
class House:
    """Where the visitors go, who works there, and the calendar on the wall."""

    address: str
    cast: Cast
    calendar: Calendar


@contextmanager
def open_house(worker: str) -> Iterator[House]:
    from django.conf import settings
    from django.utils import timezone

    from yimen.foundation.postgres.roles import drop_database

    make_keys()
    calendar = Calendar()
    assert settings.YIMEN_PLACE is not None  # tests always have a server of their own
    with test_server(settings.YIMEN_PLACE) as server:
        name = fresh_database(server, f"{worker}_journey")
        try:
            with pointed_at(name), _kept_connections(), mock.patch.object(timezone, "now", calendar.now):
                cast = _furnish()
                with _web_server() as address:
                    yield House(address, cast, calendar)
        finally:
            drop_database(server, name)


@contextmanager
def _kept_connections() -> Iterator[None]:
    """A window keeps its connection from page to page, as the pool of the real house lets it."""
    from django.db import connections

    for alias in connections:
        connections[alias].settings_dict["CONN_MAX_AGE"] = None
    try:
        yield
    finally:
        for alias in connections:
            connections[alias].settings_dict["CONN_MAX_AGE"] = 0


def _furnish() -> Cast:
    from yimen.foundation.calendar.actions import fill_official_calendar

    fill_official_calendar()
    cast = build_cast()
    _give_two_hats(cast)
    _receive_transfers(cast)
    return cast


def _give_two_hats(cast: Cast) -> None:
    """One more of the town, who handles on some days and reviews on others."""
    from yimen.domains.network import actions
    from yimen.foundation.accounts.models import User

    by = cast.administrator
    user = User.objects.create_user("two_hats", PASSWORD, name="两帽明")
    staff = actions.add_staff(name=user.name, user_id=user.id, by=by)
    for role in (Role.TOWN_HANDLER, Role.TOWN_REVIEWER):
        station = cast.town_handler.station_id
        actions.appoint(staff_id=staff.id, station_id=station, role=role, valid_from=SINCE, by=by)


def _receive_transfers(cast: Cast) -> None:
    """A department that answers here by its liaison, and a charity that answers by a link on paper."""
    from yimen.domains.network import actions
    from yimen.domains.network.types import DepartmentKind, OrganisationKind
    from yimen.foundation.accounts.models import User
    from yimen.kernel import SocialCreditCode

    by = cast.administrator
    housing = actions.add_department(
        region=by.region, kind=DepartmentKind.HOUSING, name="平远县住房和城乡建设局", by=by
    )
    user = User.objects.create_user("liaison", PASSWORD, name="曾联络")
    staff = actions.add_staff(name=user.name, user_id=user.id, by=by)
    actions.appoint(
        staff_id=staff.id,
        station_id=by.station_id,
        role=Role.DEPARTMENT_LIAISON,
        valid_from=SINCE,
        department_id=housing.id,
        by=by,
    )
    actions.add_organisation(
        region=by.region,
        kind=OrganisationKind.CHARITY,
        name="平远县慈善会",
        credit_code=SocialCreditCode("51441426MJ0000001G"),
        by=by,
    )


class _KeptFiles(StaticFilesHandler):
    """A window asks for each style and script once, as the names with digests of the real house let it."""

    def serve(self, request: HttpRequest) -> HttpResponse | FileResponse:
        answer = super().serve(request)
        answer.headers["Cache-Control"] = "max-age=3600"
        return answer


@contextmanager
def _web_server() -> Iterator[str]:
    from django.conf import settings
    from django.test.testcases import LiveServerThread
    from django.test.utils import override_settings

    thread = LiveServerThread("127.0.0.1", _KeptFiles)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    address = f"http://127.0.0.1:{thread.port}"
    assert "127.0.0.1" in settings.ALLOWED_HOSTS
    try:
        with override_settings(
            YIMEN_IS_SYNTHETIC=True,
            YIMEN_CHECK_ADDRESS=f"{address}/public/check/",
            YIMEN_TRANSFER_ADDRESS=f"{address}/public/transfers",
            DEBUG=False,
        ):
            yield address
    finally:
        thread.terminate()

"""The clocks of a request: to start it, to answer it, to tell the family."""

from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.verification import queries
from yimen.domains.verification.models import VerificationRequest
from yimen.domains.verification.types import result_title
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, RegionCode, TimeLimit, deadline

START_CLOCK = "clock_verification_start"
TELLING = TimeLimit(1, DayUnit.WORKING, "核对报告", "民发〔2021〕57号 第十八条（及时告知，未定日数）")


def open_start_clock(request: VerificationRequest, by: Actor) -> None:
    """The county begins within its three working days."""
    today, region = timezone.localdate(), RegionCode(request.region)
    limit = library.time_limit(START_CLOCK, region, today)
    worklist.open_item(
        kind=WorkKind.VERIFICATION,
        subject=Subject("verification", request.id, request.title, region),
        owner_station=network.station_of(region, StationLevel.COUNTY).id,
        owner_role=Role.COUNTY_VERIFIER,
        due=deadline(limit, today, load_calendar()),
        by=by,
    )


def open_result_clock(request: VerificationRequest, by: Actor) -> None:
    """Whoever started answers, within the days of the place or the office's own."""
    today, region = timezone.localdate(), RegionCode(request.region)
    worklist.open_item(
        kind=WorkKind.VERIFICATION,
        subject=Subject("verification", request.id, result_title(request.title), region),
        owner_post=by.post_id,
        due=deadline(queries.result_limit(region, today), today, load_calendar()),
        by=by,
    )


def open_telling(request: VerificationRequest, by: Actor) -> None:
    """The town tells the family at once; the law names no number of days (57号 art 18)."""
    today, region = timezone.localdate(), RegionCode(request.region)
    worklist.open_item(
        kind=WorkKind.VERIFICATION,
        subject=Subject("verification", request.id, f"告知核对结果 {request.title}", region),
        owner_station=network.station_of(region, StationLevel.TOWN).id,
        owner_role=Role.TOWN_HANDLER,
        due=deadline(TELLING, today, load_calendar()),
        by=by,
    )

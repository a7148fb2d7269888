"""What department data say of the people of a request: read live, under their signature, and logged."""

from collections import Counter
from collections.abc import Mapping, Set
from uuid import UUID

from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import joining_keys_of
from yimen.domains.verification.errors import AuthorisationMissingError
from yimen.domains.verification.models import SetLoad, VerificationRequest
from yimen.domains.verification.queries.grounds import grounds_of
from yimen.domains.verification.queries.requests import people_of_request, reached_request
from yimen.domains.verification.queries.sets import current_loads, rows_about, set_definition
from yimen.domains.verification.recording import log_deed, log_left_out
from yimen.domains.verification.rules.reports.from_sets import Row, Version, read_rows
from yimen.domains.verification.types import Deed, Ground, QueryAct
from yimen.domains.verification.types.reports import FromSets, SetUse
from yimen.domains.verification.types.sets import SetDefinition
from yimen.foundation.encryption import TamperedError
from yimen.foundation.joining import JoiningKey
from yimen.kernel import RegionCode, RegionLevel

Keys = Mapping[JoiningKey, UUID]


def lines_from_sets(request_id: UUID, *, by: Actor) -> FromSets:
    """The rows of the versions that count today about everybody whose signature permits it.

    Joined by key and check alone: of somebody without a number, or with a number that two of them bear,
    nothing is read. Each reading is logged.
    """
    request = reached_request(request_id, by=by)
    require(by, Permission.VERIFICATION_ANSWER, request.region, subject=request.case_id)
    people = {each.person_id: each.name for each in people_of_request(request)}
    grounds = grounds_of(request.case_id, people.keys(), timezone.localdate())
    keys = _keys(grounds)
    loads = _loads(request)
    _log(request, {person: grounds[person] for person in keys.values()}, people.keys() - grounds, loads, by)
    found = [_read(load, keys, request.about) for load in loads.values()] if keys else []
    return FromSets(
        tuple(line for each in found for line in each.lines),
        tuple(note for each in found for note in each.notes),
        tuple(use for each in found for use in each.sets),
        tuple(sorted(people[person] for person in grounds.keys() - {*keys.values()})) if loads else (),
    )


def _keys(grounds: Mapping[UUID, Ground]) -> dict[JoiningKey, UUID]:
    """Whom each key is about; one that two people share is nobody's."""
    found = joining_keys_of(grounds)
    borne = Counter(found.values())
    return {key: person for person, key in found.items() if borne[key] == 1}


def _loads(request: VerificationRequest) -> dict[str, SetLoad]:
    """The versions that count in the county, of the sets that a report reads and this request is about."""
    county = RegionCode(request.region).at(RegionLevel.COUNTY)
    return {
        key: load
        for key, load in current_loads(county).items()
        if _is_read(set_definition(key), request.about)
    }


def _is_read(said: SetDefinition, about: Mapping[str, str] | None) -> bool:
    if said.report is None:
        return False
    return about is None or about["kind"] in said.report.kinds.values()


def _read(load: SetLoad, keys: Keys, about: Mapping[str, str] | None) -> FromSets:
    said, today = set_definition(load.set_key), timezone.localdate()
    reading = said.report
    assert reading is not None  # `_loads` leaves the other sets out
    version = Version(said, reading, load.version, load.as_of, said.freshness(load.as_of, today))
    rows = _rows(load, keys, reading.columns)
    lines, notes = read_rows(version, rows or [], today)
    if about is not None:
        lines, notes = [line for line in lines if line.kind == about["kind"]], []
    return FromSets(tuple(lines), tuple(notes), (_use(version, rows),))


def _use(version: Version, rows: list[tuple[UUID, Row]] | None) -> SetUse:
    said, people = version.said, len({person for person, _row in rows or []})
    return SetUse(
        said.key, said.title, version.number, version.as_of, version.freshness, people, rows is not None
    )


def _rows(load: SetLoad, keys: Keys, columns: Set[str]) -> list[tuple[UUID, Row]] | None:
    """Rows with whom they are about; None where the files are damaged, which the report then says."""
    try:
        found = rows_about(load.id, keys, columns)
    except (OSError, TamperedError):
        return None
    return [(keys[JoiningKey(int(str(row["key"])), int(str(row["check"])))], row) for row in found]


def _log(
    request: VerificationRequest,
    about: Mapping[UUID, Ground],
    left_out: set[UUID],
    loads: Mapping[str, SetLoad],
    by: Actor,
) -> None:
    """Each set and person with the signature it rests on; whoever has not signed is left out of all."""
    for key in loads:
        deed = Deed(
            QueryAct.COMPARE, request.region, case_id=request.case_id, request_id=request.id, source=key
        )
        log_deed(deed, about, by=by)
        log_left_out(deed, left_out, AuthorisationMissingError.code, by=by)

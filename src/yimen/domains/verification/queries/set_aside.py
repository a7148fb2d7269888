"""Rows of a file of answers that were set aside, for the source to put right; logged like any view."""

import json
from collections import defaultdict
from uuid import UUID

from django.utils import timezone

from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import AnswerFileNotFoundError, GroundMissingError
from yimen.domains.verification.models import AnswerFile, SourceQuery
from yimen.domains.verification.queries.grounds import grounds_of_cases
from yimen.domains.verification.recording import log_all_left_out, log_deeds
from yimen.domains.verification.types import Deed, Ground, QueryAct
from yimen.domains.verification.types.sources import RowSetAside
from yimen.foundation.files.actions import open_file
from yimen.foundation.sentences import read_sentence
from yimen.foundation.spreadsheets.tables import Fault


def rows_set_aside(file: AnswerFile, *, by: Actor) -> list[RowSetAside]:
    """What left the house is logged for each person; who took the permission back meanwhile is left out."""
    if file.quarantine_id is None:
        raise AnswerFileNotFoundError("这份文件没有隔离的行，或者保存期限已过。", file=str(file.id))
    content = b"".join(open_file(file.quarantine_id, by=by).chunks)
    rows = [_row(line) for line in content.decode().splitlines()]
    permitted = _permitted(file, rows, by)
    return [row for row in rows if not row.asked or permitted.intersection(row.asked)]


def _row(line: str) -> RowSetAside:
    told = json.loads(line)
    faults = tuple(
        Fault(told["row"], column, read_sentence(wrong), read_sentence(remedy))
        for column, wrong, remedy in told["faults"]
    )
    return RowSetAside(told["row"], faults, told["cells"], tuple(UUID(each) for each in told["asked"]))


def _permitted(file: AnswerFile, rows: list[RowSetAside], by: Actor) -> set[UUID]:
    """Questions about people whose signature stands today, each logged; the others logged as refused."""
    wanted = {each for row in rows for each in row.asked}
    asked = list(SourceQuery.objects.filter(id__in=wanted).order_by("id"))
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for each in asked:
        people[each.case_id].append(each.person_id)
    standing = grounds_of_cases(people, timezone.localdate())
    permitted: dict[UUID, tuple[Deed, UUID, Ground]] = {}
    left_out: list[tuple[Deed, UUID | None]] = []
    for each in asked:
        deed = Deed(
            QueryAct.EXPORT, each.region, case_id=each.case_id, request_id=each.request_id, source=file.source
        )
        if (ground := standing.get((each.case_id, each.person_id))) is not None:
            permitted[each.id] = (deed, each.person_id, ground)
        else:
            left_out.append((deed, each.person_id))
    log_all_left_out(left_out, GroundMissingError.code, by=by)
    log_deeds(permitted.values(), by=by)
    return set(permitted)

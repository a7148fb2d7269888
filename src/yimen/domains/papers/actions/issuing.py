"""Issuing: a number, frozen content, a check code and a digest for one document or for many at once."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.actions.signing import keep_signatures
from yimen.domains.papers.errors import DocumentIncompleteError, ProgrammeNotPublishedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.queries.styles import styles_in_force
from yimen.domains.papers.types import DocumentKind, Json, Order, Values
from yimen.domains.worklist.types import Subject
from yimen.foundation import audit
from yimen.foundation.database.copying import copy_rows
from yimen.foundation.models import make_id
from yimen.kernel import RegionCode, RegionLevel, masked_name

NATIONAL_HOTLINE = "12345"
CHUNK = 4000
TAKE_NUMBERS = """
    INSERT INTO papers_documentsequence AS sequence (id, station_id, kind, year, last)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (station_id, kind, year) DO UPDATE SET last = sequence.last + excluded.last
    RETURNING last
"""


@dataclass(frozen=True)
class _Office:
    """The station whose number a document bears, as documents need it."""

    id: UUID
    region: RegionCode
    hotline: str


@transaction.atomic
def issue_document(
    *, kind: DocumentKind, subject: Subject, values: Values, by: Actor, household_id: UUID | None = None
) -> OfficialDocument:
    """Number a document and freeze what it says; refuses a document that leaves out what the law demands.

    `handler` and `phone`, where the kind has them and the caller does not, are the actor and the station's
    telephone.
    """
    require(by, Permission.DOCUMENT_ISSUE, subject.region, subject=household_id)
    now = timezone.now()
    order = Order(
        kind, subject, values, by.station_id, by.post_id, by.staff_name, timezone.localdate(now), household_id
    )
    (document,) = _documents([order], now)
    document.save(force_insert=True)
    keep_signatures(document)
    audit.record(
        "document:issue",
        kind="document",
        subject=document.id,
        region=document.region,
        by=by,
        changes={"number": document.number, "digest": document.digest},
    )
    return document


@transaction.atomic
def load_documents(*, orders: Iterable[Order], by: Actor) -> list[UUID]:
    """Issue many, each in the name of its own post and day: all or none, one audit digest a chunk."""
    run, issued = make_id(), []
    iterator = iter(orders)
    while chunk := list(islice(iterator, CHUNK)):
        for order in chunk:
            require(by, Permission.DOCUMENT_ISSUE, order.subject.region, subject=order.household_id)
        documents = list(_documents(chunk, None))
        copy_rows(documents)
        audit.record_bulk(
            "document:load",
            kind="document-load",
            subject=run,
            region=str(by.region),
            by=by,
            digest=bytes.fromhex(rules.content_digest(digests=[document.digest for document in documents])),
            rows=len(documents),
        )
        issued += [document.id for document in documents]
    return issued


def _documents(orders: list[Order], moment: datetime | None) -> Iterator[OfficialDocument]:
    """The rows of orders, numbered in their sequence; without a moment each is issued at its day's noon."""
    offices = {station_id: _office(station_id) for station_id in {order.station_id for order in orders}}
    names = network.region_names(_regions(orders, offices.values()))
    numbers = take_numbers(
        Counter((offices[order.station_id].id, order.kind, order.issued_on.year) for order in orders)
    )
    styles = styles_in_force({office.region for office in offices.values()})
    for order in orders:
        at = moment or timezone.make_aware(datetime.combine(order.issued_on, time(12)))
        office = offices[order.station_id]
        serial = next(numbers[office.id, order.kind, order.issued_on.year])
        yield _document(order, office, names, (serial, at), styles.ids(office.region, order.kind))


def _document(
    order: Order,
    office: _Office,
    names: Mapping[str, str],
    place: tuple[int, datetime],
    style: Mapping[str, str],
) -> OfficialDocument:
    serial, at = place
    said = {**_known(order, office), **order.values}
    _check_contents(order.kind, said)
    region, year = RegionCode(str(order.subject.region)), order.issued_on.year
    home = names[str(office.region)]
    document = OfficialDocument(
        region=str(region),
        household_id=order.household_id or (order.subject.id if order.subject.kind == "household" else None),
        subject_kind=order.subject.kind,
        subject_id=order.subject.id,
        kind=order.kind,
        station_id=office.id,
        year=year,
        serial=serial,
        number=rules.document_number(order.kind, home, year, serial),
        office=rules.authority(office.region.level, home),
        issued_on=order.issued_on,
        issued_at=at,
        masked_name=_masked(said),
        code=rules.draw_code(),
        is_synthetic=settings.YIMEN_IS_SYNTHETIC,
        issued_by_id=order.post_id,
    )
    content: dict[str, Json] = {
        "values": cast("Json", said),
        "basis": rules.legal_basis(order.kind, rules.programmes_of(said), order.issued_on),
        **_places(region, names),
    }
    if style:
        content["style"] = dict(style)
    document.content = json.dumps(content, ensure_ascii=False)
    document.digest = rendering.digest_of(document, content)
    return document


def _office(station_id: UUID) -> _Office:
    """What a village hands in bears the town's number; whoever has a question calls the village."""
    station = network.get_station(station_id)
    office = network.office_of(station)
    return _Office(office.id, RegionCode(office.region), station.hotline or office.hotline)


def _regions(orders: Iterable[Order], offices: Iterable[_Office]) -> set[RegionCode]:
    named = {RegionCode(str(order.subject.region)) for order in orders}
    above = {region.at(level) for region in named for level in (RegionLevel.COUNTY, RegionLevel.TOWN)}
    return above | {office.region for office in offices}


def take_numbers(wanted: Mapping[tuple[UUID, Any, int], int]) -> dict[tuple[UUID, Any, int], Iterator[int]]:
    """One statement a sequence, locked until the transaction ends: neither gap nor double."""
    taken = {}
    with connection.cursor() as cursor:
        for (station_id, kind, year), count in sorted(wanted.items()):
            cursor.execute(TAKE_NUMBERS, [make_id(), station_id, str(kind), year, count])
            last = int(cursor.fetchone()[0])
            taken[station_id, kind, year] = iter(range(last - count + 1, last + 1))
    return taken


def _known(order: Order, office: _Office) -> dict[str, Json]:
    if order.kind is DocumentKind.APPLICATION:
        return {}
    defaults: dict[str, Json] = {"handler": order.handler, "phone": office.hotline or NATIONAL_HOTLINE}
    names = {content.name for content in rules.CONTENTS[order.kind]}
    return {name: value for name, value in defaults.items() if name in names}


def _check_contents(kind: DocumentKind, values: Values) -> None:
    if missing := rules.missing_contents(kind, values):
        message = _("《%(title)s》缺少必备内容：%(missing)s；请补齐后再制作。")
        raise DocumentIncompleteError(
            message % {"title": kind.title, "missing": "、".join(missing)}, missing=missing
        )
    if unknown := rules.unknown_contents(kind, values):
        message = _("《%(title)s》没有这些栏目：%(unknown)s；请核对后再制作。")
        raise DocumentIncompleteError(
            message % {"title": kind.title, "unknown": "、".join(unknown)}, unknown=unknown
        )
    if hidden := rules.unpublished(kind, values):
        message = _("%(programme)s依法不公示、不公布，不能制作《%(title)s》。")
        raise ProgrammeNotPublishedError(message % {"programme": hidden[0].title, "title": kind.title})


def _places(region: RegionCode, names: Mapping[str, str]) -> dict[str, Json]:
    county, town = (names.get(str(region.at(level)), "") for level in (RegionLevel.COUNTY, RegionLevel.TOWN))
    return {"county": county, "town": town, "reconsideration": f"{county}人民政府"}


def _masked(values: Values) -> str:
    """Whom a document is about, masked; a paper about a whole month is about nobody in particular."""
    name = _name_in(values)
    return masked_name(name) if name else ""


def _name_in(values: Values) -> str:
    rows = values.get("rows")
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        return str(rows[0]["name"])
    return str(values.get("applicant", ""))

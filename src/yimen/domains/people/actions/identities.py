"""Somebody without papers of ours is written down under a temporary number of the county."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.files.actions import store
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, RegionLevel

from ..errors import DuplicateIdentityError, IdentityUnclearError, RegisteredElsewhereError
from ..models import TemporaryIdentity
from ..numbers import plain_number, refuse_unfit, temporary_number
from ..rules import OLDEST
from ..types import PersonFacts, Stranger
from .persons import register_person

PHOTO = "temporary_identity"
"""What the photo of somebody unknown is kept as."""
NAMELESS = "无名氏"
_NEXT = """
INSERT INTO people_identityseries AS series (county, last) VALUES (%s, 1)
    ON CONFLICT (county) DO UPDATE SET last = series.last + 1 RETURNING last
"""


@transaction.atomic
def register_stranger(
    *, stranger: Stranger, region: RegionCode, address: str, by: Actor, photo: bytes | None = None
) -> TemporaryIdentity:
    """A person without a resident number, under a temporary number of the county where they were found."""
    _refuse_vague(stranger)
    number = temporary_number(region.at(RegionLevel.COUNTY), _next_number(region.at(RegionLevel.COUNTY)))
    known = plain_number(stranger.document_number)
    key = blind(known, "document") if known else None
    _refuse_known_document(key)
    person = register_person(facts=_facts(stranger, number), region=region, address=address, by=by)
    kept = None if photo is None else store(photo, kind=PHOTO, subject=person.id, region=person.region, by=by)
    with _one_document(key):
        made = TemporaryIdentity.objects.create(
            region=person.region,
            person=person,
            number=number,
            kind=stranger.kind.value,
            age_from=stranger.age_from,
            age_to=stranger.age_to,
            features=stranger.features.strip(),
            found_at=stranger.found_at.strip(),
            found_on=stranger.found_on,
            brought_by=stranger.brought_by.strip(),
            photo_id=None if kept is None else kept.id,
            document_number=known or None,
            document_key=key,
        )
    audit.record(
        "identity:temporary",
        kind="person",
        subject=person.id,
        region=made.region,
        by=by,
        changes={"number": number, "kind": stranger.kind, "at": made.found_at},
    )
    return made


def _refuse_vague(stranger: Stranger) -> None:
    """Whoever reads the file must be able to recognise the person."""
    refuse_unfit(stranger.kind, stranger.document_number)
    if not (stranger.features.strip() and stranger.found_at.strip() and stranger.brought_by.strip()):
        raise IdentityUnclearError("请写明体貌特征、发现地点和由谁送来（或者自行求助）。")
    if not 0 <= stranger.age_from <= stranger.age_to <= OLDEST:
        raise IdentityUnclearError("请填写大致年龄：从几岁到几岁，前者不大于后者。")
    if stranger.found_on > timezone.localdate():
        raise IdentityUnclearError("发现日期不能在今天以后。")


def _facts(stranger: Stranger, number: str) -> PersonFacts:
    middle = (stranger.age_from + stranger.age_to) // 2
    name = stranger.name.strip() or f"{NAMELESS}{number[-4:]}"
    born = stranger.birth_date or date(stranger.found_on.year - middle, 1, 1)
    return PersonFacts(name=name, sex=stranger.sex, birth_date=born, phone=stranger.phone)


def _next_number(county: RegionCode) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [str(county)])
        return int(cursor.fetchone()[0])


def _refuse_known_document(key: bytes | None) -> None:
    known = None if key is None else TemporaryIdentity.objects.filter(document_key=key).first()
    if known is not None:
        raise DuplicateIdentityError(
            "此证件号已登记在“%(name)s”名下；请打开该档案，不要重复建档。",
            name=known.person.name,
            person=known.became_id or known.person_id,
        )


@contextmanager
def _one_document(key: bytes | None) -> Iterator[None]:
    """Of two at the same moment, or one far away, the index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        if "document_key" not in str(fault):
            raise
        _refuse_known_document(key)
        raise RegisteredElsewhereError("此证件号已在其他地区登记；请与该地联系。") from None

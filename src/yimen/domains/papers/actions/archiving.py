"""Putting a household's papers of a year into an archive: a number, a box, and what it lacked that day."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import rules
from yimen.domains.papers.actions.issuing import take_numbers
from yimen.domains.papers.errors import AlreadyFiledError, NothingToFileError
from yimen.domains.papers.models import ArchiveFile
from yimen.domains.papers.queries.archives import documents_in_archive, lacking_of
from yimen.domains.papers.types import Archive
from yimen.foundation import audit


@transaction.atomic
def file_papers(household_id: UUID, *, archive: Archive, year: int, box: str, by: Actor) -> ArchiveFile:
    """Number the file and say in which box it lies; what it lacks is written down, not hidden."""
    papers = documents_in_archive(household_id, archive, year, by=by)
    if not papers:
        raise NothingToFileError("本户在这一年度没有归入这一档案的文书；请核对年度和档案类别。")
    region = papers[-1].region
    require(by, Permission.DOCUMENT_ISSUE, region, subject=household_id)
    if ArchiveFile.objects.filter(household_id=household_id, archive=archive, year=year).exists():
        raise _twice()
    office = network.office_of(network.get_station(by.station_id))
    sequence = (office.id, f"archive_{archive}", year)
    serial = next(take_numbers({sequence: 1})[sequence])
    try:
        with transaction.atomic():
            filed = ArchiveFile.objects.create(
                region=region,
                household_id=household_id,
                archive=archive,
                station_id=office.id,
                year=year,
                serial=serial,
                number=_number(office.region, archive, year, serial),
                box=box.strip(),
                title=papers[0].masked_name,
                papers=len(papers),
                lacking="、".join(lacking_of(archive, papers))[:300],
                filed_on=timezone.localdate(),
                by_post_id=by.post_id,
            )
    except IntegrityError as fault:  # a colleague filed it in this moment
        raise _twice() from fault
    audit.record(
        "archive:file",
        kind="archive",
        subject=filed.id,
        region=filed.region,
        by=by,
        changes={"number": filed.number, "box": filed.box},
    )
    return filed


def _number(home: str, archive: Archive, year: int, serial: int) -> str:
    return f"{rules.short_name(network.get_region(home).name)}{archive.title[:2]}档〔{year}〕{serial}号"


def _twice() -> AlreadyFiledError:
    return AlreadyFiledError("本户这一年度的这一档案已经归档；请在档案列表中查看档号。")

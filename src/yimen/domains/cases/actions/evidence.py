"""Signatures, photos and scans of a case: files of that very family, of the right kind, kept by its staff."""

from collections.abc import Collection
from uuid import UUID

from yimen.domains.cases.errors import ForeignFileError, WrongFileKindError
from yimen.domains.cases.models import Case
from yimen.domains.cases.types import FileKind
from yimen.domains.network import queries as network
from yimen.foundation.files.queries import stored_files


def refuse_unfit_files(case: Case, file_ids: Collection[UUID], *kinds: FileKind) -> None:
    """A file of another family or region, of nobody of ours or kept for another use proves nothing here."""
    kept = [file for file in stored_files(file_ids) if file.subject in (case.id, case.household_id)]
    staff = network.posts_seeing((file.post_id for file in kept if file.post_id), case.region)
    if foreign := set(file_ids) - {file.id for file in kept if file.post_id in staff}:
        raise ForeignFileError(
            "签名、照片或材料不是本件的文件，或不是负责本辖区的工作人员上传的；请在本件中重新签名、拍照或上传。",
            files=sorted(str(file_id) for file_id in foreign),
        )
    if wrong := [file for file in kept if file.kind not in kinds]:
        raise WrongFileKindError(
            "此处须用%(wanted)s，所选文件保存时是另一种用途，不能代替；请在此处重新签名、拍照或上传。",
            wanted=[kind.title for kind in kinds],
            files=sorted(str(file.id) for file in wrong),
        )

"""A signature or photo of a case is a file of that very family, kept by staff responsible for it."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from tests.support.cast import OTHER_TOWN, VILLAGE, acting
from tests.support.process import Walk, family_of_three, picture

from yimen.domains.cases import actions
from yimen.domains.cases.actions import Signatures, Visit
from yimen.domains.cases.errors import ForeignFileError, WrongFileKindError
from yimen.domains.cases.models import GivenMaterial, HomeInvestigation
from yimen.domains.cases.types import FileKind
from yimen.domains.network import actions as network
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import SigningMethod
from yimen.foundation.audit import SYSTEM
from yimen.foundation.files.actions import store


def kept(subject: UUID, by: Actor, kind: FileKind = FileKind.SIGNATURE) -> UUID:
    return store(picture(), kind=kind, subject=subject, region=str(VILLAGE), by=by).id


def foreign_files(walk: Walk, cast) -> dict[str, UUID]:
    """Files that are none of this case's, each for another reason."""
    other = family_of_three(cast, "王")
    other.apply()
    by = cast.town_handler
    with acting(by):
        files = {"another family's": kept(other.case_id, by), "nobody's": uuid4()}
        files["not kept by staff"] = store(
            picture(), kind="signature", subject=walk.case_id, region=str(VILLAGE), by=SYSTEM
        ).id
    with acting(cast.stranger):
        files["of another town"] = store(
            picture(), kind="signature", subject=walk.case_id, region=str(OTHER_TOWN), by=cast.stranger
        ).id
    return files


def authorise(walk: Walk, signature: UUID, by: Actor, method: SigningMethod = SigningMethod.SCREEN) -> UUID:
    head = walk.adults[0]
    return actions.authorise_verification(
        case_id=walk.case_id,
        person_id=head,
        signed_by_id=head,
        method=method,
        signature=signature,
        by=by,
    )


def visit_of(cast, *photos: UUID) -> Visit:
    return Visit(
        second_post_id=cast.town_investigator.post_id,
        visited_on=timezone.localdate(),
        findings=[("住房", "砖瓦房一处")],
        conclusion="与申报一致",
        photos=photos,
    )


def test_an_authorisation_takes_only_a_signature_of_its_own_case(walk, cast):
    walk.apply()
    by = cast.village_assistant
    for why, file in foreign_files(walk, cast).items():
        with acting(by), pytest.raises(ForeignFileError) as refused:
            authorise(walk, file, by)
        assert refused.value.facts["files"] == [str(file)], why
    with acting(by):
        assert not verification.once_authorised_people(walk.case_id)
        authorise(walk, kept(walk.household_id, by), by)
        assert verification.once_authorised_people(walk.case_id) == {walk.adults[0]}


def test_a_material_is_a_file_of_its_own_case(walk, cast):
    walk.apply()
    by = cast.village_assistant
    for file in foreign_files(walk, cast).values():
        with acting(by), pytest.raises(ForeignFileError):
            actions.record_material(case_id=walk.case_id, kind="receipts", file_id=file, by=by)
    with acting(by):
        assert not GivenMaterial.objects.filter(case_id=walk.case_id).exists()


def test_a_visit_takes_only_photos_and_signatures_of_its_own_case(walk, cast):
    walk.to_submitted()
    walk.accept()
    walk.start()
    by = cast.town_handler
    foreign = foreign_files(walk, cast)
    for file in foreign.values():
        with acting(by), pytest.raises(ForeignFileError):
            visit = visit_of(cast, kept(walk.case_id, by, FileKind.VISIT_PHOTO), file)
            actions.record_investigation(case_id=walk.case_id, visit=visit, by=by)
    with acting(by):
        assert not HomeInvestigation.objects.exists()
        visit = visit_of(cast, kept(walk.case_id, by, FileKind.VISIT_PHOTO))
        recorded = actions.record_investigation(case_id=walk.case_id, visit=visit, by=by)
    for file in foreign.values():
        with acting(by), pytest.raises(ForeignFileError):
            signed = Signatures(walk.adults[0], kept(walk.case_id, by), kept(walk.case_id, by), file)
            actions.sign_investigation(investigation_id=recorded.id, signatures=signed, by=by)
    with acting(by):
        recorded.refresh_from_db()
        assert recorded.signed_at is None


def test_a_file_stays_good_when_its_keeper_has_left(walk, cast):
    walk.apply()
    by, boss = cast.village_assistant, cast.administrator
    with acting(by):
        file = kept(walk.case_id, by)
    with acting(boss):
        network.end_post(post_id=by.post_id, on=timezone.localdate(), by=boss)
    with acting(cast.town_handler):
        assert authorise(walk, file, cast.town_handler)


@pytest.mark.parametrize(
    ("method", "kind", "is_fit"),
    [
        (SigningMethod.SCREEN, FileKind.SIGNATURE, True),
        (SigningMethod.SCAN, FileKind.SIGNED_SCAN, True),
        (SigningMethod.SCREEN, FileKind.SIGNED_SCAN, False),
        (SigningMethod.SCAN, FileKind.SIGNATURE, False),
        (SigningMethod.SCREEN, FileKind.VISIT_PHOTO, False),
        (SigningMethod.SCAN, FileKind.MATERIAL, False),
    ],
)
def test_an_authorisation_is_signed_in_the_way_it_says(walk, cast, method, kind, is_fit):
    walk.apply()
    by = cast.village_assistant
    with acting(by):
        file = kept(walk.case_id, by, kind)
        if is_fit:
            assert authorise(walk, file, by, method)
        else:
            with pytest.raises(WrongFileKindError, match="不能代替"):
                authorise(walk, file, by, method)


def test_a_photo_signs_nothing_and_a_signature_shows_no_house(walk, cast):
    walk.to_started()
    by = cast.town_handler
    with acting(by):
        photo, drawn = kept(walk.case_id, by, FileKind.VISIT_PHOTO), kept(walk.case_id, by)
        with pytest.raises(WrongFileKindError, match="入户照片"):
            actions.record_investigation(case_id=walk.case_id, visit=visit_of(cast, drawn), by=by)
        recorded = actions.record_investigation(case_id=walk.case_id, visit=visit_of(cast, photo), by=by)
        with pytest.raises(WrongFileKindError, match="屏幕签名"):
            signed = Signatures(walk.adults[0], drawn, drawn, photo)
            actions.sign_investigation(investigation_id=recorded.id, signatures=signed, by=by)
        with pytest.raises(WrongFileKindError, match="材料扫描件"):
            actions.record_material(case_id=walk.case_id, kind="receipts", file_id=photo, by=by)
        material = kept(walk.case_id, by, FileKind.MATERIAL)
        assert actions.record_material(case_id=walk.case_id, kind="receipts", file_id=material, by=by)

"""Papers as they are kept: a letter that did not arrive, a box in the archive, a package, a seal."""

import io

from PIL import Image

from tests.support.cast import VILLAGE, acting
from yimen.domains.papers import actions as papers
from yimen.domains.papers.queries import StyleOffer
from yimen.domains.papers.types import Archive, DeliveryMethod, DocumentKind, StylePart

from .setting import TODAY, Stage


def letter_did_not_arrive(stage: Stage) -> None:
    """A paper of the assisted family came back once."""
    by, paper = stage.cast.town_handler, stage.objects["award_document_id"]
    with acting(by):
        papers.record_attempt(
            paper, method=DeliveryMethod.BY_POST, tried_on=TODAY, why="查无此人，退回", by=by
        )


def archived(stage: Stage) -> None:
    """The assisted family's papers of the year lie in a box."""
    by, household = stage.cast.town_handler, stage.awarded.household_id
    with acting(by):
        papers.file_papers(household, archive=Archive.APPROVAL, year=TODAY.year, box="1-3", by=by)


def packed(stage: Stage) -> None:
    """The first family's whole file as a package."""
    by = stage.cast.county_reviewer
    with acting(by):
        asked = papers.ask_for_package(stage.decided.household_id, purpose="移交", by=by)
        stage.objects["package_id"] = papers.bind_package(asked.id, by=by).id


def sealed(stage: Stage) -> None:
    """The seal of the village's committee on one kind of paper."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), (200, 16, 46)).save(picture, "PNG")
    by = stage.cast.administrator
    with acting(by):
        offer = StyleOffer(VILLAGE, StylePart.SEAL, DocumentKind.REFUSAL, picture.getvalue(), "启用")
        stage.objects["version_id"] = papers.replace_style(offer, by=by).id

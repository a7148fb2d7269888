"""What is undone leaves no picture behind that no list names and no keeping time ever reaches."""

from datetime import date

import pytest
from tests.domains.allowances.test_attestations import plan, record, rows
from tests.support.cast import acting
from tests.support.process import on, picture

from yimen.domains.allowances import actions
from yimen.domains.allowances.types import Way
from yimen.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db


def test_the_picture_of_an_undone_attestation_is_discarded(review, grandmother):
    by = review.cast.village_assistant
    with on(date(2026, 5, 12)):
        plan()
        done = record(by, rows(by)[0], way=Way.BY_RELATIVE, photo=picture())
        with acting(by):
            assert StoredFile.objects.filter(id=done.photo_id).exists()
            actions.undo_attestation(attestation_id=done.id, by=by)
            assert not StoredFile.objects.filter(id=done.photo_id).exists()

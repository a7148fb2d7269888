"""Somebody taken in under a temporary number is known: what was done for them then stands in their file."""

import pytest
from django.utils import timezone
from tests.domains.dossier.family import a_case, a_determination
from tests.domains.papers.values import VALUES
from tests.domains.people.test_identities import known, taken_back, taken_in
from tests.support.cast import VILLAGE, acting, resident_household

from yimen.domains.dossier.queries import open_dossier
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people import actions as people
from yimen.domains.people import queries
from yimen.domains.worklist.types import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def helped(cast):
    """Taken in, with a household of one, an application, a determination and a paper."""
    made, by = taken_in(cast.village_assistant), cast.town_handler
    with acting(by):
        founded = people.found_household(
            head_id=made.person_id,
            region=VILLAGE,
            address="镇敬老院",
            registered_region=VILLAGE,
            is_urban=False,
            by=by,
        )
        case = a_case(founded, by)
        a_determination(case, by)
        papers.issue_document(
            kind=DocumentKind.ACCEPTANCE,
            subject=Subject("case", case.id, "临时救助申请", VILLAGE),
            values=VALUES[DocumentKind.ACCEPTANCE],
            household_id=founded.id,
            by=by,
        )
    return made, founded


def gathered(household_id, by):
    with acting(by):
        file = open_dossier(household_id, by=by)
        return len(file.cases), len(file.determinations), len(file.documents)


def test_the_file_of_the_resident_gathers_what_was_done_under_the_temporary_number(cast, helped):
    made, founded = helped
    home, by = resident_household(cast.village_assistant), cast.town_handler
    assert gathered(home.id, by) == (0, 0, 0)
    known(by, made.person_id)
    assert gathered(home.id, by) == (1, 1, 1)
    assert gathered(founded.id, by) == (1, 1, 1)  # the old place keeps its history
    with acting(by):
        assert queries.households_carried_into(home.id) == [founded.id]
        assert queries.find_household_of(queries.members(home.id)[0].person_id).id == home.id


def test_taken_back_it_is_theirs_alone_again(cast, helped):
    made, founded = helped
    home, by = resident_household(cast.village_assistant), cast.town_handler
    known(by, made.person_id)
    taken_back(by, made.person_id)
    assert gathered(home.id, by) == (0, 0, 0) and gathered(founded.id, by) == (1, 1, 1)
    with acting(by):
        assert queries.members(founded.id, on=timezone.localdate())

"""Courses, who attended, and the yearly minimum of each person and each town."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import COUNTY

from yimen.domains.library import queries as library
from yimen.domains.network import actions, queries
from yimen.domains.network.errors import (
    InvalidChangeError,
    NotPermittedError,
    OutOfScopeError,
    UnknownTrainingError,
)
from yimen.domains.network.types import TrainingKind

pytestmark = pytest.mark.django_db


def record(by, title="政策培训", held_on=None, people=(), station=None):
    return actions.record_training(
        station_id=station or by.station_id,
        held_on=held_on or timezone.localdate(),
        title=title,
        kind=TrainingKind.POLICY,
        staff_ids=[one.staff_id for one in people],
        by=by,
    )


def counts(by, year=None):
    norms = library.station_norms(COUNTY, date(2026, 6, 1))
    rows = queries.completion_of_staff(
        by, year=year or timezone.localdate().year, norms=norms, on=timezone.localdate()
    )
    return {row.name: (row.count, row.is_complete) for row in rows}


@pytest.mark.requirement("R-NET-5")
def test_two_courses_a_year_complete_a_person_and_four_a_town(cast):
    for title in ("政策", "系统"):
        record(cast.town_reviewer, title, people=[cast.town_handler, cast.village_assistant])
    assert counts(cast.town_reviewer)["张伟民"] == (2, True)
    assert counts(cast.town_reviewer)["刘志强"] == (0, False)
    norms = library.station_norms(COUNTY, date(2026, 6, 1))
    year = timezone.localdate().year
    held = {
        row.name: row for row in queries.completion_of_towns(cast.county_reviewer, year=year, norms=norms)
    }
    assert (held["大柘镇救助站"].count, held["大柘镇救助站"].required) == (2, 4)
    assert not held["大柘镇救助站"].is_complete


def test_a_course_of_the_county_counts_for_people_of_every_town_and_of_its_own_year(cast):
    day = timezone.localdate()
    record(cast.county_reviewer, people=[cast.town_handler, cast.stranger])
    record(cast.county_reviewer, held_on=day.replace(year=day.year - 1, day=1), people=[cast.town_handler])
    assert counts(cast.town_reviewer)["张伟民"] == (1, False)
    assert counts(cast.town_reviewer, day.year - 1)["张伟民"] == (1, False)


def test_attendance_is_corrected(cast):
    training = record(cast.town_reviewer, people=[cast.town_handler])
    actions.set_attendance(
        training_id=training.id, staff_ids=[cast.town_investigator.staff_id], by=cast.town_reviewer
    )
    assert [name for _id, name in queries.attendees_of(training, by=cast.town_reviewer)] == ["刘志强"]


def test_what_is_refused(cast):
    record(cast.town_reviewer)
    with pytest.raises(InvalidChangeError, match="已经登记"):
        record(cast.town_reviewer)
    with pytest.raises(InvalidChangeError, match="不能在今天以后"):
        record(cast.town_reviewer, held_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(InvalidChangeError, match="本辖区"):
        record(cast.town_reviewer, "别处的人", people=[cast.stranger])
    with pytest.raises(NotPermittedError):
        record(cast.town_handler)


def test_a_town_sees_its_own_people_at_a_course_of_the_county_and_corrects_none(cast):
    training = record(cast.county_reviewer, people=[cast.town_handler, cast.stranger])
    assert len(queries.attendees_of(training, by=cast.county_reviewer)) == 2
    assert [name for _id, name in queries.attendees_of(training, by=cast.town_reviewer)] == ["张伟民"]
    with pytest.raises(OutOfScopeError):
        queries.training_to_correct(training.id, by=cast.town_reviewer)


def test_the_people_of_a_village_see_the_courses_of_their_town_and_change_none(cast):
    training = record(cast.town_reviewer)
    year = timezone.localdate().year
    assert queries.get_training(training.id, by=cast.village_assistant) == training
    assert list(queries.trainings_within(cast.village_assistant, year=year)) == [training]
    with pytest.raises(NotPermittedError):
        actions.set_attendance(training_id=training.id, staff_ids=[], by=cast.village_assistant)


def test_a_town_changes_no_course_of_its_county(cast):
    training = record(cast.county_reviewer)
    assert queries.get_training(training.id, by=cast.town_reviewer) == training
    with pytest.raises(OutOfScopeError):
        actions.set_attendance(training_id=training.id, staff_ids=[], by=cast.town_reviewer)


def test_a_course_of_another_town_is_as_unknown_as_none(cast):
    training = record(cast.town_reviewer)
    with pytest.raises(UnknownTrainingError):
        queries.get_training(training.id, by=cast.stranger)
    assert list(queries.trainings_within(cast.stranger, year=timezone.localdate().year)) == []

"""Whatever may say something about a person is in the data-protection map; every table has its policy."""

import pytest
from django.apps import apps
from django.db.models import CharField

from yimen.domains.network.rules import PROTECTION as OF_NETWORK
from yimen.domains.people.rules import PROTECTION as OF_PEOPLE
from yimen.domains.worklist.rules import PROTECTION as OF_WORKLIST
from yimen.foundation.database.policies import unprotected_tables
from yimen.foundation.models import RegionField

WITHOUT_PEOPLE = {"HouseholdSeries", "IdentitySeries"}


def columns(room, is_wanted):
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(room).get_models()
        if model.__name__ not in WITHOUT_PEOPLE
        for field in model._meta.get_fields()
        if field.concrete and field.name not in ("id", "pk") and is_wanted(field)
    }


def is_text(field):
    of_one = getattr(field, "base_field", field)
    return isinstance(of_one, CharField) and not isinstance(of_one, RegionField)


def test_every_column_about_persons_is_declared():
    assert columns("people", lambda field: True) == set(OF_PEOPLE)


@pytest.mark.parametrize(("room", "declared"), [("network", OF_NETWORK), ("worklist", OF_WORKLIST)])
def test_every_text_of_the_other_rooms_is_declared(room, declared):
    assert columns(room, is_text) == set(declared)


@pytest.mark.django_db
def test_every_table_of_persons_is_under_row_level_security():
    unprotected = set(unprotected_tables())

    assert not {table for table in unprotected if table.startswith(("people_", "worklist_"))}

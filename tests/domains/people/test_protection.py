"""Every field of this room is declared in the data-protection map, and every table has its policy."""

import pytest
from django.apps import apps

from yimen.domains.people.rules import PROTECTION
from yimen.foundation.database.policies import unprotected_tables

WITHOUT_PEOPLE = {"HouseholdSeries"}


def declared_fields():
    for model in apps.get_app_config("people").get_models():
        if model.__name__ not in WITHOUT_PEOPLE:
            for field in model._meta.get_fields():
                if field.concrete and field.name not in ("id", "pk"):
                    yield f"{model.__name__}.{field.name}"


def test_no_field_is_missing_and_none_is_left_over():
    assert set(declared_fields()) == set(PROTECTION)


@pytest.mark.django_db
def test_every_table_of_persons_is_under_row_level_security():
    unprotected = set(unprotected_tables())

    assert not {table for table in unprotected if table.startswith(("people_", "worklist_"))}

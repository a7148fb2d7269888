"""The register of what rests on somebody: no column of any room is left out, and each is said in words."""

import pytest
from django.apps import apps
from django.db import models
from tests.support.cast import acting
from tests.support.process import MONDAY, on

from yimen.domains.people.models import Household, Person
from yimen.domains.people.queries.resting import OWN_ROOM, SOMETHING, keys_of, said_of, what_rests_on

NAMES = frozenset({"household_id", "person_id"})


def test_every_column_that_names_somebody_without_a_key_is_declared():
    undeclared = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        if model._meta.app_label != OWN_ROOM
        for column in model._meta.concrete_fields
        if isinstance(column, models.UUIDField) and column.name in NAMES
        if said_of(model._meta.label) == SOMETHING
    }
    assert undeclared == set()


def test_every_table_with_a_key_to_somebody_is_said_in_words():
    tables = {model._meta.label for named in (Household, Person) for model, _column in keys_of(named)}
    assert {table for table in tables if said_of(table) == SOMETHING} == set()


@pytest.mark.django_db
def test_what_rests_on_a_family_is_named_once_for_each_of_them(walk):
    first, second = walk.adults
    with on(MONDAY), acting(walk.cast.town_handler):
        assert what_rests_on([walk.household_id], [first, second]) == {}
    with on(MONDAY):
        walk.to_submitted()
        with acting(walk.cast.town_handler):
            found = what_rests_on([walk.household_id], [first, second])
    assert found[walk.household_id] == ("已有办件", "已有文书")
    assert set(found[second]) == {"已有核对授权", "已有办件"}

"""The template of the test databases is made when it is missing, whatever the test under way may do."""

import pytest
from django.core import management
from django.db import connection, connections
from tests.support import database


@pytest.mark.django_db(transaction=True)
def test_it_is_made_as_the_owner_also_by_a_test_that_may_not_be_the_owner(monkeypatch):
    seen = []

    def migrate(*_command, database, **_options):
        with connections[database].cursor() as cursor:
            cursor.execute("SELECT current_user")
            seen.append(cursor.fetchone()[0])

    monkeypatch.setattr(management, "call_command", migrate)
    database._migrate(connection.settings_dict["NAME"])
    assert seen == ["yimen_owner"]

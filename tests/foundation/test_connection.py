"""Tests speak to the database as the application does: with no right to pass the policies by."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_application_is_neither_superuser_nor_owner_nor_above_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("yimen_app", False, False)


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_leaves_nothing_behind_first() -> None:
    _count_sessions_and_add_one()


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_leaves_nothing_behind_second() -> None:
    _count_sessions_and_add_one()


def _count_sessions_and_add_one() -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    assert Session.objects.count() == 0
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())

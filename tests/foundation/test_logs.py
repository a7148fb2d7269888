"""What reaches the log when something breaks while a person's values are at hand."""

import logging
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from yimen.foundation.accounts.models import User
from yimen.foundation.logs import DiscreetFormatter
from yimen.kernel import YimenError

PERSON = "钟小梅"
NUMBER = "441426199001011234"


def _line_of(fault: BaseException) -> str:
    made = (type(fault), fault, fault.__traceback__)
    record = logging.LogRecord("yimen", logging.ERROR, __file__, 1, "broken", None, made)
    return DiscreetFormatter("%(levelname)s %(message)s").format(record)


def _raised(act: Any) -> BaseException:
    with pytest.raises(Exception) as raised:
        act()
    return raised.value


@pytest.mark.django_db
def test_an_error_of_the_database_names_table_and_constraint_but_no_value() -> None:
    User.objects.create_user(PERSON, name=PERSON)

    def twice() -> None:
        with transaction.atomic():
            User.objects.create_user(PERSON, name=PERSON)

    fault = _raised(twice)
    assert isinstance(fault, DatabaseError) and PERSON in str(fault)
    line = _line_of(fault)
    assert PERSON not in line
    assert "psycopg.errors.UniqueViolation 23505 accounts_user accounts_user_username_key" in line


def test_an_error_of_a_parser_keeps_its_place_and_kind_only() -> None:
    line = _line_of(_raised(lambda: int(NUMBER + "X")))
    assert NUMBER not in line
    assert line.splitlines()[-1] == "builtins.ValueError" and "test_logs.py" in line


def test_a_refusal_is_named_by_its_code() -> None:
    def refuse() -> None:
        raise YimenError(f"{PERSON} 已登记", code="person_registered")

    line = _line_of(_raised(refuse))
    assert PERSON not in line and line.endswith("person_registered")


@pytest.mark.django_db
def test_the_database_server_logs_neither_statements_nor_details_nor_parameters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name LIKE 'log_%%'")
        settings = dict(cursor.fetchall())
    assert settings["log_statement"] == "none"
    assert settings["log_min_error_statement"] == "panic"
    assert settings["log_error_verbosity"] == "terse"
    assert settings["log_parameter_max_length_on_error"] == "0"
    assert settings["log_min_duration_statement"] == "-1"


def test_the_settings_use_the_discreet_lines(settings: Any) -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == "yimen.foundation.logs.DiscreetFormatter"

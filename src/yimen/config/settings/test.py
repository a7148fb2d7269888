"""Tests: own state, plain connections, quick hashes; `tests/support/database.py` supplies the database."""

from yimen.config.env import environment
from yimen.config.settings.base import *  # noqa: F403 - settings modules are layered this way
from yimen.config.settings.base import DATABASES, FOUNDATION, INSTALLED_APPS, ROOMS
from yimen.foundation.postgres.places import Place

SECRET_KEY = "of-tests-only"  # noqa: S105 - guards nothing
INSTALLED_APPS += ["django_migration_linter"]
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [*FOUNDATION, *ROOMS],
    "ignore_initial_migrations": True,  # nobody waits for a table that is being made
    "ignore_name": [  # written before the first county began: nobody uses their tables yet
        "0004_obligors_end_with_a_reason",
        "0002_opening_rolls",
    ],
    "no_cache": True,
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

YIMEN_PLACE = Place(environment.state / "test" / "postgres")
for _connection in DATABASES.values():
    _connection["HOST"] = str(YIMEN_PLACE.sockets)
YIMEN_FILES = environment.state / "test" / "files"
YIMEN_KEY_FILE = environment.state / "test" / "keys.json"
YIMEN_AUDIT_HEADS = environment.state / "test" / "audit-heads.jsonl"

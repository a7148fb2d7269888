"""`migrate` sees every row: a constraint made anew reads its table, and row policies bind the owner too."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from yimen.foundation.database.scope import session_everywhere


class Command(migrate.Command):
    """Django's own, in the scope of the whole house for as long as it runs."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        with session_everywhere(connections[options["database"]]):
            super().handle(*arguments, **options)

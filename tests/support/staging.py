"""The house where the stage stands: a database and a directory of files of its own, opened or copied."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from tests.support.database import fresh_database, pointed_at
from tests.support.stage import Stage, build_stage
from yimen.foundation.postgres.roles import copy_database, drop_database
from yimen.foundation.postgres.server import Server


@dataclass(frozen=True)
class StageHouse:
    """Where the stage is kept; whoever is inside sees it and may roll back what they did."""

    server: Server
    name: str
    files: Path
    stage: Stage

    @contextmanager
    def opened(self) -> Iterator[Stage]:
        """All connections lead to the stage meanwhile."""
        with pointed_at(self.name), override_settings(YIMEN_FILES=self.files):
            yield self.stage

    @contextmanager
    def copied(self, files: Path) -> Iterator[Stage]:
        """All connections lead to a copy, for tests that really commit; it is dropped after them."""
        name = f"{self.name}_copy"
        copy_database(self.server, self.name, name)
        shutil.copytree(self.files, files, dirs_exist_ok=True)
        try:
            with pointed_at(name), override_settings(YIMEN_FILES=files):
                yield self.stage
        finally:
            drop_database(self.server, name)


@contextmanager
def stage_house(server: Server, worker: str, files: Path) -> Iterator[StageHouse]:
    """The stage, built once for a worker."""
    name = fresh_database(server, f"{worker}_stage")
    try:
        with pointed_at(name), override_settings(YIMEN_FILES=files), transaction.atomic():
            stage = build_stage()
        yield StageHouse(server, name, files, stage)
    finally:
        drop_database(server, name)

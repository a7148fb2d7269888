"""Determining many households at once, on every processor; the answers are those of one by one."""

import multiprocessing
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from yimen.domains.library.unstated import unstated
from yimen.kernel import Programme
from yimen.rulebook.determine import determine
from yimen.rulebook.parameters import add_overlays

FEW = 100
"""Below this, starting processes takes longer than determining."""
TURN = 25

Json = dict[str, Any]


def determine_all(files: Sequence[Mapping[str, Any]]) -> Iterator[Json]:
    """The answers of household files as JSON, in their order, each as soon as it is there."""
    if len(files) < FEW:
        yield from map(answer_of, files)
        return
    context = multiprocessing.get_context("spawn")  # a fork would share our database connections
    with context.Pool(os.cpu_count(), add_overlays, [settings.YIMEN_OVERLAYS]) as pool:
        yield from pool.imap(answer_of, files, chunksize=TURN)


def answer_of(file: Mapping[str, Any], programmes: Collection[Programme] | None = None) -> Json:
    """One answer as it is kept: with what the file left out. A function, for a process to call."""
    return {**determine(file, programmes).to_json(), "unstated": sorted(unstated(file))}

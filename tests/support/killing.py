"""Processes of their own that are killed with signal 9: before a statement, or wherever chance has it.

Whoever is forked here has not seen a data frame before: their threads do not survive it.
"""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import connection

RUN = """
import importlib, os, signal, sys, json, uuid
given = json.loads(sys.argv[1])
import django
from django.conf import settings
django.setup()
settings.YIMEN_FILES, settings.YIMEN_KEY_FILE = __import__("pathlib").Path(given["files"]), given["keys"]
from django.db import connection
connection.settings_dict.update(given["database"])
seen = 0

def count(execute, *arguments):
    global seen
    seen += 1
    if seen == given["statement"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*arguments)

module, _, name = given["work"].rpartition(".")
work = getattr(importlib.import_module(module), name)
with connection.execute_wrapper(count):
    work(uuid.UUID(given["subject"]))
"""


RANDOM = """
import importlib, os, signal, sys, json, uuid
given = json.loads(sys.argv[1])
import django
from django.conf import settings
django.setup()
settings.YIMEN_FILES, settings.YIMEN_KEY_FILE = __import__("pathlib").Path(given["files"]), given["keys"]
from django.db import connection
connection.settings_dict.update(given["database"])

def named(dotted):
    module, _, name = dotted.rpartition(".")
    return importlib.import_module(module), name

def work(point):
    seen = 0
    def count(frame, *event):
        nonlocal seen
        seen += "/yimen/" in frame.f_code.co_filename
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)
    for module in given["before"]:
        importlib.import_module(module)
    for dotted, value in given["changed"].items():
        setattr(*named(dotted), value)
    act = getattr(*named(given["work"]))
    sys.setprofile(count)
    act(uuid.UUID(given["subject"]))
    sys.setprofile(None)

killed = 0
for point in given["points"]:
    child = os.fork()
    if child == 0:
        try:
            work(point)
            os._exit(0)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    killed += ended == -signal.SIGKILL
    if ended == 0:
        break
    if ended > 0:
        sys.exit(f"it failed before {point}")
print(killed)
"""


def killed_at_random(
    work: str,
    subject: UUID,
    *,
    among: int,
    times: int = 3,
    before: Sequence[str] = (),
    changed: Mapping[str, int] | None = None,
) -> int:
    """How often `work` was killed, begun so often, each time at one of the first calls and returns of ours.

    A seed chooses them; an attempt that gets through is the last. Modules named in `before` are imported
    first, for nothing happens while they are.
    """
    points = random.Random(work).sample(range(1, among), times)
    given = _given(work, subject) | {"points": points, "before": [*before], "changed": {**(changed or {})}}
    command = [sys.executable, "-c", RANDOM, json.dumps(given)]
    ended = subprocess.run(command, timeout=240, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    return int(ended.stdout.split()[-1])


def is_killed_at(statement: int, work: str, subject: UUID) -> bool:
    """Whether `work` (a dotted name) on this subject was killed before it was done."""
    given = _given(work, subject) | {"statement": statement}
    ended = subprocess.run([sys.executable, "-c", RUN, json.dumps(given)], timeout=60, capture_output=True)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr.decode()[-2000:]
    return ended.returncode != 0


def _given(work: str, subject: UUID) -> dict[str, object]:
    where = {key: connection.settings_dict[key] for key in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    return {
        "files": str(settings.YIMEN_FILES),
        "keys": str(settings.YIMEN_KEY_FILE),
        "database": where,
        "work": work,
        "subject": str(subject),
    }

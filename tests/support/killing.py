"""A process of its own that is killed with signal 9 before its nth statement: forked ones have no threads."""

import json
import signal
import subprocess
import sys
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


def is_killed_at(statement: int, work: str, subject: UUID) -> bool:
    """Whether `work` (a dotted name) on this subject was killed before it was done."""
    where = {key: connection.settings_dict[key] for key in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    given = {
        "files": str(settings.YIMEN_FILES),
        "keys": str(settings.YIMEN_KEY_FILE),
        "database": where,
        "statement": statement,
        "work": work,
        "subject": str(subject),
    }
    ended = subprocess.run([sys.executable, "-c", RUN, json.dumps(given)], timeout=60, capture_output=True)
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr.decode()[-2000:]
    return ended.returncode != 0

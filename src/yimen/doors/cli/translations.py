"""Collects the Chinese texts of code and templates and compiles their translations."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from yimen.doors.cli.words import words

SOURCE = Path(__file__).resolve().parents[2]
LOCALE = SOURCE / "locale"
LANGUAGES = ("en",)
METHODS = [
    ("**/migrations/**", "ignore"),
    ("**.py", "yimen.doors.cli.extraction:sentences"),
    ("**/templates/**.html", "jinja2"),
]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
OPTIONS = {"**/templates/**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}


def collect() -> dict[str, int]:
    """Write every text into each language's file, keeping translations; answers how many lack one."""
    with alone():
        found = gathered()
        return {language: _update(language, found) for language in LANGUAGES}


@contextmanager
def alone() -> Iterator[None]:
    """Two who collect at once would each write what they had read before: the second waits for the first."""
    LOCALE.mkdir(parents=True, exist_ok=True)
    folder = os.open(LOCALE, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def gathered() -> Catalog:
    """Every text that code, templates and the rooms' words say to a reader."""
    found = Catalog(project="yimen", charset="utf-8")
    texts = extract_from_dir(
        SOURCE, METHODS, OPTIONS, KEYWORDS, ["i18n:"], directory_filter=lambda _folder: True
    )  # by default Babel passes over folders that begin with an underscore, as those of components do
    for file, _line, text, comments, context in texts:
        found.add(text, None, [(file, 0)], auto_comments=comments, context=context)
    for word in words():
        found.add(word)
    return found


def compile_all() -> int:
    """Compile each language whose texts are younger than its compiled file; answers how many."""
    stale = [po for po in LOCALE.glob("*/LC_MESSAGES/django.po") if _is_stale(po)]
    for po in stale:
        with po.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_catalog(po))
    return len(stale)


def _update(language: str, found: Catalog) -> int:
    po = LOCALE / language / "LC_MESSAGES" / "django.po"
    catalog = read_catalog(po) if po.exists() else Catalog(locale=language, project="yimen", charset="utf-8")
    catalog.update(found, no_fuzzy_matching=True)
    catalog.fuzzy = False
    catalog.header_comment = "# Translation of yimen, collected by `make messages`."
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as texts:
        write_po(texts, catalog, width=110, ignore_obsolete=True, sort_output=True, no_location=True)
    return sum(1 for message in catalog if message.id and not message.string)


def read_catalog(po: Path) -> Catalog:
    """One language's texts and translations."""
    with po.open("rb") as texts:
        return read_po(texts, locale=po.parts[-3])


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime

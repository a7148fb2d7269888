"""Collects the Chinese texts of code and templates and compiles their translations."""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[2]
LOCALE = SOURCE / "locale"
METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]
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


def collect() -> int:
    """Write every text into each language's file, keeping what is translated; answers how many there are."""
    found = Catalog(project="yimen", charset="utf-8")
    for file, _line, text, comments, context in extract_from_dir(
        SOURCE, METHODS, OPTIONS, KEYWORDS, ["i18n:"]
    ):
        found.add(text, None, [(file, 0)], auto_comments=comments, context=context)
    for po in LOCALE.glob("*/LC_MESSAGES/django.po"):
        _update(po, found)
    return len(found)


def compile_all() -> int:
    """Compile each language whose texts are younger than its compiled file; answers how many."""
    stale = [po for po in LOCALE.glob("*/LC_MESSAGES/django.po") if _is_stale(po)]
    for po in stale:
        with po.open("rb") as texts, po.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(texts, locale=po.parts[-3]))
    return len(stale)


def _update(po: Path, found: Catalog) -> None:
    with po.open("rb") as texts:
        catalog = read_po(texts, locale=po.parts[-3])
    catalog.update(found, no_fuzzy_matching=True)
    with po.open("wb") as texts:
        write_po(
            texts,
            catalog,
            width=110,
            omit_header=False,
            ignore_obsolete=True,
            sort_output=True,
            no_location=True,
        )


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime

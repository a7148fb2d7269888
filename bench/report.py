"""Writes measured sections into docs/benchmarks.md; each section stands between its own marks."""

import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

One rule: compare only what ran in turn in one run on one machine.
The ratios are the result, the seconds are not.

`make bench` measures everything again and rewrites this page. All households and persons are synthetic.
"""


def write(name: str, title: str, lines: list[str]) -> None:
    """Print the section and put it in its place on the page."""
    where = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}"
    section = "\n".join(
        [f"<!-- {name} -->", f"## {title}", "", f"Measured {where}.", "", *lines, f"<!-- /{name} -->"]
    )
    sys.stdout.write(section + "\n")
    text = PAGE.read_text("utf-8") if PAGE.exists() else HEAD
    marked = re.compile(f"<!-- {name} -->.*<!-- /{name} -->", re.DOTALL)
    found = marked.search(text)
    text = marked.sub(lambda _: section, text) if found else f"{text}\n{section}\n"
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, "utf-8")

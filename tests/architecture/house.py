"""House rules that need a syntax tree and a path: sizes, names, what of a room may be imported.

Each rule takes a path inside `src/yimen` and its source and yields violations as sentences.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "yimen"
LONGEST_FUNCTION = 60
LONGEST_MODULE = 500
FORBIDDEN_WORDS = frozenset(
    {"util", "utils", "helper", "helpers", "common", "core", "misc", "manager", "processor"}
    | {"service", "services", "data", "info", "new", "v2"}
)
GLOSSARY = frozenset({"Service", "ServiceOrder"})
GIVEN = frozenset({"value_omitted_from_data", "new_file", "receive_data_chunk", "__new__"})
"""Methods that Django or Python ask for by this name."""
FRONT_DOOR = frozenset({"actions", "queries", "types", "errors", "permissions"})
Tree = ast.Module | ast.AST


def sources() -> list[Path]:
    """Every module of ours, without migrations."""
    return [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts]


def words(name: str) -> set[str]:
    """The lower-case words of a snake_case or CamelCase name."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    return {part.lower() for part in parts}


def too_long(path: Path, source: str) -> Iterator[str]:
    """A function passes 60 lines or a module 500."""
    lines = source.count("\n")
    if lines > LONGEST_MODULE:
        yield f"{path}: {lines} lines; make it a package of the same name"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {length} lines; say it in smaller steps"


def forbidden_names(path: Path, source: str) -> Iterator[str]:
    """A module, class or function carries a word that says nothing."""
    names = [(1, path.stem)] + [
        (node.lineno, node.name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    for line, name in names:
        found = words(name) & FORBIDDEN_WORDS
        if found and name not in GLOSSARY | GIVEN:
            yield f"{path}:{line} {name}: say what it is instead of {', '.join(sorted(found))}"


def room_of(path: Path) -> str | None:
    """The room a module lives in, if it lives in one."""
    parts = path.parts
    return parts[parts.index("domains") + 1] if "domains" in parts and parts[-2] != "domains" else None


def behind_the_front_door(path: Path, source: str) -> Iterator[str]:
    """A module imports of another room what is not its front door: its tables, its rules."""
    home = room_of(path)
    for node in ast.walk(ast.parse(source)):
        for line, name in _imported(node):
            found = re.match(r"yimen\.domains\.(\w+)\.(\w+)", name)
            if found and found[1] != home and found[2] not in FRONT_DOOR:
                yield f"{path}:{line} imports the {found[2]} of {found[1]}; ask its queries"


def _imported(node: ast.AST) -> list[tuple[int, str]]:
    """Line and full name of what a statement imports."""
    if isinstance(node, ast.Import):
        return [(node.lineno, alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return []


def without_docstring(path: Path, source: str) -> Iterator[str]:
    """A module does not say in its first lines what lives there."""
    if source.strip() and ast.get_docstring(ast.parse(source)) is None:
        yield f"{path}: begin with one to three sentences: what lives here and what does not"


def http_below_doors(path: Path, source: str) -> Iterator[str]:
    """A domain knows requests or responses."""
    if "domains" not in path.parts:
        return
    for node in ast.walk(ast.parse(source)):
        for line, name in _imported(node):
            if name.startswith("django.http") or name.startswith("django.shortcuts"):
                yield f"{path}:{line} imports {name}; HTTP belongs to the doors"


RULES = (too_long, forbidden_names, behind_the_front_door, without_docstring, http_below_doors)

"""Reads the text of a household file: YAML or JSON, numbers kept exactly, `on` a key and not a truth value.

YAML's old readings (yes/no/on/off as truth, 010 as octal, 1:30 as base sixty) do not apply; a key
written twice is refused.
"""

import contextlib
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import yaml

from yimen.kernel import Sentence
from yimen.rulebook.household_file.errors import HouseholdFileError

LONGEST_FILE = 2_000_000
LONGEST_NUMBER = 40
MOST_VALUES = 500_000
_FILE, _ONCE = Sentence("文件"), Sentence("每个键只写一次")
_DECIMAL = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,2})?")


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|false|False)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("!number", re.compile(rf"^{_DECIMAL.pattern}$"), list("-+0123456789"))
_Loader.add_implicit_resolver("!day", re.compile(r"^\d{4}-\d{2}-\d{2}$"), list("0123456789"))


def _whole(text: str) -> int | str:
    """A number longer than anything counts stays text and is refused where it stands."""
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _number(loader: _Loader, node: yaml.ScalarNode) -> int | Decimal | str:
    text = loader.construct_scalar(node)
    return _whole(text) if re.fullmatch(r"[-+]?\d+", text) else Decimal(text)


def _day(loader: _Loader, node: yaml.ScalarNode) -> date | str:
    text = str(loader.construct_scalar(node))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[object, object]:
    seen: dict[object, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, list | dict) or key in seen:
            line = key_node.start_mark.line + 1
            wrong = Sentence("键 %(key)s 写了两次或不是文字", key=key)
            raise HouseholdFileError.of(Sentence("第 %(line)s 行", line=line), wrong, _ONCE)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor("!number", _number)
_Loader.add_constructor("!day", _day)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parse(text: str) -> object:
    """The value written in the text: JSON where it is an object or list, otherwise YAML."""
    if len(text) > LONGEST_FILE:
        raise HouseholdFileError.of(
            _FILE, Sentence("过大"), Sentence("至多 %(most)s 个字符", most=LONGEST_FILE)
        )
    try:
        return _parse(text)
    except RecursionError as refusal:
        raise HouseholdFileError.of(
            _FILE, Sentence("嵌套过深"), Sentence("与户档案格式同样的层次")
        ) from refusal


def _parse(text: str) -> object:
    if text.lstrip().startswith(("{", "[")):
        with contextlib.suppress(json.JSONDecodeError):  # flow style of YAML begins the same way
            return json.loads(text, parse_int=_whole, parse_float=Decimal, object_pairs_hook=_unique)
    return _parse_yaml(text)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise HouseholdFileError.of(_FILE, Sentence("键 %(key)s 写了两次", key=key), _ONCE)
    return dict(pairs)


def _constructed(loader: _Loader) -> object:
    node = loader.get_single_node()
    if node is None:
        return None
    if _size(node, {}) > MOST_VALUES:
        raise HouseholdFileError.of(
            _FILE, Sentence("别名（*）展开后过大"), Sentence("至多 %(most)s 个值", most=MOST_VALUES)
        )
    return loader.construct_document(node)


def _size(node: yaml.Node, counted: dict[int, int]) -> int:
    """How many values there are once every alias is written out."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if id(node) not in counted:
        counted[id(node)] = 0
        is_mapping = isinstance(node, yaml.MappingNode)
        parts = (part for pair in node.value for part in pair) if is_mapping else node.value
        counted[id(node)] = 1 + sum(_size(part, counted) for part in parts)
    return counted[id(node)]


def _parse_yaml(text: str) -> object:
    try:
        return _constructed(_Loader(text))
    except yaml.YAMLError as refusal:
        mark = getattr(refusal, "problem_mark", None)
        where = _FILE
        if mark:
            where = Sentence("第 %(line)s 行第 %(column)s 列", line=mark.line + 1, column=mark.column + 1)
        why = getattr(refusal, "problem", None) or Sentence("无法读取")
        wrong = Sentence("不是 YAML 或 JSON（%(why)s）", why=why)
        raise HouseholdFileError.of(where, wrong, Sentence("YAML 或 JSON 文字")) from refusal

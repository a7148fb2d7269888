"""Walks a parsed file along the schema and gathers every problem before refusing."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from yimen.kernel import Sentence
from yimen.rulebook.household_file.errors import Problem
from yimen.rulebook.household_file.leaves import UNKNOWN, Leaf, shown
from yimen.rulebook.household_file.schema import Anything, Block, Node, Rows


class Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, path: str, wrong: str, allowed: str) -> None:
        self.problems.append(Problem(path or Sentence("文件"), wrong, allowed))

    def read(self, value: object, node: Node, path: str) -> object:
        """The value in the form rules use; absent (None) where it could not be read."""
        if isinstance(node, Anything):
            return value
        if _is_unknown(value):
            return self._unknown(node, path)
        if isinstance(node, Leaf):
            return self._leaf(value, node, path)
        return self._block(value, node, path) if isinstance(node, Block) else self._rows(value, node, path)

    def _unknown(self, node: Leaf | Block | Rows, path: str) -> object:
        if node.may_be_unknown:
            return UNKNOWN
        self.refuse(path, Sentence("不能是 unknown"), _allowed(node))
        return None

    def _leaf(self, value: object, leaf: Leaf, path: str) -> object:
        try:
            return leaf.read(value)
        except ValueError as wrong:
            allowed = leaf.allowed
            if leaf.may_be_unknown:
                allowed = Sentence("%(allowed)s，或 unknown", allowed=leaf.allowed)
            self.refuse(path, wrong.args[0], allowed)
            return None

    def _block(self, value: object, block: Block, path: str) -> dict[str, object] | None:
        if not isinstance(value, Mapping):
            self.refuse(path, Sentence("%(value)s 不是一组键", value=shown(value)), _allowed(block))
            return None
        for key in value:
            if key not in block.keys:
                self._refuse_key(key, block, path)
        for key in block.required:
            if value.get(key) is None:
                self.refuse(_join(path, key), Sentence("缺少此项"), _allowed(block.keys[key]))
        return {
            key: self.read(value[key], node, _join(path, key))
            for key, node in block.keys.items()
            if value.get(key) is not None
        }

    def _refuse_key(self, key: object, block: Block, path: str) -> None:
        near = difflib.get_close_matches(str(key), block.keys, n=1)
        wrong = Sentence("没有这个键")
        if near:
            wrong = Sentence("没有这个键（是否想写 %(near)s？）", near=near[0])
        self.refuse(_join(path, str(key)), wrong, Sentence("%(keys)s", keys=list(block.keys)))

    def _rows(self, value: object, rows: Rows, path: str) -> list[object] | None:
        if isinstance(value, str) or not isinstance(value, Sequence):
            self.refuse(path, Sentence("%(value)s 不是清单", value=shown(value)), _allowed(rows))
            return None
        if not rows.least <= len(value) <= rows.most:
            self.refuse(path, Sentence("有 %(n)s 项", n=len(value)), _allowed(rows))
        return [self._row(row, rows.of, f"{path}[{index}]") for index, row in enumerate(value)]

    def _row(self, row: object, node: Node, path: str) -> object:
        if row is None:
            self.refuse(path, Sentence("为空"), _allowed(node))
            return None
        return self.read(row, node, path)


def _is_unknown(value: object) -> bool:
    return value is UNKNOWN or value == "unknown"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _allowed(node: Node) -> str:
    if isinstance(node, Leaf):
        return node.allowed
    if isinstance(node, Block):
        return Sentence("含有这些键的一组：%(keys)s", keys=list(node.keys))
    if isinstance(node, Rows):
        return Sentence("%(least)s 至 %(most)s 项的清单", least=node.least, most=node.most)
    return Sentence("任意")

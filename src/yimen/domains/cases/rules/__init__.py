"""Pure decisions of this room: the process as tables, materials, clocks, files and answers."""

from yimen.domains.cases.rules.protection import PROTECTION

__all__ = ["PROTECTION"]

"""The least that each kind of paper must say."""

from .asked import ASKED
from .decided import DECIDED
from .looked_into import LOOKED_INTO

VALUES = {**ASKED, **LOOKED_INTO, **DECIDED}

__all__ = ["VALUES"]

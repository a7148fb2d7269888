"""Explains any value of a result: as a tree, as sentences, as table rows; short or full."""

from yimen.engine.explain.rendering import Row, rows, sentences
from yimen.engine.explain.tree import Condition, Explanation, Origin, explain, explain_all
from yimen.engine.explain.wording import Words

__all__ = [
    "Condition",
    "Explanation",
    "Origin",
    "Row",
    "Words",
    "explain",
    "explain_all",
    "rows",
    "sentences",
]

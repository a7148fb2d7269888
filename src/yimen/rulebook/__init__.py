"""The law as code: rules, dated parameters and worked cases. Knows no database and no web;
`determine` is its front door."""

from yimen.rulebook.version import version

__all__ = ["version"]

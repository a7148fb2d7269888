"""Reads of this room: what a month asks for, and the statistics."""

from yimen.domains.command.queries.month import month_groups
from yimen.domains.command.queries.statistics import figure_table, rows_counted

__all__ = ["figure_table", "month_groups", "rows_counted"]

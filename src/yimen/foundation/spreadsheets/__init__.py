"""Spreadsheets out, streamed and without formulas; and in (`reading`), small and looked through first."""

from yimen.foundation.spreadsheets.writing import Column, write_xlsx

__all__ = ["Column", "write_xlsx"]

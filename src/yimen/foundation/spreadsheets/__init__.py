"""Spreadsheets out: rows are streamed into an XLSX file, and no cell can become a formula."""

from yimen.foundation.spreadsheets.writing import Column, write_xlsx

__all__ = ["Column", "write_xlsx"]

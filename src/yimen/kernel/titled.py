"""Choices whose words stand in Chinese on screens and papers."""

from enum import StrEnum
from typing import Self


class Titled(StrEnum):
    """A choice with its official Chinese word: `DIBAO = "dibao", "最低生活保障"`."""

    _value_: str
    _title: str

    def __new__(cls, value: str, title: str = "") -> Self:  # read as the look-up by value, too
        if not title:
            raise TypeError(f"{cls.__name__}: {value} has no title")
        choice = str.__new__(cls, value)
        choice._value_, choice._title = value, title
        return choice

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese word, not str.title()
        return self._title

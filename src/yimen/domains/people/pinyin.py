"""Pinyin initials of names, with the readings that surnames have of their own."""

from collections.abc import Mapping

from pypinyin import Style, lazy_pinyin

SURNAMES: Mapping[str, str] = {
    "万俟": "mq",
    "单于": "cy",
    "尉迟": "yc",
    "澹台": "tt",
    "长孙": "zs",
    "乐": "y",
    "乜": "n",
    "仇": "q",
    "令": "l",
    "冼": "x",
    "区": "o",
    "单": "s",
    "召": "s",
    "员": "y",
    "宿": "s",
    "尹": "y",
    "曾": "z",
    "朴": "p",
    "柏": "b",
    "查": "z",
    "盖": "g",
    "种": "c",
    "秘": "b",
    "缪": "m",
    "翟": "z",
    "能": "n",
    "解": "x",
    "覃": "q",
    "谌": "c",
    "车": "c",
    "逄": "p",
    "郇": "x",
    "郗": "x",
    "隗": "w",
    "黑": "h",
}
"""Surname to initials, where the reading as a surname differs from the usual one or is easily confused."""


def initials_of(name: str) -> str:
    """Lower-case first letters, surname first; letters and digits of other scripts stay as they are."""
    for length in (2, 1):
        surname = SURNAMES.get(name[:length])
        if surname is not None:
            return surname + _initials(name[length:])
    return _initials(name)


def _initials(text: str) -> str:
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).lower()

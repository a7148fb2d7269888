"""Pinyin of names: initials and full syllables, with the readings that surnames have of their own."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

SURNAMES: Mapping[str, str] = {
    "万俟": "mo qi",
    "单于": "chan yu",
    "尉迟": "yu chi",
    "澹台": "tan tai",
    "长孙": "zhang sun",
    "乐": "yue",
    "乜": "nie",
    "仇": "qiu",
    "令": "ling",
    "冼": "xian",
    "区": "ou",
    "单": "shan",
    "召": "shao",
    "员": "yun",
    "宿": "su",
    "尹": "yin",
    "曾": "zeng",
    "朴": "piao",
    "柏": "bai",
    "查": "zha",
    "盖": "ge",
    "种": "chong",
    "秘": "bi",
    "缪": "miao",
    "翟": "zhai",
    "能": "nai",
    "解": "xie",
    "覃": "qin",
    "谌": "chen",
    "车": "che",
    "逄": "pang",
    "郇": "xun",
    "郗": "xi",
    "隗": "wei",
    "黑": "he",
}
"""Surname to syllables, where the reading as a surname differs from the usual one or is easily confused."""

MAX_READINGS = 2
"""Of one character: its reading here, and the one it is most often mistaken for."""
MAX_SYLLABLES = 8


def initials_of(name: str) -> str:
    """Lower-case first letters, surname first; letters and digits of other scripts stay as they are."""
    surname, rest = _divided(name)
    read = "".join(syllable[0] for syllable in SURNAMES.get(surname, "").split())
    return read + _initials(rest)


def _divided(name: str) -> tuple[str, str]:
    """The surname with a reading of its own, if any, and the rest."""
    for length in (2, 1):
        if name[:length] in SURNAMES:
            return name[:length], name[length:]
    return "", name


def _initials(text: str) -> str:
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).lower()


def readings_of(name: str) -> Iterator[tuple[str, ...]]:
    """The syllables of a name as it is read, then with one character at a time read otherwise."""
    characters = [letter for letter in name if "\u3400" <= letter <= "\u9fff"][:MAX_SYLLABLES]
    surname, rest = _divided("".join(characters))
    first = [*SURNAMES.get(surname, "").split(), *map(_written, lazy_pinyin(rest))]
    yield tuple(first)
    for place, character in enumerate(characters):
        for other in _others(character, first[place]):
            yield (*first[:place], other, *first[place + 1 :])


@lru_cache(maxsize=8192)
def _others(character: str, read: str) -> tuple[str, ...]:
    """What else somebody may type for a character: another reading, or u for ü."""
    known = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    others = [other for other in dict.fromkeys(map(_written, known)) if other != read]
    if read in ("lv", "nv"):
        others.insert(0, f"{read[0]}u")
    return tuple(others[: MAX_READINGS - 1])


def _written(syllable: str) -> str:
    """ü is typed v."""
    return syllable.replace("ü", "v").lower()


def spellings_of(name: str) -> frozenset[str]:
    """Everything a name is found by when it is typed in syllables; other readings only when typed out."""
    first, *others = readings_of(name)
    typed = {*_typed_out(first), *_shortened(first)}
    for reading in others:
        typed.update(_typed_out(reading))
    return frozenset(typed)


def _typed_out(syllables: tuple[str, ...]) -> Iterator[str]:
    """wang, wangxiao, wangxiaoming, and the given name alone: xiaoming."""
    yield from ("".join(syllables[:end]) for end in range(1, len(syllables) + 1))
    if len(syllables) > 1:
        yield "".join(syllables[1:])


def _shortened(syllables: tuple[str, ...]) -> Iterator[str]:
    """On the way there: wangx, wangxm, wangxiaom."""
    letters = [syllable[0] for syllable in syllables]
    for place in range(1, len(syllables)):
        begun = "".join(syllables[:place])
        yield begun + letters[place]
        yield begun + "".join(letters[place:])

"""Pure decisions about persons: how names are cut for search, how a query is read, what is protected."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from yimen.foundation.protection import Handling
from yimen.kernel import ResidentId, ResidentIdError, Sex

from .types import MatchedBy

MAX_GRAM = 62
MAX_INITIALS = 8
MAX_WORDS = 3
FEWEST_DIGITS = 5
OLDEST = 120
"""Years; who seems older was mistyped."""
MARRIAGEABLE: Mapping[Sex, int] = {Sex.MALE: 22, Sex.FEMALE: 20}
"""民法典 第一千零四十七条."""
MAX_PAIRS = 8
"""Of a long text the end counts: there an address is most particular; county and above are not indexed."""
_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}", re.ASCII)
_LAST_FOUR = re.compile(r"\d{3}[\dXx]", re.ASCII)
_PHONE = re.compile(r"[\d+() -]{7,20}", re.ASCII)
_DIALLED = re.compile(r"[\d+() \-－—（）]+", re.ASCII)
_NOT_DIGIT = re.compile(r"\D", re.ASCII)
_LETTERS = re.compile(r"[a-z]{1,60}", re.ASCII)
_BETWEEN_LETTERS = re.compile(r"(?<=[a-zü])['’\s]+(?=[a-zü])")
_BLANKS = re.compile(r"[\s,，。、;；·•.()（）\-—]+")


class Tag(StrEnum):
    """Which part of a person a gram was cut from; it begins the gram, so that parts never mix."""

    WHOLE_NAME = "="
    NAME = "n"
    INITIALS = "p"
    PINYIN = "y"
    ADDRESS = "a"


def grams_of(
    name: str, initials: str, spellings: Iterable[str], places: Sequence[str], address: str
) -> frozenset[str]:
    """Every gram a person is found by. `places` are names to leave out of the address: county and above."""
    written = _squeezed(name)
    grams = {_gram(Tag.WHOLE_NAME, written), *(_gram(Tag.NAME, letter) for letter in written)}
    grams.update(_pairs(Tag.NAME, written))
    grams.update(_gram(Tag.INITIALS, part) for part in _initial_parts(initials))
    grams.update(_gram(Tag.PINYIN, spelling) for spelling in spellings)
    grams.update(_pairs(Tag.ADDRESS, _squeezed(without_places(address, places))))
    return frozenset(grams)


def _gram(tag: Tag, text: str) -> str:
    return f"{tag.value}{text}"[:MAX_GRAM]


def _pairs(tag: Tag, text: str) -> Iterable[str]:
    return (_gram(tag, text[start : start + 2]) for start in range(len(text) - 1))


def _initial_parts(initials: str) -> Iterable[str]:
    """From the surname on, and from the given name on: lxm gives l, lx, lxm, x, xm."""
    return (
        initials[start:end]
        for start in (0, 1)
        for end in range(start + 1, min(len(initials), MAX_INITIALS) + 1)
    )


def _squeezed(text: str) -> str:
    return _BLANKS.sub("", text).lower()


def without_places(address: str, places: Sequence[str]) -> str:
    """The address without the leading names of county and above, which everybody there shares."""
    rest = _squeezed(address)
    for place in places:
        rest = rest.removeprefix(place.lower())
    return rest


@dataclass(frozen=True)
class Exact:
    """A query that is found by one blind index."""

    matched_by: MatchedBy
    key: str


Way = tuple[MatchedBy, tuple[str, ...]]
"""A set of grams that one person must have, and what it means when they do."""


@dataclass(frozen=True)
class Words:
    """A query of words, each of which must be found: the ways this may be, best first."""

    ways: tuple[Way, ...]


def read_query(text: str) -> Exact | Words | None:
    """What a person typed into the search box; None where nothing can be looked for."""
    asked = text.strip()
    exact = _exact(asked)
    if exact is not None:
        return exact
    words = [_word_ways(part) for part in _letters_together(asked.lower()).split()[:MAX_WORDS]]
    if not words or not all(words):
        return None
    return Words(tuple(_together(words)))


def _letters_together(asked: str) -> str:
    """Syllables typed apart are one word: wang xiao ming, xi'an. ü is typed v."""
    return _BETWEEN_LETTERS.sub("", asked).replace("ü", "v")


def _together(words: list[tuple[Way, ...]]) -> Iterable[Way]:
    """The longest word decides what a hit is called; the others, being there at all, need no exact name."""
    driver, *others = sorted(words, key=lambda ways: -len(ways[-1][1]))
    looser = [[way for way in ways if way[0] is not MatchedBy.NAME] or ways for ways in others]
    for (matched_by, grams), *rest in product(driver, *looser):
        yield matched_by, tuple(dict.fromkeys((*grams, *(gram for _by, more in rest for gram in more))))


def _exact(asked: str) -> Exact | None:
    if _IDENTITY.fullmatch(asked):
        return _identity(asked)
    if _LAST_FOUR.fullmatch(asked):
        return Exact(MatchedBy.LAST_FOUR, asked.upper())
    if _PHONE.fullmatch(asked):
        return Exact(MatchedBy.PHONE, phone_digits(asked))
    return None


def _identity(asked: str) -> Exact | None:
    try:
        return Exact(MatchedBy.IDENTITY, str(ResidentId(asked)))
    except ResidentIdError:  # 15 digits may be a phone number with its prefixes; 18 wrong ones are nobody's
        return Exact(MatchedBy.PHONE, phone_digits(asked)) if len(asked) == 15 else None


def _word_ways(part: str) -> tuple[Way, ...]:
    if _LETTERS.fullmatch(part):
        return _letter_ways(part)
    text = _squeezed(part)
    if not text:
        return ()
    whole = (MatchedBy.NAME, (_gram(Tag.WHOLE_NAME, text),))
    if len(text) == 1:
        return whole, (MatchedBy.NAME_PART, (_gram(Tag.NAME, text),))
    name, address = (tuple(_pairs(tag, text))[-MAX_PAIRS:] for tag in (Tag.NAME, Tag.ADDRESS))
    return whole, (MatchedBy.NAME_PART, name), (MatchedBy.ADDRESS, address)


def _letter_ways(part: str) -> tuple[Way, ...]:
    """Letters may be syllables or initials; both are looked for."""
    spelled = (MatchedBy.PINYIN, (_gram(Tag.PINYIN, part),))
    return spelled, (MatchedBy.INITIALS, (_gram(Tag.INITIALS, part[:MAX_INITIALS]),))


def phone_digits(phone: str) -> str:
    """A phone number as it is indexed: digits only, without the country code."""
    digits = _NOT_DIGIT.sub("", phone)
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def is_phone(phone: str) -> bool:
    """Digits with what is usually written between them; nothing that cannot be dialled."""
    return _DIALLED.fullmatch(phone) is not None and len(phone_digits(phone)) >= FEWEST_DIGITS


def age_on(birth_date: date, on: date) -> int:
    """Full years of life on a day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


PROTECTION: Mapping[str, Handling] = {
    "Person.region": Handling.KEEP,
    "Person.registered_region": Handling.REDACT,
    "Person.name": Handling.REDACT,
    "Person.initials": Handling.ERASE,
    "Person.sex": Handling.KEEP,
    "Person.birth_date": Handling.REDACT,
    "Person.identity": Handling.ERASE,
    "Person.identity_key": Handling.ERASE,
    "Person.last_four_key": Handling.ERASE,
    "Person.joining_key": Handling.ERASE,
    "Person.joining_check": Handling.ERASE,
    "Person.phone": Handling.ERASE,
    "Person.phone_key": Handling.ERASE,
    "Person.disability_kind": Handling.ERASE,
    "Person.disability_level": Handling.ERASE,
    "Person.died_on": Handling.KEEP,
    "Household.number": Handling.KEEP,
    "Household.region": Handling.KEEP,
    "Household.registered_region": Handling.KEEP,
    "Household.address": Handling.REDACT,
    "Household.is_urban": Handling.KEEP,
    "Household.founded_on": Handling.KEEP,
    "Household.ended_on": Handling.KEEP,
    "Membership.region": Handling.KEEP,
    "Membership.household": Handling.KEEP,
    "Membership.person": Handling.KEEP,
    "Membership.relation": Handling.KEEP,
    "Membership.valid_from": Handling.KEEP,
    "Membership.valid_until": Handling.KEEP,
    "Residence.region": Handling.KEEP,
    "Residence.person": Handling.KEEP,
    "Residence.place": Handling.KEEP,
    "Residence.address": Handling.ERASE,
    "Residence.valid_from": Handling.KEEP,
    "Residence.valid_until": Handling.KEEP,
    "SearchGram.gram": Handling.ERASE,
    "SearchGram.region": Handling.ERASE,
    "SearchGram.person": Handling.ERASE,
    "ResidencePermit.region": Handling.KEEP,
    "ResidencePermit.person": Handling.KEEP,
    "ResidencePermit.county": Handling.KEEP,
    "ResidencePermit.office": Handling.ERASE,
    "ResidencePermit.issued_on": Handling.KEEP,
    "ResidencePermit.valid_until": Handling.KEEP,
    "ResidencePermit.lives_here_since": Handling.KEEP,
    "ResidencePermit.file_id": Handling.ERASE,
    "ResidencePermit.ended_on": Handling.KEEP,
    "TemporaryIdentity.region": Handling.KEEP,
    "TemporaryIdentity.person": Handling.KEEP,
    "TemporaryIdentity.number": Handling.KEEP,
    "TemporaryIdentity.kind": Handling.KEEP,
    "TemporaryIdentity.age_from": Handling.KEEP,
    "TemporaryIdentity.age_to": Handling.KEEP,
    "TemporaryIdentity.features": Handling.ERASE,
    "TemporaryIdentity.found_at": Handling.ERASE,
    "TemporaryIdentity.found_on": Handling.KEEP,
    "TemporaryIdentity.brought_by": Handling.ERASE,
    "TemporaryIdentity.photo_id": Handling.ERASE,
    "TemporaryIdentity.document_number": Handling.ERASE,
    "TemporaryIdentity.document_key": Handling.ERASE,
    "TemporaryIdentity.became": Handling.KEEP,
    "TemporaryIdentity.identified_at": Handling.KEEP,
    "TemporaryIdentity.identified_by": Handling.KEEP,
    "TemporaryIdentity.proof": Handling.ERASE,
    "TemporaryIdentity.before": Handling.ERASE,
    "TemporaryIdentity.moved": Handling.KEEP,
    "TemporaryIdentity.named": Handling.KEEP,
    "TransferRequest.region": Handling.KEEP,
    "TransferRequest.to_region": Handling.KEEP,
    "TransferRequest.person_id": Handling.KEEP,
    "TransferRequest.state": Handling.KEEP,
    "TransferRequest.reason": Handling.ERASE,
    "TransferRequest.asked_by": Handling.KEEP,
    "TransferRequest.asked_at": Handling.KEEP,
    "TransferRequest.answered_by": Handling.KEEP,
    "TransferRequest.answered_at": Handling.KEEP,
    "TransferRequest.answer": Handling.ERASE,
}
"""The data-protection map: every field of this room that may say something about a person."""

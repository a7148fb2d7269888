"""Identity numbers by the column say what `ResidentId` says; every spelling of one is the same key."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from yimen.domains.verification.sets.numbers import keys_of, spelled_alike, valid_numbers
from yimen.foundation.joining import joining_key
from yimen.kernel import ResidentId, ResidentIdError, Sex

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]


def one_by_one(text):
    """The slow way: what the kernel makes of one number."""
    plain = spelled_alike(pl.Series([text], dtype=pl.String))[0]
    try:
        return str(ResidentId(plain))
    except ResidentIdError:
        return None


def number_of(born, order):
    stem = f"999999{born:%Y%m%d}{order:03d}"
    return stem + mod_11_2.calc_check_digit(stem)


NUMBERS = st.builds(
    number_of, st.dates(date(1845, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=999)
)
SPELLINGS = st.one_of(
    NUMBERS,
    NUMBERS.map(str.lower),
    NUMBERS.map(lambda n: n[:6] + n[8:17]),
    NUMBERS.map(lambda n: f" {n[:6]} {n[6:14]}-{n[14:]}'"),
    NUMBERS.map(lambda n: n.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})),
    st.tuples(NUMBERS, st.integers(0, 17), st.sampled_from("0123456789Xx")).map(
        lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 1 :]
    ),
    st.text("0123456789Xx ９ａ", max_size=20),
)


@given(st.lists(SPELLINGS, max_size=30))
@settings(deadline=None)
def test_a_column_of_numbers_says_what_one_by_one_says(texts):
    assert valid_numbers(pl.Series("n", texts, dtype=pl.String)).to_list() == [one_by_one(t) for t in texts]


def test_every_spelling_of_a_person_is_the_same_key():
    whole = number_of(date(1970, 3, 1), 7)
    while not whole.endswith("X"):
        whole = number_of(date(1970, 3, 1), int(whole[14:17]) + 1)
    wide = whole.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    spelled = [whole, whole.lower(), wide, f"{whole[:6]}{whole[8:17]}", f"'{whole[:10]} {whole[10:]}"]
    keys = keys_of(valid_numbers(pl.Series("n", spelled)))
    assert keys.unique().rows() == [tuple(joining_key(whole))]
    assert ResidentId(whole).sex is Sex.MALE or ResidentId(whole).sex is Sex.FEMALE


def test_a_number_that_is_none_has_no_key():
    keys = keys_of(valid_numbers(pl.Series("n", ["123", None, "999999197003010008"])))
    assert keys["key"].null_count() == 3

"""Identity numbers are checked when made and hidden when shown. All numbers here are invented."""

from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from yimen.kernel import (
    ResidentId,
    ResidentIdError,
    Sex,
    SocialCreditCode,
    SocialCreditCodeError,
    YimenError,
    masked_name,
)


def number_of(born: date, order: int = 1, county: str = "441426") -> str:
    stem = f"{county}{born:%Y%m%d}{order:03d}"
    return str(stem + mod_11_2.calc_check_digit(stem))


born_days = st.dates(date(1900, 1, 1), date(2024, 12, 31))


@given(born_days, st.integers(0, 999))
def test_birth_date_and_sex_are_read_from_the_number(born: date, order: int) -> None:
    identity = ResidentId(number_of(born, order))
    assert identity.birth_date == born
    assert identity.sex is (Sex.MALE if order % 2 else Sex.FEMALE)


@given(born_days, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(born: date, order: int, at: int, shift: int) -> None:
    number = number_of(born, order)
    wrong = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    with pytest.raises(ResidentIdError):
        ResidentId(wrong)


@given(born_days)
def test_neither_repr_nor_refusal_shows_the_number(born: date) -> None:
    number = number_of(born)
    assert number[6:14] not in repr(ResidentId(number))
    with pytest.raises(YimenError) as refusal:
        ResidentId(number[:-1] + ("0" if number[-1] != "0" else "1"))
    assert number[:-1] not in str(refusal.value) + repr(refusal.value.facts)


def test_fifteen_digits_are_converted() -> None:
    assert str(ResidentId("441426800501123")) == number_of(date(1980, 5, 1), 123)


@pytest.mark.parametrize("number", ["441426800230123", "44142680050112X", "441426801301123"])
def test_fifteen_digits_of_no_day_or_with_a_letter_are_refused(number: str) -> None:
    with pytest.raises(ResidentIdError):
        ResidentId(number)


def test_lower_case_x_and_blanks_are_accepted() -> None:
    number = next(n for n in (number_of(date(1990, 1, 1), order) for order in range(99)) if n.endswith("X"))
    assert str(ResidentId(f" {number.lower()} ")) == number


def test_masked_shows_six_and_four() -> None:
    identity = ResidentId(number_of(date(1980, 5, 1)))
    assert identity.masked() == f"441426********{identity.last_four}"


@time_machine.travel("2025-03-01 20:00:00+00:00")
def test_a_birth_after_today_in_china_is_refused() -> None:
    assert ResidentId(number_of(date(2025, 3, 2))).birth_date == date(2025, 3, 2)
    with pytest.raises(ResidentIdError, match="今天之后"):
        ResidentId(number_of(date(2025, 3, 3)))


@pytest.mark.parametrize(
    "text", ["", "123", "44142619800230001X", "４４１４２６１９８００５０１００１１", "0" * 18]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ResidentIdError):
        ResidentId(text)


def test_an_impossible_date_is_refused_even_with_a_right_check_digit() -> None:
    stem = "44142619800230001"
    with pytest.raises(ResidentIdError, match="不存在"):
        ResidentId(stem + mod_11_2.calc_check_digit(stem))


def test_social_credit_codes_are_checked() -> None:
    assert str(SocialCreditCode("91110000600037341L")) == "91110000600037341L"
    with pytest.raises(SocialCreditCodeError, match="统一社会信用代码"):
        SocialCreditCode("91110000600037341M")


@pytest.mark.parametrize(("name", "masked"), [("张三", "张*"), ("欧阳明月", "欧***"), ("王", "王*")])
def test_a_masked_name_keeps_the_first_character(name, masked):
    assert masked_name(name) == masked

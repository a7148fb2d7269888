"""Identity numbers and telephones of invented people: well formed, and recognisably nobody's.

Identity numbers begin with 999999, a division code that was never given out, and carry a valid checksum.
Telephones begin with 100, which no mobile network uses.
"""

from datetime import date

from yimen.kernel import ResidentId, Sex

NOWHERE = "999999"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"


def invented_identity(born: date, sex: Sex, order: int) -> ResidentId:
    """A number for a birth date and sex; `order` (0 to 499) tells apart people born on the same day."""
    sequence = order % 500 * 2 + (1 if sex is Sex.MALE else 0)
    stem = f"{NOWHERE}{born:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(stem, WEIGHTS, strict=True))
    return ResidentId(stem + CHECK_CHARACTERS[total % 11])


def invented_phone(number: int) -> str:
    """Eleven digits of a range that is not in use."""
    return f"100{number:08d}"

"""Made-up facts for tests: valid identity numbers and persons, the same for the same name."""

import hashlib
from datetime import date, timedelta

from yimen.domains.people.types import Disability, PersonFacts
from yimen.kernel import ResidentId, Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(seed: str, *, born: date | None = None, sex: Sex | None = None) -> ResidentId:
    """A valid number that belongs to nobody we know; the same seed gives the same number."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    birth = born or date(1950, 1, 1) + timedelta(days=digest % 18_000)
    order = digest // 18_000 % 500 * 2 + (_parity(sex) if sex is not None else digest % 2)
    stem = f"441426{birth:%Y%m%d}{order:03d}"
    remainder = sum(int(digit) * weight for digit, weight in zip(stem, _WEIGHTS, strict=True)) % 11
    return ResidentId(stem + "10X98765432"[remainder])


def _parity(sex: Sex) -> int:
    return 1 if sex is Sex.MALE else 0


def person_facts(
    name: str = "李小妹",
    *,
    identity: ResidentId | None = None,
    born: date | None = None,
    sex: Sex | None = None,
    phone: str = "",
    disability: Disability | None = None,
) -> PersonFacts:
    """Facts of a person; without an identity number given, the one that belongs to the name."""
    number = identity or identity_number(name, born=born, sex=sex)
    return PersonFacts(name=name, identity=number, phone=phone, disability=disability)

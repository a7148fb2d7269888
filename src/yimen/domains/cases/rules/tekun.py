"""What is found out of somebody in extreme hardship, as rules and guards read it; pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from yimen.domains.cases.tekun import Ability, Consent, Indicator, SelfCare

MOST_FOR_HALF = 3


def level_of(failed: Collection[Indicator]) -> SelfCare:
    """None of six failed: self; up to three: half; four or more: full care (43号 第二十二条)."""
    if not failed:
        return SelfCare.SELF
    return SelfCare.HALF if len(failed) <= MOST_FOR_HALF else SelfCare.FULL


def obligors_file(abilities: Sequence[Ability]) -> list[dict[str, Any]]:
    """The obligors of a household file; of one who was not looked into it is unknown."""
    return [{"capable": "unknown" if ability.is_able is None else ability.is_able} for ability in abilities]


def member_file(ref: str, failed: int | None, is_institution: bool | None) -> dict[str, Any]:
    """What assessment and care say of the person, where there are any."""
    found: dict[str, Any] = {"ref": ref}
    if failed is not None:
        found["self_care_failed"] = failed
    if is_institution is not None:
        found["institution"] = is_institution
    return found


def are_obligors_settled(declared: Mapping[str, Any], found: Sequence[tuple[Consent, Ability]]) -> bool:
    """Said that there is nobody, or everybody was asked for consent and looked into."""
    if not found:
        return declared.get("obligors") == []
    return all(consent is not Consent.PENDING and ability is not Ability.OPEN for consent, ability in found)

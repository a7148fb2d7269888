"""What one place shows another: reasons, sides, offers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode


class ShareReason(StrEnum):
    """Why a subject is shown to a region or organisation that is not responsible for it."""

    TRANSFER = "transfer"
    ORDER = "order"
    COOPERATION = "cooperation"
    EMERGENCY = "emergency"
    MOVED_HOUSEHOLD = "moved_household"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _REASON_TITLES[self]

    @property
    def is_by_hand(self) -> bool:
        """Somebody may share for it by hand; the other reasons belong to acts that share by themselves."""
        return self not in (ShareReason.TRANSFER, ShareReason.MOVED_HOUSEHOLD)


_REASON_TITLES = {
    ShareReason.TRANSFER: "转办转介",
    ShareReason.ORDER: "上级指定办理",
    ShareReason.COOPERATION: "异地协查、协助办理",
    ShareReason.EMERGENCY: "急难救助",
    ShareReason.MOVED_HOUSEHOLD: "家庭迁出",
}


class ShareDirection(StrEnum):
    """Which side of a share a reader stands on."""

    GIVEN = "given"
    RECEIVED = "received"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return "共享给别处" if self is ShareDirection.GIVEN else "别处共享来"


@dataclass(frozen=True)
class ShareOffer:
    """What somebody shares by hand: with whom, why, until when; an organisation only with consent."""

    reason: ShareReason
    note: str
    valid_until: date
    to_region: RegionCode | None = None
    to_organisation_id: UUID | None = None
    consented_on: date | None = None


@dataclass(frozen=True)
class ShareFilter:
    """What a reader of the list of shares looks for; empty where everything is meant."""

    direction: ShareDirection | None = None
    reason: ShareReason | None = None
    is_in_force: bool | None = None

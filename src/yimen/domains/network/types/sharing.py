"""What one place shows another: reasons, sides, offers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import RegionCode, Titled


class ShareReason(Titled):
    """Why a subject is shown to a region or organisation that is not responsible for it."""

    TRANSFER = "transfer", "转办转介"
    ORDER = "order", "上级指定办理"
    COOPERATION = "cooperation", "异地协查、协助办理"
    EMERGENCY = "emergency", "急难救助"
    MOVED_HOUSEHOLD = "moved_household", "家庭迁出"

    @property
    def is_by_hand(self) -> bool:
        """Somebody may share for it by hand; the other reasons belong to acts that share by themselves."""
        return self not in (ShareReason.TRANSFER, ShareReason.MOVED_HOUSEHOLD)


class ShareDirection(Titled):
    """Which side of a share a reader stands on."""

    GIVEN = "given", "共享给别处"
    RECEIVED = "received", "别处共享来"


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

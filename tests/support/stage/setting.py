"""What the stage is: its cast, its days, the families on it and an object for each kind of URL."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.support.cast import Cast
from tests.support.process import Walk
from yimen.domains.network.types import Actor, Role
from yimen.foundation.accounts.models import User

FIRST_DAY = date(2026, 3, 2)
TODAY = FIRST_DAY + timedelta(days=9)

PHONE, AGENT_PHONE, CONTACT_PHONE = "13800000000", "13911112222", "13733334444"


@dataclass
class Stage:
    """The cast, one actor for each role and place, the families, and an object for each kind of URL."""

    cast: Cast
    staff: dict[tuple[Role, str], Actor]
    decided: Walk
    """李: with the confirmer; most objects are theirs."""
    posted: Walk
    """赖: objected to."""
    draft: Walk
    """邹: not handed in yet, and helped first after an accident."""
    awarded: Walk
    """祝: assisted, now looked into; the transfer of the liaison is about them."""
    asked_back: Walk
    """卓: an elderly person whose application is not complete."""
    supported: Walk
    """丘: an elderly person supported in extreme hardship, whose support is to end."""
    objects: dict[str, Any] = field(default_factory=dict)
    """What stands in the addresses, by its name there: ids, a few keys and months."""

    def username(self, actor: Actor) -> str:
        return User.objects.get(id=actor.user_id).username

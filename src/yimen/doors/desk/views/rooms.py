"""The rooms of a station as its page tells them."""

from uuid import UUID

from django.utils.translation import gettext as _

from yimen.domains.network import queries
from yimen.domains.network.types import Equipment, Zone

from ..official_words import official


def described(station_id: UUID) -> list[tuple[str, object]]:
    """The rooms of a station as the page of the station tells them."""
    rooms = queries.find_premises(station_id)
    if rooms is None:
        return []
    yes_no = {True: _("有"), False: _("没有")}
    return [
        (_("建筑面积（平方米）"), rooms.floor_area),
        (_("标识牌"), yes_no[rooms.has_sign]),
        (_("功能区域"), "、".join(official(Zone(one).title) for one in rooms.zones)),
        (_("设施设备"), "、".join(official(Equipment(one).title) for one in rooms.equipment)),
        (_("服务项目"), "；".join(rooms.tasks)),
        (_("上墙公开"), yes_no[rooms.is_posted]),
        (_("登记日期"), rooms.described_on),
    ]

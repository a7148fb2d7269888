"""What somebody of whom nobody knows yet who they are may be given; pure."""

from collections.abc import Iterable

from yimen.domains.cases.errors import IdentityOpenError
from yimen.kernel import Programme

WHERE_THEY_ARE = frozenset({Programme.TEMPORARY})
"""Help where they are; care, search for kin and the way home are transfers (社会救助法 第三十一条)."""


def refuse_unidentified(programmes: Iterable[Programme], names: Iterable[str]) -> None:
    """Of a family with a temporary identity nothing is decided that lasts."""
    lasting = [programme for programme in programmes if programme not in WHERE_THEY_ARE]
    unknown = next(iter(names), None)
    if lasting and unknown is not None:
        raise IdentityOpenError(
            "“%(name)s”是临时身份，只能办理临时救助，不能申请“%(programme)s”；照料、寻亲、返回等请发起转办"
            "（社会救助法 第三十一条），身份查明后再申请。",
            name=unknown,
            programme=lasting[0],
        )

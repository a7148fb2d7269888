"""The words of a letter to the place of registration: how it goes, what comes back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yimen.kernel import Programme, RegionCode


class CooperationWay(StrEnum):
    """How the letter reaches the place of registration."""

    SYSTEM = "system"
    POST = "post"
    MESSAGE = "message"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"system": "本平台送达", "post": "邮寄", "message": "政务协同、电子邮件等方式发送"}[self]


class CooperationFinding(StrEnum):
    """What the place of registration says about benefits there."""

    NO_BENEFIT = "no_benefit"
    RECEIVES = "receives"
    WILL_STOP = "will_stop"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "no_benefit": "未在户籍地享受社会救助",
            "receives": "正在户籍地享受社会救助",
            "will_stop": "正在享受，户籍地将停发",
        }[self]


class LetterSide(StrEnum):
    """On which side of a letter its reader stands."""

    SENT = "sent"
    RECEIVED = "received"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"sent": "本地发出", "received": "外地来函"}[self]


class LetterStanding(StrEnum):
    """What became of a letter; what waits past its day is late."""

    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    GONE_ON = "gone_on"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "waiting": "等待复函",
            "late": "超过期限未复函",
            "answered": "已复函",
            "gone_on": "期满未复函，已续办",
        }[self]


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which letters a list shows."""

    side: LetterSide | None = None
    standing: LetterStanding | None = None
    finding: CooperationFinding | None = None
    sent_from: date | None = None
    sent_until: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom the letter goes, and how."""

    to_region: RegionCode
    addressee: str
    way: CooperationWay = CooperationWay.POST
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the finding, which programmes, until when, who says so."""

    finding: CooperationFinding
    answerer: str
    programmes: tuple[Programme, ...] = ()
    stops_on: date | None = None
    note: str = ""

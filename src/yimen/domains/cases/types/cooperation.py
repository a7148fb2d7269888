"""The words of a letter to the place of registration: how it goes, what comes back."""

from dataclasses import dataclass
from datetime import date

from yimen.kernel import Programme, RegionCode, Titled


class CooperationWay(Titled):
    """How the letter reaches the place of registration."""

    SYSTEM = "system", "本平台送达"
    POST = "post", "邮寄"
    MESSAGE = "message", "政务协同、电子邮件等方式发送"


class CooperationFinding(Titled):
    """What the place of registration says about benefits there."""

    NO_BENEFIT = "no_benefit", "未在户籍地享受社会救助"
    RECEIVES = "receives", "正在户籍地享受社会救助"
    WILL_STOP = "will_stop", "正在享受，户籍地将停发"


class LetterSide(Titled):
    """On which side of a letter its reader stands."""

    SENT = "sent", "本地发出"
    RECEIVED = "received", "外地来函"


class LetterStanding(Titled):
    """What became of a letter; what waits past its day is late."""

    WAITING = "waiting", "等待复函"
    LATE = "late", "超过期限未复函"
    ANSWERED = "answered", "已复函"
    GONE_ON = "gone_on", "期满未复函，已续办"


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

"""How soon the office answers whoever asks, and how soon whoever is offered a contact takes it."""

from datetime import date

from yimen.domains.intake.errors import ContactIncompleteError
from yimen.domains.intake.types import WITH_REFERENCE, ContactChannel, Origin
from yimen.kernel import DayUnit, TimeLimit

OFFICE_RULE = "本平台首问负责规则（办公时限，非法定期限）"
ANSWER_LIMIT = TimeLimit(days=3, unit=DayUnit.WORKING, event="来访登记", article=OFFICE_RULE)
TAKING_LIMIT = TimeLimit(days=1, unit=DayUnit.WORKING, event="移交", article=OFFICE_RULE)
"""No law we found says how soon somebody who asks is answered; the office does, and every clock says so."""
LONGEST_AGO = 3653
"""Days: a day of receipt more than ten years back is a slip of the pen."""


def check_origin(channel: ContactChannel, origin: Origin, today: date) -> None:
    """What another office sent names its number and day; who asks for somebody else says who they are."""
    if channel in WITH_REFERENCE and not (origin.reference.strip() and origin.received_on):
        raise ContactIncompleteError("转来的事项须写明来件编号和收到日期。", channel=channel.value)
    if channel is ContactChannel.ON_BEHALF and not origin.asked_by.strip():
        raise ContactIncompleteError("代为求助的，请写明是谁代为提出。", channel=channel.value)
    if origin.received_on is not None and origin.received_on > today:
        raise ContactIncompleteError("收到日期不能在今天以后。", received_on=origin.received_on)
    if days_late(origin.received_on, today) > LONGEST_AGO:
        raise ContactIncompleteError("收到日期早于十年前，请核对年份。", received_on=origin.received_on)


def days_late(received_on: date | None, today: date) -> int:
    """How many days after it came in it is entered (申请一户、录入一户: the same day)."""
    return 0 if received_on is None else max(0, (today - received_on).days)

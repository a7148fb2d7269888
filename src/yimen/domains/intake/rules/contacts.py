"""How soon the office answers whoever asks, and how soon whoever is offered a contact takes it."""

from yimen.kernel import DayUnit, TimeLimit

OFFICE_RULE = "本平台首问负责规则（办公时限，非法定期限）"
ANSWER_LIMIT = TimeLimit(days=3, unit=DayUnit.WORKING, event="来访登记", article=OFFICE_RULE)
TAKING_LIMIT = TimeLimit(days=1, unit=DayUnit.WORKING, event="移交", article=OFFICE_RULE)
"""No law we found says how soon somebody who asks is answered; the office does, and every clock says so."""

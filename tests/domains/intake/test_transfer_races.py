"""Two answers at the same moment: the first counts, the second is told so."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.support.cast import acting
from tests.support.transfers import again, appointed, code_for, sent

from yimen.domains.intake import actions
from yimen.domains.intake.models import Transfer
from yimen.domains.intake.types import Receiver, Verdict
from yimen.foundation.database.scope import system_scope
from yimen.kernel import YimenError


def at_once(*acts):
    barrier, told = Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            act()
            told.append("kept")
        except YimenError as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_liaisons_answer_at_once(cast, housing):
    first, second = appointed(cast, housing, "first"), appointed(cast, housing, "second")
    transfer = sent(cast, Receiver(department_id=housing.id))

    def say(actor, verdict, text):
        by = again(actor)
        with acting(by):
            actions.answer_transfer(transfer_id=transfer.id, verdict=verdict, text=text, by=by)

    told = at_once(lambda: say(first, Verdict.ACCEPT, ""), lambda: say(second, Verdict.REFUSE, "不归我们管"))
    assert told == ["kept", "transfer_state"]


@pytest.mark.django_db(transaction=True)
def test_a_link_is_used_once_however_often_it_is_pressed(cast, housing):
    transfer = sent(cast, Receiver(department_id=housing.id))
    code = code_for(cast, transfer)

    def press(verdict, text):
        actions.answer_by_code(code, verdict=verdict, text=text, answerer="王主任")

    told = at_once(lambda: press(Verdict.ACCEPT, ""), lambda: press(Verdict.REFUSE, "不归我们管"))
    assert told == ["kept", "transfer_code_not_found"]
    with system_scope():
        assert Transfer.objects.get(id=transfer.id).codes.filter(closed_at__isnull=True).count() <= 1

"""Two confirmations at the same moment: the first grants, the second is told so."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.domains.awards.test_awards import granted
from tests.support.cast import acting, resident_household

from yimen.domains.awards import actions
from yimen.domains.awards.loading import award_row
from yimen.domains.awards.models import Award, AwardChange
from yimen.foundation.database.scope import system_scope
from yimen.foundation.models import make_id
from yimen.kernel import YimenError


def at_once(acts):
    told = []

    def run(act):
        try:
            act()
            told.append("granted")
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
@pytest.mark.parametrize("is_same_outcome", [True, False])
def test_two_grants_at_once(cast, monkeypatch, is_same_outcome):
    household, outcome = resident_household(cast.village_assistant), make_id()
    barrier, real = Barrier(2), award_row

    def meeting(grant):
        barrier.wait()
        return real(grant)

    monkeypatch.setattr(actions, "award_row", meeting)
    outcomes = [outcome, outcome if is_same_outcome else make_id()]
    told = at_once([lambda each=each: granted(cast, household, outcome_id=each) for each in outcomes])
    assert told == ["already_granted", "granted"]
    with system_scope():
        assert (Award.objects.count(), AwardChange.objects.count()) == (1, 2)


@pytest.mark.django_db
def test_a_running_award_the_scope_does_not_show_is_refused_in_words(cast, monkeypatch):
    household = resident_household(cast.village_assistant)
    granted(cast, household)
    monkeypatch.setattr(actions, "_refuse_running", lambda grant: None)
    with acting(cast.county_confirmer), pytest.raises(YimenError, match="已经建立在册记录"):
        granted(cast, household)

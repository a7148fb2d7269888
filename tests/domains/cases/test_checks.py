"""The county's check: drawn by the machine on a day nobody chooses; whoever checks does not decide."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import tekun as steps
from tests.support.cast import COUNTY, acting
from tests.support.process import MONDAY, NOTICE_OVER, both_at_once, on

from yimen.domains.cases import errors
from yimen.domains.cases.actions import checks
from yimen.domains.cases.models import CheckDraw, CheckSeed, DrawnFile
from yimen.domains.cases.queries import checks as found_by
from yimen.domains.cases.types import tekun as words
from yimen.domains.network.errors import NotPermittedError
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.database.scope import system_scope
from yimen.foundation.lots import Flaw, flaws, is_low
from yimen.foundation.lots import draw as draw_again
from yimen.kernel import Month, Programme

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN
MARCH = Month(2026, 3)
THIRTY = Decimal("0.3")


def sent(walk, name, on_day=NOTICE_OVER):
    """One more person alone whose file lies with the county."""
    with on(MONDAY):
        elder = steps.to_investigated(steps.elder_alone(walk.cast, name))
        steps.nobody_owes(elder)
        steps.assess(elder)
        steps.arrange(elder)
        elder.opine(programme=TEKUN)
        elder.post(TEKUN)
    with on(on_day):
        elder.send(TEKUN)
    return elder


def lot_of(elder):
    with acting(elder.cast.county_reviewer):
        return DrawnFile.objects.filter(outcome=elder.outcome(TEKUN).id).first()


def test_the_machine_publishes_a_seed_for_this_month_and_the_next_and_it_stays(walk):
    with on(MONDAY):
        steps.run_draws()
        steps.run_draws()
    by = walk.cast.county_reviewer
    with acting(by):
        months = {Month.of(seed.month): seed.seed for seed in CheckSeed.objects.filter(region=str(COUNTY))}
        assert set(months) == {MARCH, MARCH.next()} and len(set(months.values())) == 2
        assert Entry.objects.filter(action="check:seed", region=str(COUNTY)).count() == 2


def test_a_file_is_drawn_on_the_next_working_day_and_not_before(walk):
    elder = sent(walk, "丘一")
    with on(NOTICE_OVER):
        assert steps.run_draws() == 0 and lot_of(elder) is None
    with on(steps.DRAWN):
        assert steps.run_draws() == 1
        assert steps.run_draws() == 0
    assert lot_of(elder).is_drawn


def test_the_draw_is_what_anybody_makes_of_seed_head_and_list(walk):
    elders = [sent(walk, name) for name in ("丘一", "丘二", "丘三", "丘四")]
    with on(steps.DRAWN):
        steps.run_draws()
    lots = [lot_of(elder) for elder in elders]
    with acting(walk.cast.county_reviewer):
        made = CheckDraw.objects.select_related("seed").get()
    again = {lot.number: lot for lot in draw_again(made.seed.seed, made.head, _numbers(elders), made.share)}
    assert all(lot.is_drawn == again[lot.number].is_drawn for lot in lots)
    assert sum(lot.is_drawn for lot in lots) >= 2  # 30 % of four, rounded up


def _numbers(elders):
    return [elder.case().number for elder in elders]


def test_who_is_not_drawn_is_confirmed_without_a_check(walk):
    elder = sent(walk, "丘一")
    with on(steps.DRAWN):
        lot = steps.draw(elder)
        with acting(walk.cast.county_reviewer):
            DrawnFile.objects.filter(id=lot.id).update(is_drawn=False)
        elder.confirm(programme=TEKUN)
    assert elder.outcome(TEKUN).state == "confirmed"


def test_nothing_is_drawn_before_the_day_before_is_sealed(walk):
    sent(walk, "丘一")
    with on(steps.DRAWN), system_scope():
        assert checks.draw_due(by=SYSTEM) == 0
        seal_pending()
        assert checks.draw_due(by=SYSTEM) == 1


def test_a_missed_day_is_drawn_later_as_of_its_own_day(walk):
    early, late = sent(walk, "丘一"), sent(walk, "丘二", on_day=steps.DRAWN)
    with on(steps.DRAWN + timedelta(days=5)):
        assert steps.run_draws() == 2
    with acting(walk.cast.county_reviewer):
        first, second = CheckDraw.objects.order_by("day")
        before = Entry.objects.get(seal__position=first.position)
    assert (first.day, second.day) == (steps.DRAWN, steps.DRAWN + timedelta(days=1))
    assert timezone.localdate(before.happened_at) <= NOTICE_OVER
    assert (lot_of(early).batch, lot_of(late).batch) == (1, 2)


def test_what_was_sent_in_a_month_without_the_machine_is_drawn_when_it_runs_again(walk):
    elder = sent(walk, "丘一", on_day=date(2026, 5, 8))
    with on(date(2026, 7, 1)):
        assert steps.run_draws() == 0
    with on(date(2026, 7, 2)):
        assert steps.run_draws() == 1
    with acting(walk.cast.county_reviewer):
        made = CheckDraw.objects.select_related("seed").get()
    assert (made.day, Month.of(made.seed.month)) == (date(2026, 7, 2), Month(2026, 7)) and lot_of(elder)


def test_a_file_of_a_later_day_counts_on_with_the_month(walk):
    first = sent(walk, "丘一")
    with on(steps.DRAWN):
        steps.run_draws()
    second = sent(walk, "丘二")
    with on(steps.DRAWN + timedelta(days=1)):
        steps.run_draws()
    assert (lot_of(first).batch, lot_of(second).batch) == (1, 2)
    assert lot_of(second).is_drawn == is_low(lot_of(second).score, THIRTY)
    with system_scope():
        assert found_by.review_draws() == ([], 2)


def test_a_draw_that_was_tampered_with_is_found(walk):
    elder = sent(walk, "丘一")
    with on(steps.DRAWN):
        steps.draw(elder)
    with system_scope():
        DrawnFile.objects.update(is_drawn=False)
        assert [flaw for _made, flaw in found_by.review_draws()[0]] == [Flaw.CHOICE]
        DrawnFile.objects.update(is_drawn=True)
        CheckDraw.objects.update(position=1)
        assert [flaw for _made, flaw in found_by.review_draws()[0]] == [Flaw.HEAD]


def test_a_check_says_what_was_found_and_its_author_does_not_decide(walk):
    elder = sent(walk, "丘一")
    by, confirmer = walk.cast.county_reviewer, walk.cast.county_confirmer
    outcome = elder.outcome(TEKUN)
    with on(steps.DRAWN):
        steps.draw(elder)
        tomorrow = steps.DRAWN + timedelta(days=1)
        for checked_on, finding in ((steps.DRAWN, " "), (NOTICE_OVER, "属实"), (tomorrow, "属实")):
            with acting(by), pytest.raises(errors.DrawInvalidError):
                checks.record_check(
                    outcome_id=outcome.id,
                    checked=checks.Checked(checked_on, words.CheckMethod.CALL, finding, True),
                    by=by,
                )
        with acting(confirmer):
            checks.record_check(
                outcome_id=outcome.id,
                checked=checks.Checked(steps.DRAWN, words.CheckMethod.VISIT, "属实", True),
                by=confirmer,
            )
        with pytest.raises(errors.HandlerMayNotConfirmError):
            elder.confirm(programme=TEKUN)


def test_what_was_drawn_and_refused_waits_for_no_check(walk):
    elder = sent(walk, "丘一")
    with on(steps.DRAWN):
        steps.draw(elder)
        assert "county_check" in elder.open_kinds()
        elder.refuse("名下有两套商品房", programme=TEKUN)
    assert elder.open_kinds() == {"refusal_letter"}


def test_what_was_not_drawn_is_not_checked(walk):
    elder = sent(walk, "丘一")
    with on(NOTICE_OVER), pytest.raises(errors.DrawnFileNotFoundError):
        steps.check(elder)


def test_a_town_sees_the_fate_of_its_file_and_not_the_seeds(walk):
    elder = sent(walk, "丘一")
    with on(steps.DRAWN):
        steps.draw(elder)
    town = walk.cast.town_handler
    with acting(town):
        assert found_by.find_drawing(elder.outcome(TEKUN).id, by=town).is_drawn
        assert not CheckSeed.objects.exists()
        with pytest.raises(NotPermittedError):
            found_by.undrawn(by=town)
    stranger = walk.cast.stranger
    with acting(stranger):
        assert not DrawnFile.objects.exists()
        with pytest.raises(errors.CaseNotFoundError):
            found_by.find_drawing(elder.outcome(TEKUN).id, by=stranger)


@pytest.mark.django_db(transaction=True)
def test_of_two_machines_at_once_one_draws(walk):
    sent(walk, "丘一")
    with on(steps.DRAWN):
        with system_scope():
            seal_pending()
        refused = both_at_once(_machine, _machine)
    assert refused == []
    with acting(walk.cast.county_reviewer):
        assert DrawnFile.objects.count() == 1 and CheckDraw.objects.count() == 1


def _machine():
    with system_scope():
        checks.draw_due(by=SYSTEM)


def test_anybody_reads_seed_and_scores_and_no_name(walk, client):
    elder = sent(walk, "丘一")
    with on(steps.DRAWN):
        lot = steps.draw(elder)
        draw = next(each for each in found_by.public_draws() if each.batches)
        (batch,) = draw.batches
        assert (draw.month, batch.day) == (MARCH, steps.DRAWN)
        assert (batch.lots[0].score, batch.lots[0].is_drawn) == (lot.score, True)
        assert flaws(draw.seed, draw.batches) == ()
        assert lot.number in client.get(reverse("portal:draws-file")).content.decode()
        page = client.get(reverse("portal:draws")).content.decode()
    assert draw.seed in page and lot.number in page and "丘" not in page


def test_the_share_is_a_parameter_of_the_law(walk):
    assert str(found_by.share_of(TEKUN, "441426000000", date(2026, 3, 2))) == "0.3"

"""The county's check: a seed once a month, every file drawn once, nobody checks and decides."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.support import tekun as steps
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, both_at_once, on

from yimen.domains.cases import errors
from yimen.domains.cases.actions import checks
from yimen.domains.cases.models import CheckSeed, DrawnFile
from yimen.domains.cases.queries import checks as found_by
from yimen.domains.cases.rules.drawing import draw as draw_again
from yimen.domains.cases.types import tekun as words
from yimen.domains.network.errors import NotPermittedError
from yimen.foundation.audit.models import Entry
from yimen.kernel import Month, Programme

pytestmark = pytest.mark.django_db
TEKUN = Programme.TEKUN
MARCH = Month(2026, 3)


def sent(walk, name):
    """One more person alone whose file lies with the county."""
    with on(MONDAY):
        elder = steps.to_investigated(steps.elder_alone(walk.cast, name))
        steps.nobody_owes(elder)
        steps.assess(elder)
        steps.arrange(elder)
        elder.opine(programme=TEKUN)
        elder.post(TEKUN)
    with on(NOTICE_OVER):
        elder.send(TEKUN)
    return elder


def publish(by, month=MARCH):
    with acting(by):
        return checks.publish_seed(month=month, by=by)


def draw(by):
    with acting(by):
        return list(checks.draw_files(by=by))


def test_a_seed_is_of_this_month_or_the_next_and_stays(walk):
    by = walk.cast.county_reviewer
    with on(NOTICE_OVER):
        seed = publish(by)
        assert len(seed.seed) == 32 and publish(by, MARCH.next()).seed != seed.seed
        for month in (MARCH, Month(2026, 5), Month(2026, 2)):
            with pytest.raises(errors.DrawInvalidError):
                publish(by, month)
    with acting(by):
        assert Entry.objects.filter(action="check:seed").count() == 2


def test_only_the_county_publishes_and_draws(walk):
    for by in (walk.cast.town_reviewer, walk.cast.county_verifier):
        with on(NOTICE_OVER), acting(by), pytest.raises(NotPermittedError):
            checks.publish_seed(month=MARCH, by=by)
        with acting(by), pytest.raises(NotPermittedError):
            checks.draw_files(by=by)


def test_the_draw_is_what_anybody_makes_of_seed_and_list(walk):
    elders = [sent(walk, name) for name in ("丘一", "丘二", "丘三", "丘四")]
    by = walk.cast.county_reviewer
    with on(NOTICE_OVER):
        with pytest.raises(errors.DrawInvalidError):
            draw(by)
        seed = publish(by)
        lots = draw(by)
        with pytest.raises(errors.DrawInvalidError):
            draw(by)
    numbers = [elder.case().number for elder in elders]
    again = draw_again(seed.seed, numbers, lots[0].share)
    assert [(lot.number, lot.is_drawn) for lot in lots] == [(lot.number, lot.is_drawn) for lot in again]
    assert sum(lot.is_drawn for lot in lots) == 2  # 30 % of four, rounded up
    unlucky = next(elder for elder in elders if not _lot(lots, elder).is_drawn)
    with on(NOTICE_OVER):
        unlucky.confirm(programme=TEKUN)


def _lot(lots, elder):
    return next(lot for lot in lots if lot.number == elder.case().number)


def test_later_files_of_the_month_are_drawn_in_a_second_batch(walk):
    sent(walk, "丘一")
    by = walk.cast.county_reviewer
    with on(NOTICE_OVER):
        publish(by)
        draw(by)
    sent(walk, "丘二")
    with on(NOTICE_OVER):
        (second,) = draw(by)
    assert second.batch == 2 and second.is_drawn
    with acting(by):
        (seed,) = found_by.seeds(by=by)
        assert [row.batch for row in seed.files.all()] == [2, 1]


def test_a_check_says_what_was_found_and_its_author_does_not_decide(walk):
    elder = sent(walk, "丘一")
    by, confirmer = walk.cast.county_reviewer, walk.cast.county_confirmer
    outcome = elder.outcome(TEKUN)
    with on(NOTICE_OVER):
        publish(by)
        draw(by)
        tomorrow = NOTICE_OVER + timedelta(days=1)
        for checked_on, finding in ((NOTICE_OVER, " "), (MONDAY, "属实"), (tomorrow, "属实")):
            with acting(by), pytest.raises(errors.DrawInvalidError):
                checks.record_check(
                    outcome_id=outcome.id,
                    checked=checks.Checked(checked_on, words.CheckMethod.CALL, finding, True),
                    by=by,
                )
        with acting(confirmer):
            checks.record_check(
                outcome_id=outcome.id,
                checked=checks.Checked(NOTICE_OVER, words.CheckMethod.VISIT, "属实", True),
                by=confirmer,
            )
        with pytest.raises(errors.HandlerMayNotConfirmError):
            elder.confirm(programme=TEKUN)


def test_what_was_not_drawn_is_not_checked(walk):
    elder = sent(walk, "丘一")
    with on(NOTICE_OVER), pytest.raises(errors.DrawnFileNotFoundError):
        steps.check(elder)


def test_a_town_sees_the_fate_of_its_file_and_not_the_seeds(walk):
    elder = sent(walk, "丘一")
    with on(NOTICE_OVER):
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
def test_of_two_draws_at_once_one_draws(walk):
    sent(walk, "丘一")
    by = walk.cast.county_reviewer

    with on(NOTICE_OVER):
        publish(by)
        refused = both_at_once(lambda: draw(by), lambda: draw(by))
    assert [type(refusal) for refusal in refused] == [errors.DrawInvalidError]
    with acting(by):
        assert DrawnFile.objects.count() == 1


def test_anybody_reads_seed_and_scores_and_no_name(walk, client):
    elder = sent(walk, "丘一")
    with on(NOTICE_OVER):
        (lot,) = steps.draw(elder)
        (draw,) = found_by.public_draws()
        assert (draw.month, draw.lots[0].score, draw.lots[0].is_drawn) == (MARCH, lot.score, True)
        page = client.get(reverse("portal:draws")).content.decode()
    assert draw.seed in page and lot.number in page and "丘" not in page


def test_the_share_is_a_parameter_of_the_law(walk):
    assert str(found_by.share_of(TEKUN, "441426000000", date(2026, 3, 2))) == "0.3"

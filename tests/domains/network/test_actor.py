"""Who acts: the post chosen, what it sees, and who is refused."""

from datetime import date
from uuid import uuid4

import pytest
from tests.support.cast import COUNTY, OTHER_TOWN, TOWN, VILLAGE

from yimen.domains.network import actions, queries
from yimen.domains.network.errors import NoPostError, NotPermittedError, PostEndedError, UserInactiveError
from yimen.domains.network.types import Role, ShareReason

pytestmark = pytest.mark.django_db


def test_an_actor_sees_the_region_of_the_station(cast):
    actor = queries.actor_for(cast.town_handler.user_id)

    assert actor.role is Role.TOWN_HANDLER
    assert actor.staff_name == "张伟民"
    assert (actor.scope.lo, actor.scope.hi) == ("441426100000", "441426101000")


def test_a_user_without_a_post_is_refused(cast):
    with pytest.raises(NoPostError):
        queries.actor_for(uuid4())


def test_an_inactive_user_is_refused(cast):
    user = cast.user_of(cast.town_handler)
    user.is_active = False
    user.save()

    with pytest.raises(UserInactiveError):
        queries.actor_for(user.id)
    assert queries.posts_of(user.id) == []


def test_an_ended_post_is_refused_from_its_last_day_on(cast):
    last = date(2025, 3, 1)
    actions.end_post(post_id=cast.town_handler.post_id, on=last, by=cast.administrator)

    assert queries.actor_for(cast.town_handler.user_id, on=date(2025, 2, 28)).role is Role.TOWN_HANDLER
    with pytest.raises(PostEndedError):
        queries.actor_for(cast.town_handler.user_id, on=last)


def test_a_person_with_two_posts_chooses_the_hat(cast):
    county_station = cast.administrator.station_id
    second = actions.appoint(
        staff_id=cast.town_reviewer.staff_id,
        station_id=county_station,
        role=Role.AUDITOR,
        valid_from=date(2021, 1, 1),
        by=cast.administrator,
    )

    hats = queries.posts_of(cast.town_reviewer.user_id)
    chosen = queries.actor_for(cast.town_reviewer.user_id, second.id)

    assert [hat.role for hat in hats] == [Role.TOWN_REVIEWER, Role.AUDITOR]
    assert chosen.region == COUNTY
    assert queries.actor_for(cast.town_reviewer.user_id).region == TOWN


def test_nobody_wears_another_persons_hat(cast):
    with pytest.raises(NoPostError):
        queries.actor_for(cast.town_handler.user_id, cast.county_confirmer.post_id)


def test_only_the_administrator_appoints(cast):
    with pytest.raises(NotPermittedError):
        actions.add_staff(name="某人", by=cast.town_reviewer)


def test_what_is_shared_with_a_region_is_in_the_scope_of_its_posts_only_while_it_lasts(cast):
    subject = uuid4()
    share, *_ = actions.share_subjects(
        kind="household",
        subject_ids=[subject],
        region=VILLAGE,
        to_region=OTHER_TOWN,
        reason=ShareReason.COOPERATION,
        by=cast.town_reviewer,
    )

    assert queries.actor_for(cast.stranger.user_id).scope.shared == (subject,)
    assert queries.actor_for(cast.outsider.user_id).scope.shared == ()

    ended = actions.end_share(share_id=share.id, by=cast.town_reviewer)
    assert queries.actor_for(cast.stranger.user_id, on=ended.valid_until).scope.shared == ()
    assert queries.actor_for(cast.stranger.user_id).scope.shared == ()


def test_a_stranger_does_not_share_what_is_not_theirs(cast):
    with pytest.raises(NotPermittedError):
        actions.share_subjects(
            kind="household",
            subject_ids=[uuid4()],
            region=VILLAGE,
            to_region=OTHER_TOWN,
            reason=ShareReason.COOPERATION,
            by=cast.stranger,
        )

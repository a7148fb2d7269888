"""Shares by hand: for a purpose and a time, to who does not see it anyway, with consent for organisations."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.support.cast import COUNTY, OTHER_COUNTY_TOWN, OTHER_TOWN, TOWN, VILLAGE

from yimen.domains.network import actions, queries
from yimen.domains.network.errors import (
    InvalidShareError,
    NotPermittedError,
    OutOfScopeError,
    UnknownRegionError,
    UnknownShareError,
)
from yimen.domains.network.types import (
    OrganisationKind,
    Role,
    ShareDirection,
    ShareFilter,
    ShareOffer,
    ShareReason,
)
from yimen.foundation.accounts.models import User
from yimen.foundation.models import make_id
from yimen.kernel import RegionCode, SocialCreditCode

pytestmark = pytest.mark.django_db
EVERYTHING = ShareFilter()


def an_offer(**changes) -> ShareOffer:
    until = timezone.localdate() + timedelta(days=30)
    offer = ShareOffer(ShareReason.COOPERATION, "协助入户调查", until, OTHER_TOWN)
    return replace(offer, **changes)


def granted(by, offer=None, subject: UUID | None = None, parts=(), region=VILLAGE):
    return actions.grant_share(
        kind="household",
        subject_id=subject or make_id(),
        region=region,
        offer=offer or an_offer(),
        by=by,
        parts=parts,
    )


@pytest.fixture
def charity(cast):
    return actions.add_organisation(
        region=COUNTY,
        kind=OrganisationKind.CHARITY,
        name="平远县慈善会",
        credit_code=SocialCreditCode("91110000600037341L"),
        by=cast.administrator,
    )


def shown_to(actor) -> set[UUID]:
    return set(queries.actor_for(actor.user_id, actor.post_id).scope.shared)


def test_a_subject_is_shown_with_its_parts_and_ends_with_them(cast):
    person = make_id()
    share = granted(cast.town_reviewer, parts=[("person", person)])
    assert shown_to(cast.stranger) == {share.subject_id, person}
    assert shown_to(cast.outsider) == set()
    with pytest.raises(InvalidShareError, match="已经共享"):
        granted(cast.town_reviewer, subject=share.subject_id)

    actions.end_share(share_id=share.id, by=cast.town_reviewer)
    assert shown_to(cast.stranger) == set()
    with pytest.raises(InvalidShareError, match="已于"):
        actions.end_share(share_id=share.id, by=cast.town_reviewer)
    assert granted(cast.town_reviewer, subject=share.subject_id).id != share.id


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"note": "  "}, "为什么"),
        ({"reason": ShareReason.TRANSFER}, "手工"),
        ({"reason": ShareReason.MOVED_HOUSEHOLD}, "手工"),
        ({"to_region": None}, "接收方"),
        ({"to_organisation_id": make_id(), "consented_on": None}, "单独同意"),
        ({"to_region": COUNTY}, "本来就能看到"),
        ({"to_region": TOWN}, "本来就能看到"),
        ({"to_region": VILLAGE}, "本来就能看到"),
        ({"to_region": RegionCode("441426102000")}, "没有设立站点"),
    ],
)
def test_what_nobody_may_share(cast, changes, said):
    with pytest.raises(InvalidShareError, match=said):
        granted(cast.town_reviewer, an_offer(**changes))


def test_a_share_has_an_end_after_today(cast):
    with pytest.raises(InvalidShareError, match="期限"):
        granted(cast.town_reviewer, an_offer(valid_until=timezone.localdate()))


def test_an_organisation_sees_what_the_family_agreed_to(cast, charity):
    today = timezone.localdate()
    offer = an_offer(to_region=None, to_organisation_id=charity.id)
    with pytest.raises(InvalidShareError, match="单独同意"):
        granted(cast.town_reviewer, offer)
    with pytest.raises(InvalidShareError, match="今天以后"):
        granted(cast.town_reviewer, replace(offer, consented_on=today + timedelta(days=1)))
    with pytest.raises(InvalidShareError, match="没有这个机构"):
        granted(cast.town_reviewer, replace(offer, to_organisation_id=make_id(), consented_on=today))

    user = User.objects.create_user("other.worker", "一门-correct-horse-battery", name="邓社工")
    worker = actions.add_staff(name="邓社工", by=cast.administrator, user_id=user.id)
    share = granted(cast.town_reviewer, replace(offer, consented_on=today))
    actions.appoint(
        staff_id=worker.id,
        station_id=queries.find_station(OTHER_TOWN).id,  # type: ignore[union-attr]
        role=Role.SOCIAL_WORKER,
        valid_from=today,
        organisation_id=charity.id,
        by=cast.administrator,
    )
    assert queries.actor_for(user.id).scope.shared == (share.subject_id,)
    assert [row.id for row in queries.shares(cast.county_reviewer, EVERYTHING)] == [share.id]


def test_only_reviewers_and_the_confirmer_of_the_region_share_and_end(cast):
    for by in (cast.village_assistant, cast.town_handler, cast.auditor, cast.administrator):
        with pytest.raises(NotPermittedError):
            granted(by)
    with pytest.raises(OutOfScopeError):
        granted(cast.town_reviewer, region=OTHER_TOWN)
    share = granted(cast.county_confirmer)
    with pytest.raises(NotPermittedError):
        actions.end_share(share_id=share.id, by=cast.town_handler)
    with pytest.raises(UnknownShareError):
        actions.end_share(share_id=make_id(), by=cast.town_reviewer)
    elsewhere = granted(cast.county_confirmer, an_offer(to_region=TOWN), region=OTHER_TOWN)
    with pytest.raises(OutOfScopeError):
        actions.end_share(share_id=elsewhere.id, by=cast.town_reviewer)
    with pytest.raises(UnknownShareError):
        queries.get_share(elsewhere.id, by=cast.town_reviewer)


def test_what_an_act_shares_ends_with_that_act(cast):
    (share,) = actions.share_subjects(
        kind="person",
        subject_ids=[make_id()],
        region=VILLAGE,
        to_region=OTHER_TOWN,
        reason=ShareReason.MOVED_HOUSEHOLD,
        by=cast.town_reviewer,
    )
    with pytest.raises(InvalidShareError, match="那件事"):
        actions.end_share(share_id=share.id, by=cast.town_reviewer)


def test_a_place_that_is_no_more_is_refused(cast):
    with pytest.raises(UnknownRegionError):
        granted(cast.town_reviewer, an_offer(to_region=RegionCode("441426199000")))


def test_the_list_knows_both_sides_and_what_is_over(cast):
    ours = granted(cast.town_reviewer, parts=[("person", make_id())])
    theirs = granted(cast.county_confirmer, an_offer(to_region=TOWN), region=OTHER_TOWN)
    over = granted(cast.town_reviewer, an_offer(reason=ShareReason.ORDER))
    actions.end_share(share_id=over.id, by=cast.town_reviewer)

    def listed(by, **asked):
        return {row.id for row in queries.shares(by, ShareFilter(**asked))}

    assert listed(cast.town_handler) == {ours.id, theirs.id, over.id}
    assert listed(cast.town_handler, direction=ShareDirection.GIVEN) == {ours.id, over.id}
    assert listed(cast.town_handler, direction=ShareDirection.RECEIVED) == {theirs.id}
    assert listed(cast.town_handler, is_in_force=True) == {ours.id, theirs.id}
    assert listed(cast.town_handler, is_in_force=False) == {over.id}
    assert listed(cast.town_handler, reason=ShareReason.ORDER) == {over.id}
    assert listed(cast.auditor, direction=ShareDirection.RECEIVED) == set()
    assert listed(cast.outsider) == set()
    rows = {row.id: row for row in queries.shares(cast.stranger, EVERYTHING)}
    assert rows[ours.id].parts_shared == 1  # type: ignore[attr-defined]  # annotated
    assert granted(cast.county_confirmer, an_offer(to_region=OTHER_COUNTY_TOWN)).id in listed(cast.outsider)

"""Who handled a case never confirms it, and only whom the delegation names confirms: asked of the pages."""

import pytest
from django.urls import reverse
from tests.security.access_rows import entered
from tests.support.cast import SINCE, acting
from tests.support.stage import HOME, Stage

from yimen.domains.cases.types import OutcomeState
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.types import Actor, Role
from yimen.doors.desk.middleware import POST_IN_SESSION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def confirm(stage: Stage, actor: Actor) -> str:
    """The state after the confirmer's form, filled in rightly, was sent under the actor's post."""
    outcome = stage.decided.outcome()
    url = reverse("desk:outcome-confirm", args=[outcome.id])
    with acting(stage.cast.county_reviewer):
        amount = outcome.opinions.latest("number").amount_fen
    yuan = f"{amount // 100}.{amount % 100:02d}"
    form = {"version": str(outcome.version), "amount": yuan, "shown": yuan, "reason": "与意见一致"}
    entered(actor).post(url, form)
    return stage.decided.outcome().state


def appointed(stage: Stage, actor: Actor, role: Role, station_of: Actor) -> Actor:
    """The same person puts on one more hat."""
    post = network.appoint(
        staff_id=actor.staff_id,
        station_id=station_of.station_id,
        role=role,
        valid_from=SINCE,
        by=stage.cast.administrator,
    )
    return network_queries.actor_for(actor.user_id, post.id)


@pytest.mark.parametrize("part", ["town_handler", "town_investigator", "town_reviewer", "county_verifier"])
def test_who_had_a_hand_in_the_case_cannot_confirm_it_under_another_hat(stage: Stage, part: str):
    hat = appointed(stage, getattr(stage.cast, part), Role.COUNTY_CONFIRMER, stage.cast.county_confirmer)
    state = confirm(stage, hat)
    assert state == OutcomeState.WITH_CONFIRMER


@pytest.mark.parametrize(
    "role", [Role.TOWN_CONFIRMER, Role.COUNTY_REVIEWER, Role.TOWN_REVIEWER, Role.AUDITOR]
)
def test_whom_no_delegation_names_cannot_confirm(stage: Stage, role: Role):
    state = confirm(stage, stage.staff[role, HOME])
    assert state == OutcomeState.WITH_CONFIRMER


def test_an_ended_hat_in_an_open_session_confirms_nothing(stage: Stage):
    actor = stage.staff[Role.COUNTY_CONFIRMER, HOME]
    client = entered(actor)
    assert client.session[POST_IN_SESSION] == str(actor.post_id)
    network.end_post(post_id=actor.post_id, on=SINCE.replace(year=2025), by=stage.cast.administrator)
    outcome = stage.decided.outcome()
    answer = client.post(
        reverse("desk:outcome-confirm", args=[outcome.id]), {"version": str(outcome.version)}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk:hat"))
    assert stage.decided.outcome().state == OutcomeState.WITH_CONFIRMER


def test_the_one_the_law_names_confirms(stage: Stage):
    """Else the refusals above would prove nothing."""
    state = confirm(stage, stage.staff[Role.COUNTY_CONFIRMER, HOME])
    assert state == OutcomeState.CONFIRMED

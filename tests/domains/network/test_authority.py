"""Whose confirmation counts, and who may change that."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.support.cast import COUNTY, OTHER_TOWN, TOWN, VILLAGE

from yimen.domains.network import actions, queries
from yimen.domains.network.errors import InvalidChangeError, NotPermittedError, OutOfScopeError
from yimen.domains.network.permissions import CARDS, Permission, allows, require
from yimen.domains.network.types import Role
from yimen.foundation.models import make_id
from yimen.kernel import Programme, RegionCode, Step

RULE = "粤民规字〔2023〕1号 第三条"
START = date(2024, 1, 1)
READING = (":open", ":read", ":search", ":supervise", ":of_staff")
"""Whoever supervises compares what was decided, and counts what staff did, in lists."""


def delegated(cast, region, role=Role.TOWN_CONFIRMER, valid_from=START, rule=RULE):
    return actions.delegate_step(
        programme=Programme.TEMPORARY,
        step=Step.CONFIRM,
        region=region,
        role=role,
        rule=rule,
        valid_from=valid_from,
        by=cast.county_confirmer,
    )


def confirmer(region, on=date(2025, 1, 1), programme=Programme.TEMPORARY):
    return queries.confirmers(programme, Step.CONFIRM, region, on)


@pytest.mark.django_db
def test_without_a_delegation_the_county_confirms(cast):
    found = confirmer(VILLAGE)

    assert (found.role, found.region, found.is_default) == (Role.COUNTY_CONFIRMER, COUNTY, True)


@pytest.mark.requirement("R-NET-6")
@pytest.mark.django_db
def test_the_most_specific_region_wins_then_the_date(cast):
    delegated(cast, COUNTY)
    delegated(cast, TOWN, Role.COUNTY_CONFIRMER)
    delegated(cast, TOWN, Role.TOWN_CONFIRMER, date(2024, 7, 1))

    assert confirmer(RegionCode("441426101200")).region == OTHER_TOWN
    assert confirmer(VILLAGE, date(2024, 3, 1)).role is Role.COUNTY_CONFIRMER
    assert confirmer(VILLAGE, date(2024, 7, 1)).role is Role.TOWN_CONFIRMER
    assert confirmer(VILLAGE, date(2023, 12, 31)).is_default
    assert confirmer(VILLAGE, programme=Programme.DIBAO).is_default
    assert confirmer(RegionCode("371522101200")).is_default


@pytest.mark.django_db
def test_an_ended_delegation_falls_back(cast):
    given = delegated(cast, TOWN)
    actions.end_delegation(delegation_id=given.id, on=date(2024, 6, 1), by=cast.county_confirmer)

    assert confirmer(VILLAGE, date(2024, 5, 31)).rule == RULE
    assert confirmer(VILLAGE, date(2024, 6, 1)).is_default


@pytest.mark.django_db
def test_a_delegation_rests_on_a_rule_and_goes_to_a_confirmer(cast):
    with pytest.raises(InvalidChangeError):
        delegated(cast, TOWN, rule=" ")
    with pytest.raises(InvalidChangeError):
        delegated(cast, TOWN, Role.TOWN_HANDLER)
    delegated(cast, TOWN)
    with pytest.raises(InvalidChangeError):
        delegated(cast, TOWN)


@pytest.mark.django_db
def test_a_town_does_not_delegate_to_itself(cast):
    values: dict[str, Any] = {
        "programme": Programme.DIBAO,
        "step": Step.CONFIRM,
        "region": TOWN,
        "role": Role.TOWN_CONFIRMER,
        "rule": RULE,
        "valid_from": START,
    }
    with pytest.raises(NotPermittedError):
        actions.delegate_step(**values, by=cast.town_confirmer)
    with pytest.raises(OutOfScopeError):
        actions.delegate_step(**(values | {"region": RegionCode("371522000000")}), by=cast.county_confirmer)


def test_every_role_has_a_title_a_sentence_and_permissions():
    assert set(CARDS) == set(Role)
    for card in CARDS.values():
        assert card.title
        assert card.sentence.endswith("。")
        assert card.permissions


def test_every_permission_is_held_by_somebody():
    held = frozenset().union(*(card.permissions for card in CARDS.values()))
    assert held == set(Permission)


def test_nobody_both_handles_and_confirms():
    for role in Role:
        handles = allows(role, Permission.APPLICATION_ACCEPT) or allows(role, Permission.OPINION_WRITE)
        assert not (handles and allows(role, Permission.OUTCOME_CONFIRM))


def test_auditor_and_administrator_change_no_file():
    writes = {permission for permission in Permission if not permission.endswith(READING)}
    assert not CARDS[Role.AUDITOR].permissions & writes
    assert not any(
        allows(Role.ADMINISTRATOR, Permission(f"{kind}:open")) for kind in ("person", "household", "case")
    )


@pytest.mark.django_db
def test_permission_region_and_share_are_checked_together(cast):
    require(cast.town_handler, Permission.HOUSEHOLD_OPEN, VILLAGE)
    with pytest.raises(OutOfScopeError):
        require(cast.stranger, Permission.HOUSEHOLD_OPEN, VILLAGE)
    with pytest.raises(NotPermittedError):
        require(cast.administrator, Permission.HOUSEHOLD_OPEN, VILLAGE)


def test_what_is_shared_is_read_and_not_acted_on(cast):
    subject = make_id()
    shared = replace(cast.stranger, scope=replace(cast.stranger.scope, shared=(subject,)))
    require(shared, Permission.CASE_OPEN, VILLAGE, subject=subject)
    for permission in (Permission.APPLICATION_ACCEPT, Permission.DOCUMENT_ISSUE, Permission.HOUSEHOLD_WRITE):
        require(cast.town_handler, permission, VILLAGE, subject=subject)
        with pytest.raises(OutOfScopeError):
            require(shared, permission, VILLAGE, subject=subject)

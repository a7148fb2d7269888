"""No lead twice for the same facts, whatever departments push in whatever order; pure.

The model: facts told of people, some of whom come on file meanwhile. What is opened is what is new.
"""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yimen.domains.library.queries import thresholds
from yimen.domains.monitoring.rules.candidates import PUSHES, Pointing, Pushed, Told
from yimen.domains.monitoring.rules.files import KnownFamily
from yimen.domains.monitoring.rules.leads import EVENTS, digest_of_verdicts
from yimen.domains.people.types import MemberRow, Relation
from yimen.kernel import RegionCode, Sex

pytestmark = pytest.mark.requirement("R-CHK-5")
DAY, COUNTY, VILLAGE = date(2026, 11, 20), RegionCode("441426000000"), RegionCode("441426100200")
RULES = thresholds(COUNTY, DAY)
KEYS = range(3)
DAYS = (date(2026, 9, 1), date(2026, 11, 1))
VERSIONS = dict.fromkeys((PUSHES, "disability_cards", "unemployment"), 1)

pushes = st.tuples(
    st.just(PUSHES),
    st.sampled_from(KEYS),
    st.sampled_from(("relapse", "ill", "disaster")),
    st.sampled_from(DAYS),
)
cards = st.tuples(
    st.just("disability_cards"), st.sampled_from(KEYS), st.sampled_from((1, 2)), st.sampled_from(DAYS)
)
jobs = st.tuples(st.just("unemployment"), st.sampled_from(KEYS), st.just(0), st.sampled_from(DAYS))
arrivals = st.sets(st.sampled_from(KEYS))
scans = st.lists(st.tuples(arrivals, st.lists(pushes | cards | jobs, max_size=8)), max_size=6)


def row_of(fact):
    kind, key, which, day = fact
    if kind == PUSHES:
        region = str(VILLAGE)
        return {"key": key, "kind": which, "told_on": day, "told_by": "", "name": "某人", "region": region}
    if kind == "disability_cards":
        return {"key": key, "kind": "4", "level": which, "issued_on": day}
    return {"key": key, "registered_on": day}


def family_of(key):
    person = UUID(int=key + 1)
    member = MemberRow(
        person, person, "某人", Sex.FEMALE, date(1980, 1, 1), Relation.HEAD, "", None, None,
        date(2015, 1, 1), None,
    )  # fmt: skip
    return KnownFamily(UUID(int=key + 101), VILLAGE, is_urban=False, members=[member])


def pointed_at(on_file, facts):
    """What one scan points at, before anything is compared with what stands."""
    told = Told()
    for fact in facts:
        if fact[1] in on_file:
            told.add(UUID(int=fact[1] + 1), fact[0], row_of(fact))
        elif fact[0] == PUSHES:
            told.strangers.append(Pushed(fact[1], row_of(fact)))
    pointing = Pointing(COUNTY, DAY, RULES, told, VERSIONS)
    found = [pointing.stranger(each) for each in told.strangers]
    for key in on_file:
        family = family_of(key)
        found += pointing.leads(family, pointing.signs(family), ())
    return found


def same_fact(fact):
    """What makes two tellings one: the day counts only for what befalls on a day."""
    kind, key, which, day = fact
    if kind == PUSHES:
        return (kind, key, which, day if which in EVENTS else None)
    return (kind, key, which) if kind == "disability_cards" else fact


@settings(max_examples=80, deadline=None)
@given(scans)
def test_a_fact_is_a_lead_once_however_often_and_in_whatever_order_it_is_told(steps):
    on_file, facts_told = set(), set()
    opened: list[str] = []
    for arrived, facts in steps:
        on_file |= arrived
        fresh = {each.digest for each in pointed_at(on_file, facts)} - set(opened)
        opened += fresh
        facts_told |= {same_fact(f) for f in facts if f[0] == PUSHES or f[1] in on_file}
        assert {each.digest for each in pointed_at(on_file, list(reversed(facts)))} <= set(opened)
    assert len(opened) == len(facts_told)


@settings(max_examples=30, deadline=None)
@given(st.lists(pushes, min_size=1, max_size=5))
def test_a_stranger_who_comes_on_file_is_the_same_lead(facts):
    before = {each.digest for each in pointed_at(set(), facts)}
    after = [each for each in pointed_at(set(KEYS), facts) if each.set_key == PUSHES]
    assert {each.digest for each in after} == before
    assert all(each.household_id is not None for each in after)


verdict = st.builds(
    lambda programme, likelihood, missing: {
        "programme": programme, "member": None, "likelihood": likelihood, "missing": missing,
    },
    st.sampled_from(("dibao", "medical", "temporary")),
    st.sampled_from(("likely", "almost")),
    st.lists(st.sampled_from(("a", "b")), unique=True, max_size=1),
)  # fmt: skip


@given(st.lists(verdict, max_size=4), st.randoms())
def test_what_the_rules_say_is_the_same_in_another_order_and_another_where_it_says_more(said, chance):
    home = UUID(int=1)
    mixed = list(said)
    chance.shuffle(mixed)
    assert digest_of_verdicts(home, said) == digest_of_verdicts(home, mixed)
    more = [*said, {"programme": "orphan", "member": None, "likelihood": "likely", "missing": []}]
    assert digest_of_verdicts(home, said) != digest_of_verdicts(home, more)
    assert digest_of_verdicts(home, said) != digest_of_verdicts(UUID(int=2), said)

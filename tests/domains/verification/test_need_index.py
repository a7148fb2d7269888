"""The need index as numbers: bounds, parts that add up, what it refuses, drift, the same again."""

import json
import random
from dataclasses import replace
from functools import cache
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.need import families

from yimen.domains.verification.errors import IndexRefusedError
from yimen.domains.verification.index.drift import drift_of, stability, words_spread
from yimen.domains.verification.index.fitted import Fitted
from yimen.domains.verification.index.fitting import LEAST_HISTORY, fit
from yimen.domains.verification.index.scoring import Model, entered, score
from yimen.domains.verification.types.index import (
    BOUND,
    Drift,
    Employment,
    Group,
    Measure,
    NeedFacts,
    Refusal,
    RefusalKind,
    Score,
    Structure,
    Trait,
    signed,
)
from yimen.kernel import Programme

MODEL = UUID("0193a1f0-0000-7000-8000-000000000001")


@cache
def fitted() -> Fitted:
    return fit(families(600))


def model() -> Model:
    return Model(MODEL, 1, fitted())


def scored(by: Model, facts: NeedFacts) -> Score:
    found = score(by, facts)
    assert isinstance(found, Score)
    return found


def refused(by: Model, facts: NeedFacts) -> Refusal:
    found = score(by, facts)
    assert isinstance(found, Refusal)
    return found


SOMEBODY = families(1)[0].facts
facts_within = st.builds(
    lambda income, assets, times, often, programme, structure, employment, year: replace(
        SOMEBODY,
        on=SOMEBODY.on.replace(year=year),
        income_fen=int(income * fitted().measures[Measure.INCOME].hi),
        assets_fen=int(assets * fitted().measures[Measure.ASSETS].hi),
        applications=times,
        frequency=often,
        programme=programme,
        structure=structure,
        employment=employment,
    ),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from([Programme.DIBAO, Programme.DIBAO_MARGIN]),
    st.sampled_from(Structure),
    st.sampled_from(Employment),
    st.integers(2025, 2026),
)


@given(facts_within)
@settings(max_examples=150, deadline=None)
def test_both_accounts_add_up_to_the_hundredth_and_nothing_leaves_the_bounds(facts):
    found = score(model(), facts)
    if isinstance(found, Refusal):
        assert {reason.kind for reason in found.reasons} == {RefusalKind.OUT_OF_RANGE}
        return
    assert -BOUND <= found.hundredths <= BOUND and -BOUND <= found.expected <= BOUND
    assert sum(part.hundredths for part in found.parts) + found.cut == found.hundredths
    added = sum(part.hundredths for part in found.expected_parts)
    assert found.base + added + found.expected_cut == found.expected
    assert [part.of for part in found.parts] == list(Measure)
    assert {part.of for part in found.expected_parts} == set(Trait)


@given(facts_within, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_who_has_more_never_scores_higher(facts, share):
    less = {"income_fen": int(facts.income_fen * share), "assets_fen": int(facts.assets_fen * share)}
    richer, poorer = score(model(), facts), score(model(), replace(facts, **less))
    if isinstance(richer, Score) and isinstance(poorer, Score):
        assert poorer.hundredths >= richer.hundredths


def test_the_same_history_in_any_order_makes_the_same_model_through_json_and_back():
    history = families(300)
    shuffled = history[:]
    random.Random(3).shuffle(shuffled)

    one, other = fit(history), fit(shuffled)

    assert one.to_json() == other.to_json()
    kept = Fitted.from_json(json.loads(json.dumps(one.to_json())))
    facts = history[0].facts
    assert score(Model(MODEL, 1, kept), facts) == score(Model(MODEL, 1, one), facts)
    assert kept.to_json() == one.to_json()


def test_the_score_is_the_first_component_where_all_measures_point_one_way():
    history = families(600)
    raw = np.array([[entered(m, each.facts.measure(m)) for m in Measure] for each in history])
    standard = (raw - raw.mean(axis=0)) / raw.std(axis=0, ddof=1)
    values, axes = np.linalg.eigh(np.cov(standard, rowvar=False))
    first = standard @ axes[:, -1] / np.sqrt(values[-1])
    first *= -np.sign(axes[0, -1])

    ours = [scored(model(), each.facts).hundredths / 100 for each in history]

    assert [each.is_used for each in fitted().components] == [True, False, False, False]
    assert np.abs(np.clip(first, -2, 2) - np.array(ours)).max() <= 0.011
    assert fitted().explained == pytest.approx(values[-1] / values.sum())


def test_what_is_usual_is_the_least_squares_fit_and_its_mean_that_of_all():
    history = families(600)
    indices = np.array([scored(model(), each.facts).hundredths / 100 for each in history])
    usual = np.array([scored(model(), each.facts).expected / 100 for each in history])

    assert usual.mean() == pytest.approx(indices.mean(), abs=0.01)
    assert np.abs(((indices - usual)[:, None] * _levels(history)).mean(axis=0)).max() < 0.011


def _levels(history):
    return np.array([[each.facts.structure is level for level in Structure] for each in history], dtype=float)


def test_a_short_history_makes_no_model():
    with pytest.raises(IndexRefusedError, match=str(LEAST_HISTORY)):
        fit(families(LEAST_HISTORY - 1))


def test_families_of_whom_a_fact_is_not_known_and_rare_ones_are_left_out_and_counted():
    history = families(400)
    history[0] = replace(history[0], facts=replace(history[0].facts, income_fen=None))
    history[1] = replace(history[1], facts=replace(history[1].facts, programme=Programme.ORPHAN))

    made = fit(history)

    assert made.n == 398 and made.left_out == {"income": 1, "rare": 1}
    found = refused(Model(MODEL, 1, made), history[1].facts)
    assert [(each.kind, each.of) for each in found.reasons] == [(RefusalKind.UNSEEN, Trait.PROGRAMME)]


def test_a_measure_that_was_the_same_for_everybody_counts_nothing_and_another_value_is_refused():
    history = [replace(each, facts=replace(each.facts, applications=1)) for each in families(300)]

    made = Model(MODEL, 1, fit(history))

    assert made.fitted.measures[Measure.APPLICATIONS].weight == 0
    assert scored(made, history[0].facts).parts[2].hundredths == 0
    found = refused(made, replace(history[0].facts, applications=2))
    assert [(each.kind, each.of) for each in found.reasons] == [
        (RefusalKind.OUT_OF_RANGE, Measure.APPLICATIONS)
    ]


@pytest.mark.parametrize(
    ("change", "kind", "of"),
    [
        ({"income_fen": None}, RefusalKind.MISSING, Measure.INCOME),
        ({"structure": None}, RefusalKind.MISSING, Trait.STRUCTURE),
        ({"assets_fen": 9_000_000_000}, RefusalKind.OUT_OF_RANGE, Measure.ASSETS),
        ({"applications": 40}, RefusalKind.OUT_OF_RANGE, Measure.APPLICATIONS),
        ({"programme": Programme.TEKUN}, RefusalKind.UNSEEN, Trait.PROGRAMME),
        ({"on": SOMEBODY.on.replace(year=2027)}, RefusalKind.OUT_OF_RANGE, Trait.YEAR),
        ({"on": SOMEBODY.on.replace(year=2024)}, RefusalKind.OUT_OF_RANGE, Trait.YEAR),
    ],
)
def test_what_a_model_was_not_fitted_for_it_does_not_score(change, kind, of):
    found = refused(model(), replace(SOMEBODY, **change))

    assert [(each.kind, each.of) for each in found.reasons] == [(kind, of)]
    assert found.to_json()["index"] is None


def test_in_january_the_new_year_is_scored_before_it_has_history():
    january = SOMEBODY.on.replace(year=2026, month=1)

    assert scored(model(), replace(SOMEBODY, on=january)).version == 1


def test_groups_of_fairness_have_their_means_and_small_ones_are_not_shown():
    history = families(300)
    few = [replace(each, groups=frozenset({Group.OLD})) for each in families(5, seed=9)]

    groups = fit([*history, *few]).groups

    assert Group.OLD not in groups and {Group.WOMAN, Group.MAN} <= set(groups)
    assert groups[Group.WOMAN].n + groups[Group.MAN].n == 300


def test_drift_is_seen_where_families_changed_and_not_where_they_did_not():
    same, figures, n = drift_of(fitted(), families(400, seed=2))
    richer, _, _ = drift_of(fitted(), families(400, seed=3, richer_fen=60_000))
    few, nothing, _ = drift_of(fitted(), families(20, seed=4))

    assert same is Drift.STABLE and n == 400 and set(figures) >= {"income", "index", "structure"}
    assert richer is Drift.DRIFTED
    assert few is Drift.FEW and nothing == {}


def test_the_stability_index_of_equal_shares_is_nothing_and_of_others_as_by_hand():
    reference = words_spread(["a"] * 50 + ["b"] * 50)

    assert stability(reference, ["a", "b"] * 100) == pytest.approx(0)
    assert stability(reference, ["a"] * 80 + ["b"] * 20) == pytest.approx(
        0.3 * np.log(0.8 / 0.5) - 0.3 * np.log(0.2 / 0.5)
    )


@pytest.mark.parametrize(("hundredths", "text"), [(0, "0.00"), (5, "+0.05"), (-120, "−1.20"), (200, "+2.00")])
def test_an_index_is_written_with_its_sign(hundredths, text):
    assert signed(hundredths) == text

"""Invented families for the need index: poorer families apply more often, and have less."""

import random
from datetime import date

from yimen.domains.verification.index.fitted import Bins, Component, Fitted, GroupMean, Linear, MeasureFit
from yimen.domains.verification.models import NeedModel
from yimen.domains.verification.types.index import (
    Employment,
    Group,
    Measure,
    NeedFacts,
    Observation,
    Structure,
    Trait,
)
from yimen.kernel import Programme, RegionCode

VILLAGE = RegionCode("441426101204")


def family(chance: random.Random, *, year: int = 2025, richer_fen: int = 0) -> Observation:
    """One family of a year, as it was decided on."""
    need = chance.gauss(0, 1)
    times = 1 + (need > 0.5) + (need > 1.2)
    facts = NeedFacts(
        region=VILLAGE,
        on=date(year, chance.randint(1, 12), chance.randint(1, 28)),
        income_fen=int(max(0, 60_000 - 20_000 * need + chance.gauss(0, 9_000))) + richer_fen,
        assets_fen=int(max(0, 400_000 - 200_000 * need + chance.gauss(0, 150_000))),
        applications=times,
        frequency=max(1, times - chance.randint(0, 1)),
        programme=chance.choice([Programme.DIBAO, Programme.DIBAO_MARGIN]),
        structure=chance.choice(list(Structure)),
        employment=chance.choice(list(Employment)),
    )
    sex = chance.choice([Group.WOMAN, Group.MAN])
    return Observation(facts, frozenset({sex, chance.choice([Group.URBAN, Group.RURAL])}))


def families(n: int, *, seed: int = 1, year: int = 2025, richer_fen: int = 0) -> list[Observation]:
    """So many of them, the same for the same seed."""
    chance = random.Random(seed)
    return [family(chance, year=year, richer_fen=richer_fen) for _ in range(n)]


def plain_fitted(year: int = 2026) -> Fitted:
    """A model by hand, of families of one programme and any structure: nothing is fitted."""
    levels = {
        Trait.PROGRAMME: {Programme.DIBAO.value: 0.0},
        Trait.STRUCTURE: {each.value: 0.1 for each in Structure},
        Trait.EMPLOYMENT: {each.value: -0.1 for each in Employment},
    }
    weights = {Measure.INCOME: -0.6, Measure.ASSETS: -0.4, Measure.APPLICATIONS: 0.3, Measure.FREQUENCY: 0.3}
    return Fitted(
        n=400,
        first_on=date(year - 2, 1, 5),
        last_on=date(year, 1, 30),
        left_out={"income": 3, "rare": 2},
        measures={
            each: MeasureFit(6.0, 1.0, 0, 100_000_000, weight)
            if each.is_money
            else MeasureFit(1.5, 0.5, 1, 5, weight)
            for each, weight in weights.items()
        },
        components=(Component(1.8, 0.45, True, weights), Component(0.9, 0.225, False, weights)),
        explained=0.45,
        linear=Linear(0.0, year - 1.0, 0.05, year - 2, year, levels, 0.21),
        bins={"index": Bins({"0": 0.5, "1": 0.5}, (0.0,))},
        groups={Group.WOMAN: GroupMean(180, 0.12, 0.31), Group.MAN: GroupMean(220, -0.1, -0.02)},
    )


def plain_model(county: str, *, by_name: str = "") -> NeedModel:
    """A row of that model, as the first version of a county."""
    fitted = plain_fitted()
    return NeedModel.objects.create(
        county=county,
        version=1,
        fitted_by=by_name,
        families=fitted.n,
        first_on=fitted.first_on,
        last_on=fitted.last_on,
        explained=fitted.explained,
        r_squared=fitted.linear.r_squared,
        content=fitted.to_json(),
    )

"""Invented families for the need index: poorer families apply more often, and have less."""

import random
from datetime import date

from yimen.domains.verification.types.index import Employment, Group, NeedFacts, Observation, Structure
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

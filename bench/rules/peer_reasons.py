"""The reason codes as OpenFisca-Core variables: each condition is one, and each code one, of bits."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from bench.rules import peer_openfisca
from bench.rules.reasons import CONDITIONS


def system() -> TaxBenefitSystem:
    """The forty values, the conditions, and the codes."""
    return peer_openfisca.system({**FORMULAS, **{name: (int, _bits(of)) for name, of in CONDITIONS.items()}})


def determine(made: TaxBenefitSystem, h: Mapping, p: Mapping, sizes: np.ndarray) -> dict:
    """All forty values by name, and the codes."""
    run = peer_openfisca.simulation(made, h, p, sizes)
    values = peer_openfisca.values_of(run)
    codes = {name: run.calculate(name, peer_openfisca.PERIOD) for name in CONDITIONS}
    return values | {name: words(bits, CONDITIONS[name]) for name, bits in codes.items()}


def words(bits: np.ndarray, names: Sequence[str]) -> pa.DictionaryArray:
    """Each combination that occurs is written once."""
    used = np.flatnonzero(np.bincount(bits, minlength=1 << len(names)))
    places = np.zeros(1 << len(names), np.int32)
    places[used] = np.arange(len(used))
    texts = [" ".join(name for bit, name in enumerate(names) if one >> bit & 1) for one in used.tolist()]
    return pa.DictionaryArray.from_arrays(pa.array(places[bits]), pa.array(texts, pa.string()))


def _bits(names: Sequence[str]) -> Callable:
    def formula(household, period):
        bits = np.zeros(household.count, np.int32)
        for bit, name in enumerate(names):
            bits |= (~household(name, period)).astype(np.int32) << bit
        return bits

    return formula


FORMULAS: dict[str, tuple[type, Callable]] = {
    "has_members": (bool, lambda h, t: h("members", t) > 0),
    "nobody_is_able": (bool, lambda h, t: h("able", t) == 0),
    "has_no_income": (bool, lambda h, t: h("family_income", t) <= 0),
    "is_not_tekun": (bool, lambda h, t: ~h("is_tekun", t)),
    "is_not_dibao": (bool, lambda h, t: ~h("is_dibao", t)),
    "is_not_margin": (bool, lambda h, t: ~h("is_margin", t)),
    "is_within_margin": (
        bool,
        lambda h, t: h("family_income", t) <= h("margin_line", t) * h("members", t),
    ),
    "is_within_twice": (
        bool,
        lambda h, t: h("family_income", t) <= 2 * h("standard", t) * h("members", t),
    ),
    "is_left_below": (
        bool,
        lambda h, t: h("family_income", t) - h("medical_month", t) < h("standard", t) * h("members", t),
    ),
    "is_within_grace": (bool, lambda h, t, law: h("months_over", t) < law(t).grace_months),
}

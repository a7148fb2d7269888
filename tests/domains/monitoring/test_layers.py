"""Layers of 国办发〔2023〕39号 二: a family counts once, and of its people only whom a layer is about."""

from uuid import UUID

import pytest

from yimen.domains.library.queries import Layer
from yimen.domains.monitoring.queries.layers import layered_household, people_by_layer
from yimen.kernel import Programme

pytestmark = pytest.mark.requirement("R-CHK-5")
HOME, HEAD, CHILD = UUID(int=1), UUID(int=2), UUID(int=3)
WHOLE = None


@pytest.mark.parametrize(
    ("held", "is_watched", "layer", "people"),
    [
        ({WHOLE: {Programme.DIBAO}}, False, Layer.DIBAO, {Layer.DIBAO: 4}),
        (
            {WHOLE: {Programme.DIBAO_MARGIN}, HEAD: {Programme.DIBAO_SINGLE}},
            False,
            Layer.DIBAO,
            {Layer.DIBAO: 1, Layer.MARGIN: 3},
        ),
        ({HEAD: {Programme.TEKUN}}, False, Layer.TEKUN, {Layer.TEKUN: 1}),
        ({HEAD: {Programme.TEKUN}}, True, Layer.TEKUN, {Layer.TEKUN: 1, Layer.RELAPSE: 3}),
        (
            {WHOLE: {Programme.DIBAO}, HEAD: {Programme.DISABILITY_CARE}, CHILD: {Programme.ORPHAN}},
            False,
            Layer.DIBAO,
            {Layer.DIBAO: 4},
        ),
        ({WHOLE: {Programme.ILLNESS_POVERTY}}, False, Layer.OTHER, {Layer.OTHER: 4}),
    ],
)
def test_a_family_counts_once_and_who_is_assisted_alone_counts_alone(held, is_watched, layer, people):
    found = layered_household(HOME, "441426100200", held, is_watched)
    assert found is not None and found.layer is layer
    assert +people_by_layer(found, 4) == people


def test_a_subsidy_given_whatever_the_means_puts_nobody_into_a_layer():
    assert layered_household(HOME, "441426100200", {HEAD: {Programme.DISABILITY_CARE}}, False) is None

"""The address on a paper."""

import pytest

from yimen.domains.cases.rules.addresses import whole_address


@pytest.mark.parametrize(
    ("path", "typed", "whole"),
    [
        ("平远县大柘镇墩背村委会", "上围12号", "平远县大柘镇墩背村上围12号"),
        ("平远县大柘镇城东社区居委会", "人民路3号", "平远县大柘镇城东社区人民路3号"),
        ("平远县大柘镇墩背村委会", "平远县大柘镇墩背村上围12号", "平远县大柘镇墩背村上围12号"),
    ],
)
def test_down_to_the_village_from_the_region_below_as_typed(path, typed, whole):
    assert whole_address(path, typed) == whole

"""The state of a member as the papers say it."""

import pytest

from yimen.domains.cases.rules.conditions import condition_words


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ({}, "—"),
        ({"work_ability": "full"}, "有劳动能力"),
        (
            {"disability": {"kind": "physical", "level": 2}, "work_ability": "none"},
            "肢体残疾二级，无劳动能力",
        ),
        ({"student": "upper_secondary", "work_ability": "none"}, "高中在读"),
        ({"serious_illness": True, "work_ability": "partial"}, "患重特大疾病，部分丧失劳动能力"),
        ({"serious_illness": "unknown", "disability": "unknown", "work_ability": "unknown"}, "—"),
    ],
)
def test_a_member_is_described_in_a_few_words(member, words):
    assert condition_words(member) == words

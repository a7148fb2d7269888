"""The calendar of the tests and a family ready to apply."""

from dataclasses import dataclass

import pytest
from tests.support.process import Walk, family_of_three

from yimen.domains.library import queries as library
from yimen.foundation.calendar.actions import fill_official_calendar


@dataclass
class Fixed:
    answer: dict

    def to_json(self) -> dict:
        return self.answer


@pytest.fixture(autouse=True)
def law(monkeypatch):
    if hasattr(library, "determine"):
        return

    def determine(file, programmes=None):
        wage = sum(float(e["amount"]) for m in file["members"] for e in m.get("income", []))
        gap = max(0, 664 * len(file["members"]) - wage)
        month = "2026-10-01"
        return Fixed(
            {
                "determinations": [
                    {
                        "programme": "dibao",
                        "member": None,
                        "eligible": gap > 0,
                        "amount_month": f"{gap:.2f}",
                        "components": {"base": f"{gap:.2f}"},
                        "from": month,
                        "needs_review": False,
                        "missing": [],
                        "reasons": [
                            {
                                "rule": "g",
                                "title": "低保补差",
                                "article": "第十八条",
                                "value": f"{gap:.2f}",
                                "because": {},
                            }
                        ],
                    }
                ],
                "values": {"household_income": f"{wage:.2f}"},
            }
        )

    monkeypatch.setattr(library, "determine", determine, raising=False)
    monkeypatch.setattr(library, "rulebook_version", lambda: "test", raising=False)


@pytest.fixture
def walk(cast) -> Walk:
    fill_official_calendar()
    return family_of_three(cast)

"""Over any months of evidence and any closing by hand: nothing lost, nothing doubled, closed stays closed."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.monitoring.rules.standing import giving_way, sort_met
from yimen.domains.monitoring.rules.stopping import doubled_here
from yimen.domains.monitoring.types.findings import BY_THE_MACHINE, FindingOutcome, Met
from yimen.kernel import RegionCode

pytestmark = pytest.mark.requirement("R-CHK-4")
HOUSE = UUID(int=0)
PEOPLE = [UUID(int=1), UUID(int=2)]
RULES = ["vehicle", "died", "cremated"]
ABOUT = [(person, rule) for person in PEOPLE for rule in RULES]
EVIDENCE = st.dictionaries(st.sampled_from(ABOUT), st.sampled_from([b"a", b"b", b"c"]))
"""What a month's data say: about each at most one thing."""
MONTHS = st.lists(st.tuples(EVIDENCE, st.sets(st.integers(0, 20))), min_size=1, max_size=6)
"""And which findings somebody closes afterwards."""


@dataclass
class Row:
    household_id: UUID
    person_id: UUID
    rule: str
    digest: bytes
    outcome: str = ""

    @property
    def about(self):
        return self.household_id, self.person_id, self.rule


def met(said):
    return [Met(rule, HOUSE, who, "", 0, "", digest, (), None) for (who, rule), digest in said.items()]


def without_cremations_of_the_dead(said):
    return {
        (who, rule): digest for (who, rule), digest in said.items()
        if rule != "cremated" or (who, "died") not in said
    }  # fmt: skip


def compared(rows, said):
    """As a comparison writes: what gives way closes, what stands again opens, what is new is added."""
    parts = sort_met(met(said), rows)
    for row in giving_way(rows, parts):
        row.outcome = FindingOutcome.REPLACED
    for _each, row in parts.again:
        row.outcome = ""
    rows += [Row(each.household_id, each.person_id, each.rule, each.digest) for each in parts.fresh]
    return parts


@given(MONTHS)
def test_whatever_comes_and_goes_nothing_is_lost_or_doubled(months):
    rows: list[Row] = []
    for said, closed in months:
        said, by_hand = without_cremations_of_the_dead(said), {id(row) for row in rows if closed_by_hand(row)}
        parts = compared(rows, said)
        assert len(parts.fresh) + len(parts.again) + len(parts.seen) == len(said)
        assert {id(row) for row in rows if closed_by_hand(row)} == by_hand, "closed stays closed"
        assert len({(row.about, row.digest) for row in rows}) == len(rows), "once for its evidence"
        open_ones = [row.about for row in rows if not row.outcome]
        assert len(set(open_ones)) == len(open_ones), "open once about the same"
        again = compared(rows, said)
        assert (again.fresh, again.again, len(again.seen)) == ([], [], len(said)), "a re-run opens nothing"
        for place in closed:
            if place < len(rows) and not rows[place].outcome:
                rows[place].outcome = FindingOutcome.NO_CHANGE


def closed_by_hand(row):
    return bool(row.outcome) and row.outcome not in BY_THE_MACHINE


@given(MONTHS)
def test_what_is_met_is_open_unless_a_person_closed_that_very_evidence(months):
    rows: list[Row] = []
    for said, closed in months:
        said = without_cremations_of_the_dead(said)
        compared(rows, said)
        for (who, rule), digest in said.items():
            (row,) = [row for row in rows if (row.person_id, row.rule, row.digest) == (who, rule, digest)]
            assert not row.outcome or closed_by_hand(row)
        for place in closed:
            if place < len(rows) and not rows[place].outcome:
                rows[place].outcome = FindingOutcome.NO_CHANGE


COUNTIES = st.sampled_from(["441426000000", "441427000000", "441481000000"])


@given(COUNTIES, COUNTIES, COUNTIES)
def test_never_do_both_halves_of_a_double_award_wait(here, there, registered):
    home = RegionCode(registered)
    waits = [bool(doubled_here([("dibao", payer)], home)) for payer in (there, here) if here != there]
    assert sum(waits) <= 1

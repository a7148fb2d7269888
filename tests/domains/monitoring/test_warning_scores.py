"""Every warning kind is scored on the generator's planted truths: precision and recall, as the docs say them.

People on whom other truths are planted, and as many with ordinary rows of the same sets, are not meant.
"""

import csv
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import numpy as np
import pytest

from yimen.domains.library.queries import WARNINGS, thresholds
from yimen.domains.monitoring.rules.candidates import PUSHES, Pointing, Told
from yimen.domains.monitoring.rules.files import KnownFamily
from yimen.domains.monitoring.types.leads import PUSH_TITLES
from yimen.domains.people.types import MemberRow, Relation
from yimen.domains.verification.actions.set_samples import Sample, Truth, invented_numbers, write_set
from yimen.domains.verification.queries.sets import set_definition
from yimen.domains.verification.types.sets import ColumnKind
from yimen.kernel import Money, RegionCode, Sex

pytestmark = pytest.mark.requirement("R-CHK-5")
DAY, COUNTY, VILLAGE = date(2026, 11, 20), RegionCode("441426000000"), RegionCode("441426100200")
EACH = 50
TRUTHS = {
    "fell_ill": Truth.FELL_ILL,
    "became_disabled": Truth.BECAME_DISABLED,
    "lost_work": Truth.LOST_WORK,
    "at_school": Truth.STUDIES_ON,
    "lives_away": Truth.MOVED_AWAY,
}
ORDINARY = ("medical", "disability_cards", "unemployment", "registrations")
"""Of schooling nobody's row is ordinary: whoever is past compulsory school is whom the rule looks for."""
SCORES = Path(__file__).parents[3] / "docs" / "concepts" / "leads.md"
READ: dict = {
    ColumnKind.DAY: date.fromisoformat,
    ColumnKind.AMOUNT: lambda text: Money.yuan(text).fen,
    ColumnKind.NUMBER: int,
}


def rows_of(folder, key, sample):
    """The rows of a generated set as a shard holds them, by number; and what was planted."""
    path = folder / f"{key}-{sample.rows}.csv"
    planted = write_set(path, key, sample)
    said = set_definition(key).columns
    with path.open(encoding="utf-8") as file:
        rows = [
            (line[set_definition(key).holder.title], {c.name: _read(c, line[c.title]) for c in said})
            for line in csv.DictReader(file)
        ]
    return rows, planted


def _read(column, text):
    return READ.get(column.kind, str)(text) if text else None


def person(number):
    return uuid5(NAMESPACE_OID, number)


def family(number):
    member = MemberRow(
        person(number), person(number), "某人", Sex.FEMALE, date(1980, 1, 1), Relation.HEAD, "", None, None,
        date(2015, 1, 1), None,
    )  # fmt: skip
    return KnownFamily(person(number), VILLAGE, is_urban=False, members=[member])


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder, told, planted = tmp_path_factory.mktemp("sets"), Told(), []
    count = EACH * len(Truth)
    people = [str(number) for number in invented_numbers(np.arange(2 * count))]
    for key in {rule.set_key for rule in WARNINGS} | {PUSHES}:
        rows, found = rows_of(folder, key, Sample(7, 0, DAY, COUNTY, people=people[:count], each_truth=EACH))
        planted += found
        if key in ORDINARY:
            background, _none = rows_of(
                folder, key, Sample(8, count, DAY, COUNTY, people=people, each_truth=0)
            )
            rows += [(people[count + at], row) for at, (_whose, row) in enumerate(background)]
        for number, row in rows:
            told.add(person(number), key, row)
    pointing = Pointing(COUNTY, DAY, thresholds(COUNTY, DAY), told, {})
    hits: dict[str, set] = {rule.key: set() for rule in WARNINGS}
    for number in people:
        for signs in pointing.signs(family(number)).values():
            for sign in signs:
                hits[sign.rule.key].add(number)
    return hits, planted, told


@pytest.mark.parametrize("rule", TRUTHS)
def test_a_warning_finds_what_was_planted_and_little_else(scored, rule):
    hits, planted, _told = scored
    true = {each.number for each in planted if each.truth is TRUTHS[rule]}
    right = len(hits[rule] & true)
    recall, precision = right / len(true), right / len(hits[rule])
    assert (recall, round(precision, 2)) == published()[rule]


def test_every_warning_kind_is_scored():
    assert set(TRUTHS) == {rule.key for rule in WARNINGS}


def test_every_push_is_told_once_and_has_its_words(scored):
    _hits, planted, told = scored
    pushed = {each.number for each in planted if each.truth is Truth.SUSPECTED}
    rows = {number: told.rows[person(number)][PUSHES] for number in pushed}
    assert {len(each) for each in rows.values()} == {1}
    assert {each["kind"] for some in rows.values() for each in some} <= set(PUSH_TITLES)


def published():
    """What the docs say, by rule: recall and precision."""
    lines = [line.split("|") for line in SCORES.read_text(encoding="utf-8").splitlines() if "`" in line]
    return {
        line[1].strip().strip("`"): (float(line[-3]), float(line[-2]))
        for line in lines
        if len(line) > 4 and line[1].strip().strip("`") in TRUTHS
    }

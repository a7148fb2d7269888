"""Rows without a valid number: weighed on planted truths, decided by a person, kept over versions."""

import io
import random
from datetime import date, timedelta

import polars as pl
import pytest
from tests.support.cast import acting, register
from tests.support.process import on

from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.people.models import Person
from yimen.domains.people.queries.identified import alike, joining_keys_of
from yimen.domains.people.types import AlikePerson
from yimen.domains.verification.actions import matching, sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.errors import (
    MatchNotFoundError,
    MatchRefusedError,
    SetLoadNotFoundError,
)
from yimen.domains.verification.models import QueryEntry, SetLoad, SetMatch
from yimen.domains.verification.queries import matching as rows
from yimen.domains.verification.queries import sets as found
from yimen.domains.verification.sets import matching as model
from yimen.domains.verification.types.matching import MatchState, Unmatched, Verdict
from yimen.foundation.audit.models import Entry
from yimen.foundation.joining import JoiningKey
from yimen.foundation.models import make_id
from yimen.kernel import RegionCode

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
HEAD = "公民身份号码,姓名,死亡日期\n"
GOOD = "999999193001010000,温大伯,2026-03-01\n"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield


def broken(person) -> str:
    """The number of somebody with its last sign wrong."""
    number = str(person.identity)
    return number[:17] + ("0" if number[17] != "0" else "1")


def loaded(cast, *lines, as_of=DAY):
    by = cast.county_verifier
    content = (HEAD + GOOD + "".join(f"{line}\n" for line in lines)).encode()
    with acting(by):
        load = sets.hand_in_set(
            set_key="deaths", as_of=as_of, stream=io.BytesIO(content), by=by, is_deferred=False
        )
    load_set(load.id, by=by)
    with acting(by):
        return SetLoad.objects.get(id=load.id)


def decide(cast, load, row, verdict=Verdict.PERSON, person=None, reason="姓名、出生日期一致"):
    by = cast.county_verifier
    with acting(by):
        return matching.decide_match(
            load_id=load.id, row=row, verdict=verdict, person_id=person, reason=reason, by=by
        )


def deaths(cast, load):
    with acting(cast.county_verifier):
        return pl.concat([found.read_shard(load.id, n) for n in range(load.shards)])


@pytest.fixture
def told(cast):
    """Somebody on file, and a load that names them under a wrong number, and somebody nobody knows."""
    person = register(cast.village_assistant)
    load = loaded(cast, f"{broken(person)},{person.name},2026-05-06", "99999919300101,翁大伯,2026-03-01")
    return person, load


def test_a_row_is_offered_with_who_it_may_be_and_never_matched_by_itself(cast, told):
    person, load = told
    by = cast.county_verifier
    assert len(deaths(cast, load)) == 1
    with acting(by):
        listed = rows.unmatched_rows(load, by=by)
        assert [(each.said.row, each.said.name) for each in listed] == [(3, person.name), (4, "翁大伯")]
        (likely,) = rows.candidates_for(load, listed[0].said, by=by)
        assert likely.person_id == person.id and likely.probability > 0.9
        assert "姓名相同" in likely.agrees and "出生日期相同" in likely.agrees
        assert rows.candidates_for(load, listed[1].said, by=by) == []
        entry = QueryEntry.objects.get(person_id=person.id, act="compare")
    assert (entry.ground, entry.duty, entry.by_name) == ("duty", "match", by.staff_name)
    assert len(deaths(cast, load)) == 1 and not SetMatch.objects.exists()


def test_of_too_many_the_same_name_and_day_come_first(cast):
    by = cast.village_assistant
    namesakes = [register(by, "李小妹", number=str(n)) for n in range(3)]
    last = namesakes[-1]
    with acting(cast.county_verifier):
        Person.objects.exclude(id=last.id).update(birth_date=last.birth_date - timedelta(days=1))
        county = RegionCode("441426000000")
        assert [each.person_id for each in alike("李小妹", last.birth_date, county, most=1)] == [last.id]
        assert len(alike("李小妹", last.birth_date, county)) == 3


def test_a_pick_makes_the_row_count_for_that_person_until_it_is_revoked(cast, told):
    person, load = told
    by = cast.county_verifier
    made = decide(cast, load, 3, person=person.id)
    with acting(by):
        key = joining_keys_of([person.id])[person.id]
        assert rows.count_unmatched(load) == 1
    read = deaths(cast, load)
    (row,) = read.filter(pl.col("row") == 3).to_dicts()
    assert (row["key"], row["check"], row["died_on"]) == (key.key, key.check, date(2026, 5, 6))
    assert read["key"].is_sorted()
    with acting(by):
        assert found.verify_load(load.id).wrong == ()
        with pytest.raises(MatchRefusedError, match="原因"):
            matching.revoke_match(match_id=made.id, reason="", by=by)
        matching.revoke_match(match_id=made.id, reason="家属来函更正", by=by)
        with pytest.raises(MatchRefusedError, match="已经撤销"):
            matching.revoke_match(match_id=made.id, reason="再来", by=by)
    assert len(deaths(cast, load)) == 1
    with acting(cast.auditor):
        acts = list(Entry.objects.filter(subject=made.id).values_list("action", flat=True))
    assert sorted(acts) == ["set:match", "set:unmatch"]
    decide(cast, load, 3, Verdict.NOBODY, reason="同名同日的另一人")
    assert len(deaths(cast, load)) == 1


def test_a_decision_stands_for_the_next_version_and_after_a_retraction(cast, told):
    person, load = told
    decide(cast, load, 3, person=person.id)
    decide(cast, load, 4, Verdict.WRONG_ROW, reason="号码缺位，退部门更正")
    line = f"{broken(person)},{person.name},2026-05-07"
    following = loaded(cast, "99999919300101,翁大伯,2026-03-01", line, as_of=DAY - timedelta(days=1))
    assert deaths(cast, following).filter(pl.col("row") == 4)["died_on"].to_list() == [date(2026, 5, 7)]
    by = cast.county_verifier
    with acting(by):
        (own,) = joining_keys_of([person.id]).values()
        (about,) = found.rows_about(following.id, {own, JoiningKey(own.key, own.check ^ 1)}, {"died_on"})
        assert (about["key"], about["died_on"]) == (own.key, date(2026, 5, 7))
        assert rows.count_unmatched(following) == 0
        sets.retract_set(load_id=load.id, reason="公安机关来函撤回", by=by)
        assert SetMatch.objects.filter(revoked_at=None).count() == 2
        with pytest.raises(SetLoadNotFoundError):
            found.read_shard(load.id, 0)
    assert len(deaths(cast, following)) == 2


def test_only_somebody_offered_can_be_picked_once_with_a_reason_and_only_by_the_county(cast, told):
    person, load = told
    other = register(cast.village_assistant, "温二妹")
    for refused in (
        {"person": other.id},
        {"person": None},
        {"person": person.id, "verdict": Verdict.NOBODY},
        {"person": person.id, "reason": " "},
    ):
        with pytest.raises(MatchRefusedError):
            decide(cast, load, 3, **refused)
    with pytest.raises(MatchNotFoundError):
        decide(cast, load, 2, person=person.id)
    decide(cast, load, 3, person=person.id)
    with pytest.raises(MatchRefusedError, match="已经判断"):
        decide(cast, load, 3, Verdict.NOBODY)
    for by in (cast.auditor, cast.county_confirmer, cast.town_handler):
        with acting(by), pytest.raises((NotPermittedError, SetLoadNotFoundError, OutOfScopeError)):
            rows.unmatched_rows(load, by=by)


def test_a_list_of_rows_is_narrowed_by_state(cast, told):
    person, load = told
    decide(cast, load, 3, person=person.id)
    by = cast.county_verifier
    with acting(by):
        narrow = {
            state: [each.said.row for each in rows.unmatched_rows(load, by=by, state=state)]
            for state in (None, *MatchState)
        }
        assert narrow == {None: [3, 4], MatchState.OPEN: [4], MatchState.DECIDED: [3]}


SURNAMES, GIVEN = "李王张刘陈温翁赖邹祝", "建明秀兰小妹国强红英志伟桂花文玉春生"


def planted(seed: int = 7, people: int = 1200, truths: int = 150, strangers: int = 150):
    """People of a county, rows that are about some of them with slips, and rows about nobody there."""
    chance = random.Random(seed)

    def somebody():
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(25_000))
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
        town = f"4414261{chance.randrange(15):02d}000"
        return AlikePerson(make_id(), name, born, town, town)

    folk = [somebody() for _ in range(people)]
    asked = [(slipped(chance, person), person.person_id) for person in folk[:truths]]
    return folk, [*asked, *((slipped(chance, somebody()), None) for _ in range(strangers))]


def slipped(chance, person) -> Unmatched:
    """Mostly only the number is wrong; sometimes the name or the day too."""
    name, born, place = person.name, person.born, person.place
    slip = chance.random()
    if slip < 0.1:
        name = name[:2] + chance.choice(GIVEN)
    elif slip < 0.2:
        born = born.replace(day=(born.day % 28) + 1)
    elif slip < 0.3:
        place = "441426000000"
    return Unmatched(1, name, born, place, {}, b"")


def test_on_planted_truths_the_right_person_is_offered_first_and_a_stranger_rarely():
    """The figures the documentation tells."""
    folk, asked = planted()
    first = [each[:1] for each in model.candidates([row for row, _ in asked], folk)]
    likely = [
        (found[0].person_id, truth)
        for found, (_, truth) in zip(first, asked, strict=True)
        if found and found[0].probability >= 0.5
    ]
    right = sum(found == truth for found, truth in likely)
    assert right / 150 >= 0.9 and right / len(likely) >= 0.95


def test_the_weights_are_probabilities_that_add_up():
    said = model.weights()
    for levels in said["comparisons"].values():
        assert sum(level["m"] for level in levels) == pytest.approx(1, abs=1e-6)
        assert sum(level["u"] for level in levels) == pytest.approx(1, abs=1e-6)
        assert all("title" in level for level in levels[:-1]) and "when" not in levels[-1]

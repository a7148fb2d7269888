"""The need index of a case: what is known of its family, who sees it, what a county's model is fitted to."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.support.cast import COUNTY, acting
from tests.support.need import families, plain_model
from tests.support.process import on

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions import need_index as actions
from yimen.domains.cases.errors import CaseNotFoundError
from yimen.domains.cases.jobs import refit_need_indexes
from yimen.domains.cases.queries import need_index as queries
from yimen.domains.cases.rules.need_index import employment_of, groups_of, need_facts, structure_of
from yimen.domains.library import queries as library
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.verification.errors import IndexRefusedError
from yimen.domains.verification.models import NeedModel, NeedModelCheck
from yimen.domains.verification.queries import index
from yimen.domains.verification.types.index import (
    Drift,
    Employment,
    Group,
    Measure,
    Refusal,
    RefusalKind,
    Score,
    Structure,
)
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Programme, RegionCode

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-3")]
DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
FILE: dict[str, Any] = {
    "on": DAY.isoformat(),
    "region": "441426100201",
    "household": {
        "urban": False, "financial_assets": "9000.00", "vehicles": [{"kind": "motorcycle", "value": "600"}],
    },
    "members": [
        {"ref": "a", "relation": "head", "sex": "female", "birth_date": "1985-03-03",
         "income": [{"kind": "wage", "amount": "900.00"}]},
        {"ref": "b", "relation": "spouse", "sex": "male", "birth_date": "1980-05-01"},
        {"ref": "c", "relation": "child", "sex": "male", "birth_date": "2015-05-01", "student": "compulsory"},
    ],
}  # fmt: skip


def changed(**members):
    """The file with some of what it says of members changed, and what the rules make of it."""
    file = deepcopy(FILE)
    for member in file["members"]:
        member.update(members.get(member["ref"], {}))
    return file, library.answer_of(file)["values"]


def known(file, values, **more):
    return need_facts(
        file,
        values,
        region=RegionCode(FILE["region"]),
        on=DAY,
        programme=Programme.DIBAO,
        **{"applied": [DAY], **more},
    )


def test_the_facts_are_what_the_determination_reads():
    applied = [date(2020, 1, 1), date(2023, 3, 2), date(2023, 3, 3), DAY, date(2026, 9, 1)]

    facts = known(*changed(), applied=applied)

    assert (facts.income_fen, facts.assets_fen) == (30000, 320000)
    assert (facts.applications, facts.frequency) == (4, 2)
    assert (facts.structure, facts.employment) == (Structure.CHILDREN, Employment.SOME)
    assert groups_of(FILE, DAY) == {Group.WOMAN, Group.MIDDLE, Group.RURAL}


@pytest.mark.parametrize(
    ("members", "structure"),
    [
        ({each: {"died_on": "2026-01-15"} for each in "bc"}, Structure.ALONE),
        ({"c": {"disability": {"kind": "mental", "level": 2}}}, Structure.ILL_OR_DISABLED),
        ({"b": {"serious_illness": True}}, Structure.ILL_OR_DISABLED),
        ({"c": {"birth_date": "2004-05-01"}}, Structure.OTHER),
        ({each: {"birth_date": "1950-05-01"} for each in "abc"}, Structure.ELDERLY),
        ({"b": {"serious_illness": "unknown"}}, None),
    ],
)
def test_of_whom_a_family_consists(members, structure):
    assert structure_of(*changed(**members)) is structure


@pytest.mark.parametrize(
    ("members", "employment"),
    [
        ({"b": {"employed": True}}, Employment.ALL),
        ({"a": {"income": []}}, Employment.NOBODY),
        ({"a": {"work_ability": "none"}, "b": {"birth_date": "1960-01-01"}}, Employment.NOBODY_ABLE),
        ({"b": {"disability": {"kind": "visual", "level": 1}}}, Employment.ALL),
        ({"b": {"work_ability": "unknown"}}, None),
        ({"b": {"employed": "unknown"}}, None),
        ({"b": {"income": "unknown"}}, None),
    ],
)
def test_who_of_those_who_can_work_has_work(members, employment):
    assert employment_of(*changed(**members)) is employment


def test_what_is_unknown_is_not_guessed():
    file, _ = changed()
    file["household"]["financial_assets"] = "unknown"

    facts = known(file, {}, applied=[])

    assert (facts.income_fen, facts.assets_fen, facts.applications, facts.frequency) == (None,) * 4
    assert (facts.structure, facts.employment) == (None, None)


def test_unknown_vehicles_are_missing_and_stop_no_fit():
    file, values = changed()
    file["household"]["vehicles"] = "unknown"

    assert known(file, values).assets_fen is None


def test_without_a_model_a_case_has_no_index_and_with_one_its_parts(walk):
    handler = walk.cast.town_handler
    with on(DAY):
        walk.to_started()
    with on(LATER), acting(handler):
        before = queries.need_index_of_case(walk.case_id, by=handler)
        plain_model(str(COUNTY))
        after = queries.need_index_of_case(walk.case_id, by=handler)

    assert isinstance(before.score, Refusal)
    assert [each.kind for each in before.score.reasons] == [RefusalKind.NO_MODEL]
    assert isinstance(after.score, Score) and after.facts.applications == 1
    assert [each.of for each in after.score.parts] == list(Measure)
    assert sum(each.hundredths for each in after.score.parts) + after.score.cut == after.score.hundredths
    with system_scope():
        assert Entry.objects.filter(action="open", subject=walk.case_id, purpose="need_index").count() == 2


def test_a_stranger_sees_no_index(walk):
    walk.to_started()
    with acting(walk.cast.stranger), pytest.raises(CaseNotFoundError):
        queries.need_index_of_case(walk.case_id, by=walk.cast.stranger)


def test_a_model_that_has_drifted_scores_nobody():
    facts = families(1)[0].facts
    with system_scope():
        made = plain_model(str(COUNTY))
        assert isinstance(index.score(replace(facts, region=COUNTY)), Score | Refusal)
        NeedModelCheck.objects.create(model=made, families=300, verdict=Drift.DRIFTED, figures={"index": 0.4})

        found = index.score(facts)

    assert isinstance(found, Refusal) and [each.kind for each in found.reasons] == [RefusalKind.DRIFTED]
    assert found.model_id == made.id


def test_what_was_decided_becomes_history_without_a_name(walk):
    with on(DAY):
        walk.to_sent()
    with on(LATER):
        walk.confirm()
    with on(LATER), system_scope():
        history = list(queries.history_of(COUNTY))
        counties = awards.counties_decided()

    assert counties == [COUNTY] and len(history) == 1
    facts = history[0].facts
    assert facts.programme is Programme.DIBAO and facts.applications == 1 and facts.income_fen is not None
    assert facts.structure and facts.employment and history[0].groups
    assert "李" not in repr(history)


def test_a_county_fits_its_own_model_and_only_the_verifier_does(cast, monkeypatch):
    monkeypatch.setattr(actions, "history_of", lambda _, since=None: families(400, seed=7 if since else 1))
    verifier, handler = cast.county_verifier, cast.town_handler
    with acting(handler), pytest.raises(NotPermittedError):
        actions.fit_own_index(by=handler)
    with acting(verifier):
        actions.fit_own_index(by=verifier)
        actions.fit_own_index(by=verifier)
        rows = list(index.models_of_county(by=verifier))
        card = index.get_model(rows[1].id, by=verifier)
    with acting(handler):
        assert [row.version for row in index.models_of_county(by=handler)] == [2, 1]

    assert [row.fitted_by for row in rows] == [verifier.staff_name] * 2
    assert not card.is_present and [each.verdict for each in card.checks] == [Drift.STABLE]
    with system_scope():
        done = Entry.objects.filter(kind="need_model", user_id=verifier.user_id).values_list(
            "action", flat=True
        )
        assert sorted(done) == ["need_index:check", "need_index:fit", "need_index:fit"]


def test_too_short_a_history_changes_nothing(walk):
    walk.to_sent()
    walk.confirm()
    verifier = walk.cast.county_verifier
    with acting(verifier), pytest.raises(IndexRefusedError):
        actions.fit_own_index(by=verifier)
    with system_scope():
        done = actions.refit_indexes(by=SYSTEM)
        assert [refusal.code for refusal in done.values()] == ["need_index_refused"]
    refit_need_indexes()
    with system_scope():
        assert not NeedModel.objects.exists()


@pytest.mark.parametrize("change", [lambda row: row.delete(), lambda row: row.save()])
def test_a_version_is_never_changed(change):
    with system_scope():
        row = plain_model(str(COUNTY))
        check = NeedModelCheck.objects.create(model=row, families=0, verdict=Drift.FEW, figures={})
        for each in (check, row):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(each)

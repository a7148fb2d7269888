"""The table of procedures: every programme has one, every trait has its article."""

import pytest

from yimen.domains.cases.rules.procedures import NOT_FOUND, PROCEDURES, TRAITS, procedure_of
from yimen.kernel import Programme


def those(trait: str) -> set[Programme]:
    return {one for one in Programme if getattr(procedure_of(one), trait)}


def test_every_programme_has_its_procedure() -> None:
    assert set(PROCEDURES) == set(Programme)
    assert all(procedure_of(programme).programme is programme for programme in Programme)


@pytest.mark.parametrize("programme", Programme)
def test_every_trait_names_its_article_or_says_that_none_was_found(programme: Programme) -> None:
    procedure = procedure_of(programme)
    assert set(procedure.articles) == set(TRAITS)
    assert all("号" in found or "法" in found or found == NOT_FOUND for found in procedure.articles.values())


@pytest.mark.parametrize("programme", Programme)
def test_whatever_differs_from_dibao_rests_on_a_rule(programme: Programme) -> None:
    usual, procedure = procedure_of(Programme.DIBAO), procedure_of(programme)
    different = {trait for trait in TRAITS if getattr(procedure, trait) != getattr(usual, trait)}
    assert not {trait for trait in different - {"follows_dibao"} if procedure.article(trait) == NOT_FOUND}


def test_the_traits_are_those_of_the_law() -> None:
    children = {Programme.ORPHAN, Programme.UNATTENDED_CHILD}
    disabled = {Programme.DISABILITY_LIVING, Programme.DISABILITY_CARE}
    assert set(Programme) - those("is_published") == children
    assert those("is_posted_again_after_objection") == {Programme.TEKUN}
    assert those("is_for_person") == {Programme.DIBAO_SINGLE, Programme.TEKUN} | children | disabled
    assert those("follows_dibao") == {Programme.DIBAO, Programme.DIBAO_SINGLE, Programme.DIBAO_MARGIN}
    assert set(Programme) - those("has_total") == {Programme.TEKUN, Programme.UNATTENDED_CHILD}
    assert those("may_be_decided_on_the_spot") == {Programme.TEMPORARY}


def test_tekun_alone_asks_for_obligors_assessment_care_and_a_drawn_check() -> None:
    for trait in (
        *("needs_obligors", "needs_assessment", "needs_care", "county_check_parameter"),
        "is_posted_before_end",
    ):
        assert those(trait) == {Programme.TEKUN}
    assert procedure_of(Programme.TEKUN).article("county_check_parameter") == "民发〔2021〕43号 第十六条"

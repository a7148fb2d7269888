"""The way of a programme as it is drawn is the way the rules allow."""

from datetime import date
from itertools import pairwise

import pytest

from yimen.domains.cases.rules.materials import checklist
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.rules.process import CASE_MOVES, OUTCOME_MOVES
from yimen.domains.cases.rules.ways import detours, straight
from yimen.domains.cases.types import CaseState, CaseVerb, OutcomeState, OutcomeVerb
from yimen.domains.library import queries as library
from yimen.domains.library.types import WITHOUT_CASE
from yimen.kernel import Programme

BY_CASE = [programme for programme in Programme if programme not in WITHOUT_CASE]


@pytest.mark.parametrize("programme", BY_CASE)
def test_every_drawn_step_is_a_row_of_the_transition_tables(programme):
    drawn = [*straight(programme), *(edge for detour in detours(programme) for edge in detour.edges)]
    for edge in drawn:
        move = CASE_MOVES[edge.verb] if isinstance(edge.verb, CaseVerb) else OUTCOME_MOVES[edge.verb]
        assert edge.source in move.sources and edge.target == move.target


@pytest.mark.parametrize("programme", BY_CASE)
def test_the_straight_way_leads_step_by_step_from_a_draft_to_a_confirmed_decision(programme):
    way = straight(programme)
    assert (way[0].source, way[-1].target) == (CaseState.DRAFT, OutcomeState.CONFIRMED)
    for first, second in pairwise(way):
        joined = OutcomeState.PROPOSED if first.target is CaseState.INVESTIGATING else first.target
        assert second.source == joined
    assert (OutcomeVerb.POST in [edge.verb for edge in way]) == procedure_of(programme).is_published


def test_after_an_objection_tekun_is_posted_again_and_dibao_goes_on():
    def back_from_objection(programme):
        return next(d.back_to for d in detours(programme) if d.edges[0].verb is OutcomeVerb.OBJECT)

    posting = [edge.verb for edge in straight(Programme.TEKUN)].index(OutcomeVerb.POST)
    assert back_from_objection(Programme.TEKUN) == posting
    assert back_from_objection(Programme.DIBAO) == posting + 1


def test_only_temporary_assistance_has_the_way_of_help_that_comes_first():
    def first_helps(programme):
        return [d for d in detours(programme) if d.edges[0].verb is CaseVerb.HELP_FIRST]

    assert [programme for programme in BY_CASE if first_helps(programme)] == [Programme.TEMPORARY]
    verbs = [edge.verb for edge in first_helps(Programme.TEMPORARY)[0].edges]
    assert verbs == [CaseVerb.HELP_FIRST, OutcomeVerb.HELP_FIRST]


def test_a_refusal_and_an_application_not_accepted_lead_nowhere_else():
    ends = {d.edges[-1].verb for d in detours(Programme.DIBAO) if d.back_to is None}
    assert ends == {CaseVerb.NOT_ACCEPT, OutcomeVerb.REFUSE}


@pytest.mark.parametrize("programme", BY_CASE)
def test_guide_sheet_and_wizard_ask_for_the_same_papers(programme: Programme):
    card = library.card_on(programme, date(2026, 11, 20))
    told = {one.kind: one.title for one in card.materials if one.is_asked}
    asked = checklist(
        programmes=[programme],
        has_agent=False,
        given=(),
        adults=[("adult", "甲")],
        authorised=(),
        is_verified=procedure_of(programme).needs_verification,
    )
    kinds = {
        item.key.partition(":")[0]: item.title.removesuffix("（甲）") for item in asked if not item.source
    }
    assert kinds.keys() == told.keys()
    assert all(told[kind].startswith(title) for kind, title in kinds.items())

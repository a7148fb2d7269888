"""How a programme is applied for and decided at a place on a day, as plain values for guides and charts."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from yimen.domains.cases.rules.clocks import parameter_names
from yimen.domains.cases.rules.procedures import NOT_FOUND, Procedure, procedure_of
from yimen.domains.cases.rules.ways import Detour, Edge, Verb, detours, straight
from yimen.domains.cases.types import CaseVerb, Clock, OutcomeVerb, Speed
from yimen.domains.library import queries as library
from yimen.domains.library.types import ChartBranch, ChartStep, ProcessChart, Way
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role
from yimen.kernel import DayUnit, Programme, RegionCode, Sentence, Step, TimeLimit

APPLICANT, TOWN, COUNTY = "申请人", "乡镇人民政府、街道办事处", "县级人民政府民政部门"
SMALL_FAST = "clock_small_fast"
_BY_APPLICANT = frozenset({CaseVerb.SUBMIT, CaseVerb.SUPPLEMENT})
_BY_CONFIRMER = frozenset({OutcomeVerb.CONFIRM, OutcomeVerb.REFUSE, OutcomeVerb.RETURN})
_CLOCKS: Mapping[Verb, Clock] = {
    CaseVerb.INVESTIGATE: Clock.INVESTIGATION_START,
    OutcomeVerb.GIVE_OPINION: Clock.OPINION,
    OutcomeVerb.POST: Clock.NOTICE,
    OutcomeVerb.CONFIRM: Clock.COUNTY_REVIEW,
    OutcomeVerb.REFUSE: Clock.REFUSAL_LETTER,
}
_TRAITS: Mapping[Verb, Mapping[str, Sentence]] = {
    CaseVerb.INVESTIGATE: {
        "needs_verification": Sentence("家庭经济状况核对"),
        "needs_visit": Sentence("入户调查"),
        "needs_obligors": Sentence("查明户外法定义务人的情况"),
    },
    OutcomeVerb.GIVE_OPINION: {
        "needs_assessment": Sentence("评估生活自理能力"),
        "needs_care": Sentence("落实照料服务"),
    },
    OutcomeVerb.CONFIRM: {
        "county_check_parameter": Sentence("县级先随机抽查核实"),
        "is_published": Sentence("确认后在村（社区）公布"),
    },
}
"""What a trait of the procedure asks within a step."""


def way_of(programme: Programme, region: RegionCode, on: date) -> Way:
    """Its steps with who and how long, and the limits as a whole."""
    confirmation = network.confirmers(programme, Step.CONFIRM, region, on)
    teller = _Teller(programme, region, on, is_town=confirmation.role is Role.TOWN_CONFIRMER)
    return Way(
        ProcessChart(
            tuple(teller.step(edge) for edge in straight(programme)),
            tuple(teller.branch(detour) for detour in detours(programme)),
        ),
        teller.whole(),
    )


class _Teller:
    """Says of each step who takes it, how long it may take, and on what it rests."""

    def __init__(self, programme: Programme, region: RegionCode, on: date, *, is_town: bool) -> None:
        self.programme, self.region, self.on, self.is_town = programme, region, on, is_town
        self.procedure: Procedure = procedure_of(programme)

    def step(self, edge: Edge) -> ChartStep:
        limit = self._limit(_CLOCKS.get(edge.verb))
        parts = [(words, self._article(trait)) for trait, words in self._asked(edge.verb)]
        articles = [article for _words, article in parts if article]
        if limit is not None:
            articles.insert(0, limit.article)
        return ChartStep(
            title=edge.verb.title,
            who=self._who(edge.verb),
            limit=said_limit(limit) if limit else "",
            article="；".join(dict.fromkeys(articles)),
            parts=tuple(words for words, _article in parts),
        )

    def branch(self, detour: Detour) -> ChartBranch:
        steps = [self.step(edge) for edge in detour.edges]
        if detour.edges[0].is_positive is False:
            steps[0] = ChartStep(Sentence("不符合条件的，直接%(step)s", step=steps[0].title), steps[0].who)
        if detour.edges[0].verb is OutcomeVerb.OBJECT:
            steps[-1] = self._after_objection(steps[-1])
        return ChartBranch(detour.beside, tuple(steps), detour.back_to)

    def _after_objection(self, step: ChartStep) -> ChartStep:
        limit = self._limit(Clock.OBJECTION)
        return ChartStep(
            Sentence("重新调查或者民主评议，重新提出意见"),
            step.who,
            said_limit(limit) if limit else "",
            self._article("is_posted_again_after_objection"),
        )

    def whole(self) -> tuple[str, ...]:
        """The limit of all steps together; where the law sets none, those of the steps."""
        clocks = (Clock.TOTAL,) if self.procedure.has_total else (Clock.OPINION, Clock.COUNTY_REVIEW)
        found = ((clock, self._limit(clock)) for clock in clocks)
        told = [self._told(clock, limit) for clock, limit in found if limit is not None]
        return (*self._at_once(), *told)

    def _at_once(self) -> Iterator[Sentence]:
        """A small sum that is decided on the spot has a limit of its own."""
        if self.procedure.may_be_decided_on_the_spot:
            limit = library.find_time_limit(SMALL_FAST, self.region, self.on)
            if limit is not None:
                yield self._told(Speed.SMALL_FAST, limit)

    def _told(self, step: Enum, limit: TimeLimit) -> Sentence:
        facts = {"step": step, "limit": said_limit(limit), "article": limit.article}
        return Sentence("%(step)s：%(limit)s（%(article)s）", **facts)

    def _asked(self, verb: Verb) -> Iterator[tuple[str, Sentence]]:
        for trait, words in _TRAITS.get(verb, {}).items():
            if getattr(self.procedure, trait):
                yield trait, words

    def _article(self, trait: str) -> str:
        article = self.procedure.article(trait)
        return "" if article == NOT_FOUND else article

    def _who(self, verb: Verb) -> str:
        if verb in _BY_APPLICANT:
            return APPLICANT
        if verb in _BY_CONFIRMER:
            return TOWN if self.is_town else COUNTY
        return "" if verb is OutcomeVerb.OBJECT else TOWN

    def _limit(self, clock: Clock | None) -> TimeLimit | None:
        """The limit of the law or of the place; what the office gives itself is nobody's right."""
        if clock is None:
            return None
        names = parameter_names(clock, self.programme, is_devolved=self.is_town)
        found = (library.find_time_limit(name, self.region, self.on) for name in names)
        return next((limit for limit in found if limit is not None), None)


def said_limit(limit: TimeLimit) -> Sentence:
    """So many days of this kind from that event, and to how many it may be extended."""
    facts = {"days": limit.days, "event": limit.event}
    if limit.unit is DayUnit.CALENDAR:
        return Sentence("自%(event)s起%(days)s日", **facts)
    if limit.extended_days is None:
        return Sentence("自%(event)s起%(days)s个工作日", **facts)
    return Sentence(
        "自%(event)s起%(days)s个工作日，特殊情况可以延长至%(most)s个工作日", most=limit.extended_days, **facts
    )

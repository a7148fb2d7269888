"""A whole report from what is known, as the plain content that is kept and never changes. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from yimen.domains.verification.rules.reports.costs import costs_told
from yimen.domains.verification.rules.reports.deaths import deaths_told, says_so
from yimen.domains.verification.rules.reports.differences import differences, results_in_words
from yimen.domains.verification.rules.reports.factors import factors
from yimen.domains.verification.rules.reports.figures import Parameter
from yimen.domains.verification.rules.reports.quantifying import exact_share
from yimen.domains.verification.rules.reports.vetoes import vetoes
from yimen.domains.verification.rules.reports.warning_rules import Seen, snapshot, warned
from yimen.domains.verification.rules.reports.wording import Said, for_family, for_handler
from yimen.domains.verification.types.reports import (
    Counted,
    Difference,
    FromSets,
    Office,
    ReportFacts,
    SetNote,
    SetUse,
    Veto,
    Warned,
)
from yimen.domains.verification.types.sources import SourceReport
from yimen.foundation.sentences import kept_sentence
from yimen.kernel import Money, Programme

Json = dict[str, Any]
Answer = Mapping[str, Any]
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Material:
    """Everything a report is made of."""

    facts: ReportFacts
    counted: Sequence[Counted]
    sources: Sequence[SourceReport]
    figures: Mapping[str, Office]
    parameters: Mapping[str, Parameter]
    before: Mapping[str, Any] | None
    """What the family's last report kept for comparison."""
    people: Mapping[UUID, str]
    """Everybody asked about, members and obligors."""
    looking: Mapping[Programme, frozenset[str]]
    """The rules behind each programme applied for."""
    from_sets: FromSets
    taken_over: Mapping[str, Any]
    """What the version before says, where this one is about one item."""


def valid_until(on: date, months: int) -> date:
    """The last day of a validity of so many months; a day the month lacks becomes its last."""
    count = on.month - 1 + months
    year, month = on.year + count // MONTHS_OF_A_YEAR, count % MONTHS_OF_A_YEAR + 1
    first_after = date(year + month // MONTHS_OF_A_YEAR, month % MONTHS_OF_A_YEAR + 1, 1)
    last = (first_after - date.resolution).day
    return date(year, month, min(on.day, last))


def content_of(material: Material, determine: Callable[[Mapping[str, Any]], Answer]) -> Json:
    """The content of a report; `determine` asks the rules."""
    facts = material.facts
    names = {member.ref: member.name for member in facts.members}
    of_people: dict[object, str] = {person: name for person, name in material.people.items()}
    of_people.update(names)
    answer = determine(facts.found)

    def results(file: Mapping[str, Any]) -> Mapping[str, str]:
        return results_in_words(answer if file is facts.found else determine(file), facts.programmes)

    other = differences(facts.declared, facts.found, names, results)
    own = [each for each in material.counted if each.person_id in _member_ids(facts)]
    looked_at = vetoes(own, answer["values"], material.parameters, of_people, material.looking)
    in_the_way = [veto for veto in looked_at if veto.programmes]
    totals = _totals(answer, facts.found)
    sets = _sets(material)
    dead = _of_whom(facts, "died_on")
    deaths = tuple(deaths_told(sets["set_notes"], material.sources, dead))
    costs = tuple(costs_told(sets["set_notes"], _of_whom(facts, "serious_illness")))
    seen = Seen(facts.on, facts.found, own, of_people, _compared(totals), material.before, deaths, costs)
    struck = warned(seen, material.figures)
    last = valid_until(facts.on, material.figures["report_valid_months"].value)
    said = _said(material, last, totals, other, looked_at, struck)
    return {
        "on": facts.on.isoformat(),
        "valid_until": last.isoformat(),
        "totals": totals,
        "results": dict(results_in_words(answer, facts.programmes)),
        "items": [_item(each, material) for each in material.counted],
        "differences": [_difference(each) for each in other],
        "vetoes": [_veto(each) for each in in_the_way],
        "index": dict(facts.index),
        "factors": factors(facts.found, facts.applications, facts.on),
        "warnings": [_warning(each) for each in struck],
        "sources": [_source(each) for each in material.sources if _was_asked(each)],
        "unasked": _unasked(material),
        "remarked": _remarked(material.sources, dead),
        **sets,
        "figures": [_figure(each) for each in material.figures.values()],
        "for_handler": [kept_sentence(each) for each in for_handler(said)],
        "for_family": [kept_sentence(each) for each in for_family(said)],
        "snapshot": snapshot(seen),
    }


def _of_whom(facts: ReportFacts, said: str) -> frozenset[UUID]:
    """Of whom the file itself says it, and not only that nobody knows."""
    told = {each["ref"] for each in facts.found["members"] if each.get(said) not in (None, False, "unknown")}
    return frozenset(member.person_id for member in facts.members if member.ref in told)


def _said(
    material: Material,
    last: date,
    totals: Mapping[str, Any],
    other: Sequence[Difference],
    looked_at: Sequence[Veto],
    struck: Sequence[Warned],
) -> Said:
    asked = [each for each in material.sources if _was_asked(each)]
    late = [each.source.title for each in asked if not each.is_complete]
    return Said(
        valid_until=last,
        answered=sum(each.is_complete for each in asked),
        missing=[*late, *_unasked(material)],
        people=len(material.people),
        sets=material.from_sets.sets,
        notes=len(material.from_sets.notes),
        income=_money(totals["income"]),
        per_capita=_money(totals["per_capita"]),
        assets=_money(totals["assets"]),
        differences=other,
        vetoes=[veto for veto in looked_at if veto.programmes],
        elsewhere=[veto for veto in looked_at if not veto.programmes and veto.stands is not False],
        warned=struck,
    )


def _remarked(sources: Sequence[SourceReport], known: frozenset[UUID]) -> list[Json]:
    """Whom a warning tells of by the word of a source."""
    lines = (line for each in sources for line in each.lines if says_so(line))
    names = {line.person_id: line.name for line in lines if line.person_id not in known}
    return [{"person": str(person), "name": name} for person, name in names.items()]


def _unasked(material: Material) -> list[str]:
    return [each.source.title for each in material.sources if not _was_asked(each)]


def _was_asked(report: SourceReport) -> bool:
    return any(line.state for line in report.lines)


def _member_ids(facts: ReportFacts) -> set[UUID]:
    return {member.person_id for member in facts.members}


def _totals(answer: Answer, found: Mapping[str, Any]) -> Json:
    """In fen; None where the rules could not say."""
    values = answer["values"]
    return {
        "income": _fen(values.get("household_income")),
        "per_capita": _fen(values.get("income_per_capita")),
        "assets": _fen(found.get("household", {}).get("financial_assets", 0)),
        "members": values.get("members"),
    }


def _compared(totals: Mapping[str, Any]) -> dict[str, int | None]:
    return {"income": totals["income"], "assets": totals["assets"]}


def _fen(value: object) -> int | None:
    if value in (None, "unknown"):
        return None
    return Money.yuan(f"{Decimal(str(value)):.2f}").fen


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _item(each: Counted, material: Material) -> Json:
    return {
        "person": str(each.person_id),
        "name": material.people.get(each.person_id, ""),
        "is_member": each.person_id in _member_ids(material.facts),
        "kind": each.kind.value,
        "amount": each.amount.fen,
        "source": each.line.source,
        "as_of": each.line.as_of.isoformat(),
        "how": kept_sentence(each.how),
        "beside": [
            {
                "source": one.line.source,
                "amount": one.line.amount.fen,
                "as_of": one.line.as_of.isoformat(),
                "why": kept_sentence(one.why),
            }
            for one in each.beside
        ],
    }


def _difference(each: Difference) -> Json:
    return {
        "who": each.who,
        "title": each.title,
        "declared": each.declared,
        "found": each.found,
        "without": dict(each.without),
        "decides": each.decides,
    }


def _veto(each: Veto) -> Json:
    why = kept_sentence(each.why)
    return {
        "who": each.who,
        "title": each.title,
        "stands": each.stands,
        "why": why,
        "source": each.source,
        "programmes": [programme.value for programme in each.programmes],
    }


def _warning(each: Warned) -> Json:
    return {
        "rule": each.rule.value,
        "evidence": kept_sentence(each.evidence),
        "threshold": _figure(each.threshold) if each.threshold else None,
    }


def _figure(each: Office) -> Json:
    return {"title": each.title, "value": _figure_word(each.value), "unit": each.unit, "source": each.source}


def _figure_word(value: Any) -> str | None:
    """A figure as it is shown; classes of age and price one after the other."""
    if value is None or not isinstance(value, list | tuple):
        return None if value is None else str(value)
    return "；".join("，".join(_class_words(band)) for band in value)


def _class_words(band: Mapping[str, Any]) -> Iterator[str]:
    if band.get("age_below") is not None:
        yield f"不满{band['age_below']}年"
    if band.get("price_up_to") is not None:
        yield f"不超过{band['price_up_to']}元"
    yield f"{exact_share(band['share']) * 100:g}%"


def _sets(material: Material) -> Json:
    """The versions of department data, what they say beside the lines, and whom nothing was looked for of."""
    found, before = material.from_sets, material.taken_over
    anew = {each.key for each in found.sets}
    kept = [each for each in before.get("sets", ()) if each["key"] not in anew]
    notes = [_note(each, material) for each in found.notes]
    return {
        "sets": sorted([*kept, *map(_set, found.sets)], key=lambda each: str(each["key"])),
        "set_notes": [*before.get("set_notes", ()), *notes],
        "unmatched": sorted({*before.get("unmatched", ()), *found.unmatched}),
    }


def _set(each: SetUse) -> Json:
    return {
        "key": each.key,
        "title": each.title,
        "version": each.version,
        "as_of": each.as_of.isoformat(),
        "freshness": each.freshness.value,
        "people": each.people,
        "is_read": each.is_read,
    }


def _note(each: SetNote, material: Material) -> Json:
    return {
        "person": str(each.person_id),
        "name": material.people.get(each.person_id, ""),
        "title": each.title,
        "told": [list(pair) for pair in each.told],
        "why": kept_sentence(each.why),
        "died_on": each.died_on.isoformat() if each.died_on else None,
        "spent": each.spent.fen if each.spent else None,
        "year": each.year,
    }


def _source(report: SourceReport) -> Json:
    return {
        "title": report.source.title,
        "is_complete": report.is_complete,
        "lines": [
            {
                "name": line.name,
                "state": line.state.value if line.state else "",
                "answered_on": line.answered_on.isoformat() if line.answered_on else "",
                "is_late": line.is_late,
            }
            for line in report.lines
        ],
    }

"""From what departments tell and what the rules say to the leads of a family; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from yimen.domains.monitoring.rules.files import Facts, KnownFamily
from yimen.domains.monitoring.rules.leads import digest_of_push, digest_of_sign, digest_of_verdicts
from yimen.domains.monitoring.types.leads import RELAPSE, UNCLAIMED, Candidate, LeadSource, Verdict
from yimen.domains.people.types import MemberRow
from yimen.kernel import RegionCode

PUSHES = "suspected_cases"
Row = Mapping[str, Any]


class Rule(Protocol):
    """A warning rule of the rulebook, as far as it is asked here."""

    @property
    def key(self) -> str: ...
    @property
    def set_key(self) -> str: ...
    @property
    def same(self) -> tuple[str, ...]: ...
    @property
    def meets(self) -> Callable[[Row, Row, int, date], bool]: ...
    @property
    def facts(self) -> Callable[[Row], Facts]: ...


class InForce(Protocol):
    """A rule with the threshold of the place."""

    @property
    def rule(self) -> Any: ...
    @property
    def value(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push about somebody who is not on file here."""

    key: int
    row: Row


@dataclass(slots=True)
class Told:
    """What departments tell: rows by person and set, and pushes about strangers."""

    rows: dict[UUID, dict[str, list[Row]]] = field(default_factory=lambda: defaultdict(dict))
    strangers: list[Pushed] = field(default_factory=list)

    def add(self, person: UUID, set_key: str, row: Row) -> None:
        self.rows[person].setdefault(set_key, []).append(row)


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule that a row of a department meets, for a member."""

    rule: Rule
    row: Row


Signs = Mapping[UUID, Sequence[Sign]]


@dataclass(frozen=True, slots=True)
class Pointing:
    """Points at families and strangers, on one day, by the rules and set versions of one scan."""

    county: RegionCode
    on: date
    rules: Sequence[InForce]
    told: Told
    versions: Mapping[str, int]

    def signs(self, family: KnownFamily) -> dict[UUID, list[Sign]]:
        """By member, whatever their rows say."""
        students = {each["ref"]: each.get("student") for each in (family.kept or {}).get("members", ())}
        found: dict[UUID, list[Sign]] = {}
        for member in family.members:
            known = {
                "region": str(family.region),
                "disability_level": member.disability and member.disability.level,
                "student": students.get(family.refs.get(member.person_id, "")),
            }
            if met := list(self._met(member.person_id, known)):
                found[member.person_id] = met
        return found

    def _met(self, person: UUID, known: Row) -> Iterator[Sign]:
        told = self.told.rows.get(person, {})
        for each in self.rules:
            for row in told.get(each.rule.set_key, ()):
                if each.rule.meets(row, known, each.value, self.on):
                    yield Sign(each.rule, row)

    def leads(self, family: KnownFamily, signs: Signs, verdicts: tuple[Verdict, ...]) -> list[Candidate]:
        """Each sign and each push is a lead of its own; what the rules say alone is one for the family."""
        found = [
            each
            for member in family.members
            for each in (
                *self._warned(family, member, signs, verdicts),
                *self._pushed(family, member, verdicts),
            )
        ]
        return found or ([self._unclaimed(family, verdicts)] if verdicts else [])

    def _warned(
        self, family: KnownFamily, member: MemberRow, signs: Signs, verdicts: tuple[Verdict, ...]
    ) -> Iterator[Candidate]:
        for sign in signs.get(member.person_id, ()):
            facts = {name: sign.row[name] for name in sign.rule.same}
            yield Candidate(
                region=family.region,
                source=LeadSource.WARNING,
                rule=sign.rule.key,
                name=member.name,
                digest=digest_of_sign(LeadSource.WARNING, sign.rule.key, member.person_id, facts),
                household_id=family.household_id,
                person_id=member.person_id,
                verdicts=verdicts,
                set_key=sign.rule.set_key,
                set_version=self.versions[sign.rule.set_key],
                lives_in=sign.row.get("residence_region") or "",
            )

    def _pushed(
        self, family: KnownFamily, member: MemberRow, verdicts: tuple[Verdict, ...]
    ) -> Iterator[Candidate]:
        for row in self.told.rows.get(member.person_id, {}).get(PUSHES, ()):
            yield Candidate(
                region=family.region,
                source=LeadSource.PUSH,
                rule=row["kind"],
                name=member.name,
                digest=digest_of_push(self.county, row["kind"], row["key"], row["told_on"]),
                household_id=family.household_id,
                person_id=member.person_id,
                verdicts=verdicts,
                set_key=PUSHES,
                set_version=self.versions[PUSHES],
                told_on=row["told_on"],
                told_by=row["told_by"] or "",
            )

    def _unclaimed(self, family: KnownFamily, verdicts: tuple[Verdict, ...]) -> Candidate:
        head = family.members[0]
        return Candidate(
            region=family.region,
            source=LeadSource.SCAN,
            rule=UNCLAIMED,
            name=head.name,
            digest=digest_of_verdicts(family.household_id, verdicts),
            household_id=family.household_id,
            person_id=head.person_id,
            verdicts=verdicts,
        )

    def stranger(self, pushed: Pushed) -> Candidate:
        """Known by name and place alone: the number never came in."""
        row = pushed.row
        return Candidate(
            region=self._place(RegionCode(row["region"])),
            source=LeadSource.PUSH,
            rule=row["kind"],
            name=row["name"],
            digest=digest_of_push(self.county, row["kind"], pushed.key, row["told_on"]),
            set_key=PUSHES,
            set_version=self.versions[PUSHES],
            told_on=row["told_on"],
            told_by=row["told_by"] or "",
        )

    def _place(self, said: RegionCode) -> RegionCode:
        """Where a push says somebody lives; the county where that is elsewhere."""
        return said if self.county.contains(said) else self.county


def relapse_digests(county: RegionCode, told: Told) -> set[bytes]:
    """Of everybody whom the list that was read names as watched against relapse."""
    known = (row for sets in told.rows.values() for row in sets.get(PUSHES, ()))
    strangers = (each.row for each in told.strangers)
    return {
        digest_of_push(county, RELAPSE, row["key"], row["told_on"])
        for row in (*known, *strangers)
        if row["kind"] == RELAPSE
    }


def facts_of(signs: Signs) -> dict[UUID, Iterable[Facts]]:
    """What the signs put into a household file."""
    return {person: [sign.rule.facts(sign.row) for sign in some] for person, some in signs.items()}

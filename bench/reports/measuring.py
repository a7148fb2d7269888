"""Rounds of requests: every source is asked and answers, then each report is made and opened, and timed."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse

from bench import report
from bench.pages.desk import Clerk
from bench.reports.families import VERIFIER, Subject, actor_named, families, handlers
from yimen.domains.cases import actions as cases
from yimen.domains.network.types import Actor
from yimen.domains.verification import actions, queries
from yimen.domains.verification.types import BatchState
from yimen.foundation.database.scope import scoped, system_scope
from yimen.kernel import RegionCode

WANTED = 1.0
T = TypeVar("T")
MADE, OPENED = "result returned, report made, numbered, kept", "the page of it opened"


@dataclass
class Taken:
    """Seconds of the clock, and seconds of processors that the program took of them, without the database."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def time(self, work: Callable[[], T]) -> T:
        """What came of it."""
        began, used = time.perf_counter(), time.process_time()
        found = work()
        self.wall.append(time.perf_counter() - began)
        self.cpu.append(time.process_time() - used)
        return found


def measure(reports: int) -> None:
    """As many as wanted, family by family, round by round; the first round warms up."""
    with system_scope():
        subjects, towns = families(), list(handlers())
        verifier = actor_named(VERIFIER, "VERIFICATION_ANSWER")
    assert subjects, "no family of the demo county is under investigation with everybody's signature"
    clerk = Clerk(get_wsgi_application(), VERIFIER)
    lines, taken = 0, {MADE: Taken(), OPENED: Taken()}
    for number in range(1 + -(-reports // len(subjects))):
        _ask(subjects, towns, verifier)
        _answer(number, verifier)
        if number == 1:
            lines, taken = 0, {MADE: Taken(), OPENED: Taken()}
        for subject in subjects:
            made, rests_on = _made(subject, verifier, taken[MADE])
            page = reverse("desk:family-report", args=[made])
            taken[OPENED].time(partial(clerk.read, page))
            lines += rests_on
    report.write("reports", "One report on a family", list(_lines(taken, lines, len(subjects))))
    slowest = max(_at(each.wall, 0.95) for each in taken.values())
    assert slowest <= WANTED, f"p95 {slowest:.2f} s, wanted {WANTED} s"


def _ask(subjects: list[Subject], towns: list[Actor], verifier: Actor) -> None:
    """The town asks once more, the county begins."""
    for subject in subjects:
        town = next(each for each in towns if each.region.contains(RegionCode(subject.region)))
        with scoped(town.scope):
            asked = cases.request_verification(case_id=subject.case_id, by=town)
        with scoped(verifier.scope):
            cases.start_verification(request_id=asked.id, by=verifier)


def _answer(seed: int, by: Actor) -> None:
    """Every source says what the play has it say first: some, none, partly, not at all."""
    for key in queries.every_source():
        with scoped(by.scope):
            actions.send_batch(source_key=key, by=by)
            for batch in list(queries.batches(by=by, source=key, state=BatchState.WAITING)):
                if any(each.answered_at for each in queries.questions_of_batch(batch)):
                    continue
                for file in queries.played_files(batch.id, seed=seed, by=by)[:1]:
                    kept = actions.hand_in_answers(
                        source_key=key, content=file.content, name=file.name, by=by
                    )
                    actions.take_answers(file_id=kept.id, by=by)


def _made(subject: Subject, by: Actor, taken: Taken) -> tuple[UUID, int]:
    """One report by its id, with how many lines it rests on."""
    with scoped(by.scope):
        asked = queries.find_latest_request(subject.case_id)
    assert asked is not None
    taken.time(partial(_report, asked.id, by))
    with scoped(by.scope):
        made = queries.reports_of_case(subject.case_id, by=by)[0]
        return made.id, len(queries.lines_kept(asked))


def _report(request_id: UUID, by: Actor) -> None:
    with scoped(by.scope):
        cases.report_verification(
            request_id=request_id, is_passed=True, conclusion="核对完成", lines=(), by=by
        )


def _at(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[int(share * 100) - 1]


def _lines(taken: dict[str, Taken], lines: int, families_: int) -> Iterator[str]:
    sizes = _sizes()
    count = len(taken[MADE].wall)
    yield (
        f"{count} reports on {families_} families of the demo county, {lines / count:.0f} lines each, at"
        f" {sizes['persons']:,} persons, {sizes['cases']:,} cases,"
        f" {sizes['reports']:,} reports kept, and department data of"
        f" {sizes['rows']:,} rows ({_sets()}, and the small sets of the demo county). What a report reads of"
        " the database is its family's alone; of the sets, the groups of rows that the family's keys lie in."
    )
    yield ""
    yield "| | median | p95 | wanted p95 | CPU of the program, median | p95 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for title, each in taken.items():
        cells = [title, *_cells(each.wall), f"≤ {WANTED * 1000:.0f} ms", *_cells(each.cpu)]
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."


def _cells(values: list[float]) -> list[str]:
    return [f"{_at(values, share) * 1000:.0f} ms" for share in (0.5, 0.95)]


def _sizes() -> dict[str, int]:
    with system_scope("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM people_person), (SELECT count(*) FROM cases_case),"
            " (SELECT count(*) FROM verification_verificationreport),"
            " (SELECT sum(stored) FROM verification_setload WHERE state = 'loaded')"
        )
        return dict(zip(("persons", "cases", "reports", "rows"), map(int, cursor.fetchone()), strict=True))


def _sets() -> str:
    """The large sets with their rows."""
    with system_scope("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT set_key, max(stored) FROM verification_setload WHERE state = 'loaded'"
            " GROUP BY set_key HAVING max(stored) >= 100000 ORDER BY set_key"
        )
        return ", ".join(f"{key} {rows:,}" for key, rows in cursor.fetchall())

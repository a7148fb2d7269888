"""Rounds of requests: every source is asked and answers, then each report is made and opened, and timed."""

import statistics
import time
from collections.abc import Iterator

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
Seconds = dict[str, list[float]]
MADE, OPENED = "result returned, report made, numbered, kept", "the page of it opened"


def measure(reports: int) -> None:
    """As many as wanted, family by family, round by round; the first round warms up."""
    with system_scope():
        subjects, towns = families(), list(handlers())
        verifier = actor_named(VERIFIER, "VERIFICATION_ANSWER")
    assert subjects, "no family of the demo county is under investigation with everybody's signature"
    clerk = Clerk(get_wsgi_application(), VERIFIER)
    seconds: Seconds = {MADE: [], OPENED: []}
    lines = 0
    for number in range(1 + -(-reports // len(subjects))):
        _ask(subjects, towns, verifier)
        _answer(number, verifier)
        for subject in subjects:
            made, found = _made(subject, verifier)
            opened = clerk.open(reverse("desk:family-report", args=[found[0]]))
            if number:
                seconds[MADE].append(made)
                seconds[OPENED].append(opened)
                lines += found[1]
    report.write("reports", "One report on a family", list(_lines(seconds, lines, len(subjects))))
    slowest = max(_at(each, 0.95) for each in seconds.values())
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


def _made(subject: Subject, by: Actor) -> tuple[float, tuple[object, int]]:
    """Seconds of one report, with its id and how many lines it rests on."""
    with scoped(by.scope):
        asked = queries.find_latest_request(subject.case_id)
    assert asked is not None
    began = time.perf_counter()
    with scoped(by.scope):
        cases.report_verification(request_id=asked.id, is_passed=True, conclusion="核对完成", lines=(), by=by)
    took = time.perf_counter() - began
    with scoped(by.scope):
        made = queries.reports_of_case(subject.case_id, by=by)[0]
        return took, (made.id, len(queries.lines_kept(asked)))


def _at(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[int(share * 100) - 1]


def _lines(seconds: Seconds, lines: int, families_: int) -> Iterator[str]:
    sizes = _sizes()
    count = len(seconds[MADE])
    yield (
        f"{count} reports on {families_} families of the demo county, {lines / count:.0f} lines each, at"
        f" {sizes['people_person']:,} persons, {sizes['cases_case']:,} cases,"
        f" {sizes['verification_verificationreport']:,} reports kept, and {sizes['sets']} sets of department"
        f" data of {sizes['rows']:,} rows together. What a report reads of the database is its family's"
        " alone; of the sets, the groups of rows that the family's keys lie in."
    )
    yield ""
    yield "| | median | p95 | wanted p95 |"
    yield "| --- | ---: | ---: | ---: |"
    for title, values in seconds.items():
        middle, high = statistics.median(values), _at(values, 0.95)
        yield f"| {title} | {middle * 1000:.0f} ms | {high * 1000:.0f} ms | ≤ {WANTED * 1000:.0f} ms |"


def _sizes() -> dict[str, int]:
    with system_scope("owner"), connections["owner"].cursor() as cursor:
        found = {}
        for table in ("people_person", "cases_case", "verification_verificationreport"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name written here
            found[table] = int(cursor.fetchone()[0])
        cursor.execute("SELECT count(*), sum(stored) FROM verification_setload WHERE state = 'loaded'")
        found["sets"], found["rows"] = (int(each) for each in cursor.fetchone())
    return found

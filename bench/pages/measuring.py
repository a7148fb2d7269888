"""Which pages are asked for, in turn, by a town's handler and a county's reviewer; and what they took."""

import os
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from bench import report
from bench.pages.desk import Clerk
from yimen.foundation.database.scope import Scope, scoped, system_scope

SUBJECTS = 200
WANTED = 3.0
FILLED = (
    "The persons and cases are those of the demo county, written through the loading functions of the rooms"
    " and multiplied inside the database over all pilot regions: ids, numbers and blind indexes are new,"
    " names and addresses repeat. On a busy machine waiting for a processor makes up most of a p95; the ratio"
    " of the medians is then the stricter reading."
)
LIST, RECORD = "an empty list", "an empty record"


@dataclass
class Page:
    """A page, who opens it, and against which empty page it is held."""

    title: str
    clerk: Clerk
    asked: Callable[[], tuple[str, dict[str, str]]]
    against: str
    seconds: list[float] = field(default_factory=list)

    def open(self) -> None:
        path, words = self.asked()
        self.seconds.append(self.clerk.open(path, **words))

    def at(self, share: float) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[int(share * 100) - 1] * 1000


def measure(requests: int) -> None:
    """Every page once a round, so that what disturbs the machine disturbs all alike."""
    settings.ROOT_URLCONF = "bench.pages.empty"
    application = get_wsgi_application()
    town, county = Clerk(application, "dazhe.handler1"), Clerk(application, "county.reviewer")
    found = list(pages(town, county))
    for _ in range(10):
        for page in found:
            page.open()
            page.seconds.clear()
    for _ in range(requests):
        for page in found:
            page.open()
    report.write("pages", "Pages", _lines(found, requests))


def pages(town: Clerk, county: Clerk) -> Iterator[Page]:
    """The pages of both clerks, and the empty ones they are held against."""
    for who, clerk in (("town", town), ("county", county)):
        households, cases = subjects(clerk.actor.scope)
        yield Page(f"{LIST}, {who}", clerk, _fixed("/bench/empty"), "")
        yield Page(f"{RECORD}, {who}", clerk, _each("/bench/opened/{}", households), "")
        yield Page(f"worklist of the station, {who}", clerk, _fixed("/worklist?list=station"), LIST)
        yield Page(f"worklist of the region, {who}", clerk, _fixed("/worklist?list=region"), LIST)
        yield Page(f"case list, {who}", clerk, _fixed("/applications"), LIST)
        yield Page(f"household list, {who}", clerk, _fixed("/households"), LIST)
        yield Page(f"case record, {who}", clerk, _each("/cases/{}", cases), RECORD)
        yield Page(f"household file, {who}", clerk, _each("/households/{}", households), RECORD)
        for kind, words in searches(clerk.actor.scope).items():
            yield Page(f"search by {kind}, {who}", clerk, _words(words), LIST)


def _fixed(path: str) -> Callable[[], tuple[str, dict[str, str]]]:
    return lambda: (path, {})


def _each(path: str, subjects: list[str]) -> Callable[[], tuple[str, dict[str, str]]]:
    turn = cycle(subjects)
    return lambda: (path.format(next(turn)), {})


def _words(words: list[str]) -> Callable[[], tuple[str, dict[str, str]]]:
    turn = cycle(words)
    return lambda: ("/search", {"words": next(turn)})


def subjects(scope: Scope) -> tuple[list[str], list[str]]:
    """Households that have cases, and cases, of the scope; the same for each run."""
    with scoped(scope), connection.cursor() as cursor:
        cursor.execute("SELECT household_id, id FROM cases_case ORDER BY md5(id::text) LIMIT %s", [SUBJECTS])
        rows = cursor.fetchall()
    return [str(row[0]) for row in rows], [str(row[1]) for row in rows]


def searches(scope: Scope) -> dict[str, list[str]]:
    """Words that find something in the scope."""
    from yimen.domains.people.models import Person

    with scoped(scope):
        people = list(
            Person.objects.filter(identity__isnull=False).order_by("birth_date", "id")[: SUBJECTS * 4]
        )
    Random(1).shuffle(people)  # noqa: S311 - not a secret
    people = people[:SUBJECTS]
    return {
        "name": [person.name for person in people],
        "pinyin initials": [person.initials for person in people],
        "last four digits": [str(person.identity)[-4:] for person in people],
        "part of an address": ["东街", "新村", "5号", "岭下", "大柘", "12号"],
    }


def _lines(found: list[Page], requests: int) -> list[str]:
    empty = {page.title: page for page in found if not page.against}
    lines = [
        f"{_size()} Each page {requests} times, all pages in turn, sequentially: the WSGI application with"
        " every middleware, called in its own process (no network); the database is the embedded one. Town:"
        " one town of twelve; county: all of 平远县."
        f" Load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.",
        "",
        "| page | queries | p50 ms | p95 ms | p50 / p50 of the empty page | p95 / p95 of the empty page |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    missed = []
    for page in found:
        path, words = page.asked()
        counted = len(page.clerk.queries(path, **words))
        who = page.title.rpartition(", ")[2]
        beside = empty[f"{page.against}, {who}"] if page.against else page
        half, most = (page.at(share) / beside.at(share) for share in (0.5, 0.95))
        if most > WANTED:
            missed.append(f"{page.title} ({most:.1f})")
        measured = f"{page.at(0.5):.1f} | {page.at(0.95):.1f} | {half:.2f} | {most:.2f}"
        lines.append(f"| {page.title} | {counted} | {measured} |")
    verdict = f"Over the limit: {', '.join(missed)}." if missed else "Every page keeps the limit."
    return [*lines, "", f"Wanted: p95 at most {WANTED:.0f} × that of the empty page. {verdict}", "", FILLED]


def _size() -> str:
    counts = []
    with system_scope(), connection.cursor() as cursor:
        for table in ("people_person", "people_household", "cases_case", "worklist_workitem"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names written here
            counts.append(f"{cursor.fetchone()[0]:,}")
    return "{} persons in {} households, {} cases, {} items of work.".format(*counts)

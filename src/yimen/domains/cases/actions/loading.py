"""Writing many cases with their histories at once: set-up of a county with cases under way."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import connection, transaction

from yimen.domains.awards import actions as awards
from yimen.domains.cases.loading.files import days_determined, file_on
from yimen.domains.cases.loading.history import History
from yimen.domains.cases.loading.replay import replay
from yimen.domains.cases.loading.setting import Setting
from yimen.domains.cases.loading.tables import Tables
from yimen.domains.library import queries as library
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.verification import actions as verification
from yimen.domains.worklist import actions as worklist
from yimen.foundation.audit.loading import load_rows

TAKE_NUMBERS = """
    INSERT INTO cases_casecounter AS counter (town, year, last) VALUES (%s, %s, %s)
    ON CONFLICT (town, year) DO UPDATE SET last = counter.last + excluded.last
"""

REPLAYED = 0.5
"""Of the time of loading goes into determining and replaying; writing takes the rest."""


def quietly(share: float) -> None:
    """For callers that show no progress."""


@transaction.atomic
def load_histories(
    *, histories: Sequence[History], today: date, by: Actor, report: Callable[[float], None] = quietly
) -> int:
    """All or none. Determinations are made by the rules; every move obeys the transition tables.

    For an empty county: case numbers begin at one, and what is refused one by one is refused here.
    """
    files = [file_on(history, day) for history in histories for day in days_determined(history)]
    answers = library.determine_all(files)
    setting, tables = Setting(today), Tables()
    for nth, history in enumerate(histories):
        report(REPLAYED * nth / len(histories))
        known = {day: next(answers) for day in days_determined(history)}
        replay(history, known, setting, tables)
    for nth, write in enumerate(WRITES):
        report(REPLAYED + (1 - REPLAYED) * nth / len(WRITES))
        write(setting, tables, by)
    return len(histories)


def _write_awards(setting: Setting, tables: Tables, by: Actor) -> None:
    region = str(by.region)
    awards.load_awards(determinations=tables.determinations, grants=tables.grants, region=region, by=by)


def _write_cases(setting: Setting, tables: Tables, by: Actor) -> None:
    load_rows(*tables.rows.values(), kind="case", region=str(by.region), by=by)
    with connection.cursor() as cursor:
        cursor.executemany(TAKE_NUMBERS, [(*place, last) for place, last in setting.numbers.items()])


def _write_verifications(setting: Setting, tables: Tables, by: Actor) -> None:
    verification.load_verifications(
        authorisations=tables.authorisations, requests=tables.requests, region=str(by.region), by=by
    )


def _write_items(setting: Setting, tables: Tables, by: Actor) -> None:
    worklist.load_items(items=tables.items, region=str(by.region), by=by)


def _write_documents(setting: Setting, tables: Tables, by: Actor) -> None:
    orders = sorted(tables.orders, key=lambda order: order.issued_on)
    issued = papers.load_documents(orders=orders, by=by)
    documents = {id(order): document for order, document in zip(orders, issued, strict=True)}
    papers.load_deliveries(deliveries=tables.deliveries, documents=documents, by=by)


WRITES = (_write_awards, _write_cases, _write_verifications, _write_items, _write_documents)

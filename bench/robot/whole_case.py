"""A robot plays the five people through the whole dibao case of a family of three, and counts.

`python -m bench.robot` writes its section of docs/benchmarks.md. Wanted: under 60 fields and 80 clicks.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from tests.support.browser import Judge, Tally, chromium
from tests.support.browser_album import Album
from tests.support.browser_house import open_house
from tests.support.journey import (
    AFTER_NOTICE,
    ASSISTANT,
    CONFIRMER,
    HANDLER,
    KNOCK,
    REVIEWER,
    VERIFIER,
    Case,
    Company,
    Family,
)

from bench import report
from yimen.foundation.encryption import make_key_file

MOST_FIELDS, MOST_CLICKS = 60, 80
PEOPLE = {
    ASSISTANT: "village assistant: first contact, application, signatures",
    HANDLER: "town handler: acceptance, home visit, delivery, publication",
    VERIFIER: "county verifier: result of two lines",
    REVIEWER: "town reviewer: opinion, notice, sending",
    CONFIRMER: "county confirmer: decision",
}


def main() -> None:
    """Count, write, and refuse to be silent when it is more than wanted."""
    if not Path(settings.YIMEN_KEY_FILE).exists():
        make_key_file(Path(settings.YIMEN_KEY_FILE))
    with open_house("robot") as house, chromium() as browser:
        company = Company(house, browser, Judge(Album()))
        with company.closing:
            seconds = _play(company)
            tallies = {name: clerk.tally for name, clerk in company.clerks.items()}
    report.write("robot", "One case, five people", _lines(tallies, seconds))
    whole = _sum(tallies.values())
    assert whole.typed + whole.chosen < MOST_FIELDS, whole
    assert whole.clicks + whole.signatures < MOST_CLICKS, whole


def _play(company: Company) -> dict[str, float]:
    """Every step by its rightful person; the seconds are the machine's, nobody reads or thinks."""
    case = Case(company, Family("范例山"))
    spent: dict[str, float] = {}
    for day, username, step in _steps(case):
        company.on(day)
        company[username]  # whoever comes signs in, which is not part of the case
        begun = time.perf_counter()
        step()
        spent[username] = spent.get(username, 0.0) + time.perf_counter() - begun
    return spent


def _steps(case: Case) -> list[tuple[date, str, Callable[[], object]]]:
    lines = (
        (case.family.spouse, "工资性收入（月）", "1000", "税务、社会保险"),
        (case.family.head, "银行存款", "3456.78", "银行"),
    )
    return [
        (KNOCK, ASSISTANT, case.hand_in),
        (date(2026, 9, 3), HANDLER, case.accept),
        (date(2026, 9, 7), VERIFIER, lambda: case.verify(*lines)),
        (date(2026, 9, 8), HANDLER, case.visit),
        (date(2026, 9, 10), REVIEWER, case.decide_to_post),
        (AFTER_NOTICE, REVIEWER, case.send),
        (date(2026, 9, 22), CONFIRMER, case.confirm),
        (date(2026, 9, 23), HANDLER, case.finish),
    ]


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for name, number in vars(tally).items():
            setattr(whole, name, getattr(whole, name) + number)
    return whole


def _lines(tallies: dict[str, Tally], seconds: dict[str, float]) -> list[str]:
    rows = [_row(PEOPLE[name], tallies[name], seconds[name]) for name in PEOPLE]
    whole = _row("**the whole case**", _sum(tallies.values()), sum(seconds.values()))
    return [
        "A robot plays five people through the whole dibao case of a family of three in Chromium, from the",
        "first contact to the delivered and published decision; it finds every field by its label and every",
        f"button by its name. Wanted: under {MOST_FIELDS} fields (typed or chosen from a list) and under",
        f"{MOST_CLICKS} clicks (buttons, links, ticks, signatures).",
        "Signing in is left out: people sign in once a day. The second investigator signs on the handler's",
        "tablet. The seconds are the machine's alone, server and database beside it; nobody reads or thinks.",
        "",
        "| who | typed | chosen | clicks | signatures | pages | seconds |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        whole,
    ]


def _row(title: str, tally: Tally, seconds: float) -> str:
    numbers = (tally.typed, tally.chosen, tally.clicks, tally.signatures, tally.pages)
    return f"| {title} | {' | '.join(map(str, numbers))} | {seconds:.1f} |"

"""Data of departments for the demo county: small, invented, with truths about some of those it assists."""

import csv
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from yimen.domains.cases.actions import ActKind, History
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.actions.set_samples import Sample, write_sample
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

SETS = ("deaths", "other_benefits", "pensions", "social_insurance", "vehicles")
ROWS, EACH_TRUTH, MISTYPED = 300, 2, 3
"""Rows of each set; how many people each truth is about; how many deaths bear a number with a slip."""


def load_department_sets(histories: Sequence[History], county: RegionCode, by: Actor, today: date) -> None:
    """Handed in and loaded as any file, by the county's verifier."""
    assisted = [each for each in histories if any(act.kind is ActKind.PUBLISH for act in each.acts)]
    people = [each.members[0].identity for each in assisted]
    sample = Sample(
        seed=1, rows=ROWS, on=today, county=county, people=people, each_truth=EACH_TRUTH, sets=SETS
    )
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), sample)
        _mistype(Path(folder) / "deaths.csv", assisted[-MISTYPED:], today)
        for key in SETS:
            load(key, Path(folder) / f"{key}.csv", today, by)


def _mistype(path: Path, histories: Sequence[History], today: date) -> None:
    """Some deaths of people on file whose number ends wrongly: somebody has to say who they are."""
    with path.open(newline="") as file:
        headings = next(csv.reader(file))
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        for history in histories:
            head = history.members[0]
            last = "0" if head.identity[-1] != "0" else "1"
            said = {"公民身份号码": head.identity[:-1] + last, "姓名": head.name, "死亡日期": today}
            writer.writerow(said)


def load(key: str, path: Path, today: date, by: Actor) -> None:
    """As the department hands it in."""
    with scoped(by.scope), path.open("rb") as stream:
        made = sets.hand_in_set(set_key=key, as_of=today, stream=stream, by=by, is_deferred=False)
    load_set(made.id, by=by)

"""What an unknown with few possible answers leaves open: each answer is tried, and what comes to the
same whichever it is was never in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any, Final

from yimen.rulebook.answer import Answer, Determination, Reason
from yimen.rulebook.household_file import HouseholdFile
from yimen.rulebook.household_file.leaves import Leaf
from yimen.rulebook.household_file.schema import FILE, Block, Node, Rows

MOST_TRIALS: Final = 32  # for a whole file: an answer must not take long however much is unknown
LARGE_HOUSEHOLD: Final = 10
Path = tuple[str | int, ...]


def settle(file: HouseholdFile, answer: Answer, run: Callable[[HouseholdFile], Answer]) -> Answer:
    """The answer, with what does not depend on the unknowns after all decided."""
    tried: dict[tuple[str, ...], list[Answer]] = {}
    left = min(MOST_TRIALS, MOST_TRIALS * LARGE_HOUSEHOLD // len(file.members))
    settled = []
    for index, one in enumerate(answer.determinations):
        paths = tuple(path for path in one.missing if _answers(path))
        trials = prod(len(_answers(path)) for path in paths)
        if paths and paths not in tried and trials <= left:
            left -= trials
            tried[paths] = [run(trial) for trial in _trials(file, paths)]
        if paths in tried:
            one = _agreed(one, [trial.determinations[index] for trial in tried[paths]])
        settled.append(one)
    unsourced = {name for one in settled for name in one.unsourced}
    return replace(answer, determinations=tuple(settled), unsourced=tuple(sorted(unsourced)))


def _path(written: str) -> Path:
    """`members[0].age` as its steps."""
    steps = re.findall(r"[^.\[\]]+", written)
    return tuple(int(step) if step.isdigit() else step for step in steps)


def _answers(written: str) -> tuple[Any, ...]:
    """The possible answers to a leaf of the file; none where there are too many, or it is no leaf."""
    node: Node | None = FILE
    for step in _path(written):
        if isinstance(node, Block):
            node = node.keys.get(str(step))
        else:
            node = node.of if isinstance(node, Rows) and isinstance(step, int) else None
    return node.answers if isinstance(node, Leaf) else ()


def _trials(file: HouseholdFile, paths: Sequence[str]) -> Iterator[HouseholdFile]:
    for answers in product(*(_answers(path) for path in paths)):
        trial = file
        for path, answer in zip(paths, answers, strict=True):
            block, *rest = _path(path)
            changed = _with(getattr(trial, str(block)), tuple(rest), answer)
            trial = replace(trial, **{str(block): changed})
        yield trial


def _with(value: Any, path: Path, answer: Any) -> Any:
    """A copy with one leaf answered; None takes the key away."""
    if not path:
        return answer
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        changed = dict(value) | {step: _with(value[str(step)], rest, answer)}
        return {key: one for key, one in changed.items() if one is not None}
    return type(value)(_with(one, rest, answer) if at == step else one for at, one in enumerate(value))


def _agreed(open_one: Determination, trials: Sequence[Determination]) -> Determination:
    """Decided only where result, amount and days are the same in every trial."""
    first = trials[0]
    outcomes = [
        (one.eligible, one.amount, one.components, one.starts_on, one.through, one.approver, one.changes)
        for one in trials
    ]
    if first.eligible is None or first.amount is None or any(one != outcomes[0] for one in outcomes):
        return open_one
    return replace(
        first,
        needs_review=any(one.needs_review for one in trials),
        reasons=_shared_reasons(trials),
        unsourced=tuple(dict.fromkeys(name for one in trials for name in one.unsourced)),
    )


def _same(values: list[Any]) -> Any:
    return values[0] if all(value == values[0] for value in values) else None


def _shared_reasons(trials: Sequence[Determination]) -> tuple[Reason, ...]:
    """Those that hold in every trial; what they rest on only as far as it is the same."""
    shared = []
    for reason in trials[0].reasons:
        others = [one for trial in trials for one in trial.reasons if one.rule == reason.rule]
        if len(others) == len(trials) and all(one.value == reason.value for one in others):
            because = {name: _same([one.because.get(name) for one in others]) for name in reason.because}
            shared.append(replace(reason, because=because))
    return tuple(shared) or trials[0].reasons

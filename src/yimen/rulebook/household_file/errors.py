"""The refusal of a household file: every problem with its path, what is wrong and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass

from yimen.kernel import YimenError


@dataclass(frozen=True, slots=True)
class Problem:
    path: str
    wrong: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}：{self.wrong}；允许：{self.allowed}"


class HouseholdFileError(YimenError):
    """All problems at once, so that a file is corrected once."""

    code = "household_file_refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), paths=[p.path for p in problems])
        self.problems = problems

    @classmethod
    def of(cls, path: str, wrong: str, allowed: str) -> HouseholdFileError:
        return cls((Problem(path, wrong, allowed),))

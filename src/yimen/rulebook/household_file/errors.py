"""The refusal of a household file: every problem with its path, what is wrong and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass

from yimen.kernel import Sentence, YimenError


@dataclass(frozen=True, slots=True)
class Problem:
    """Where, what is wrong, what is allowed; each a sentence, so that a door can say it to its reader."""

    path: str
    wrong: str
    allowed: str

    @property
    def sentence(self) -> Sentence:
        return Sentence(
            "%(path)s：%(wrong)s；允许：%(allowed)s", path=self.path, wrong=self.wrong, allowed=self.allowed
        )


class HouseholdFileError(YimenError):
    """All problems at once, so that a file is corrected once."""

    code = "household_file_refused"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        said = "\n".join(problem.sentence for problem in problems)
        super().__init__("%(problems)s", problems=said, paths=[problem.path for problem in problems])
        self.problems = problems

    @classmethod
    def of(cls, path: str, wrong: str, allowed: str) -> HouseholdFileError:
        return cls((Problem(path, wrong, allowed),))

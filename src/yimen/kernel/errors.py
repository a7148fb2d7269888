"""The one base of every refusal: a code for machines, a Chinese sentence for people, facts for both."""

from typing import ClassVar


class YimenError(Exception):
    """Says what is wrong, where, and the way out; subclasses set `code`."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, *, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts
        if code is not None:
            self.code = code  # type: ignore[misc]  # one refusal may be finer than its class

    def __str__(self) -> str:
        return self.message

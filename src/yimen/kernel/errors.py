"""The one base of every refusal: a code for machines, a Chinese sentence for people, facts for both."""

from typing import ClassVar

from yimen.kernel.sentences import Sentence


class YimenError(Exception):
    """Says what is wrong, where, and the way out; subclasses set `code`.

    The message is a whole sentence; what changes in it stands as `%(name)s` and comes from the facts.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, *, code: str | None = None, **facts: object) -> None:
        self.message = message if isinstance(message, Sentence) else Sentence(message, **facts)
        super().__init__(str(self.message))
        self.facts = facts
        if code is not None:
            self.code = code  # type: ignore[misc]  # one refusal may be finer than its class

    def __str__(self) -> str:
        return self.message

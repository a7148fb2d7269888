"""What the month asks about opening rolls: checked, and nobody has taken them over yet."""

from yimen.domains.command.types import NOTHING, Asked, Found, MonthLine, Span
from yimen.domains.exchange.queries import rolls
from yimen.domains.network.types import Actor
from yimen.kernel import Sentence


def rolls_to_take_over(asked: Asked, span: Span, by: Actor) -> Found:
    """Those that somebody else prepared."""
    waiting = rolls.rolls_waiting(asked.region, by=by)
    if not waiting:
        return NOTHING
    lines = [
        MonthLine(
            name=roll.title,
            why=(
                Sentence(
                    "%(who)s已备好：%(families)s户、%(awards)s项待遇，等您核对接管",
                    who=roll.prepared_by,
                    families=roll.families,
                    awards=roll.awards,
                ),
            ),
            on=None,
            page="roll",
            subject=roll.id,
        )
        for roll in waiting
    ]
    return Found(len(lines), span.of(lines))

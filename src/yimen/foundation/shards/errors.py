"""Refusals of a run over shards."""

from yimen.kernel import YimenError


class ShardsError(YimenError):
    """The run cannot begin, or some of its shards refused."""

    code = "shards_refused"

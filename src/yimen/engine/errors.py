"""Refusals of the engine: a rule that cannot be, facts that do not fit, parameters that contradict."""

from yimen.kernel.errors import YimenError


class RuleError(YimenError):
    """A rule that must not be constructed; `facts["rule"]` names it."""

    code = "rule_refused"


class FactsError(YimenError):
    """Values handed to a runtime that the rulebook does not declare, or of the wrong shape."""

    code = "facts_refused"


class ParametersError(YimenError):
    """Parameter entries that are malformed or contradict each other."""

    code = "parameters_refused"

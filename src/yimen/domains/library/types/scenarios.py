"""What-if as other rooms hold it: the scenario, its figures, what becomes of a household."""

from yimen.rulebook.what_if.changes import MOST_CHANGES as MOST_CHANGES
from yimen.rulebook.what_if.changes import Change as Change
from yimen.rulebook.what_if.changes import Scenario as Scenario
from yimen.rulebook.what_if.effects import Affected as Affected
from yimen.rulebook.what_if.effects import Effect as Effect
from yimen.rulebook.what_if.figures import Figures as Figures
from yimen.rulebook.what_if.programmes import EXCLUSIVE as EXCLUSIVE
from yimen.rulebook.what_if.programmes import MONTHLY as MONTHLY

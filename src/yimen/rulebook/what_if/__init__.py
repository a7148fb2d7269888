"""What if a parameter were another one: many households determined twice, before and after, and compared.

Pure functions over shards of whole households, without names or numbers: whoever runs them, one process,
many, or a cluster, decides where shards come from and where figures go.
"""

from yimen.rulebook.what_if.changes import Change, Scenario, read_scenario
from yimen.rulebook.what_if.comparing import Affected, Effect
from yimen.rulebook.what_if.figures import Figures
from yimen.rulebook.what_if.programmes import MONTHLY
from yimen.rulebook.what_if.rows import Held, Shard, make_shard
from yimen.rulebook.what_if.running import Difference, compare_shard, scan_shard
from yimen.rulebook.what_if.scanning import Outcomes

__all__ = [
    "MONTHLY",
    "Affected",
    "Change",
    "Difference",
    "Effect",
    "Figures",
    "Held",
    "Outcomes",
    "Scenario",
    "Shard",
    "compare_shard",
    "make_shard",
    "read_scenario",
    "scan_shard",
]

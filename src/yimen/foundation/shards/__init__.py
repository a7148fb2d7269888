"""Runs one pure function over many shards, on this machine or on Spark: progress, cancel, resume.

`run_shards(job, shards, out, engine=Local())`; docs/concepts/scale.md says what a job may do.
"""

from yimen.foundation.shards.errors import ShardsError
from yimen.foundation.shards.local import Local
from yimen.foundation.shards.running import run_shards
from yimen.foundation.shards.spark import Spark
from yimen.foundation.shards.types import Engine, Outcome, Refusal, Shard, ShardJob, Watch
from yimen.foundation.shards.work import Work

__all__ = [
    "Engine",
    "Local",
    "Outcome",
    "Refusal",
    "Shard",
    "ShardJob",
    "ShardsError",
    "Spark",
    "Watch",
    "Work",
    "run_shards",
]

"""Comparisons of files, for whoever begins them: how files are cut, the job of a range, what was found."""

from yimen.domains.monitoring.comparing.cutting import cut_file, cut_near
from yimen.domains.monitoring.comparing.files import HOLDERS, schema_of
from yimen.domains.monitoring.comparing.job import CompareShard, Total, totals
from yimen.domains.monitoring.comparing.nearing import shards_on
from yimen.domains.monitoring.rules.differences import sets_compared

__all__ = [
    "HOLDERS",
    "CompareShard",
    "Total",
    "cut_file",
    "cut_near",
    "schema_of",
    "sets_compared",
    "shards_on",
    "totals",
]

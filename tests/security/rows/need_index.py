"""As `need_index` of the desk's own table, written down a second time by hand."""

from .letters import READS

NEED_INDEX = {
    "need-models": READS,
    "need-models-export": READS,
    "need-model": READS,
    "case-need-index": READS,
}

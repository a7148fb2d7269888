"""Rows of a file of answers that could not be taken are kept sealed for a while, to be put right."""

import json
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.domains.verification.models import AnswerFile
from yimen.domains.verification.types import AnswerRow, ReadAnswers, RowFate
from yimen.foundation.files.actions import keep_produced
from yimen.foundation.files.types import EXCHANGED
from yimen.foundation.sentences import kept_sentence


def keep_set_aside(read: ReadAnswers, file: AnswerFile, by: Actor) -> UUID | None:
    """One line of JSON for each row with a fault; nothing where there is none."""
    lines = [_line(row) for row in read.rows if row.fate is RowFate.WRONG]
    if not lines:
        return None
    kept = keep_produced(
        "\n".join(lines).encode(),
        content_type="application/x-ndjson",
        kind=EXCHANGED,
        subject=file.id,
        region=file.region,
        by=by,
    )
    return kept.id


def _line(row: AnswerRow) -> str:
    faults = [(fault.column, kept_sentence(fault.wrong), kept_sentence(fault.remedy)) for fault in row.faults]
    told = {"row": row.row, "faults": faults, "cells": row.cells, "asked": [str(each) for each in row.asked]}
    return json.dumps(told, ensure_ascii=False)

"""What the demo says while the case goes on: steps, clocks, determinations, papers; it decides nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import typer
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers import queries as paper_queries
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.database.scope import scoped

UNITS = {"working": "个工作日", "calendar": "个自然日"}
WEEKDAYS = "一二三四五六日"


class Narration:
    """Prints to the terminal and writes each paper once, when it is first seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[UUID] = []
        self._told: set[UUID] = set()
        self._steps = 0

    def step(self, title: str, *, by: Actor) -> None:
        self._steps += 1
        today = timezone.localdate()
        day = f"{today}（周{WEEKDAYS[today.weekday()]}）"
        typer.echo(f"\n{self._steps:>2}. {title}")
        typer.echo(f"    {day}　{CARDS[by.role].title} {by.staff_name}")

    def say(self, text: str) -> None:
        typer.echo(f"    {text}")

    def clocks(self, subjects: Collection[UUID], *, by: Actor) -> None:
        """Every clock that began to run since the last time."""
        with scoped(by.scope):
            items = [item for item in worklist.open_items_of(subjects) if item.id not in self._told]
        for item in items:
            self._told.add(item.id)
            light = worklist.light(item).title
            self.say(
                f"⏱ {WorkKind(item.kind).title}：{item.limit_days}{UNITS[item.limit_unit]}，"
                f"自{item.limit_event}（{item.event_on}）起，至 {item.due_on} 止 [{light}]　{item.article}"
            )

    def determination(self, answer: Mapping[str, Any], *, on: date, names: Mapping[str, str]) -> None:
        """What the family is entitled to with every reason; what it is not, in one line each."""
        refused: dict[str, list[str]] = defaultdict(list)
        for row in answer["determinations"]:
            explained = library.explain_determination(row, on=on, names=names)
            if row["eligible"] is False:
                refused[explained.headline] += [names[row["member"]]] if row["member"] else []
                continue
            whose = f"（{names[row['member']]}）" if row["member"] else ""
            self.say(f"{'✓' if row['eligible'] else '?'} {explained.headline}{whose}")
            for sentence in (*explained.sentences, *explained.remarks):
                self.say(f"    · {sentence}")
        for headline, whom in refused.items():
            is_everybody = len(whom) in (0, len(names))
            self.say(f"✗ {headline}" if is_everybody else f"✗ {headline}（{'、'.join(whom)}）")

    def papers(self, subjects: Collection[UUID], *, by: Actor) -> None:
        """Every document made since the last time, opened and written as PDF."""
        with scoped(by.scope):
            documents = paper_queries.documents_of_subjects(subjects, by=by)
            waiting = [document for document in reversed(documents) if document.id not in self._written]
            for document in waiting:
                opened = papers.open_document(document.id, by=by, purpose="演示")
                path = self._folder / f"{len(self._written) + 1:02d}-{document.kind}.pdf"
                path.write_bytes(opened.pdf)
                self._written.append(document.id)
                self.say(f"🗎 {document.number}《{document.title}》 → {path}")

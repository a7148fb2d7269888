"""A county whose award holders are compared: files of departments handed in, comparisons run to their end."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from tests.support.cast import Cast, acting
from tests.support.reviewing import Review
from yimen.domains.monitoring.actions import comparisons
from yimen.domains.monitoring.models import Comparison, Finding
from yimen.domains.network.types import Actor
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.domains.verification.queries.sets import set_definition
from yimen.kernel import Month

Row = tuple[UUID, dict[str, str]]


def told(by: Actor, set_key: str, rows: Sequence[Row], as_of: date) -> UUID:
    """What a department says of persons, handed in and loaded."""
    said, text = set_definition(set_key), io.StringIO(newline="")
    writer = csv.DictWriter(text, [column.title for column in said.columns])
    writer.writeheader()
    with acting(by):
        known = numbered(person for person, _cells in rows)
        for person, cells in rows:
            named = {column.title: cells.get(column.name, "") for column in said.columns}
            writer.writerow(named | {said.holder.title: known[person].number})
        stream = io.BytesIO(text.getvalue().encode())
        load = sets.hand_in_set(set_key=set_key, as_of=as_of, stream=stream, by=by, is_deferred=False)
    load_set(load.id, by=by)
    return load.id


@dataclass
class County:
    """The family of `review` holds dibao; what departments say of it comes in by files."""

    review: Review

    @property
    def cast(self) -> Cast:
        return self.review.cast

    @property
    def head(self) -> UUID:
        return self.review.walk.adults[0]

    @property
    def spouse(self) -> UUID:
        return self.review.walk.adults[1]

    def told(self, set_key: str, *rows: Row, as_of: date | None = None) -> UUID:
        """A department's file about persons; the rest of a row is empty."""
        return told(self.cast.county_verifier, set_key, rows, as_of or timezone.localdate())

    def begun(self) -> Comparison:
        by = self.cast.county_verifier
        with acting(by):
            month = Month.of(timezone.localdate())
            return comparisons.start_comparison(month=month, by=by, is_deferred=False)

    def compared(self) -> Comparison:
        begun = self.begun()
        comparisons.compare_all(begun.id, by=self.cast.county_verifier)
        with acting(self.cast.county_verifier):
            return Comparison.objects.select_related("run").get(id=begun.id)

    def findings(self) -> list[Finding]:
        with acting(self.cast.county_verifier):
            return list(Finding.objects.order_by("found_at", "rule"))

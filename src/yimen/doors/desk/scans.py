"""What a family handed in as a picture, for whoever judges whether it is complete."""

from typing import Any
from uuid import UUID

from yimen.domains.cases import queries as cases
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.foundation.files.queries import stored_files


def scans_of(case: Any, by: Actor) -> dict[str, UUID]:
    """The file of each line of the checklist, signed authorisations too; invented families have none."""
    signed = verification.authorisations_of_case(case.id, by=by)
    named = cases.scans_of_case(case, by=by) | {
        f"authorisation:{row.person_id}": row.signature for row in signed if row.revoked_at is None
    }
    there = {file.id for file in stored_files(list(named.values()))}
    return {key: file_id for key, file_id in named.items() if file_id in there}

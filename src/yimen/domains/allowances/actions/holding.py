"""How every step of a civil matter begins and ends: the locked row in its state, the worklist, the audit."""

from uuid import UUID

from yimen.domains.allowances.errors import MatterStateError
from yimen.domains.allowances.models import CivilMatter
from yimen.domains.allowances.permissions import access_matter
from yimen.domains.allowances.types import MatterState
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit


def held_matter(matter_id: UUID, permission: Permission, state: MatterState, by: Actor) -> CivilMatter:
    """The matter, locked, in the one state that allows the step."""
    matter = access_matter(matter_id, permission, by=by, is_changed=True)
    if matter.state != state:
        raise MatterStateError(
            "该事项现在是“%(state)s”，不能办这一步；请刷新。", state=MatterState(matter.state).title
        )
    return matter


def keep_and_close(matter: CivilMatter, by: Actor) -> None:
    """What waited for this step is done."""
    matter.save()
    if waiting.find_open(WorkKind.CIVIL_MATTER, matter.id) is not None:
        outcome = MatterState(matter.state).title
        worklist.close_item(kind=WorkKind.CIVIL_MATTER, subject_id=matter.id, by=by, outcome=outcome)


def record(action: str, matter: CivilMatter, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="civil_matter", subject=matter.id, region=matter.region, by=by, changes=changes)

"""Transfers on their way: what the sender, the receiver and the family do, and what is kept of it."""

from datetime import date

from tests.support.cast import PASSWORD, SINCE, VILLAGE, acting
from yimen.domains.intake import actions
from yimen.domains.intake.models import Transfer
from yimen.domains.intake.types import (
    About,
    ContactChannel,
    Feedback,
    Receiver,
    TransferTopic,
)
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.types import Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope

DAY = date(2026, 3, 2)


def appointed(cast, department, username, station_id=None):
    user = User.objects.create_user(username, PASSWORD, name="曾联络")
    staff = network.add_staff(name="曾联络", user_id=user.id, by=cast.administrator)
    network.appoint(
        staff_id=staff.id,
        station_id=station_id or cast.county_reviewer.station_id,
        role=Role.DEPARTMENT_LIAISON,
        valid_from=SINCE,
        department_id=department.id,
        by=cast.administrator,
    )
    return network_queries.actor_for(user.id)


def again(actor):
    """The actor of the next request, with what is shared with them now."""
    return network_queries.actor_for(actor.user_id, actor.post_id)


def asked(cast, **more):
    by = cast.village_assistant
    with acting(by):
        return actions.record_contact(
            **{
                "channel": ContactChannel.WINDOW,
                "asked": "温石生家土坯房漏雨",
                "region": VILLAGE,
                "name": "温石生",
                "phone": "13900139000",
                "by": by,
                **more,
            }
        )


def sent(cast, receiver, **more):
    by = more.pop("by", cast.village_assistant)
    if "about" not in more:
        more["about"] = About(contact_id=asked(cast).id)
    values = {"topic": TransferTopic.HOUSING, "need": "温石生家土坯房漏雨，申请危房改造", **more}
    with acting(by):
        return actions.send_transfer(receiver=receiver, by=by, **values)


def to_housing(cast, housing, **more):
    return sent(cast, Receiver(department_id=housing.id), **more)


def items(transfer):
    with system_scope():
        rows = WorkItem.objects.filter(subject_id=transfer.id, done_at__isnull=True)
        return {WorkKind(row.kind): row for row in rows}


def kept(transfer):
    with system_scope():
        return Transfer.objects.select_related("contact").get(id=transfer.id)


def sheets(transfer):
    with system_scope():
        rows = OfficialDocument.objects.filter(subject_id=transfer.id).order_by("id")
        return [(DocumentKind(row.kind), row) for row in rows]


def say(actor, transfer, verdict, text="", **more):
    by = again(actor)
    with acting(by):
        return actions.answer_transfer(transfer_id=transfer.id, verdict=verdict, text=text, by=by, **more)


def told(cast, transfer, **more):
    by = cast.village_assistant
    values = {
        "method": DeliveryMethod.HANDED_OVER,
        "recipient": "温石生",
        "told_on": DAY,
        "proof": "本人签收",
        **more,
    }
    with acting(by):
        return actions.tell_family(transfer_id=transfer.id, feedback=Feedback(**values), by=by)


def code_for(cast, transfer):
    """What the sender hands over with the sheet."""
    by = cast.town_handler
    with acting(by):
        return actions.send_code(transfer_id=transfer.id, by=by).code

"""Files of contacts that wait to be taken in, looked through row by row; nothing is written here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.exchange.errors import IncomingNotFoundError
from yimen.domains.exchange.models import IncomingFile
from yimen.domains.exchange.queries.profiles import get_profile
from yimen.domains.exchange.rules.profiles import expected
from yimen.domains.exchange.types.incoming import IncomingLine, LookedThrough, Standing
from yimen.domains.exchange.types.profiles import Profile
from yimen.domains.intake.queries.arrived import contacts_by_reference, contacts_named
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people.queries import resting as people
from yimen.domains.people.queries.known import known_among
from yimen.domains.people.queries.residents import of_households
from yimen.domains.people.types import KnownPerson
from yimen.foundation.audit.reading import written_about
from yimen.foundation.files.actions import open_file
from yimen.foundation.spreadsheets.tables import Fault, Row, read_table
from yimen.kernel import Programme, RegionCode, ResidentId, Sentence
from yimen.kernel.regions import RegionCodeError

LONGEST_ASKED = 500


def incoming_files(*, by: Actor) -> QuerySet[IncomingFile]:
    """What this post handed in, newest first."""
    require(by, Permission.EXCHANGE_TAKE_IN, by.region)
    return IncomingFile.objects.filter(by_post_id=by.post_id).order_by("-handed_in_at", "-id")


def get_incoming(incoming_id: UUID, *, by: Actor, is_changed: bool = False) -> IncomingFile:
    """One's own file, or the refusal that it is not there any more."""
    require(by, Permission.EXCHANGE_TAKE_IN, by.region)
    rows = IncomingFile.objects.filter(by_post_id=by.post_id)
    found = (rows.select_for_update() if is_changed else rows).filter(id=incoming_id).first()
    if found is None:
        raise IncomingNotFoundError("没有这份文件：只有上传人可以打开，没有登记的保留 24 小时；请重新上传。")
    return found


def contacts_in_the_way(found: IncomingFile) -> list[Standing]:
    """Contacts of a file that was taken in to which something was added since, with what it is."""
    made = found.made or []
    if found.taken_at is None or not made:
        return []
    contacts = {UUID(one["contact"]): UUID(one["person"]) if one["person"] else None for one in made}
    persons = [person for person in contacts.values() if person is not None]
    resting = people.what_rests_on((), persons, but=list(contacts))
    written = written_about([*contacts, *persons], found.taken_at)
    names, settled = {row.id: row for row in contacts_named(contacts)}, of_households(persons)
    stands = [(key, _why(names.get(key), key, contacts[key], resting, written, settled)) for key in contacts]
    return [Standing(key, names[key].name if key in names else "—", why) for key, why in stands if why]


def _why(
    contact: Any,
    key: UUID,
    person: UUID | None,
    resting: Mapping[UUID, tuple[Sentence, ...]],
    written: set[UUID],
    settled: set[UUID],
) -> tuple[Sentence, ...]:
    if contact is None:
        return (Sentence("来访登记已不在本辖区"),)
    why = [Sentence("来访已经答复")] if contact.answer else []
    if key in written and not why:
        why.append(Sentence("来访已移交或另有登记"))
    if person is not None:
        why += [Sentence("已建立或者加入家庭")] if person in settled else []
        why += resting.get(person, ())
        why += [Sentence("居民档案已有后续登记")] if person in written else []
    return tuple(why)


def look_through(found: IncomingFile, *, by: Actor) -> LookedThrough:
    """The file as it would be taken in now; of one that was taken in nothing is left to see."""
    if found.file_id is None:
        return LookedThrough(())
    profile = get_profile(found.profile, by=by)
    return looked_through(profile, b"".join(open_file(found.file_id, by=by).chunks), by=by)


def looked_through(profile: Profile, content: bytes, *, by: Actor) -> LookedThrough:
    """Every row with what would become of it."""
    table = read_table(content, expected(profile))
    lines = [_line(row, by) for row in table.rows]
    times = Counter(line.reference for line in lines)
    on_file = contacts_by_reference(list(times), ContactChannel.PLATFORM, by=by)
    known = known_among([line.number for line in lines if line.number], by=by)
    names = network.region_names(line.region for line in lines)
    seen: set[str] = set()
    settled: list[IncomingLine] = []
    for line in lines:
        doubts = [*_doubts(line, known, names, by), *_repeated(line, seen)]
        settled.append(_settled(line, on_file, known, doubts))
        seen.add(line.reference)
    return LookedThrough(tuple(settled), table.unread)


def _line(row: Row, by: Actor) -> IncomingLine:
    number, day = row.values.get("number"), row.values.get("received_on")
    region, faults = _region(row, by)
    return IncomingLine(
        row=row.number,
        reference=row.text("reference"),
        name=row.text("name"),
        asked=_asked(row),
        region=region,
        received_on=day if isinstance(day, date) else None,
        number=number if isinstance(number, ResidentId) else None,
        phone=row.text("phone"),
        address=row.text("address"),
        asked_by=row.text("asked_by"),
        asked_by_relation=row.text("asked_by_relation"),
        faults=(*row.faults, *faults),
    )


def _asked(row: Row) -> str:
    """What is applied for, and why."""
    programme = row.text("programme")
    applied = f"申请{Programme(programme).title}" if programme else ""
    return "：".join(part for part in (applied, row.text("asked")) if part)[:LONGEST_ASKED]


def _region(row: Row, by: Actor) -> tuple[RegionCode, tuple[Fault, ...]]:
    """Where the row says, or the office's own place where it says nothing."""
    code = row.text("region_code")
    if not code:
        return by.region, ()
    try:
        return RegionCode(code), ()
    except RegionCodeError:
        wrong = Sentence("“%(code)s”不是 12 位行政区划代码。", code=code[:20])
        return by.region, (
            Fault(row.number, "行政区划代码", wrong, Sentence("请填写村或者乡镇的代码，或者留空。")),
        )


def _doubts(
    line: IncomingLine, people: Mapping[str, KnownPerson], names: Mapping[str, str], by: Actor
) -> Iterator[Fault]:
    if not (by.scope.lo <= str(line.region) < by.scope.hi) or not names.get(str(line.region)):
        wrong = Sentence("“%(code)s”不在您的辖区。", code=str(line.region))
        yield Fault(line.row, "行政区划代码", wrong, Sentence("请删去这一行，由所属乡镇登记。"))
    if line.received_on is not None and line.received_on > timezone.localdate():
        yield Fault(line.row, "收到日期", Sentence("日期在今天以后。"), Sentence("请核对这一行的日期。"))
    if not line.asked:
        yield Fault(line.row, "诉求", Sentence("没有写申请什么。"), Sentence("请填写申请事项或者诉求。"))
    known = people.get(str(line.number)) if line.number else None
    if known is not None and known.person_id is not None and known.name != line.name:
        wrong = Sentence("这个身份证号登记的姓名是“%(name)s”。", name=known.name)
        yield Fault(line.row, "姓名", wrong, Sentence("请核对姓名和身份证号是哪一个写错了。"))


def _repeated(line: IncomingLine, seen: set[str]) -> Sequence[Fault]:
    if not line.reference or line.reference not in seen:
        return ()
    wrong = Sentence("来件编号“%(reference)s”在文件里重复。", reference=line.reference[:20])
    return (Fault(line.row, "来件编号", wrong, Sentence("请删去重复的行，或者改正编号。")),)


def _settled(
    line: IncomingLine,
    on_file: Mapping[str, UUID],
    people: Mapping[str, KnownPerson],
    doubts: Sequence[Fault],
) -> IncomingLine:
    """What is in the register already is left alone, whatever else its row says."""
    contact = on_file.get(line.reference)
    if contact is not None:
        return replace(line, contact_id=contact, faults=())
    known = people.get(str(line.number)) if line.number else None
    return replace(
        line,
        person_id=None if known is None else known.person_id,
        is_elsewhere=known is not None and known.person_id is None,
        faults=(*line.faults, *doubts),
    )

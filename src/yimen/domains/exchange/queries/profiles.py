"""Layouts in force for a county: its own, and ours where it has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from yimen.domains.exchange.errors import ProfileNotFoundError
from yimen.domains.exchange.models import ProfileVersion
from yimen.domains.exchange.rules.profile_books import offered_words, template_of
from yimen.domains.exchange.rules.profiles import expected, read_profile
from yimen.domains.exchange.types.profiles import Profile, RecordKind, Way
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.spreadsheets.books import write_book
from yimen.foundation.spreadsheets.tables.columns import Column
from yimen.kernel import RegionCode, RegionLevel

_SHIPPED = Path(__file__).parents[1] / "profiles"
RECONCILED = frozenset({RecordKind.AWARDS, RecordKind.HOUSEHOLDS})


@dataclass(frozen=True)
class ProfileInForce:
    """A layout with its text; `number` is the county's version, 0 where it is ours."""

    profile: Profile
    text: str
    number: int = 0


@cache
def shipped() -> Mapping[str, str]:
    """Our own examples, by key."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_SHIPPED.glob("*.yaml"))}


def county_of(by: Actor) -> RegionCode:
    """Whose layouts an actor uses."""
    return by.region.at(RegionLevel.COUNTY)


def profiles_in_force(by: Actor) -> list[ProfileInForce]:
    """Every layout of the actor's county, by kind and key."""
    texts = {key: (text, 0) for key, text in shipped().items()}
    texts |= {row.key: (row.text, row.number) for row in _newest(county_of(by)) if row.text}
    found = [ProfileInForce(read_profile(key, text), text, number) for key, (text, number) in texts.items()]
    kinds = list(RecordKind)
    return sorted(found, key=lambda each: (kinds.index(each.profile.kind), each.profile.key))


def profiles_to_export(by: Actor) -> list[Profile]:
    """Those that files are written by."""
    return [each.profile for each in profiles_in_force(by) if Way.OUT in each.profile.ways]


def profiles_to_reconcile(by: Actor) -> list[Profile]:
    """Those of lists that are compared with ours."""
    found = (each.profile for each in profiles_in_force(by))
    return [each for each in found if Way.IN in each.ways and each.kind in RECONCILED]


def profiles_of_contacts(by: Actor) -> list[Profile]:
    """Those of files that go into the register."""
    return [each.profile for each in profiles_in_force(by) if each.profile.kind is RecordKind.CONTACTS]


def find_profile(key: str, *, by: Actor) -> ProfileInForce | None:
    """The layout of that key in the actor's county."""
    return next((each for each in profiles_in_force(by) if each.profile.key == key), None)


def get_layout(key: str, *, by: Actor) -> ProfileInForce:
    """The layout of that key with its text, or the refusal that there is none."""
    found = find_profile(key, by=by)
    if found is None:
        raise ProfileNotFoundError("没有“%(key)s”这一交换格式，可能已停用；请重新选择。", key=key)
    return found


def get_profile(key: str, *, by: Actor) -> Profile:
    """What the layout of that key says."""
    return get_layout(key, by=by).profile


def columns_of(profile: Profile) -> list[tuple[Column, list[str]]]:
    """The columns of a file that comes in, each with the words to choose from."""
    return [(column, offered_words(column)) for column in expected(profile)]


def template_book(key: str, *, by: Actor) -> bytes:
    """The empty workbook of a layout; it names nobody."""
    return write_book(template_of(get_profile(key, by=by)))


def profile_versions(*, by: Actor) -> QuerySet[ProfileVersion]:
    """Everything the county put in place of ours, newest first."""
    require(by, Permission.EXCHANGE_DESCRIBE, county_of(by))
    rows = ProfileVersion.objects.filter(region=str(county_of(by)))
    return rows.select_related("by_post__staff").order_by("-made_at", "-id")


def _newest(county: RegionCode) -> Iterator[ProfileVersion]:
    rows = ProfileVersion.objects.filter(region=str(county))
    yield from rows.order_by("key", "-number").distinct("key")

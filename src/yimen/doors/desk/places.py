"""Choices every form shares: the villages a post works in, the colleagues of its station."""

from collections.abc import Callable, Mapping
from typing import Any

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS, Permission, allows
from yimen.domains.network.types import Actor, Role
from yimen.kernel import RegionCode, RegionLevel


def villages(by: Actor) -> list[tuple[str, str]]:
    """A village post has its own village; a town post chooses among the town's."""
    if by.region.level is RegionLevel.VILLAGE:
        return [(str(by.region), network.get_region(by.region).name)]
    return [(region.code, region.name) for region in network.regions_under(by.region)]


def colleagues(
    by: Actor,
    *,
    also_above: bool = False,
    same_role_first: bool = False,
    may: Permission | None = None,
    fits: Callable[[Role], bool] | None = None,
) -> list[tuple[str, str]]:
    """Other posts of the actor's station; where asked for, of the station above too, or only those that may.

    Who confirms must not have visited: a second investigator is sought first in the actor's own role.
    """
    stations = [network.get_station(by.station_id)]
    if also_above and (above := network.superior_station(network.get_station(by.station_id))):
        stations.append(above)
    posts = [post for station in stations for post in network.posts_at(station.id)]
    if same_role_first:
        posts.sort(key=lambda post: post.role != by.role.value)
    return [
        (str(post.id), f"{post.staff.name} · {CARDS[Role(post.role)].title}")
        for post in posts
        if post.staff_id != by.staff_id
        and (may is None or allows(Role(post.role), may))
        and (fits is None or fits(Role(post.role)))
    ]


def stations(by: Actor) -> list[tuple[str, str]]:
    """The open stations of the actor's region."""
    return [(str(station.id), station.name) for station in network.stations_within(by)]


def towns(by: Actor) -> list[tuple[str, str]]:
    """The actor's county as a whole, and its towns."""
    below = [(region.code, region.name) for region in network.regions_under(by.region)]
    return [(str(by.region), network.get_region(by.region).name), *below]


def departments(by: Actor) -> list[tuple[str, str]]:
    """The departments of the actor's county."""
    county = by.region.at(RegionLevel.COUNTY)
    return [(str(row.id), row.name) for row in network.departments(county)]


def organisations(by: Actor) -> list[tuple[str, str]]:
    """The organisations of the actor's county."""
    county = by.region.at(RegionLevel.COUNTY)
    return [(str(row.id), row.name) for row in network.organisations(county)]


def liaisons(by: Actor) -> list[tuple[str, str]]:
    """Who speaks for a department of the actor's county today, each with the department."""
    county = by.region.at(RegionLevel.COUNTY)
    return [
        (str(post.id), f"{post.staff.name} · {department}") for post, department in network.liaisons(county)
    ]


def visitors(by: Actor, region: str) -> list[tuple[str, str]]:
    """Who else goes along to a household of a region: posts of the actor's place and of the town above it."""
    posts = {post.id: post for post in network.posts_within(by)}
    station = network.get_station(by.station_id)
    above = network.superior_station(station) if by.region.level is RegionLevel.VILLAGE else None
    posts |= {post.id: post for post in network.posts_at(above.id)} if above else {}
    fit = [
        post
        for post in posts.values()
        if post.staff_id != by.staff_id
        and allows(Role(post.role), Permission.WORK_TAKE)
        and _meets(post, region)
    ]
    names = network.region_names(post.station.region for post in fit)
    return [(str(post.id), _with_place(post, by, names)) for post in fit]


def _with_place(post: Any, by: Actor, names: Mapping[str, str]) -> str:
    """Twenty villages have twenty assistants: whoever is of another place than the reader stands with it."""
    words = [post.staff.name, CARDS[Role(post.role)].title]
    if post.station.region != str(by.region):
        words.append(names.get(post.station.region, ""))
    return " · ".join(word for word in words if word)


def _meets(post: Any, region: str) -> bool:
    """Its region and the other lie in one another."""
    place, other = RegionCode(post.station.region), RegionCode(region)
    return place.contains(other) or other.contains(place)

"""Somebody of the house at the command line: user name, password, second factor, a post of theirs.

Whoever sits at the server is nobody in particular; what a command writes bears the name of who signed in.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import typer

from yimen.doors.cli.language import said
from yimen.doors.cli.refusal import refuse, refuse_as
from yimen.kernel import Sentence, YimenError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from yimen.domains.network.permissions import Permission
    from yimen.domains.network.types import Actor

ABOUT_PEOPLE = frozenset({"comparison", "set", "verification"})
"""What these permissions open rests on answers and on data of departments."""


@contextlib.contextmanager
def acting(user: str, permission: str) -> Iterator[Actor]:
    """The house stands, somebody is signed in, and what is refused is said in words."""
    from yimen.doors.cli.standing import standing_house

    try:
        with standing_house():
            from yimen.domains.network.permissions import Permission

            with signed_in(user, Permission[permission]) as by:
                yield by
    except YimenError as refusal:
        refuse_as(refusal)


@contextlib.contextmanager
def signed_in(username: str, permission: Permission) -> Iterator[Actor]:
    """An actor whose post has the permission, signed out again at the end; wrong passwords are counted."""
    from yimen.domains.network import queries as network
    from yimen.foundation.accounts import signing

    request = _request()
    user_id = _enter(request, username)
    try:
        yield network.actor_for(user_id, _post_with(user_id, permission))
    finally:
        signing.sign_out(request)


def _request() -> HttpRequest:
    """What signing in needs of a request: where it comes from, and a session of its own."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.user = AnonymousUser()
    return request


def _enter(request: HttpRequest, username: str) -> UUID:
    from yimen.foundation.accounts import signing
    from yimen.foundation.accounts.models import User

    password = typer.prompt(said(Sentence("密码")), hide_input=True)
    if not signing.sign_in(request, username=username, password=password):
        signing.confirm_code(request, code=typer.prompt(said(Sentence("动态口令"))))
    assert isinstance(request.user, User)  # signed in
    if request.user.must_change_password:
        signing.sign_out(request)
        refuse(Sentence("首次登录须先在网页修改密码，再使用命令。"))
    return request.user.pk


def _post_with(user_id: UUID, permission: Permission) -> UUID:
    from yimen.domains.network import queries as network
    from yimen.domains.network.permissions import allows

    hats = network.posts_of(user_id)
    able = [hat.post_id for hat in hats if allows(hat.role, permission)]
    if not able:
        _refuse(user_id, permission, is_posted=bool(hats))
    return able[0]


def _refuse(user_id: UUID, permission: Permission, *, is_posted: bool) -> NoReturn:
    """As a page does: that somebody with a post tried to reach data about people is recorded."""
    from yimen.domains.network import queries as network
    from yimen.domains.network.errors import NotPermittedError
    from yimen.domains.verification.actions.log import tried_at_the_door

    kept: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
    if is_posted and permission.partition(":")[0] in ABOUT_PEOPLE:
        by = network.actor_for(user_id)
        kept = tried_at_the_door(request_id=None, person_id=None, by=by)
    with kept:
        raise NotPermittedError("您的岗位没有这项权限，请由有权限的人办理。")

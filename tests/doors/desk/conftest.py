"""The cast at their desks: a browser for each, signed in under their post."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.cast import Cast

from yimen.domains.network.types import Actor
from yimen.foundation.accounts.models import User

Desk = Callable[[Actor], Client]


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A client that is signed in and wears the actor's post."""

    def of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id), "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["post_id"] = str(actor.post_id)
        session.save()
        return client

    return of

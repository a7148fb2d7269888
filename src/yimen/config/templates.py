"""The Jinja2 environments every door's templates are rendered in."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from yimen.config.spoken import Spoken
from yimen.doors.desk.addresses import path_to
from yimen.doors.desk.formats import furnish
from yimen.foundation.language import Told, is_source, said_in_title


class DoorTemplates(Jinja2):
    """An environment for the language the rooms speak, and one that says what they say in the reader's.

    The first need not ask of each value what it is, and each remembers its own words.
    """

    @property
    def env(self) -> Environment:
        return self._environments[is_source()]

    @env.setter
    def env(self, made: Environment) -> None:
        self._environments = {True: made, False: _translating(made)}


def environment(**options: Any) -> Environment:
    """A name a view did not pass is an error, not an empty text."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 - Django passes autoescape=True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension i18n
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        newstyle=True,
    )
    made.globals |= {"static": static, "url": _url, "language": translation.get_language, **_words()}
    return furnish(made)


def _translating(made: Environment) -> Environment:
    """The same tools, with the words of another language."""
    other = made.overlay(extensions=[Spoken])
    other.globals = made.globals | _words()
    return other


def _words() -> dict[str, Callable[..., Markup]]:
    """`_` for one language: a list of fifty rows says the same few words hundreds of times."""

    @lru_cache(maxsize=10_000)
    def plain(message: str) -> Markup:
        return Markup(translation.gettext(message)) % {}  # noqa: S704 - our own words

    def gettext(message: str, **values: object) -> Markup:
        if not values:
            return plain(message)
        return Told(translation.gettext(message)) % {name: said_in_title(one) for name, one in values.items()}

    return {"gettext": gettext, "_": gettext}


def _url(name: str, *args: object, **kwargs: object) -> str:
    ids = [arg for arg in args if isinstance(arg, UUID)]
    if kwargs or len(ids) < len(args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return path_to(name, *ids)

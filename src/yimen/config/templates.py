"""The Jinja2 environment every door's templates are rendered in."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from yimen.config.spoken import Spoken
from yimen.doors.desk.addresses import path_to
from yimen.doors.desk.formats import furnish
from yimen.foundation.language import Told, said_in_tag


def environment(**options: Any) -> Environment:
    """A name a view did not pass is an error, not an empty text."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n", Spoken])  # noqa: S701 - Django passes autoescape=True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        newstyle=True,
    )
    made.globals |= {"gettext": _gettext, "_": _gettext}
    made.globals.update({"static": static, "url": _url, "language": translation.get_language})
    return furnish(made)


def _gettext(message: str, **values: object) -> Markup:
    """A list of fifty rows says the same few words hundreds of times."""
    if values:
        return Told(translation.gettext(message)) % {name: said_in_tag(one) for name, one in values.items()}
    return _words(translation.get_language(), message)


@lru_cache(maxsize=10_000)
def _words(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message)) % {}  # noqa: S704 - our own words


def _url(name: str, *args: object, **kwargs: object) -> str:
    ids = [arg for arg in args if isinstance(arg, UUID)]
    if kwargs or len(ids) < len(args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return path_to(name, *ids)

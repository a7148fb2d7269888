"""The reader's language at the command line: Chinese, or English where `YIMEN_LANGUAGE` asks for it."""

import os

SOURCE, ENGLISH = "zh-hans", "en"


def is_english() -> bool:
    """The reader asked for English, as `en` or `en_GB.UTF-8`."""
    return os.environ.get("YIMEN_LANGUAGE", "").lower().startswith(ENGLISH)


def said(words: object) -> str:
    """A sentence, word, list or date in the reader's language; Chinese needs no framework to be loaded."""
    from yimen.kernel.sentences import in_chinese

    if not is_english():
        return in_chinese(words)
    _prepare_translations()
    from django.utils.translation import override

    from yimen.foundation.language import in_readers_words

    with override(ENGLISH):
        return in_readers_words(words)


def _prepare_translations() -> None:
    """Outside the house nothing is set up: the texts are compiled if need be, and nothing else is loaded."""
    import django
    from django.conf import settings

    from yimen.doors.cli.translations import LOCALE, compile_all

    if settings.configured:
        return
    compile_all()
    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE=SOURCE,
        LANGUAGES=[(SOURCE, SOURCE), (ENGLISH, ENGLISH)],
        LOCALE_PATHS=[LOCALE],
    )
    django.setup()

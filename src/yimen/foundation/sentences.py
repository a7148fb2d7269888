"""Sentences kept as JSON and read back, so that a door can still say them in another language; pure."""

import json

from yimen.kernel import Programme, Sentence

_PROGRAMME = "programme:"


def kept_sentence(sentence: Sentence) -> str:
    """The template and what fills it."""
    facts = {name: _kept(fact) for name, fact in sentence.facts.items()}
    return json.dumps([sentence.template, facts], ensure_ascii=False)


def _kept(fact: object) -> object:
    if isinstance(fact, Programme):
        return f"{_PROGRAMME}{fact.value}"
    if isinstance(fact, list | tuple):
        return [str(one) for one in fact]
    return fact if isinstance(fact, int) else str(fact)


def read_sentence(text: str) -> Sentence:
    """What `kept_sentence` wrote."""
    template, facts = json.loads(text)
    return Sentence(template, **{name: _read(fact) for name, fact in facts.items()})


def _read(fact: object) -> object:
    if isinstance(fact, str) and fact.startswith(_PROGRAMME):
        return Programme(fact.removeprefix(_PROGRAMME))
    return fact

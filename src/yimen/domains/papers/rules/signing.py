"""What a signature stands for: the digest of the words that were signed."""

from collections.abc import Iterator

from yimen.domains.papers.rules.codes import content_digest
from yimen.domains.papers.types import DocumentKind, Json, Values

SIGNATURE = "signature"


def signing_digest(kind: DocumentKind, values: Values) -> str:
    """SM3 of all that stood on the paper when it was signed: everything but the signatures themselves."""
    return content_digest(kind=kind.value, values={name: _unsigned(value) for name, value in values.items()})


def signers_in(values: Values) -> Iterator[tuple[str, str]]:
    """Name and signature file of everybody who signed."""
    for value in values.values():
        for row in value if isinstance(value, list) else ():
            if isinstance(row, dict) and row.get(SIGNATURE):
                yield str(row.get("name", "")), str(row[SIGNATURE])


def _unsigned(value: Json) -> Json:
    if isinstance(value, list):
        return [_unsigned(row) for row in value]
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if name != SIGNATURE}
    return value

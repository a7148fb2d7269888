"""A process of its own that sets one document from somebody else's template, and may do nothing besides.

Run as a script, without the house: it reads a request as JSON from standard input and writes the document, or
what is wrong, to standard output. Typst reads nothing outside the folder it is given; packages of the network
are out of reach behind a proxy that is not there; memory and time end early.
"""

import json
import os
import resource
import sys

MEMORY = 3 << 30
SECONDS = 20
NOWHERE = "http://127.0.0.1:1"


def _confine() -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ[name] = os.environ[name.lower()] = NOWHERE
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # not one byte into any file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _made(asked: dict) -> list[bytes]:  # type: ignore[type-arg]
    import typst

    made = typst.compile(
        f"{asked['root']}/{asked['template']}",
        root=asked["root"],
        font_paths=typst.Fonts(font_paths=asked["fonts"]),
        format=asked["form"],
        sys_inputs=asked["inputs"],
        pdf_standards=asked["standards"],
        package_path=asked["root"],
        package_cache_path=asked["root"],
    )
    return made if isinstance(made, list) else [made or b""]


def main() -> None:
    """One request, one answer: a line with the lengths of the pages or with what is wrong; then the pages."""
    asked = json.load(sys.stdin)
    _confine()
    try:
        pages = _made(asked)
    except Exception as fault:  # whatever a foreign template does wrong is told, not raised
        answer = {"fault": getattr(fault, "message", "") or str(fault)}
        pages = []
    else:
        answer = {"pages": [len(page) for page in pages]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pages))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

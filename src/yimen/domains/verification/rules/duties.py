"""The legal duties of `duties.yaml`, and on which of them somebody rests who looks at results."""

import functools
from collections.abc import Mapping
from pathlib import Path

import yaml

from yimen.domains.network.types import Role
from yimen.domains.verification.types import NO_GROUND, Duty, Ground, GroundKind, Purpose

DECIDE, SUPERVISE, ANSWER_PERSON, MATCH = "decide", "supervise", "answer_person", "match"
_FILE = Path(__file__).parent.parent / "duties.yaml"


@functools.cache
def duties() -> Mapping[str, Duty]:
    """Every duty by its key."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: Duty(key, given["title"], given["article"]) for key, given in read.items()}


def by_duty(key: str) -> Ground:
    """A ground that rests on a duty; one that does not stand in the file is none."""
    return Ground(GroundKind.DUTY, duty=key) if key in duties() else NO_GROUND


def purpose_of(role: Role) -> Purpose:
    """For what a role looks at results."""
    return Purpose.SUPERVISION if role is Role.AUDITOR else Purpose.APPLICATION


def ground_of_view(role: Role, signed: Ground | None, *, is_purpose_open: bool) -> Ground:
    """On what somebody rests who looks: supervision, the person's signature, or the open application.

    Once the purpose has ended and the signature is taken back, nobody who handles looks any more.
    """
    if role is Role.AUDITOR:
        return by_duty(SUPERVISE)
    if signed is not None:
        return signed
    return by_duty(DECIDE) if is_purpose_open else NO_GROUND

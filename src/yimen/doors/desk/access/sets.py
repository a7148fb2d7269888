"""Data of departments: what there is, what is loaded, what waits in quarantine."""

from collections.abc import Mapping

from .kinds import Access, P, posts

SETS: Mapping[str, Access] = {
    "sets": posts(P.SET_OPEN),
    "sets-export": posts(P.SET_LOAD, P.SET_RETRACT),
    "sets-of": posts(P.SET_OPEN),
    "set-hand-in": posts(P.SET_LOAD),
    "set-agree": posts(P.SET_AGREE),
    "set-agreement-end": posts(P.SET_AGREE),
    "set": posts(P.SET_OPEN),
    "set-quarantine": posts(P.SET_LOAD),
    "set-quarantine-file": posts(P.SET_LOAD),
    "set-unmatched": posts(P.SET_MATCH),
    "set-unmatched-file": posts(P.SET_MATCH),
    "set-match": posts(P.SET_MATCH),
    "set-match-revoke": posts(P.SET_MATCH),
    "set-replay": posts(P.SET_LOAD),
    "set-retract": posts(P.SET_RETRACT),
}

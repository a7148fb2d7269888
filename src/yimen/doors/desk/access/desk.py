"""Signing in, the first page, the worklist, filters and lists of one's own."""

from collections.abc import Mapping

from .kinds import ANYONE, EVERY_POST, SIGNED_IN, Access, P, posts

DESK: Mapping[str, Access] = {
    "login": ANYONE,
    "code": ANYONE,
    "language": ANYONE,
    "session-state": ANYONE,
    "logout": SIGNED_IN,
    "hat": SIGNED_IN,
    "totp": SIGNED_IN,
    "password": SIGNED_IN,
    "home": EVERY_POST,
    "home-export": posts(P.LIST_EXPORT),
    "gallery": EVERY_POST,
    "filter-save": EVERY_POST,
    "filters": EVERY_POST,
    "filter-rename": EVERY_POST,
    "filter-default": EVERY_POST,
    "filter-delete": EVERY_POST,
    "exported-lists": posts(P.LIST_EXPORT, P.NETWORK_ADMINISTER, P.CASE_SUPERVISE, P.COMPLAINT_HANDLE),
    "exported-list": posts(P.LIST_EXPORT, P.NETWORK_ADMINISTER, P.CASE_SUPERVISE, P.COMPLAINT_HANDLE),
    "exported-list-file": posts(P.LIST_EXPORT, P.NETWORK_ADMINISTER, P.CASE_SUPERVISE, P.COMPLAINT_HANDLE),
    "worklist": posts(P.WORK_OPEN),
    "board": posts(P.WORK_OPEN),
    "deadlines": posts(P.WORK_OPEN),
    "worklist-take-many": posts(P.WORK_TAKE),
    "worklist-hand-over-many": posts(P.WORK_TAKE),
    "worklist-reassign-many": posts(P.WORK_REASSIGN),
    "desk-hand-over": posts(P.WORK_TAKE, P.WORK_REASSIGN),
    "desk-handed-over": posts(P.WORK_TAKE, P.WORK_REASSIGN),
    "desk-sheet": posts(P.WORK_TAKE, P.WORK_REASSIGN),
    "desk-undo": posts(P.WORK_TAKE, P.WORK_REASSIGN),
    "worklist-next": posts(P.WORK_OPEN),
    "worklist-export": posts(P.LIST_EXPORT),
    "worklist-item": posts(P.WORK_OPEN),
    "worklist-take": posts(P.WORK_TAKE),
    "worklist-hand-over": posts(P.WORK_TAKE),
    "worklist-put-back": posts(P.WORK_TAKE),
}

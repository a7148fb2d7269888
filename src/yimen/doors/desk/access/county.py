"""Figures of the county, the lists it takes over, and the exchange with the province."""

from collections.abc import Mapping

from .kinds import Access, P, posts

COUNTY: Mapping[str, Access] = {
    "rolls": posts(P.ROLL_OPEN),
    "rolls-export": posts(P.ROLL_PREPARE, P.ROLL_TAKE_OVER),
    "roll-template": posts(P.ROLL_PREPARE),
    "roll-prepare": posts(P.ROLL_PREPARE),
    "roll-differences-export": posts(P.ROLL_PREPARE, P.ROLL_TAKE_OVER),
    "roll": posts(P.ROLL_OPEN),
    "roll-findings": posts(P.ROLL_OPEN),
    "roll-faulty-rows": posts(P.ROLL_PREPARE),
    "roll-differences": posts(P.ROLL_OPEN),
    "roll-take-over": posts(P.ROLL_TAKE_OVER),
    "roll-undo": posts(P.ROLL_TAKE_OVER),
    "roll-discard": posts(P.ROLL_PREPARE),
    "exchange": posts(P.EXCHANGE_OPEN, P.EXCHANGE_DESCRIBE),
    "exchange-lists-export": posts(P.EXCHANGE_SETTLE),
    "exchange-send": posts(P.EXCHANGE_EXPORT),
    "exchange-contacts": posts(P.EXCHANGE_TAKE_IN),
    "exchange-contacts-template": posts(P.EXCHANGE_TAKE_IN),
    "exchange-incoming": posts(P.EXCHANGE_TAKE_IN),
    "exchange-incoming-undo": posts(P.EXCHANGE_TAKE_IN),
    "exchange-reconcile": posts(P.EXCHANGE_RECONCILE),
    "exchange-reconciliation": posts(P.EXCHANGE_OPEN),
    "exchange-differences": posts(P.EXCHANGE_OPEN),
    "exchange-differences-export": posts(P.EXCHANGE_SETTLE),
    "exchange-differences-settle": posts(P.EXCHANGE_SETTLE),
    "exchange-differences-assign": posts(P.EXCHANGE_SETTLE),
    "exchange-difference": posts(P.EXCHANGE_OPEN),
    "exchange-difference-assign": posts(P.EXCHANGE_SETTLE),
    "exchange-profiles": posts(P.EXCHANGE_DESCRIBE),
    "exchange-profile-add": posts(P.EXCHANGE_DESCRIBE),
    "exchange-profile": posts(P.EXCHANGE_DESCRIBE),
    "exchange-profile-revert": posts(P.EXCHANGE_DESCRIBE),
    "exchange-profile-source": posts(P.EXCHANGE_DESCRIBE),
    "statistics": posts(P.STATISTICS_OPEN),
    "statistics-export": posts(P.LIST_EXPORT),
    "statistics-list": posts(P.STATISTICS_OPEN),
    "statistics-list-export": posts(P.LIST_EXPORT),
}

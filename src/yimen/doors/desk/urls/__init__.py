"""Addresses of the desk, by area. Every name has its row in `access`."""

from . import (
    applications,
    comparisons,
    connections,
    decisions,
    exchange,
    leads,
    library,
    need_index,
    network,
    papers,
    people,
    reception,
    recurring,
    scenarios,
    session,
    sets,
    verification,
    work,
)

app_name = "desk"

urlpatterns = [
    *work.urlpatterns,
    *reception.urlpatterns,
    *applications.urlpatterns,
    *decisions.urlpatterns,
    *recurring.urlpatterns,
    *papers.urlpatterns,
    *people.urlpatterns,
    *network.urlpatterns,
    *library.urlpatterns,
    *exchange.urlpatterns,
    *leads.urlpatterns,
    *sets.urlpatterns,
    *comparisons.urlpatterns,
    *connections.urlpatterns,
    *scenarios.urlpatterns,
    *need_index.urlpatterns,
    *verification.urlpatterns,
    *session.urlpatterns,
]

"""Addresses of the desk. Every name has its row in `access`."""

from django.urls import path

from .views import gallery, network, search, session, worklist

app_name = "desk"

urlpatterns = [
    path("", worklist.home, name="home"),
    path("worklist", worklist.worklist, name="worklist"),
    path("worklist/export", worklist.export, name="worklist-export"),
    path("worklist/<uuid:item_id>", worklist.item, name="worklist-item"),
    path("worklist/<uuid:item_id>/take", worklist.take, name="worklist-take"),
    path("worklist/<uuid:item_id>/hand-over", worklist.hand_over, name="worklist-hand-over"),
    path("search", search.search, name="search"),
    path("search/hits", search.hits, name="search-hits"),
    path("network", network.stations, name="network"),
    path("network/delegations", network.delegations, name="network-delegations"),
    path("network/<uuid:station_id>", network.station, name="network-station"),
    path("login", session.sign_in, name="login"),
    path("login/code", session.code, name="code"),
    path("login/second-factor", session.totp, name="totp"),
    path("logout", session.sign_out, name="logout"),
    path("post", session.hat, name="hat"),
    path("language", session.language, name="language"),
    path("gallery", gallery.gallery, name="gallery"),
]

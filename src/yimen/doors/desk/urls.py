"""Addresses of the desk. Every name has its row in `access`."""

from django.urls import path

from .views import gallery, session

app_name = "desk"

urlpatterns = [
    path("login", session.sign_in, name="login"),
    path("logout", session.sign_out, name="logout"),
    path("post", session.hat, name="hat"),
    path("language", session.language, name="language"),
    path("gallery", gallery.gallery, name="gallery"),
]

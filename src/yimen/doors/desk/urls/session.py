"""Signing in and out, post and language, the gallery of components."""

from django.urls import path

from ..views import gallery, session

urlpatterns = [
    path("login", session.sign_in, name="login"),
    path("login/code", session.code, name="code"),
    path("login/second-factor", session.totp, name="totp"),
    path("login/password", session.password, name="password"),
    path("login/state", session.state, name="session-state"),
    path("logout", session.sign_out, name="logout"),
    path("post", session.hat, name="hat"),
    path("language", session.language, name="language"),
    path("gallery", gallery.gallery, name="gallery"),
]

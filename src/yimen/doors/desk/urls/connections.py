"""What departments' machines push under."""

from django.urls import path

from ..views import connections

urlpatterns = [
    path("connections", connections.listed, name="connections"),
    path("connections/issue", connections.issue, name="connection-issue"),
    path("connections/<uuid:credential_id>/revoke", connections.revoke, name="connection-revoke"),
]

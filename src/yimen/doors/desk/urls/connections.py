"""What departments' machines push under."""

from django.urls import path

from ..views import connections

urlpatterns = [
    path("connections", connections.listed, name="connections"),
    path("connections/export", connections.export, name="connections-export"),
    path("connections/pushes", connections.pushes, name="connection-pushes"),
    path("connections/pushes/export", connections.export_pushes, name="connection-pushes-export"),
    path("connections/issue", connections.issue, name="connection-issue"),
    path("connections/<uuid:credential_id>/revoke", connections.revoke, name="connection-revoke"),
]

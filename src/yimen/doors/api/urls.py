"""Addresses for machines; none of them names a person."""

from django.urls import path, re_path

from . import views

app_name = "api"

urlpatterns = [
    path("v1/sets/<slug:set_key>/versions", views.set_version, name="set-version"),
    path("v1/sets/<slug:set_key>/uploads", views.set_upload, name="set-upload"),
    path("v1/uploads/<uuid:upload_id>", views.upload, name="upload"),
    path("v1/uploads/<uuid:upload_id>/pieces/<int:offset>", views.upload_piece, name="upload-piece"),
    path("v1/uploads/<uuid:upload_id>/finish", views.upload_finish, name="upload-finish"),
    path("v1/sources/<slug:source>/answers", views.source_answers, name="source-answers"),
    path("v1/sources/<slug:source>/batches", views.source_batches, name="source-batches"),
    path("v1/sources/<slug:source>/batches/<int:number>", views.source_batch, name="source-batch"),
    path("v1/pushes/<uuid:push_id>", views.push, name="push"),
    path("v1/pushes/<uuid:push_id>/quarantine", views.quarantine, name="quarantine"),
    re_path(r"^.*$", views.nothing_here, name="nothing-here"),
]

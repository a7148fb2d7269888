"""Official documents, their delivery, archives and looks."""

from django.urls import path

from ..views import archives, documents, other_papers, registers, styles

urlpatterns = [
    path("documents/<uuid:document_id>", documents.document, name="document"),
    path("documents/<uuid:document_id>/pdf", documents.pdf, name="document-pdf"),
    path("documents/<uuid:document_id>/deliver", documents.deliver, name="document-deliver"),
    path("documents/<uuid:document_id>/attempt", documents.attempt, name="document-attempt"),
    path("documents/<uuid:document_id>/copy", documents.copy, name="document-copy"),
    path("documents/<uuid:document_id>/editable", documents.editable, name="document-editable"),
    path("documents", registers.documents, name="documents"),
    path("documents/export", registers.export, name="documents-export"),
    path("documents/undelivered", registers.undelivered, name="documents-undelivered"),
    path("documents/undelivered/export", registers.export_undelivered, name="documents-undelivered-export"),
    path("documents/print", registers.print_chosen, name="documents-print"),
    path("documents/deliver", registers.deliver_chosen, name="documents-deliver"),
    path("archives", archives.archives, name="archives"),
    path("archives/export", archives.export, name="archives-export"),
    path("archives/<uuid:household_id>/file", archives.file_papers, name="archive-file"),
    path("households/<uuid:household_id>/packages", archives.packages, name="household-packages"),
    path("packages/<uuid:package_id>", archives.package_file, name="package-file"),
    path("cases/<uuid:case_id>/papers", other_papers.other_paper, name="case-paper"),
    path("styles", styles.styles, name="styles"),
    path("styles/replace", styles.replace, name="style-replace"),
    path("styles/preview", styles.preview, name="style-preview"),
    path("styles/source", styles.source, name="style-source"),
    path("styles/<uuid:version_id>/specimen", styles.specimen, name="style-specimen"),
    path("styles/<uuid:version_id>/revert", styles.revert, name="style-revert"),
    path("files/<uuid:file_id>", documents.file, name="file"),
]

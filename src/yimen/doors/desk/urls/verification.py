"""Sources that are asked in batches, what they answer, and the log of queries."""

from django.urls import path

from ..views import answers, family_reports, query_log, sources, verification_lists

urlpatterns = [
    path("verifications/export", verification_lists.waiting, name="verifications-export"),
    path("verification/sources", sources.listed, name="verification-sources"),
    path("verification/sources/export", verification_lists.sources, name="verification-sources-export"),
    path("verification/sources/<slug:source>/send", sources.send, name="verification-send"),
    path("verification/sources/<slug:source>/answers", answers.hand_in, name="verification-answers"),
    path("verification/batches", sources.batches, name="verification-batches"),
    path("verification/batches/export", sources.export, name="verification-batches-export"),
    path("verification/batches/people/export", sources.export_people, name="verification-batch-export"),
    path("verification/batches/<uuid:batch_id>", sources.batch, name="verification-batch"),
    path("verification/batches/<uuid:batch_id>/file", sources.file, name="verification-batch-file"),
    path("verification/batches/<uuid:batch_id>/remind", sources.remind, name="verification-batch-remind"),
    path("verification/batches/<uuid:batch_id>/close", sources.close, name="verification-batch-close"),
    path("verification/answers/<uuid:answer_file_id>", answers.look_through, name="verification-answer-file"),
    path(
        "verification/answers/<uuid:answer_file_id>/quarantine",
        answers.quarantine,
        name="verification-answer-quarantine",
    ),
    path("verification/answers/<uuid:answer_file_id>/leave", answers.leave, name="verification-answer-leave"),
    path("verification/asked/<uuid:asked_id>/decide", answers.decide, name="verification-decide"),
    path("verification/asked/<uuid:asked_id>/close", answers.close, name="verification-asked-close"),
    path("verifications/<uuid:request_id>/late", answers.late, name="verification-late"),
    path("verification/reports/<uuid:family_report_id>", family_reports.report, name="family-report"),
    path(
        "verification/reports/<uuid:family_report_id>/print/<slug:reader>",
        family_reports.sheet,
        name="family-report-print",
    ),
    path(
        "verification/reports/<uuid:family_report_id>/object",
        family_reports.object_to,
        name="family-report-object",
    ),
    path("verification/retention", query_log.retention, name="verification-retention"),
    path("verification/retention/export", verification_lists.retention, name="verification-retention-export"),
    path("verification/log", query_log.listed, name="query-log"),
    path("verification/log/export", query_log.export, name="query-log-export"),
    path("people/<uuid:person_id>/query-log", query_log.of_person, name="person-query-log"),
]

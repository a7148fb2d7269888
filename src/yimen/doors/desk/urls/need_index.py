"""The need index: models, their cards, the index of a case."""

from django.urls import path

from ..views import need_index

urlpatterns = [
    path("need-index/models", need_index.models, name="need-models"),
    path("need-index/models/export", need_index.export, name="need-models-export"),
    path("need-index/models/<uuid:need_model_id>", need_index.model, name="need-model"),
    path("cases/<uuid:case_id>/need-index", need_index.of_case, name="case-need-index"),
]

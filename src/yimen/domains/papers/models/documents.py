"""Tables of documents, their number sequences and deliveries.

What a document says is written once: a trigger refuses every later change of it. Documents
and deliveries are under row-level security.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class DocumentSequence(Identified):
    """The last number given by an office for a kind in a year; it advances with the document."""

    station = models.ForeignKey("network.Station", models.PROTECT, related_name="+")
    kind = EnumField("文种", DocumentKind, max_length=24)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号")

    class Meta:
        verbose_name = "文号"
        constraints = (
            models.UniqueConstraint(fields=["station", "kind", "year"], name="sequence_for_office_kind_year"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.last}"


class OfficialDocument(Identified):
    """One numbered paper about a subject; its PDF is made at the first opening and kept."""

    region = RegionField("区域")
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    subject_kind = models.CharField("对象类别", max_length=24)
    subject_id = models.UUIDField("对象", db_index=True)
    kind = EnumField("文种", DocumentKind, max_length=24)
    station = models.ForeignKey("network.Station", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("文号", max_length=80)
    office = models.CharField("制发机关", max_length=120)
    issued_on = models.DateField("制发日期")
    content = EncryptedField("内容")
    masked_name = models.CharField("姓名（脱敏）", max_length=60)
    code = models.CharField("查验码", max_length=20, unique=True)
    digest = models.CharField("内容摘要", max_length=64)
    is_synthetic = models.BooleanField("演示数据")
    file_id = models.UUIDField("文件", null=True)
    issued_by = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("制发时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "文书"
        indexes = (models.Index(fields=["region", "issued_on"], name="document_by_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["station", "kind", "year", "serial"], name="document_numbered_once"
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="document_numbers_begin_at_one"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="document_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """The title of its kind."""
        return DocumentKind(self.kind).title

    @property
    def is_valid(self) -> bool:
        """It was not withdrawn."""
        return self.withdrawn_at is None


class Delivery(Identified):
    """A document reached somebody: how, to whom, when, with what proof."""

    region = RegionField("区域")
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="deliveries")
    method = EnumField("送达方式", DeliveryMethod, max_length=20)
    recipient = models.CharField("受送达人", max_length=60)
    delivered_on = models.DateField("送达日期")
    issued_on = models.DateField("制发日期")
    effective_on = models.DateField("视为送达日期", null=True)
    proof = models.CharField("凭证", max_length=200)
    proof_file_id = models.UUIDField("凭证文件", null=True)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "送达"
        indexes = (models.Index(fields=["region", "delivered_on"], name="delivery_by_region"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(method__in=[m.value for m in DeliveryMethod]), name="delivery_method_known"
            ),
            models.CheckConstraint(condition=~Q(recipient=""), name="delivery_names_its_recipient"),
            models.CheckConstraint(condition=~Q(proof=""), name="delivery_has_its_proof"),
            models.CheckConstraint(condition=Q(delivered_on__gte=F("issued_on")), name="delivery_not_early"),
        )

    def __str__(self) -> str:
        return f"{self.method} {self.delivered_on}"

    @property
    def counts_from(self) -> date:
        """The day from which the recipient is taken to know; those of before counted from the day itself."""
        return self.effective_on or self.delivered_on


class DeliveryAttempt(Identified):
    """A delivery that failed: when, how, and why."""

    region = RegionField("区域", db_index=True)
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="attempts")
    method = EnumField("送达方式", DeliveryMethod, max_length=20)
    tried_on = models.DateField("尝试日期")
    why = models.CharField("未送达原因", max_length=200)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "送达未成"
        constraints = (models.CheckConstraint(condition=~Q(why=""), name="attempt_says_why"),)

    def __str__(self) -> str:
        return f"{self.method} {self.tried_on}"


class DocumentSignature(Identified):
    """Somebody signed a document: the digest of the words signed, and that of the picture drawn."""

    region = RegionField("区域", db_index=True)
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="signatures")
    name = models.CharField("签字人", max_length=60)
    file_id = models.UUIDField("签名文件")
    signed_digest = models.CharField("所签内容摘要", max_length=64)
    picture_digest = models.CharField("签名摘要", max_length=64)
    signed_at = models.DateTimeField("签字时间")

    class Meta:
        verbose_name = "签字"

    def __str__(self) -> str:
        return f"{self.document_id} {self.signed_digest[:8]}"

"""Tables of persons, households and time between them; every one is under row-level security by `region`.

Persons, households and search grams follow the residence; identity numbers and phones are encrypted.
"""

from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import BlindField, EncryptedField, Identified, RegionField
from yimen.kernel import Sex

from .types import DisabilityKind, IdentityKind, Relation, TransferState

_PERIOD_FORWARD = Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))
_DISABILITY_WHOLE = Q(disability_kind="", disability_level__isnull=True) | Q(
    disability_kind__in=[w.value for w in DisabilityKind], disability_level__range=(1, 4)
)


class Person(Identified):
    """A resident known to the station of `region`."""

    region = RegionField("负责地")
    registered_region = RegionField("户籍地", null=True)
    name = models.CharField("姓名", max_length=60)
    initials = models.CharField("拼音首字母", max_length=60)
    sex = models.CharField("性别", max_length=6)
    birth_date = models.DateField("出生日期")
    identity = EncryptedField("身份证号", null=True)
    identity_key = BlindField(null=True, unique=True)
    last_four_key = BlindField(null=True, db_index=False)
    joining_key = models.BigIntegerField(null=True)
    joining_check = models.BigIntegerField(null=True)
    phone = EncryptedField("电话", null=True)
    phone_key = BlindField(null=True, db_index=False)
    disability_kind = models.CharField("残疾类别", max_length=12, blank=True)
    disability_level = models.PositiveSmallIntegerField("残疾等级", null=True)
    died_on = models.DateField("死亡日期", null=True)

    class Meta:
        indexes = (
            models.Index(fields=["last_four_key", "region"], name="person_last_four"),
            models.Index(fields=["phone_key", "region"], name="person_phone"),
            models.Index(fields=["region", "name"], name="person_region_name"),
            models.Index(fields=["birth_date"], include=["region", "id", "died_on"], name="person_birthday"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(sex__in=[w.value for w in Sex]), name="person_sex_known"),
            models.CheckConstraint(condition=_DISABILITY_WHOLE, name="person_disability_whole"),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(died_on__gte=F("birth_date")),
                name="person_born_before_death",
            ),
            models.CheckConstraint(
                condition=Q(identity__isnull=True, identity_key__isnull=True, last_four_key__isnull=True)
                | Q(identity__isnull=False, identity_key__isnull=False, last_four_key__isnull=False),
                name="person_identity_is_indexed",
            ),
            models.CheckConstraint(
                condition=Q(identity__isnull=False) | Q(joining_key__isnull=True, joining_check__isnull=True),
                name="person_joined_by_identity",
            ),
        )

    def __str__(self) -> str:
        return self.name


class HouseholdSeries(models.Model):
    """The last household number given out in a county."""

    county = RegionField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.county)


class Household(Identified):
    """People who live together, at one address, under the station of `region` (their residence)."""

    number = models.CharField("户编号", max_length=16, unique=True)
    region = RegionField("居住地")
    registered_region = RegionField("户籍地")
    address = models.CharField("住址", max_length=200)
    is_urban = models.BooleanField("城镇户")
    founded_on = models.DateField("建档日期")
    ended_on = models.DateField("销户日期", null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["region", "number"], include=["id", "ended_on"], name="household_region_number"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="household_period_forward",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def residence_region(self) -> str:
        """The residence decides who is responsible, so both are one column."""
        return str(self.region)


class Membership(Identified):
    """A person in a household for a time, with the relation to its head."""

    region = RegionField()
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField("与户主关系", max_length=12)
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True)

    class Meta:
        indexes = (models.Index(fields=["region"], name="membership_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_until__isnull=True),
                name="membership_one_household_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(valid_until__isnull=True, relation="head"),
                name="membership_one_head_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=[w.value for w in Relation]), name="membership_relation_known"
            ),
            models.CheckConstraint(condition=_PERIOD_FORWARD, name="membership_period_forward"),
        )


class Residence(Identified):
    """Where a person lived for a time; `place` is that place, `region` follows the person."""

    region = RegionField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    place = RegionField("居住地")
    address = models.CharField("住址", max_length=200)
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True)

    class Meta:
        indexes = (models.Index(fields=["region"], name="residence_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_until__isnull=True), name="residence_one_at_a_time"
            ),
            models.CheckConstraint(condition=_PERIOD_FORWARD, name="residence_period_forward"),
        )


class SearchGram(models.Model):
    """One piece of a person's name, initials or address, for search by equality (see `rules.grams_of`)."""

    pk = models.CompositePrimaryKey("gram", "region", "person_id")
    gram = models.CharField(max_length=64, db_collation="C")
    region = RegionField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="grams")

    def __str__(self) -> str:
        return self.gram


class TransferRequest(Identified):
    """A station asks the station responsible for a person to hand over the file; both sides see it."""

    region = RegionField("现负责地")
    to_region = RegionField("申请地")
    person_id = models.UUIDField("居民")
    state = models.CharField("状态", max_length=8, default=TransferState.ASKED.value)
    reason = models.CharField("事由", max_length=200)
    asked_by = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    answered_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["region", "state"], name="transfer_region"),
            models.Index(fields=["to_region", "state"], name="transfer_to_region"),
            models.Index(fields=["person_id"], name="transfer_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["person_id", "to_region"], condition=Q(state="asked"), name="transfer_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[w.value for w in TransferState]), name="transfer_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | ~Q(state="asked") & Q(answered_at__isnull=False),
                name="transfer_answer_has_a_time",
            ),
        )


class ResidencePermit(Identified):
    """A residence permit somebody showed, for one county; a later one ends it."""

    region = RegionField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="permits")
    county = RegionField("居住地")
    office = models.CharField("签发机关", max_length=100)
    issued_on = models.DateField("签发日期")
    valid_until = models.DateField("有效期至", null=True)
    lives_here_since = models.DateField("在本地居住起始日期")
    file_id = models.UUIDField("扫描件", null=True)
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        indexes = (models.Index(fields=["region"], name="permit_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on__isnull=True), name="permit_one_of_person"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("issued_on")),
                name="permit_period_forward",
            ),
            models.CheckConstraint(condition=~Q(office=""), name="permit_names_its_office"),
        )


class IdentitySeries(models.Model):
    """The last temporary number given out in a county."""

    county = RegionField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.county)


class TemporaryIdentity(Identified):
    """Who somebody without a resident number is taken for, and whom they turned out to be.

    `became` is that person: another one on file, to whom everything was carried over, or the same row.
    """

    region = RegionField()
    person = models.OneToOneField(Person, models.PROTECT, related_name="temporary")
    number = models.CharField("临时编号", max_length=16, unique=True)
    kind = models.CharField("类别", max_length=12)
    age_from = models.PositiveSmallIntegerField("约几岁起")
    age_to = models.PositiveSmallIntegerField("约几岁止")
    features = models.CharField("体貌特征", max_length=300)
    found_at = models.CharField("发现地点", max_length=200)
    found_on = models.DateField("发现日期")
    brought_by = models.CharField("何人送来", max_length=100)
    photo_id = models.UUIDField("照片", null=True)
    document_number = EncryptedField("证件号码", null=True)
    document_key = BlindField(null=True, unique=True, db_index=False)
    became = models.ForeignKey(Person, models.PROTECT, null=True, related_name="was_taken_for")
    identified_at = models.DateTimeField("查明时间", null=True)
    identified_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    proof = models.CharField("查明依据", max_length=200, blank=True)
    before = EncryptedField("查明前的登记", null=True)
    moved = models.JSONField("并入的记录", default=dict)
    named = models.JSONField("查明时的事项数", default=dict)

    class Meta:
        indexes = (models.Index(fields=["region"], name="temporary_region"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[w.value for w in IdentityKind]), name="temporary_kind_known"
            ),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="temporary_ages_forward"),
            models.CheckConstraint(
                condition=Q(document_number__isnull=True, document_key__isnull=True)
                | Q(document_number__isnull=False, document_key__isnull=False),
                name="temporary_document_is_indexed",
            ),
            models.CheckConstraint(
                condition=Q(
                    became__isnull=True, identified_at__isnull=True, identified_by__isnull=True, proof=""
                )
                | (
                    Q(became__isnull=False, identified_at__isnull=False, identified_by__isnull=False)
                    & ~Q(proof="")
                ),
                name="temporary_identified_with_proof",
            ),
        )

    def __str__(self) -> str:
        return self.number

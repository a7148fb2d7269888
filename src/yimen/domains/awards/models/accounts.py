"""Accounts awards are paid to, what a bank refused, and the account a family gave instead."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.awards.types.accounts import AccountFault, ListState
from yimen.foundation.models import BlindField, EncryptedField, EnumField, Identified, RegionField


class PayoutAccount(Identified):
    """The account an award is paid to, as the opening roll names it; whoever pays comes later."""

    region = RegionField(db_index=True)
    award = models.OneToOneField("awards.Award", models.PROTECT, related_name="account")
    holder = models.CharField("开户名", max_length=60)
    bank = models.CharField("开户银行", max_length=60)
    number = EncryptedField("银行账号")

    class Meta:
        verbose_name = "发放账户"
        constraints = (
            models.CheckConstraint(
                condition=~Q(holder="") & ~Q(bank=""), name="account_names_holder_and_bank"
            ),
        )

    def __str__(self) -> str:
        return self.bank


class AccountList(Identified):
    """A list of refused accounts as a bank or agency sent it: checked, then taken over or thrown away.

    `content` holds the rows until they are taken over, and what is wrong with the others.
    """

    region = RegionField(db_index=True)
    told_by = models.CharField("代发机构", max_length=60)
    digest = models.BinaryField("文件摘要")
    state = EnumField("状态", ListState, max_length=12)
    content = EncryptedField("内容")
    sound = models.PositiveIntegerField("可接收的行数")
    known = models.PositiveIntegerField("已经登记过的行数", default=0)
    faulty = models.PositiveIntegerField("有误的行数")
    prepared_at = models.DateTimeField("上传时间", auto_now_add=True)
    prepared_user_id = models.UUIDField("上传人")
    prepared_by = models.CharField("上传人姓名", max_length=64)
    run = models.ForeignKey("jobs.Run", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField("接收时间", null=True)
    taken_by = models.CharField("接收人姓名", max_length=64, blank=True)

    class Meta:
        verbose_name = "账户退回清单"
        constraints = (
            models.CheckConstraint(condition=~Q(told_by=""), name="account_list_names_the_agency"),
            models.CheckConstraint(
                condition=Q(state="taken", taken_at__isnull=False) & ~Q(taken_by="")
                | ~Q(state="taken") & Q(taken_at__isnull=True, taken_by=""),
                name="account_list_taken_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.told_by} {self.state}"


class AccountRefusal(Identified):
    """A bank or agency could not pay to an account: whose, which, why, who said so and when."""

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    number = EncryptedField("退回的账号")
    number_key = BlindField("账号摘要")
    fault = EnumField("退回原因", AccountFault, max_length=16)
    note = models.CharField("说明", max_length=200, blank=True)
    told_by = models.CharField("代发机构", max_length=60)
    told_on = models.DateField("退回日期")
    told_again_on = models.DateField("再次退回日期", null=True)
    paid_for = models.DateField("退回的是哪个月的款")
    account_list = models.ForeignKey(AccountList, models.PROTECT, null=True, related_name="refusals")
    row = models.PositiveIntegerField("清单中的行", null=True)
    cause_id = models.UUIDField("比对发现", db_index=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    recorded_user_id = models.UUIDField("登记人")
    recorded_by = models.CharField("登记人姓名", max_length=64)
    ended_at = models.DateTimeField("恢复发放时间", null=True)

    class Meta:
        verbose_name = "退回的账户"
        constraints = (
            models.CheckConstraint(condition=Q(paid_for__day=1), name="refusal_of_a_month"),
            models.CheckConstraint(condition=~Q(told_by=""), name="refusal_names_the_agency"),
            models.CheckConstraint(condition=~Q(fault="other") | ~Q(note=""), name="refusal_says_why"),
            models.CheckConstraint(
                condition=Q(account_list__isnull=True, row__isnull=True)
                | Q(account_list__isnull=False, row__isnull=False),
                name="refusal_of_a_list_names_its_row",
            ),
            models.UniqueConstraint(
                fields=["household", "person", "number_key"],
                condition=Q(ended_at__isnull=True),
                name="refusal_stands_once_for_an_account",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fault} {self.told_on}"

    @property
    def masked(self) -> str:
        """The last four digits."""
        return f"****{str(self.number)[-4:]}"


class AccountGiven(Identified):
    """The account a family gave after one was refused; a second person lets it be used."""

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    cause_id = models.UUIDField("比对发现", db_index=True)
    holder = models.CharField("开户名", max_length=60)
    bank = models.CharField("开户银行", max_length=60)
    number = EncryptedField("银行账号")
    note = models.CharField("说明", max_length=200, blank=True)
    file_id = models.UUIDField("凭证")
    given_at = models.DateTimeField("登记时间", auto_now_add=True)
    given_user_id = models.UUIDField("登记人")
    given_by = models.CharField("登记人姓名", max_length=64)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_user_id = models.UUIDField("确认人", null=True)
    confirmed_by = models.CharField("确认人姓名", max_length=64, blank=True)

    class Meta:
        verbose_name = "家庭提供的账户"
        constraints = (
            models.CheckConstraint(
                condition=~Q(holder="") & ~Q(bank=""), name="account_given_names_holder_and_bank"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_user_id__isnull=True, confirmed_by="")
                | Q(confirmed_at__isnull=False)
                & ~Q(confirmed_by="")
                & ~Q(confirmed_user_id=F("given_user_id")),
                name="account_given_confirmed_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return self.bank

    @property
    def masked(self) -> str:
        """The last four digits."""
        return f"****{str(self.number)[-4:]}"

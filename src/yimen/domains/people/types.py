"""Values of persons and households that rooms above may hold. No Django here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode, ResidentId, Sex, Titled


class Relation(Titled):
    """Relation to the head of the household, in the words of the household file."""

    HEAD = "head", "户主"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    GRANDCHILD = "grandchild", "孙子女"
    SIBLING = "sibling", "兄弟姐妹"
    OTHER = "other", "其他"


class DisabilityKind(Titled):
    """Kinds of disability as certified."""

    PHYSICAL = "physical", "肢体"
    VISUAL = "visual", "视力"
    HEARING = "hearing", "听力"
    SPEECH = "speech", "言语"
    INTELLECTUAL = "intellectual", "智力"
    MENTAL = "mental", "精神"
    MULTIPLE = "multiple", "多重"


class MatchedBy(StrEnum):
    """What a search found a person by; also the order in which hits are ranked."""

    IDENTITY = "identity"
    PHONE = "phone"
    NAME = "name"
    NAME_PART = "name_part"
    PINYIN = "pinyin"
    INITIALS = "initials"
    LAST_FOUR = "last_four"
    ADDRESS = "address"


class TransferState(StrEnum):
    """A request to take over a person or household registered elsewhere."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class IdentityKind(Titled):
    """Who has no resident identity number, or none that is known."""

    UNKNOWN = "unknown", "身份不明"
    HONG_KONG = "hong_kong", "香港"
    MACAO = "macao", "澳门"
    TAIWAN = "taiwan", "台湾"
    FOREIGN = "foreign", "外国人、无国籍人"


@dataclass(frozen=True)
class Disability:
    kind: DisabilityKind
    level: int

    @property
    def title(self) -> str:
        """As it stands on the certificate, e.g. 肢体二级."""
        return f"{self.kind.title}{'一二三四'[self.level - 1]}级"


@dataclass(frozen=True)
class PersonFacts:
    """A person to register; without an identity number, sex and birth date are needed."""

    name: str
    identity: ResidentId | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    phone: str = ""
    disability: Disability | None = None
    registered_region: RegionCode | None = None


@dataclass(frozen=True)
class Stranger:
    """Somebody without papers, or with papers of another place: what is seen, said and known of them."""

    kind: IdentityKind
    sex: Sex
    age_from: int
    age_to: int
    features: str
    found_at: str
    found_on: date
    brought_by: str
    name: str = ""
    """The name they are believed to have; nobody's where nothing is known."""
    document_number: str = ""
    birth_date: date | None = None
    """Where a paper says it; else it is estimated from the age."""
    phone: str = ""


@dataclass(frozen=True)
class Permit:
    """A residence permit: of which office, for which county, until when, and since when one lives there."""

    county: RegionCode
    office: str
    issued_on: date
    lives_here_since: date
    valid_until: date | None = None


@dataclass(frozen=True)
class KnownPerson:
    """Somebody of a list who is on file already; without an id they are on file elsewhere."""

    person_id: UUID | None = None
    name: str = ""
    has_died: bool = False
    household_id: UUID | None = None
    household_number: str = ""
    region: str = ""


@dataclass(frozen=True)
class MemberRow:
    """One member of a household on a day."""

    membership_id: UUID
    person_id: UUID
    name: str
    sex: Sex
    birth_date: date
    relation: Relation
    identity_masked: str
    disability: Disability | None
    died_on: date | None
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Hit:
    """One line of a search: enough to recognise somebody, no identity number."""

    person_id: UUID
    household_id: UUID | None
    household_number: str
    name: str
    sex: Sex
    birth_date: date
    region: RegionCode
    address: str
    last_four: str
    matched_by: MatchedBy


@dataclass(frozen=True)
class HouseholdFacts:
    """A household to write together with its members, for loading many at once."""

    region: RegionCode
    registered_region: RegionCode
    address: str
    is_urban: bool
    founded_on: date
    members: tuple[tuple[PersonFacts, Relation], ...]


@dataclass(frozen=True)
class LoadedHousehold:
    """What was written of one `HouseholdFacts`: members in the order given."""

    household_id: UUID
    number: str
    member_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class AlikePerson:
    """Somebody on file who may be meant by a name, a birth and a place (where they are registered)."""

    person_id: UUID
    name: str
    born: date
    region: str
    place: str


@dataclass(frozen=True)
class NumberedPerson:
    """Somebody with their number and telephone in clear, for a list that goes out."""

    person_id: UUID
    name: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Stay:
    """That somebody belonged to a household: from a day until, not including, another, or their death."""

    person_id: UUID
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether they counted there on a day."""
        return self.since <= on and (self.until is None or self.until > on)


@dataclass(frozen=True)
class NumberedMember:
    """A member of a household by the blind index of their number; None where they have none."""

    person_id: UUID
    name: str
    key: bytes | None
    is_head: bool


@dataclass(frozen=True)
class Incoming:
    """A transfer request as either side sees it."""

    request_id: UUID
    person_id: UUID
    region: RegionCode
    to_region: RegionCode
    state: TransferState
    reason: str
    answer: str
    asked_on: date

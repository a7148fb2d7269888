"""Refusals of the intake room."""

from yimen.kernel import YimenError


class ContactNotFoundError(YimenError):
    """No such contact in the reader's region."""

    code = "contact_not_found"


class NotForContactError(YimenError):
    """The post it is to go to is not responsible for the region, or receives nobody."""

    code = "contact_not_for_post"


class ContactAnsweredError(YimenError):
    """The contact already has its answer."""

    code = "contact_answered"


class ContactIncompleteError(YimenError):
    """Somebody asked, but neither a person nor a name, or not what was asked."""

    code = "contact_incomplete"


class AnswerIncompleteError(YimenError):
    """An answer that lacks its reason, its list or its application."""

    code = "answer_incomplete"


class NotOwnerOfContactError(YimenError):
    """Somebody else is responsible for the contact."""

    code = "contact_not_owner"


class ContactOfferedError(YimenError):
    """It is on its way to somebody, or it is not, where it should be the other way round."""

    code = "contact_offered"

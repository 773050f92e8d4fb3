"""What may be typed into a proposal, and about one: how long it may be, and cleaned.

As it may be kept, whoever typed it: an ЕГН is blacked out and counts for nothing.
"""

from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.text import clean

TEXT_AT_LEAST, TEXT_AT_MOST = 20, 3500
PROVISION_AT_MOST = 120
NAME_AT_LEAST, NAME_AT_MOST = 5, 120
ORGANISATION_AT_MOST = 160
CONTACT_AT_MOST = 200
SENTENCE_AT_LEAST, SENTENCE_AT_MOST = 10, 500
"""What is said to an author about one proposal: why it is hidden, what it lacks, where it went."""
REGISTRY_NO_AT_MOST = 60
AUTHORITY_AT_MOST = 160


class FullNameNeeded(DomainError):
    """One word is not the name of a person whom a registry could find."""

    def __init__(self) -> None:
        super().__init__()


def clean_text(text: str) -> str:
    """What a person proposes. Raises TextTooShort, TextTooLong, TextEmpty: nothing is cut silently."""
    return without_egn(clean(text, at_most=TEXT_AT_MOST, at_least=TEXT_AT_LEAST))


def clean_sentence(text: str) -> str:
    """What is said to an author. Raises the refusals of `clean`."""
    return without_egn(clean(text, at_most=SENTENCE_AT_MOST, at_least=SENTENCE_AT_LEAST))


def clean_provision(text: str) -> str:
    """ "чл. 12, ал. 2". Raises the refusals of `clean`."""
    return without_egn(" ".join(clean(text, at_most=PROVISION_AT_MOST).split()))


def clean_name(text: str) -> str:
    """A full name, as a formal proposal needs it (АПК чл. 111). Raises the refusals of `clean`."""
    return without_egn(" ".join(clean(text, at_most=NAME_AT_MOST, at_least=NAME_AT_LEAST).split()))


def clean_full_name(text: str) -> str:
    """At least two names of one person. Raises FullNameNeeded and the refusals of `clean`."""
    name = " ".join(clean(text, at_most=NAME_AT_MOST).split())
    if " " not in name:
        raise FullNameNeeded()
    return clean_name(name)


def clean_organisation(text: str) -> str:
    return without_egn(" ".join(clean(text, at_most=ORGANISATION_AT_MOST).split()))


def clean_contact(text: str) -> str:
    """Where an answer may be sent: an e-mail or a postal address. Raises the refusals of `clean`."""
    return without_egn(" ".join(clean(text, at_most=CONTACT_AT_MOST, at_least=5).split()))

"""How long things are kept. The numbers are ours; the law asks for no longer than needed (GDPR чл. 5)."""

from datetime import timedelta

DIALOGUE = timedelta(hours=48)
"""Also which message of a chat changes by itself, since it last did."""
ANSWERS = timedelta(hours=48)
"""To a questionnaire, since the last of them, where they were not sent."""
DRAFT = timedelta(days=7)
LOG = timedelta(days=14)
DELIVERY = timedelta(days=90)
"""Which message went where, so that it can be corrected or recalled."""
INVITATION = timedelta(days=7)
BACKUP = timedelta(days=30)
AUDIT = timedelta(days=3 * 365 + 1)

REGISTRATION = timedelta(days=90)
"""After the forum."""
TICKET = timedelta(days=1)
"""After the questionnaire closed."""
APPLICATION = timedelta(days=90)
"""To become a member, after its answer; and what members said of a meeting, after it."""
AUTHOR_LINK = timedelta(days=365)
"""After the answer."""
INACTIVE = timedelta(days=2 * 365 + 1)
"""Without a sign of life; then we ask."""
SILENCE = timedelta(days=30)
"""After we asked; then we erase those who did not answer."""

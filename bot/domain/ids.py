"""Names for keys, so that the type checker keeps a consultation from being taken for a participant."""

from typing import NewType

ParticipantId = NewType("ParticipantId", int)
ConsultationId = NewType("ConsultationId", int)
DocumentId = NewType("DocumentId", int)
SectionId = NewType("SectionId", int)
ProposalId = NewType("ProposalId", int)
ForumId = NewType("ForumId", int)
RegistrationId = NewType("RegistrationId", int)
QuestionnaireId = NewType("QuestionnaireId", int)
MemberId = NewType("MemberId", int)
"""A seat of a body and who holds it."""
MeetingId = NewType("MeetingId", int)
AnnouncementId = NewType("AnnouncementId", int)
LinkedChatId = NewType("LinkedChatId", int)
"""A group or channel that the bot is in; not Telegram's number of it, which may change."""

TopicId = NewType("TopicId", str)
PlaceId = NewType("PlaceId", str)
OrganisationId = NewType("OrganisationId", str)
BodyId = NewType("BodyId", str)

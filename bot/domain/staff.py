"""Staff: who may do what."""

from enum import StrEnum

from bot.domain.errors import DomainError


class Role(StrEnum):
    owner = "owner"
    moderator = "moderator"
    editor = "editor"
    auditor = "auditor"


class LastOwner(DomainError):
    """Nobody would be left to manage the staff: another owner must be named first."""

    def __init__(self) -> None:
        super().__init__()


class NamedBySetting(DomainError):
    """Named owner by whoever runs the bot: colleagues cannot take away what the next consent would give back."""

    def __init__(self) -> None:
        super().__init__()


class InvitationOver(DomainError):
    """Used, withdrawn, over, forged, or given by somebody who may no longer invite: the link says none of it."""

    def __init__(self) -> None:
        super().__init__()


class AlreadyStaff(DomainError):
    """An invitation is for somebody new; the role of a member is changed by an owner."""

    def __init__(self) -> None:
        super().__init__()


class Action(StrEnum):
    consultation_prepare = "consultation_prepare"
    consultation_publish = "consultation_publish"
    consultation_change = "consultation_change"
    """Extend, correct, restart or cancel what is published."""
    proposal_prepare = "proposal_prepare"
    """Read the queue, enter what came on paper, draft answers."""
    proposal_moderate = "proposal_moderate"
    """Show, hide, merge, ask the author."""
    proposal_decide = "proposal_decide"
    """Publish answers and the spravka, and everything that concerns the registry."""
    forum_prepare = "forum_prepare"
    """Draft a forum, keep the door, read how many come."""
    forum_manage = "forum_manage"
    """Open, move, cancel and sum up a forum."""
    questionnaire_prepare = "questionnaire_prepare"
    """Build a questionnaire and try it."""
    questionnaire_manage = "questionnaire_manage"
    """Publish, close and read its answers."""
    body_prepare = "body_prepare"
    """Prepare a meeting: agenda, documents, minutes."""
    body_manage = "body_manage"
    """Name members, summon, record decisions."""
    announcement_prepare = "announcement_prepare"
    """Write an announcement, choose for whom, try it."""
    announcement_manage = "announcement_manage"
    """Send, approve, correct and recall; link groups and channels."""
    staff_manage = "staff_manage"
    audit_read = "audit_read"
    town_settings = "town_settings"
    counts_read = "counts_read"
    names_read = "names_read"
    """Every such view is audited as well."""


DECISIONS = frozenset({Action.consultation_publish, Action.consultation_change, Action.proposal_decide})
"""Acts of the municipality: only staff of an organisation that may decide do them, whatever their role."""

_MAY: dict[Role, frozenset[Action]] = {
    Role.owner: frozenset(Action),
    Role.moderator: frozenset(
        {
            Action.consultation_prepare,
            Action.consultation_publish,
            Action.consultation_change,
            Action.proposal_prepare,
            Action.proposal_moderate,
            Action.proposal_decide,
            Action.forum_prepare,
            Action.forum_manage,
            Action.questionnaire_prepare,
            Action.questionnaire_manage,
            Action.body_prepare,
            Action.body_manage,
            Action.announcement_prepare,
            Action.announcement_manage,
            Action.counts_read,
            Action.names_read,
        }
    ),
    Role.editor: frozenset(
        {
            Action.consultation_prepare,
            Action.proposal_prepare,
            Action.forum_prepare,
            Action.questionnaire_prepare,
            Action.body_prepare,
            Action.announcement_prepare,
            Action.counts_read,
        }
    ),
    Role.auditor: frozenset({Action.audit_read, Action.counts_read}),
}


def may(role: Role, action: Action, *, may_decide: bool = True) -> bool:
    """Whether a role reaches this far. `may_decide` is the organisation's; staff of others prepare only."""
    return action in _MAY[role] and (may_decide or action not in DECISIONS)

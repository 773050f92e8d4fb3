"""What the things of a body are called, and the lines that several screens share."""

from markupsafe import Markup

from bot.domain.bodies import ApplicationStatus, Function, Seat
from bot.domain.meetings import Counter, Decision, Meeting, MeetingStatus
from bot.domain.town import Body, BodyKind, BodyStatus
from bot.i18n import Translator, mark
from bot.ui.fitting import cut
from bot.ui.screen import TITLE_LABEL, lines, shorten
from storage.bodies.papers import PaperKind

KINDS = {
    BodyKind.public_council: mark("bodies.kind_public_council"),
    BodyKind.advisory_council: mark("bodies.kind_advisory_council"),
    BodyKind.working_group: mark("bodies.kind_working_group"),
    BodyKind.committee: mark("bodies.kind_committee"),
    BodyKind.elected_council: mark("bodies.kind_elected_council"),
}
STATUSES = {
    BodyStatus.proposed: mark("bodies.status_proposed"),
    BodyStatus.dissolved: mark("bodies.status_dissolved"),
}
"""Of those that are not simply at work."""
STANDINGS = {**STATUSES, BodyStatus.active: mark("bodies.status_active")}
FUNCTIONS = {
    Function.chair: mark("bodies.function_chair"),
    Function.vice: mark("bodies.function_vice"),
    Function.secretary: mark("bodies.function_secretary"),
    Function.member: mark("bodies.function_member"),
}
PAPERS = {
    PaperKind.rules: mark("bodies.paper_rules"),
    PaperKind.act: mark("bodies.paper_act"),
    PaperKind.other: mark("bodies.paper_other"),
    PaperKind.paper: mark("bodies.paper_paper"),
    PaperKind.minutes: mark("bodies.paper_minutes"),
}
STATES = {
    MeetingStatus.draft: mark("bodies.state_draft"),
    MeetingStatus.summoned: mark("bodies.state_summoned"),
    MeetingStatus.held: mark("bodies.state_held"),
    MeetingStatus.cancelled: mark("bodies.state_cancelled"),
}
APPLICATIONS = {
    ApplicationStatus.submitted: mark("bodies.application_submitted"),
    ApplicationStatus.withdrawn: mark("bodies.application_withdrawn"),
    ApplicationStatus.accepted: mark("bodies.application_accepted"),
    ApplicationStatus.declined: mark("bodies.application_declined"),
}
LISTED_NAME = 120
"""Characters of a body's name within a sentence."""
AGENDA_ROOM, DECISION_ROOM = 2_000, 1_600
"""UTF-16 units."""


def name(t: Translator, body: Body) -> str:
    return shorten(body.name(t.language), LISTED_NAME)


def title(t: Translator, body: Body) -> Markup:
    return Markup("<b>{}</b>").format(cut(body.name(t.language), 300))


def function(t: Translator, seat: Seat) -> str:
    return t.capital(t.plain(FUNCTIONS[seat.function]))


def quorum(t: Translator, rule: int | None) -> Markup:
    return t("bodies.quorum_half") if rule is None else t("bodies.quorum_number", n=rule)


def meeting_label(t: Translator, meeting: Meeting) -> str:
    """Time first: phones cut the end of a label."""
    local = meeting.starts_at.astimezone(t.zone)
    return shorten(f"{local:%d.%m.%Y, %H:%M} · {t.plain(STATES[meeting.status])}", TITLE_LABEL)


def when_and_where(t: Translator, meeting: Meeting) -> Markup:
    return lines(
        t("bodies.when", moment=t.moment(meeting.starts_at)),
        t("bodies.where", place=meeting.place),
    )


def counted(t: Translator, counter: Counter) -> Markup:
    """How far it is from its quorum."""
    return lines(
        t("bodies.counter", needed=counter.needed, coming=counter.coming, excused=counter.excused),
        t("bodies.quorum_in_sight") if counter.reached else None,
    )


def outcome(t: Translator, meeting: Meeting) -> Markup | None:
    """How many came, once that was counted."""
    if meeting.present is None or meeting.needed is None:
        return None
    reached = mark("bodies.was_quorate") if meeting.quorate else mark("bodies.was_not_quorate")
    return t(reached, present=meeting.present, needed=meeting.needed)


def agenda(items: list[str]) -> str:
    return cut("\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)), AGENDA_ROOM)


def decision(t: Translator, one: Decision) -> Markup:
    counts = None
    if one.votes_for is not None:
        counts = t("bodies.counts", yes=one.votes_for, no=one.votes_against, abstained=one.abstained)
    heading = Markup("<b>{}</b>").format(t.plain("bodies.decision_number", number=one.number, year=one.year))
    return lines(heading, cut(one.text, DECISION_ROOM), counts)
